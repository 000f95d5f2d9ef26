"""What somebody had written in a form that was refused: it is given back, so that nothing typed is lost."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.html import strip_tags

MOST = 20  # passages given back at most


def words_written(request: HttpRequest) -> list[str]:
    """Each thing typed in the form that ``request`` carries, in the form's order; empty for any other request.

    Words are what holds a space: stamps, numbers, dates, choices and addresses are not given back, and what was
    typed as a secret never is. Rich text comes back as its words, paragraph by paragraph.
    """
    if request.method != "POST":
        return []
    try:
        sent = request.POST
    except RequestDataTooBig:  # nothing of it was read in
        return []
    typed = [value for name in sent if "password" not in name for value in sent.getlist(name)]
    passages = [_plain(value).strip() for value in typed]
    return [passage for passage in passages if " " in passage][:MOST]


def _plain(value: str) -> str:
    """Only what the editor wrote is HTML; elsewhere a "<" is what somebody typed."""
    if not value.startswith("<") or "</" not in value:
        return value
    return strip_tags(value.replace("</p>", "\n\n").replace("<br>", "\n"))
