"""The next version in the making: written together, saved by itself, published by a facilitator."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.commons.texts.models import Draft, Revision
from palabre.commons.texts.revisions import SavedMeanwhile, newest
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.processes.actions.revisions import PublishedMeanwhile, publish_version, same_text, save_draft_of
from palabre.processes.forms.revisions import DraftForm, Measures, initial_of
from palabre.processes.models import Recommendation
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.recommendation_page import fetched, shown
from palabre.processes.queries.versions import answers_to_carry, draft_of
from palabre.processes.views.writing import processes_crumb

TEMPLATE = "processes/draft.html"
AUTOSAVE, SAVE, PUBLISH = "autosave", "save", "publish"


@dataclass
class Sheet:
    """One opened draft page: its recommendation, both forms, and what somebody else did meanwhile."""

    recommendation: Recommendation
    revision: Revision
    draft: Draft | None
    form: DraftForm
    measures: Any
    deed: str = SAVE
    theirs: Draft | Revision | None = field(default=None)

    @property
    def words(self) -> dict[str, Any]:
        """What both actions take."""
        data = self.form.cleaned_data
        return {"title": data["title"], "html": data["html"], "measures": self.measures.parts, "base": data["base"]}


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(fetched(request.user), pk=pk)
    require(policies.may_draft(request.user, found))
    sheet = _sheet(request, found)
    if request.method != "POST":
        return page(request, TEMPLATE, _context(request, sheet))
    valid = sheet.form.is_valid() and sheet.measures.is_valid()
    if not valid or not _differs(sheet):
        return _not_accepted(request, sheet)
    try:
        return _publish(request, sheet) if sheet.deed == PUBLISH else _save(request, sheet)
    except SavedMeanwhile as meanwhile:
        return _both(request, sheet, meanwhile.draft)
    except PublishedMeanwhile as meanwhile:
        return _both(request, sheet, meanwhile.revision)


def _sheet(request: HttpRequest, found: Recommendation) -> Sheet:
    revision, kept = newest(found.text), draft_of(found)
    words, parts = initial_of(revision, kept)
    waiting = answers_to_carry(found)
    words["answers"] = [answer.pk for answer in waiting]
    anchors = set(found.measures.values_list("anchor", flat=True))
    data = request.POST if request.method == "POST" else None
    deed = request.POST.get("deed", SAVE)
    form = DraftForm(data, initial=words, answers=waiting, publishing=deed == PUBLISH)
    return Sheet(found, revision, kept, form, Measures(data, initial=parts, anchors=anchors, prefix="m"), deed)


def _differs(sheet: Sheet) -> bool:
    """Publishing asks for a difference from the version in force; saving does not."""
    words = sheet.words
    if sheet.deed != PUBLISH or not same_text(sheet.revision, words["title"], words["html"], words["measures"]):
        return True
    sentence = _("Nothing differs from version %(number)s: there is nothing to publish.")
    sheet.form.add_error(None, sentence % {"number": sheet.revision.number})
    return False


def _save(request: MemberRequest, sheet: Sheet) -> HttpResponse:
    sheet.draft = _kept(request, sheet)
    if sheet.deed == AUTOSAVE:
        _resend(sheet, saves=sheet.draft.saves)
        return page(request, TEMPLATE, _context(request, sheet), part="saved")
    said = _("The draft is saved. Whoever sits in a group of this process can go on with it.")
    messages.success(request, said, extra_tags=f"draft:{_key(sheet)}")
    return SeeOther(reverse("processes:draft", args=[sheet.recommendation.pk]))


def _publish(request: MemberRequest, sheet: Sheet) -> HttpResponse:
    """Saving first shows whether somebody else wrote meanwhile; then the draft becomes the version."""
    require(policies.may_publish_version(request.user, sheet.recommendation))
    _kept(request, sheet)
    data = sheet.form.cleaned_data
    made = publish_version(
        sheet.recommendation, by=request.user, reason=data["reason"], answers=list(data["answers"]), **sheet.words
    )
    said = _("Version %(number)s is published. Those whose words it carries are told.") % {"number": made.number}
    messages.success(request, said, extra_tags=f"draft:{_key(sheet)}")
    return SeeOther(sheet.recommendation.get_absolute_url())


def _kept(request: MemberRequest, sheet: Sheet) -> Draft:
    """Save; one's own automatic save, gone out a second before, is not somebody else's."""
    saves = sheet.form.cleaned_data["saves"]
    if sheet.deed != AUTOSAVE and sheet.draft and sheet.draft.saved_by == request.user:
        saves = max(saves, sheet.draft.saves)
    return save_draft_of(sheet.recommendation, by=request.user, saves=saves, **sheet.words)


def _not_accepted(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    return page(request, TEMPLATE, _context(request, sheet), part="saved" if sheet.deed == AUTOSAVE else "", status=422)


def _both(request: HttpRequest, sheet: Sheet, theirs: Draft | Revision) -> HttpResponse:
    """Somebody was faster. Nothing is written; both texts are shown, and sending again is a choice then."""
    sheet.theirs = theirs
    if sheet.deed != AUTOSAVE:
        base = newest(sheet.recommendation.text).number
        _resend(sheet, saves=theirs.saves if isinstance(theirs, Draft) else 0, base=base)
    return _not_accepted(request, sheet)


def _resend(sheet: Sheet, **counts: int) -> None:
    """What the hidden fields say the next time the form is sent."""
    sent: Any = sheet.form.data
    data = sent.copy()
    for name, count in counts.items():
        data[name] = str(count)
    sheet.form.data = data


def _key(sheet: Sheet) -> str:
    return f"text-{sheet.recommendation.text_id}"


def _context(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    found, process = sheet.recommendation, sheet.recommendation.process
    above = _("Recommendation %(number)s") % {"number": found.number}
    theirs = sheet.theirs
    return {
        "recommendation": found,
        "process": process,
        "revision": sheet.revision,
        "next_number": sheet.revision.number + 1,
        "draft": sheet.draft,
        "draft_key": _key(sheet),
        "form": sheet.form,
        "measures": sheet.measures,
        "waiting": sheet.form.fields["answers"].queryset.exists(),  # type: ignore[attr-defined]
        "may_publish": policies.may_publish_version(request.user, found),
        "theirs": theirs,
        "their_name": getattr(theirs, "saved_by", None) or getattr(theirs, "author", None),
        "their_html": shown(theirs.html) if theirs else "",
        "their_parts": [(part["title"], shown(part["html"])) for part in theirs.parts] if theirs else [],
        "trail": [
            processes_crumb(),
            (process.title, process.get_absolute_url()),
            (above, found.get_absolute_url()),
        ],
    }
