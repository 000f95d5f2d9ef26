"""How a body is made up: its limits, the seats of colleges line by line, what does not go together line by line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.core.nouns import label, said
from palabre.governance.models import Body, CollegeSeats, Incompatibility, Mandate
from palabre.people.models import Branch, College, Duty, Entity
from palabre.rules.kinds import BodyKind
from palabre.statutes.forms.articles import article_choices, article_field
from palabre.statutes.models import Article
from palabre.statutes.queries.in_force import articles_named

BLANK = 2  # lines to write more in
MOST = 9999


def _number(words: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=words, min_value=1, max_value=MOST, required=False, help_text=help_text)


def _one_of(words: Any, help_text: Any = "", coerce: Any = int, empty: Any = None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=words, coerce=coerce, empty_value=empty, required=False, help_text=help_text)


class LimitsForm(forms.Form):
    """What stands on the body itself. Empty is not limited."""

    kind = _one_of(
        gettext_lazy("What kind of body it is"),
        gettext_lazy("Rules such as notice and quorum are written for kinds of bodies."),
        coerce=str,
        empty=BodyKind.OTHER,
    )
    entity = _one_of(gettext_lazy("Of which legal entity"), gettext_lazy("Its rules then hold here, if it has some."))
    seat_name = OneLine(label=gettext_lazy("What whoever sits here is called"), max_length=60, required=False)
    branch = _one_of(label("branch", "bare"), gettext_lazy("Whose council this is, if it is one’s."))
    seats_most = _number(gettext_lazy("Most seats"))
    seats_article = article_field()
    mandate_months_most = _number(gettext_lazy("Longest mandate, in months"))
    months_article = article_field()
    terms_most = _number(gettext_lazy("Most mandates in a row"))
    pause_months = _number(
        gettext_lazy("Pause after which they are counted anew, in months"), gettext_lazy("Empty: one day is enough.")
    )
    terms_article = article_field()
    renewal_parts = _one_of(gettext_lazy("Renewed by"))
    renewal_months = _number(gettext_lazy("Months between two renewals"), gettext_lazy("12: every year."))
    renewal_article = article_field()
    confirmed_by = _one_of(gettext_lazy("Co-options are confirmed by"))
    use_required_attribute = False

    ARTICLES = {
        "seats_article": ("seats_most",),
        "months_article": ("mandate_months_most",),
        "terms_article": ("terms_most",),
        "renewal_article": ("renewal_parts",),
    }

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        words = _("One person, in your own words, such as: %(member)s %(of_the_board)s.")
        said_here = {"member": said("member", "bare"), "of_the_board": said("board", "of_the")}
        self.fields["seat_name"].help_text = words % said_here

    def clean(self) -> dict[str, Any]:
        """An article without the limit that it gives would say nothing: it goes with it."""
        given = super().clean() or {}
        for article, (limit,) in self.ARTICLES.items():
            if article in given and not given.get(limit):
                given[article] = None
        if "pause_months" in given and not given.get("terms_most"):
            given["pause_months"] = None
        return given


def _label(bound: forms.BoundField) -> str:
    """The words of what is chosen; nothing where nothing is."""
    value, field = bound.value(), bound.field
    chosen = dict(field.choices)  # type: ignore[attr-defined]
    return next((str(label) for key, label in chosen.items() if value and str(key) == str(value)), "")


class CollegeSeatsForm(forms.Form):
    """The seats of one college. A line without a college is left out: so one is taken away."""

    college = _one_of(gettext_lazy("College"))
    most = _number(gettext_lazy("Seats"))
    article = article_field()

    @property
    def said(self) -> str:
        """What the folded line shows: which college."""
        return _label(self["college"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("college") and "most" in given and not given["most"]:
            self.add_error("most", _("Please say how many seats."))
        return given


class IncompatibilityForm(forms.Form):
    """Something nobody holds beside a mandate here. A line that names nothing is left out."""

    other = _one_of(gettext_lazy("A mandate in"))
    role = _one_of(gettext_lazy("Only in this role there"), coerce=str, empty="")
    duty = _one_of(gettext_lazy("Or this duty"), coerce=str, empty="")
    article = article_field()

    @property
    def said(self) -> str:
        """What the folded line shows: which body, or which duty."""
        return _label(self["other"]) or _label(self["duty"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("duty") and (given.get("other") or given.get("role")):
            raise ValidationError(_("Please give a duty a line of its own."))
        if given.get("role") and not given.get("other"):
            self.add_error("other", _("Please say in which body."))
        return given


class CompositionForm:
    """The three together. ``viewer`` chooses among the bodies and articles they may read."""

    def __init__(self, body: Body, viewer: Any, data: Any = None) -> None:
        sent = data is not None
        rows = list(body.college_seats.values("college", "most", "article"))
        apart = list(body.incompatibilities.values("other", "role", "duty", "article"))
        there = {name: body.written(name) for name in LimitsForm.base_fields}
        self.limits = LimitsForm(data, initial=there)
        # What was sent stands by itself: beside what stands there now, a line that says the same would not be filled.
        self.colleges = _lines(CollegeSeatsForm, CollegeSeats.MOST, "college", data, None if sent else rows)
        self.apart = _lines(IncompatibilityForm, Incompatibility.MOST, "apart", data, None if sent else apart)
        kept = [*(there[name] for name in LimitsForm.ARTICLES), *(row["article"] for row in [*rows, *apart])]
        self._offer(body, viewer, kept)

    def _offer(self, body: Body, viewer: Any, kept: list[int | None]) -> None:
        articles = article_choices(articles_named(viewer), kept)
        others = [("", _("none")), *Body.objects.visible_to(viewer).exclude(pk=body.pk).values_list("pk", "name")]
        colleges = [
            ("", _("none")),
            *(
                (each.pk, f"{each.name}, {each.entity}")
                for each in College.objects.select_related("entity").order_by("entity", "pk")
            ),
        ]
        choices = {
            "kind": BodyKind.choices,
            "entity": [("", _("of the whole")), *Entity.objects.order_by("name").values_list("pk", "name")],
            "branch": [("", _("none")), *Branch.objects.order_by("name").values_list("pk", "name")],
            "college": colleges, "other": others, "confirmed_by": others, "article": articles,
            "renewal_parts": [("", _("all at once")), *Body.Parts.choices],
            "role": [("", _("any")), *Mandate.Role.choices],
            "duty": [("", _("none")), *Duty.Kind.choices],
            **dict.fromkeys(LimitsForm.ARTICLES, articles),
        }  # fmt: skip
        for form in (self.limits, *self.colleges.forms, *self.apart.forms):
            for name, field in form.fields.items():
                if name in choices:
                    field.choices = choices[name]

    @property
    def is_bound(self) -> bool:
        return self.limits.is_bound

    def is_valid(self) -> bool:
        return all([self.limits.is_valid(), self.colleges.is_valid(), self.apart.is_valid()])

    def refuse(self, fault: ValidationError) -> None:
        """Show at its field, or above all, what the action refused."""
        self.limits.add_error(None, fault)

    def said(self) -> dict[str, Any]:
        """What the action asks for, of a valid form."""
        limits = self.limits.cleaned_data
        colleges = [form.cleaned_data for form in self.colleges.forms if form.cleaned_data.get("college")]
        apart = [
            form.cleaned_data
            for form in self.apart.forms
            if form.cleaned_data.get("other") or form.cleaned_data.get("duty")
        ]
        asked = [limits[name] for name in LimitsForm.ARTICLES] + [row["article"] for row in [*colleges, *apart]]
        articles = Article.objects.in_bulk([pk for pk in asked if pk])
        bodies = Body.objects.in_bulk([row["other"] for row in apart if row["other"]])
        changed = {name: articles.get(limits[name]) for name in LimitsForm.ARTICLES}
        branch = Branch.objects.filter(pk=limits["branch"] or 0).first()
        entity = Entity.objects.filter(pk=limits["entity"] or 0).first()
        confirmed_by = Body.objects.filter(pk=limits["confirmed_by"] or 0).first()
        return {
            "limits": {**limits, **changed, "confirmed_by": confirmed_by, "branch": branch, "entity": entity},
            "colleges": [
                CollegeSeats(college_id=row["college"], most=row["most"], article=articles.get(row["article"]))
                for row in colleges
            ],
            "incompatibilities": [
                Incompatibility(**row | {"other": bodies.get(row["other"]), "article": articles.get(row["article"])})
                for row in apart
            ],
        }


def _lines(form: type[forms.Form], most: int, prefix: str, data: Any, initial: Any) -> Any:
    lines = forms.formset_factory(form, extra=BLANK, max_num=most, validate_max=True)
    return lines(data, initial=initial, prefix=prefix)
