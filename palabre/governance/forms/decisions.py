"""What a body decided, checked by the same rules as the action's own."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core.components.dates import day_of
from palabre.core.components.marks import OUTCOMES
from palabre.core.lines import Lines, OneLine, on_one_line
from palabre.governance.beside import Beside
from palabre.governance.forms.asking import DayInput, long_text, say_needed
from palabre.governance.forms.opinions import minority_names, minority_words
from palabre.governance.models import AgendaPoint, Decision
from palabre.governance.queries.agendas import draft_key
from palabre.governance.queries.bodies import owners_named
from palabre.governance.queries.decisions import numbered
from palabre.governance.terms import LONGEST, PROMISED, Terms
from palabre.people.models import Member
from palabre.people.queries import why_nobody

NONE = "none"  # of those found
OwnerGroups = list[tuple[str, list[tuple[int, str]]]]


class DecisionForm(forms.Form):
    """What the body decided on one point. Fields an outcome does not need are not read."""

    outcome = forms.ChoiceField(
        label=_("What was decided?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what was decided.")},
    )
    reason = Lines(
        label=_("Why"),
        help_text=_("Owed to those who asked. Everyone who reads the decision reads it."),
        widget=long_text(),
        max_length=LONGEST,
        error_messages={"required": _("Please write the reason: it is owed to those who asked.")},
    )
    amended_text = Lines(label=_("The text as decided"), widget=long_text(4), required=False, max_length=LONGEST)
    owner = forms.ChoiceField(label=_("Entrusted to a person"), required=False)
    who = OneLine(label=_("or to another member"), help_text=_("A part of the name."), max_length=80, required=False)
    found = forms.ChoiceField(
        label=_("Whom do you mean?"), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": _("Please search again, then choose.")},
    )  # fmt: skip
    owner_service = OneLine(
        label=_("or to a service"), help_text=_("A team or service without an account."), max_length=120, required=False
    )
    means = OneLine(label=_("With which means"), help_text=_("Money, hours, tools."), max_length=300, required=False)
    due_on = forms.DateField(label=_("Due on"), widget=DayInput, required=False)
    next_check_on = forms.DateField(
        label=_("Next check on"), help_text=_("Past this day it comes back before the body by itself."),
        widget=DayInput, required=False,
    )  # fmt: skip
    deferred_until = forms.DateField(
        label=_("Deferred until"), help_text=_("The body is then asked again."), widget=DayInput, required=False
    )
    minority = minority_words()
    minority_by = minority_names()
    relation = forms.ChoiceField(
        label=_("Does it change an earlier decision?"), required=False,
        choices=[("", _("no")), ("replaces", _("it replaces one")), ("amends", _("it changes a part of one"))],
    )  # fmt: skip
    earlier = OneLine(
        label=_("Number of that decision"), help_text=_("As it stands on its page."), max_length=40, required=False
    )
    use_required_attribute = False
    always = ("outcome", "reason")
    if_amended = ("amended_text",)
    if_promised = ("owner", "who", "found", "owner_service", "means", "due_on", "next_check_on")
    if_deferred = ("deferred_until",)
    if_opposed = ("minority", "minority_by")
    if_earlier = ("relation", "earlier")
    needed = ("amended_text", "owner", "who", "owner_service", "due_on", "next_check_on", "deferred_until")

    def __init__(self, data: Any = None, *, point: AgendaPoint, owners: OwnerGroups, viewer: Any) -> None:
        super().__init__(data, auto_id=f"id_{point.pk}_%s")
        self.point, self.viewer = point, viewer
        self.fields["owner"].choices = [("", _("nobody by name")), *owners]  # type: ignore[attr-defined]
        self._search()
        if not self.is_bound:
            say_needed(self, self.needed)

    def _search(self) -> None:
        """Find whom the words mean. One alone is chosen already, unless something was answered to that question."""
        data: Any = self.data
        self.words = on_one_line(data.get("who", ""))
        self.searches = "search" in data
        people = owners_named(self.words) if self.words else []
        if not people:
            del self.fields["found"]
            return
        self.fields["found"].choices = [*people, (NONE, _("none of these"))]  # type: ignore[attr-defined]
        if self.searches and len(people) == 1 and "found" not in data:
            self.data = chosen = data.copy()
            chosen["found"] = str(people[0][0])

    def full_clean(self) -> None:
        """While one searches, only the search is judged: the rest is still being written."""
        super().full_clean()
        if self.searches:
            self.errors.clear()
            if "found" not in self.fields:
                self.add_error("who", why_nobody(self.words))
        say_needed(self, self.needed)

    @property
    def draft(self) -> str:
        """The key under which the browser keeps what is being typed."""
        return draft_key(self.point)

    @property
    def search_url(self) -> str:
        """Where the search answers: the same page, at the question."""
        return f"{reverse('governance:point_decision', args=[self.point.pk])}#{self['who'].auto_id}"

    def beside_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """What may stand beside it, whatever is decided: (what it is, its fields)."""
        return [(key, [self[name] for name in names]) for key, names in
                (("opposed", self.if_opposed), ("earlier", self.if_earlier))]  # fmt: skip

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(when it is needed, its fields), in the order they are asked."""
        names = (("amended", self.if_amended), ("promised", self.if_promised), ("deferred", self.if_deferred))
        return [(key, [self[name] for name in fields if name in self.fields]) for key, fields in names]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        deferred = found.get("outcome") == Decision.Outcome.DEFERRED
        pk = self._owner(found)
        self.terms = Terms(
            outcome=found.get("outcome", ""),
            reason=found.get("reason", ""),
            amended_text=found.get("amended_text", ""),
            owner=Member.objects.filter(pk=pk).first() if pk else None,
            owner_service=found.get("owner_service", ""),
            means=found.get("means", ""),
            due_on=found.get("due_on"),
            next_check_on=found.get("deferred_until" if deferred else "next_check_on"),
        )
        self.beside = Beside(
            minority=found.get("minority", ""),
            minority_by=found.get("minority_by", ""),
            relation=found.get("relation", ""),
            earlier=self._earlier(found.get("earlier", "")),
        )
        meeting = self.point.item.meeting
        day = day_of(meeting.starts_at) if meeting else None
        faults = self.terms.faults(day) | self.beside.faults(self.point, self.terms.outcome, day) if day else {}
        for name, sentence in faults.items():
            shown = "deferred_until" if deferred and name == "next_check_on" else name
            if shown not in self.errors:
                self.add_error(shown, sentence)
        return found

    def _earlier(self, said: str) -> Decision | None:
        found = numbered(self.viewer, self.point.item.body, said) if said else None
        if said and not found:
            self.add_error("earlier", _("No decision of this body has this number."))
        return found

    def _owner(self, given: dict[str, Any]) -> str:
        """The one found by name, else the one suggested. A name without a choice is asked about, never dropped."""
        if self.words and "found" not in self.data and given.get("outcome") in PROMISED:
            self.add_error("who", why_nobody(self.words) if "found" not in self.fields else _("Choose who is meant."))
        found = given.get("found")
        if found and found != NONE and given.get("owner") and given["owner"] != found:
            self.add_error("who", _("Two people are named here. Choose one: a decision is never changed afterwards."))
        return found if found and found != NONE else given.get("owner", "")
