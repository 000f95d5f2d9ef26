"""Every action is one transaction, knows who did it, and leaves its verb in the trail."""

import ast
import re
from importlib import import_module

import pytest

from palabre.commons.trail import rounds
from palabre.commons.trail.verbs import Verb, registry
from tests.house import PACKAGE, ROW, python_texts, short, texts

pytestmark = pytest.mark.either_engine

WRITES = re.compile(
    r"\.(save|create|get_or_create|update|delete|bulk_create|bulk_update)\(|\b(record|publish_revision)\("
)
MODULES = sorted(PACKAGE.rglob("actions/*.py"))


def asked_from_outside():
    """Names that pages, commands, rounds and other chapters take from an ``actions`` folder."""
    names = set()
    for path, text in python_texts().items():
        if "actions" in path.parts:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and ".actions" in (node.module or ""):
                names |= {alias.name for alias in node.names}
        names |= set(re.findall(rf"\b(?:{'|'.join(names) or '-'})\.(\w+)\(", text))
    return names


def actions():
    """Every function that the rest of the house takes from an ``actions`` folder, with its module."""
    return actions_in(texts(MODULES), asked_from_outside())


def actions_in(modules, asked):
    for path, text in modules.items():
        tree = ast.parse(text)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in asked and changes_something(tree, node):
                yield path, tree, node


def changes_something(tree, node):
    """A small question about words (``same_text``) may stand beside the actions; whatever writes is one."""
    named = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    return "by" in named or WRITES.search(reached(tree, node)) is not None


def asked_by_the_worker(path, node):
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return any(w.work.__module__ == module and w.work.__name__ == node.name for w in rounds.registry.values())


def reached(tree, node):
    """The function and the private ones of its module that it calls, directly or not."""
    inside = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    seen, waiting = {}, [node.name]
    while waiting:
        name = waiting.pop()
        if name in inside and name not in seen:
            seen[name] = inside[name]
            waiting += [n.id for n in ast.walk(inside[name]) if isinstance(n, ast.Name)]
    return "\n".join(ast.unparse(function) for function in seen.values())


def not_one_transaction(path, tree, node):
    if "transaction.atomic" in [ast.unparse(d).partition("(")[0] for d in node.decorator_list]:
        return False
    # A round of the worker does many small things, each in its own transaction.
    return not (asked_by_the_worker(path, node) and "atomic" in reached(tree, node))


def without_who(path, tree, node):
    named = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
    return "by" not in named and not asked_by_the_worker(path, node)


def without_trail(path, tree, node):
    return not re.search(r"\brecord\(", reached(tree, node))


def without_policy(path, tree, node):
    return "require(" not in reached(tree, node) and not asked_by_the_worker(path, node)


def without_words(path, tree, node):
    return not ast.get_docstring(node)


FAULTS = [not_one_transaction, without_who, without_trail, without_policy, without_words]


def test_there_are_actions():
    assert len(list(actions())) > 10


@pytest.mark.parametrize("fault", FAULTS)
def test_no_action_is(fault):
    assert [f"{short(path)}: {node.name}" for path, tree, node in actions() if fault(path, tree, node)] == []


def unused_verbs(modules, text):
    return [
        f"{module.__name__}: {name}"
        for module in modules
        for name, value in vars(module).items()
        if name.isupper()
        and any(isinstance(verb, Verb) for verb in (value.values() if isinstance(value, dict) else [value]))
        and not re.search(rf"\b{name}\b", text)
    ]


def test_every_verb_is_used():
    paths = [*PACKAGE.rglob("verbs.py"), *PACKAGE.rglob("verbs/*.py")]
    modules = [import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)) for path in paths]
    assert unused_verbs(modules, "\n".join(texts(MODULES).values())) == []


def test_every_verb_is_registered_under_its_chapter():
    assert len(registry) > 20
    assert {key.partition(".")[0] for key in registry} <= set(ROW)
