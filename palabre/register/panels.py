"""What the register offers to a member's own page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.register.forms.following import FollowForm
from palabre.register.policies import may_keep_register
from palabre.register.queries.people import branches_followed


def branches_i_follow(request: HttpRequest, member: Any) -> SafeString:
    """For members; whoever only has an account sees nothing of it."""
    if not member.belongs():
        return SafeString("")
    context = {"followed": branches_followed(member), "form": FollowForm(member=member)}
    return render_to_string("register/parts/branches.html", context, request)


def register_i_keep(request: HttpRequest, member: Any) -> SafeString:
    if not may_keep_register(member):
        return SafeString("")
    return render_to_string("register/parts/kept.html", {}, request)
