"""A template of ours that shows a variable nobody gave it fails, instead of showing nothing."""

import sys
from typing import Any

from tests.house import PACKAGE


class UndefinedVariable(AssertionError):
    """A template named a variable that its view, its tag or its loop did not give."""


class FailIfOurs:
    """What Django shows for an undefined variable (``string_if_invalid``). In Django's and others' templates: nothing.

    Django asks it two things: whether it contains "%s", then to fill the variable's name in.
    """

    def __contains__(self, word: str) -> bool:
        return word == "%s"

    def __mod__(self, variable: Any) -> str:
        template = _template_being_rendered()
        if template.startswith(str(PACKAGE)):
            raise UndefinedVariable(f"{template.removeprefix(str(PACKAGE))}: {variable}")
        return ""

    def __str__(self) -> str:
        return ""


def _template_being_rendered() -> str:
    """The file of the nearest template node on the way here. Nodes know the template they were written in."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        if origin := getattr(node, "origin", None):
            return str(getattr(origin, "name", ""))
        frame = frame.f_back
    return ""
