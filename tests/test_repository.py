"""What is in the repository: locked, without addresses of this or that machine, nothing that does not belong."""

import re
import subprocess

import pytest

from tests.house import ROOT

pytestmark = pytest.mark.either_engine

FORBIDDEN = re.compile(
    r"(^|/)(utils|helpers|misc|common|base|services|manager|handlers)(\.py|/)|(^|/)uv\.lock$|\.min\.js$|\.mo$|node_modules/"
)
HOST = re.compile(r'--(extra-)?index-url|--find-links|"resolved": *"http|registry *= *"?http|https?://[^ "]*/simple/')
MACHINE = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|home/\w+)/[a-z]")  # a path of one machine
LEFT_OPEN = re.compile(r"\b(TODO(?!.*#\d)|FIXME|XXX|raise NotImplementedError|lorem ipsum)\b", re.IGNORECASE)
TEXT = {".py", ".html", ".css", ".js", ".txt", ".md", ".toml", ".in", ".po", ".sh", ".yml", ".typ", ""}


@pytest.fixture(scope="module")
def files():
    """What is, or would be, committed."""
    words = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def lines_of(files, but=()):
    for path in files:
        if path.suffix in TEXT and path.name not in but:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_file_is_called_by_what_it_is_not(files):
    assert [str(p.relative_to(ROOT)) for p in files if FORBIDDEN.search(str(p.relative_to(ROOT)))] == []


def test_no_address_of_a_package_index_and_no_path_of_a_machine(files):
    wrong = [
        f"{place}: {line.strip()[:100]}"
        for place, line in lines_of(files, but={"test_repository.py"})
        if HOST.search(line) or MACHINE.search(line)
    ]
    assert wrong == []


def test_nothing_is_left_open(files):
    mine = {"test_repository.py", "requirements.txt", "requirements-dev.txt"}
    assert [f"{p}: {line.strip()[:100]}" for p, line in lines_of(files, but=mine) if LEFT_OPEN.search(line)] == []


def pins(name):
    """Package -> version of a lock, and the packages without a hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text)
    found, loose = {}, []
    for block in blocks:
        if pinned := re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)", block):
            found[pinned[1].lower()] = pinned[2]
            if "--hash=sha256:" not in block:
                loose.append(pinned[1])
        elif block.strip() and not block.lstrip().startswith("#"):
            loose.append(block.splitlines()[0])
    return found, loose


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_with_its_hash(name):
    found, loose = pins(name)
    assert len(found) > 20
    assert loose == []


def test_tests_run_on_the_versions_that_serve():
    serving, testing = pins("requirements.txt")[0], pins("requirements-dev.txt")[0]
    assert {name: (v, testing.get(name)) for name, v in serving.items() if testing.get(name) != v} == {}


def test_everything_asked_for_is_locked():
    for source, lock in (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")):
        text = (ROOT / source).read_text(encoding="utf-8")
        asked = {m[1].lower() for m in re.finditer(r"^([A-Za-z0-9][\w.-]*)", text, re.MULTILINE)}
        assert asked - set(pins(lock)[0]) == set(), lock


def test_every_shell_script_can_be_read(files):
    scripts = [path for path in files if path.parent.name == "bin" or path == ROOT / ".ci" / "run"]
    assert {path.name for path in scripts} >= {"demo", "test", "check", "fmt", "serve", "bench", "run"}
    for path in scripts:
        done = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert path.name.startswith(".") or path.stat().st_mode & 0o111, f"{path.name} cannot be run"
