"""What ruff's banned list cannot see: signals reached another way, imports inside functions, forbidden names."""

import ast
import re

from django.apps import apps
from django.db.models import signals  # noqa: TID251 -- to see that nobody listens

from tests.house import PACKAGE, parsed, short, sources

FORBIDDEN = {"utils", "helpers", "misc", "common", "base", "services", "manager", "handlers"}
NOW = re.compile(r"\btimezone\.(now|localdate)\(|\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(")


def test_no_model_has_a_receiver_of_ours():
    kinds = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init")
    wrong = [
        f"{kind}: {receiver}"
        for kind in kinds
        for model in apps.get_models()
        for receiver in _receivers(getattr(signals, kind), model)
        if receiver.startswith("palabre.")
    ]
    assert wrong == []


def _receivers(signal, model):
    for group in signal._live_receivers(model):
        for receiver in group or []:
            yield f"{receiver.__module__}.{getattr(receiver, '__qualname__', receiver)}"


def test_nobody_connects_a_signal():
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in sources("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"connect", "GenericForeignKey"} and _is_signal(node)
    ]
    assert wrong == []


def _is_signal(node):
    named = ast.unparse(node)
    return named.endswith("GenericForeignKey") or re.search(
        r"(_save|_delete|_init|_changed|signal\w*|_migrate)\.connect$", named
    )


def test_no_file_is_called_by_what_it_is_not():
    wrong = [short(path) for path in PACKAGE.rglob("*") if path.stem in FORBIDDEN and path.suffix in {"", ".py"}]
    assert wrong == []


def test_everything_asks_the_one_clock():
    wrong = [
        f"{short(path)}: {found[0]}"
        for path in sources("*.py")
        if short(path) not in {"palabre/core/clock.py", "palabre/core/logs.py"}
        for line in path.read_text(encoding="utf-8").splitlines()
        for found in NOW.finditer(line)
        if "noqa: TID251 --" not in line  # each says why it needs the real instant
    ]
    assert wrong == []
