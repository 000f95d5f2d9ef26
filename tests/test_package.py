"""The wheel is whole: installed alone, away from the repository, it runs the demo and shows the same pages."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile

import pytest

from tests.house import PACKAGE, ROOT
from tests.served_demo import running

pytestmark = pytest.mark.long
PAGES = ("/", "/processes/", "/governance/", "/governance/commitments/", "/components/", "/healthz")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, so that nothing is left in the checkout."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "setup.py", "requirements.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(PACKAGE, copy / "palabre", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(out.glob("palabre-*.whl"))


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = {path for path in PACKAGE.rglob("*") if path.is_file() and not {"__pycache__", "tests"} & set(path.parts)}
    assert [path for path in map(_in_wheel, sorted(ours)) if path not in inside] == []
    assert [path for path in map(_in_wheel, ours) if path.endswith(".po") and path[:-2] + "mo" not in inside] == []
    assert [name for name in inside if "/tests/" in name] == []


def _in_wheel(path):
    return str(path.relative_to(ROOT))


def test_installed_alone_it_runs_the_demo(wheel, tmp_path):
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the wheel holds the same files whatever the database")
    place = tmp_path / "empty"
    venv.create(place, symlinks=True)
    packages = place / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    zipfile.ZipFile(wheel).extractall(packages)
    # What Palabre needs, from where the tests have it; Palabre itself only from the wheel.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"))

    installed = {"members": 5, "python": place / "bin" / "python", "path": ""}
    with running(tmp_path, **installed) as demo:
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

    with running(tmp_path, **installed) as again:
        assert again.said[0] == "The demo cooperative is as you left it.\n"
