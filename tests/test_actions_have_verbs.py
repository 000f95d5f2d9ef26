"""Every action is one transaction, knows who did it, and leaves its verb in the trail."""

import ast
import re
from importlib import import_module

from palabre.commons.trail import rounds
from palabre.commons.trail.verbs import Verb, registry
from tests.house import PACKAGE, ROW, parsed, short, sources

WRITES = re.compile(
    r"\.(save|create|get_or_create|update|delete|bulk_create|bulk_update)\(|\b(record|publish_revision)\("
)
MODULES = sorted(PACKAGE.rglob("actions/*.py"))


def asked_from_outside():
    """Names that pages, commands, rounds and other chapters take from an ``actions`` folder."""
    names = set()
    for path in sources("*.py"):
        if "actions" in path.parts or "tests" in path.parts:
            continue
        tree = parsed(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and ".actions" in (node.module or ""):
                names |= {alias.name for alias in node.names}
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(rf"\b(?:{'|'.join(names) or '-'})\.(\w+)\(", text))
    return names


def actions():
    """Every function that the rest of the house takes from an ``actions`` folder, with its module."""
    asked = asked_from_outside()
    for path in MODULES:
        tree = parsed(path)
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


def wrong(fault):
    return [f"{short(path)}: {node.name}" for path, tree, node in actions() if fault(path, tree, node)]


def test_there_are_actions():
    assert len(list(actions())) > 10


def test_every_action_is_one_transaction():
    def decorated(path, tree, node):
        return "transaction.atomic" not in [ast.unparse(d).partition("(")[0] for d in node.decorator_list]

    # A round of the worker does many small things, each in its own transaction.
    assert (
        wrong(lambda p, t, n: decorated(p, t, n) and not (asked_by_the_worker(p, n) and "atomic" in reached(t, n)))
        == []
    )


def test_every_action_knows_who_did_it():
    def unnamed(path, tree, node):
        return "by" not in [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]

    assert wrong(lambda path, tree, node: unnamed(path, tree, node) and not asked_by_the_worker(path, node)) == []


def test_every_action_writes_the_trail():
    assert wrong(lambda path, tree, node: not re.search(r"\brecord\(", reached(tree, node))) == []


def test_every_action_asks_a_policy():
    def unasked(path, tree, node):
        return "require(" not in reached(tree, node) and not asked_by_the_worker(path, node)

    assert wrong(unasked) == []


def test_every_action_says_what_it_does():
    assert wrong(lambda path, tree, node: not ast.get_docstring(node)) == []


def test_every_verb_is_used():
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    unused = []
    for path in [*PACKAGE.rglob("verbs.py"), *PACKAGE.rglob("verbs/*.py")]:
        module = import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        for name, value in vars(module).items():
            verbs = value.values() if isinstance(value, dict) else [value]
            if name.isupper() and any(isinstance(verb, Verb) for verb in verbs) and not re.search(rf"\b{name}\b", text):
                unused.append(f"{short(path)}: {name}")
    assert unused == []


def test_every_verb_is_registered_under_its_chapter():
    assert len(registry) > 20
    assert {key.partition(".")[0] for key in registry} <= set(ROW)
