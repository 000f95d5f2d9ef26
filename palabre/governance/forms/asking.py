"""How this chapter's forms ask: days, long texts, and what is needed only sometimes."""

from collections.abc import Iterable

from django import forms

from palabre.governance.terms import LONGEST


class DayInput(forms.DateInput):
    """The browser's own day picker; the value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def say_needed(form: forms.Form, names: Iterable[str]) -> None:
    """Do not label these "optional": whether they are needed depends on other answers, and the rules ask for them."""
    for name in names:
        form.fields[name].required = True


def long_text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})
