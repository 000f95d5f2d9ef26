"""What a field's template needs to know, so that it only has to say it."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.core.components.props import WrongProp, render

ONE_BOX = (forms.CheckboxInput,)
MANY_BOXES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(bound: BoundField) -> SafeString:
    """Label, help, errors and widget, tied together for screen readers."""
    if not isinstance(bound, BoundField):
        raise WrongProp(f"a form's field was expected, not {bound!r}")
    if bound.is_hidden:
        return bound.as_widget()
    kind = _kind(bound)
    return render(
        "field",
        field=bound,
        kind=kind,
        widget=bound.as_widget(attrs=_attributes(bound, kind)),
        described_by=described_by(bound),
        counts=_counts(bound),
        optional=not bound.field.required and kind != "box",
    )


def first_input(bound: BoundField) -> str:
    """The id that a link in the error summary leads to; a group of choices has its first one."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def described_by(bound: BoundField) -> str:
    """The ids of help, errors and counter, in the order they are read."""
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    ids += [f"{bound.auto_id}_left"] if _counts(bound) else []
    return " ".join(ids)


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, MANY_BOXES) or (isinstance(widget, forms.MultiWidget) and widget.use_fieldset):
        return "group"
    return "box" if isinstance(widget, ONE_BOX) else "line"


def _counts(bound: BoundField) -> bool:
    """A long text with a limit gets a counter (where there is JavaScript)."""
    return isinstance(bound.field.widget, forms.Textarea) and bool(bound.field.widget.attrs.get("maxlength"))


def _attributes(bound: BoundField, kind: str) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {}
    if kind != "group" and (ids := described_by(bound)):
        attributes["aria-describedby"] = ids
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if _counts(bound):
        own = bound.field.widget.attrs.get("data-behaviour", "")
        attributes["data-behaviour"] = f"{own} count-characters".strip()
        attributes["data-count-output"] = f"{bound.auto_id}_left"
        attributes["data-count-sentence"] = gettext("Characters left: %s")
    return attributes
