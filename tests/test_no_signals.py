"""What ruff's banned list cannot see: signals reached another way, imports inside functions, forbidden names."""

import ast
import re

import pytest
from django.apps import apps
from django.db.models import signals  # noqa: TID251 -- to see that nobody listens

from tests.house import PACKAGE, short, sources, texts

pytestmark = pytest.mark.either_engine

FORBIDDEN = {"utils", "helpers", "misc", "common", "base", "services", "manager", "handlers"}
NOW = re.compile(r"\btimezone\.(now|localdate)\(|\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(")


def receivers_of_ours():
    kinds = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init")
    return [
        f"{kind}: {receiver.__module__}.{getattr(receiver, '__qualname__', receiver)}"
        for kind in kinds
        for model in apps.get_models()
        for group in getattr(signals, kind)._live_receivers(model)
        for receiver in group or []
        if receiver.__module__.startswith(("palabre.", "tests."))
    ]


def connections_in(texts):
    return [
        f"{short(path)}:{node.lineno}"
        for path, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in {"connect", "GenericForeignKey"} and _is_signal(node)
    ]


def _is_signal(node):
    named = ast.unparse(node)
    return named.endswith("GenericForeignKey") or re.search(
        r"(_save|_delete|_init|_changed|signal\w*|_migrate)\.connect$", named
    )


def called_by_what_they_are_not(paths):
    return [short(path) for path in paths if path.stem in FORBIDDEN and path.suffix in {"", ".py"}]


def other_clocks(texts):
    return [
        f"{short(path)}: {found[0]}"
        for path, text in texts.items()
        if short(path) not in {"palabre/core/clock.py", "palabre/core/logs.py"}
        for line in text.splitlines()
        for found in NOW.finditer(line)
        if "noqa: TID251 --" not in line  # each says why it needs the real instant
    ]


def test_no_model_has_a_receiver_of_ours():
    assert receivers_of_ours() == []


def test_nobody_connects_a_signal():
    assert connections_in(texts(sources("*.py"))) == []


def test_no_file_is_called_by_what_it_is_not():
    assert called_by_what_they_are_not(PACKAGE.rglob("*")) == []


def test_everything_asks_the_one_clock():
    assert other_clocks(texts(sources("*.py"))) == []
