"""What this chapter offers to pages below it: where a decision, a promise or an agenda item came from."""

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.core.panels import offer
from palabre.governance.models import AgendaItem
from palabre.governance.queries.month import SHOWN, Month
from palabre.processes.queries.came_from import origin_of
from palabre.processes.queries.followed import followed_by
from palabre.processes.queries.owed import owed_by


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("governance.commitment", whose_words)
    offer("governance.decision", what_it_answers)
    offer("governance.item", what_brought_it)
    offer("governance.month", answers_owed)
    offer("notices.follows", what_i_follow)


def whose_words(request: HttpRequest, commitment: object) -> SafeString:
    return _panel(request, commitment, _("Whose words this came from"))


def what_it_answers(request: HttpRequest, decision: object) -> SafeString:
    return _panel(request, decision, _("What this answers"))


def what_brought_it(request: HttpRequest, item: object) -> SafeString:
    """An item of the register that came back leads to what was first promised."""
    commitment = item.commitment if isinstance(item, AgendaItem) else None
    return _panel(request, commitment or item, _("Where this comes from"))


def answers_owed(request: HttpRequest, month: object) -> SafeString:
    """On a body's month, unless it is over: the answers it owes to processes by then."""
    if not isinstance(month, Month) or month.is_past:
        return SafeString("")
    owed = owed_by(month.body, request.user, month.until)
    if not (count := owed.count()):
        return SafeString("")
    context = {"owed": owed[:SHOWN], "count": count, "more": max(0, count - SHOWN)}
    return render_to_string("processes/parts/owed.html", context, request=request)


def what_i_follow(request: HttpRequest, member: object) -> SafeString:
    """On the page of one's mail: each thing one follows, and the button that stops it."""
    return render_to_string("processes/parts/followed.html", {"followed": followed_by(member)}, request=request)


def _panel(request: HttpRequest, subject: object, heading: str | Promise) -> SafeString:
    """Nothing, rather than an empty frame, when it came from no process or from one that is not for this reader."""
    origin = origin_of(subject, request.user) if isinstance(subject, Model) else None
    if origin is None:
        return SafeString("")
    return render_to_string("processes/parts/came_from.html", {"origin": origin, "heading": heading}, request=request)
