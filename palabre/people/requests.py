"""Requests of whoever is signed in."""

from django.http import HttpRequest

from palabre.people.models import Member


class MemberRequest(HttpRequest):
    """For type checkers: what a view behind ``LoginRequiredMiddleware`` gets. At run time it is Django's own."""

    user: Member
