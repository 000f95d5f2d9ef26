"""The wheel is whole: installed in an environment with what it declares and nothing else, it runs the demo.

No package index is asked: what the wheel requires, and what that requires in turn, is linked from where the tests
have it. Whatever Palabre imports without declaring is therefore missing there.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from email import message_from_bytes
from importlib.metadata import distribution, packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import PACKAGE, ROOT, python_texts
from tests.served_demo import running

pytestmark = [pytest.mark.long, pytest.mark.either_engine]
PAGES = ("/", "/processes/", "/governance/", "/governance/commitments/", "/components/", "/healthz")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, so that nothing is left in the checkout."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "setup.py", "requirements.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(PACKAGE, copy / "palabre", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(copy)])
    return next(out.glob("palabre-*.whl"))


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = {path for path in PACKAGE.rglob("*") if path.is_file() and not {"__pycache__", "tests"} & set(path.parts)}
    assert [path for path in map(_in_wheel, sorted(ours)) if path not in inside] == []
    assert [path for path in map(_in_wheel, ours) if path.endswith(".po") and path[:-2] + "mo" not in inside] == []
    assert [name for name in inside if "/tests/" in name or "conftest" in name] == []


def _in_wheel(path):
    return str(path.relative_to(ROOT))


def test_it_requires_what_requirements_in_says_and_all_that_is_imported(wheel):
    required = required_by(wheel)
    lines = (ROOT / "requirements.in").read_text().splitlines()
    assert sorted(map(str, required)) == sorted(str(Requirement(line)) for line in lines if not line.startswith("#"))
    declared = {canonicalize_name(requirement.name) for requirement in required}
    assert {module: owners for module, owners in imported_owners().items() if not owners & declared} == {}


def required_by(wheel):
    with zipfile.ZipFile(wheel) as opened:
        metadata = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return [Requirement(line) for line in message_from_bytes(opened.read(metadata)).get_all("Requires-Dist")]


def imported_owners():
    """Every module from elsewhere that the package imports, with the distributions it may come from."""
    modules = set()
    for text in python_texts().values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(node.module.partition(".")[0])
    owners = packages_distributions()
    others = modules - set(sys.stdlib_module_names) - {"palabre"}
    assert len(others) > 10
    return {module: {canonicalize_name(owner) for owner in owners.get(module, ())} for module in sorted(others)}


def all_needed(requirements):
    """The distributions that these requirements need, and those that they need, by name."""
    found, waiting = {}, [(requirement, extra) for requirement in requirements for extra in ("", *requirement.extras)]
    seen = set()
    while waiting:
        requirement, extra = waiting.pop()
        if (requirement.name, extra) in seen:
            continue
        seen.add((requirement.name, extra))
        found[canonicalize_name(requirement.name)] = dist = distribution(requirement.name)
        for inner in map(Requirement, dist.requires or ()):
            if inner.marker is None or inner.marker.evaluate({"extra": extra}):
                waiting += [(inner, each) for each in ("", *inner.extras)]
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of an environment where pip installed the wheel; see above for what else is in it."""
    place = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(place, symlinks=True)
    packages = place / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    for dist in all_needed(required_by(wheel)).values():
        for top in {file.parts[0] for file in dist.files} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(dist.locate_file(top))
    pip = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python")]
    run([*pip, "install", "--quiet", "--no-index", str(wheel)])  # with its dependencies: pip sees that they are there
    run([*pip, "check"])
    return place


def run(command, **where):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_only_what_it_declares_is_there_and_the_program_answers(installed, tmp_path):
    nothing = {"cwd": tmp_path, "env": {"PATH": "/usr/bin:/bin"}}
    look = "from importlib.util import find_spec as f; print([n for n in ('pytest', 'mypy', 'pypdf', 'tests') if f(n)])"
    assert run([installed / "bin" / "python", "-c", look], **nothing) == "[]\n"
    said = run([installed / "bin" / "palabre", "--help"], **nothing)
    assert [word for word in ("demo", "serve", "worker", "migrate", "check") if word not in said] == []


def test_installed_alone_it_runs_the_demo(installed, tmp_path):
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the wheel holds the same files whatever the database")
    alone = {"members": 5, "python": installed / "bin" / "python", "path": ""}
    with running(tmp_path, **alone) as demo:
        for page in PAGES:
            with urllib.request.urlopen(demo.base_url + page) as answer:
                text = answer.read().decode()
                assert answer.status == 200
            if page == "/":
                assert '<html lang="fr"' in text
                assert "Se connecter" in text  # compiled translations are inside
                for sheet in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text):
                    with urllib.request.urlopen(demo.base_url + sheet) as style:
                        assert style.status == 200
    assert any("Awa" in line for line in demo.said)
    assert demo.process.returncode == 0, "a signal ends it cleanly"

    with running(tmp_path, **alone) as again:
        assert again.said[0] == "The demo cooperative is as you left it.\n"
