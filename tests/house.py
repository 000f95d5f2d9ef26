"""What the fences look at: our sources, our apps, their rows."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import palabre

PACKAGE = Path(palabre.__file__).parent
ROOT = PACKAGE.parent
# Bottom to top; in one row, an app must not name another. Commons has rows of its own.
ROWS = [
    ["core"],
    ["people"],
    ["trail"],
    ["files"],
    ["texts"],
    ["conversations", "notices", "webhooks", "four_eyes"],
    ["statutes"],
    ["rules"],
    ["governance"],
    ["processes"],
    ["membership", "directory", "past", "privacy", "register", "wishes"],
    ["site"],
    ["cli"],
]
ROW = {label: number for number, labels in enumerate(ROWS) for label in labels}


def sources(pattern: str, root: Path = PACKAGE) -> Iterator[Path]:
    """Our files, without what machines write: caches, environments, migrations."""
    for path in sorted(root.rglob(pattern)):
        parts = path.relative_to(root).parts
        if not {"__pycache__", "migrations", "node_modules"} & set(parts) and not parts[0].startswith((".", "build")):
            yield path


def python_of_the_house() -> list[Path]:
    """The package, the tests and the bench."""
    return [*sources("*.py"), *sources("*.py", ROOT / "tests"), *sources("*.py", ROOT / "bench"), ROOT / "conftest.py"]


Texts = dict[Path, str]


def texts(paths: Iterable[Path]) -> Texts:
    """What stands in these files. Fences take this, so that tests/test_fences_fail.py can plant a fault in one."""
    return {path: path.read_text(encoding="utf-8") for path in paths}


def python_texts() -> Texts:
    """The package's own code, without its tests."""
    return texts(path for path in sources("*.py") if "tests" not in path.parts)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def label(path: Path) -> str:
    """The app a file belongs to: ``palabre/commons/texts/models.py`` -> texts."""
    parts = path.relative_to(PACKAGE).parts
    return parts[1] if parts[0] == "commons" and len(parts) > 1 else parts[0]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
