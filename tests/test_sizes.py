"""Files stay small, and so does what is in them. The limits are those of STYLE.md."""

import ast

from tests.house import PACKAGE, label, parsed, python_of_the_house, short, sources

FILE = {".py": 400, ".html": 150, ".css": 250, ".js": 120}
FUNCTION, VIEW, MODEL, BASES = 50, 40, 200, 2


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def functions_in(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_view(path):
    inside = path.relative_to(PACKAGE).parts if path.is_relative_to(PACKAGE) else ()
    return "views" in inside or "views.py" in inside


def test_files_stay_small():
    paths = [*python_of_the_house(), *(path for suffix in (".html", ".css", ".js") for path in sources(f"*{suffix}"))]
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert [f"{short(path)}: {count} lines" for path, count in counted.items() if count > FILE[path.suffix]] == []


def test_functions_stay_small():
    wrong = [
        f"{short(path)}: {node.name} has {lines_of(node)} lines"
        for path in python_of_the_house()
        for node in functions_in(parsed(path))
        if lines_of(node) > (VIEW if is_view(path) else FUNCTION)
    ]
    assert wrong == []


def test_classes_stay_small_and_have_few_bases():
    classes = [
        (path, node)
        for path in python_of_the_house()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert [f"{short(p)}: {c.name} has {lines_of(c)} lines" for p, c in classes if lines_of(c) > MODEL] == []
    assert [f"{short(p)}: {c.name} has {len(c.bases)} bases" for p, c in classes if len(c.bases) > BASES] == []


def test_every_chapter_says_what_it_is_for():
    chapters = [path.parent for path in sources("apps.py")]
    assert chapters
    missing = [short(chapter) for chapter in chapters if not (chapter / "README.md").exists()]
    assert missing == [], "half a page each: what it is for, its words, its states, its rules"


def test_every_app_label_is_its_folder():
    assert {label(path) for path in sources("apps.py")} == {path.parent.name for path in sources("apps.py")}
