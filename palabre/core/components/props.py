"""Props are checked: a misspelt variant is an error, not a component that looks a little wrong."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class WrongProp(ValueError):
    """A component was given a prop it does not know."""


def one_of(value: object, allowed: Collection[str], prop: str) -> str:
    """``value`` as text when it is allowed; models' choices are text too."""
    if (text := str(value)) in allowed:
        return text
    raise WrongProp(f"{prop}={text!r} is not one of: {', '.join(allowed)}")


def render(template: str, **props: object) -> SafeString:
    """``ui/<template>.html`` with these props and nothing else."""
    return render_to_string(f"ui/{template}.html", props)
