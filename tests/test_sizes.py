"""Files stay small, and so does what is in them. The limits are those of STYLE.md."""

import ast

import pytest

from tests.house import PACKAGE, label, python_of_the_house, short, sources, texts

pytestmark = pytest.mark.either_engine

FILE = {".py": 400, ".html": 150, ".css": 250, ".js": 120}
FUNCTION, VIEW, MODEL, BASES = 50, 40, 200, 2


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def is_view(path):
    inside = path.relative_to(PACKAGE).parts if path.is_relative_to(PACKAGE) else ()
    return "views" in inside or "views.py" in inside


def long_files(texts):
    counted = {path: len(text.splitlines()) for path, text in texts.items()}
    return [f"{short(path)}: {count} lines" for path, count in counted.items() if count > FILE[path.suffix]]


def nodes(texts, *kinds):
    return [
        (path, node) for path, text in texts.items() for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)
    ]


def long_functions(texts):
    return [
        f"{short(path)}: {node.name} has {lines_of(node)} lines"
        for path, node in nodes(texts, ast.FunctionDef, ast.AsyncFunctionDef)
        if lines_of(node) > (VIEW if is_view(path) else FUNCTION)
    ]


def large_classes(texts):
    classes = nodes(texts, ast.ClassDef)
    long = [f"{short(p)}: {c.name} has {lines_of(c)} lines" for p, c in classes if lines_of(c) > MODEL]
    return long + [f"{short(p)}: {c.name} has {len(c.bases)} bases" for p, c in classes if len(c.bases) > BASES]


def test_files_stay_small():
    others = (path for suffix in (".html", ".css", ".js") for path in sources(f"*{suffix}"))
    assert long_files(texts([*python_of_the_house(), *others])) == []


def test_functions_stay_small():
    assert long_functions(texts(python_of_the_house())) == []


def test_classes_stay_small_and_have_few_bases():
    assert large_classes(texts(python_of_the_house())) == []


def test_every_chapter_says_what_it_is_for():
    chapters = [path.parent for path in sources("apps.py")]
    assert chapters
    missing = [short(chapter) for chapter in chapters if not (chapter / "README.md").exists()]
    assert missing == [], "half a page each: what it is for, its words, its states, its rules"


def test_every_app_label_is_its_folder():
    assert {label(path) for path in sources("apps.py")} == {path.parent.name for path in sources("apps.py")}
