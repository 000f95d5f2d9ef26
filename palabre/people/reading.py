"""While a page is made, what its reader may read is asked once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from palabre.people.models.reading_rights import asked_once


class RightsAskedOnce:
    """For GET and HEAD, which change nothing: an action, and the page it answers with, always ask anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)
