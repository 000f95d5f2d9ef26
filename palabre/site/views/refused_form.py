"""A form without its token: from elsewhere, or opened before somebody signed in or out in this browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palabre.core.http import page_before
from palabre.core.written import words_written


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with what was written and the page to send it from again. Whoever sent it from elsewhere reads their own."""
    words = {"written": words_written(request), "before": page_before(request)}
    return render(request, "403_csrf.html", words, status=403)
