"""What a reader is to trust in deploy/: linted where the tools of the trade are, held to our own rules everywhere."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from palabre.cli.main import COMMANDS
from tests.house import ROOT

pytestmark = pytest.mark.either_engine

DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
NAMES = {command.NAME for command in COMMANDS}
REQUIRED = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictSUIDSGID": "yes",
    "MemoryDenyWriteExecute": "yes",
    "SystemCallArchitectures": "native",
    "User": "palabre",
}


def unit(path):
    """A unit's sections; what stands several times is a list of lines."""

    class Several(dict):
        def __setitem__(self, key, value):
            if isinstance(value, list) and isinstance(self.get(key), list):
                value = self[key] + value
            super().__setitem__(key, value)

    found = configparser.RawConfigParser(strict=False, dict_type=Several, interpolation=None, delimiters=("=",))
    found.optionxform = str
    found.read_string(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The units as they would stand on a machine where the program is there."""
    folder = tmp_path_factory.mktemp("units")
    for path in (DEPLOY / "systemd").iterdir():
        there = path.read_text(encoding="utf-8").replace("/opt/palabre/bin/palabre", "/bin/true")
        (folder / path.name).write_text(there, encoding="utf-8")
    return folder


def asked(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze here; on Debian: apt install systemd"
)
def test_systemd_understands_the_units_and_finds_them_closed(installed):
    units = [path for path in sorted(installed.iterdir()) if path.suffix in (".service", ".timer")]
    verified = asked("systemd-analyze", "verify", "--man=no", *units)
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    for path in SERVICES:
        judged = asked("systemd-analyze", "security", "--offline=true", "--threshold=15", installed / path.name)
        assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_holds_no_privilege_and_no_secret(path):
    service = unit(path)["Service"]
    assert {name: service.get(name) for name in REQUIRED} == REQUIRED
    assert not re.search(
        r"^Environment=.*(SECRET_KEY|DATABASE_URL|PASSWORD|FILES_KEY)=", path.read_text(), re.MULTILINE
    )
    assert re.search(r"/opt/palabre/bin/palabre (\S+)", service["ExecStart"])[1] in NAMES


def test_every_setting_of_a_unit_is_one_we_read():
    settings = (ROOT / "palabre" / "config" / "settings.py").read_text(encoding="utf-8")
    known = set(re.findall(r'"((?:PALABRE_|DATABASE_URL)\w*)"', settings))
    texts = [
        path.read_text(encoding="utf-8") for path in (*SERVICES, DEPLOY / "compose.yaml", DEPLOY / "Containerfile")
    ]
    used = {name for text in texts for name in re.findall(r"\b((?:PALABRE_|DATABASE_URL)\w*)[=:]", text)}
    assert {name for name in used if name.removesuffix("_FILE") not in known} == set()
    assert len(used) > 5


def test_the_container_file_passes_its_linter():
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.exists():
        assert not os.environ.get("CI"), "hadolint is locked in requirements-dev.txt"
        pytest.skip("no hadolint for this kind of machine")
    linted = asked(linter, "--no-color", DEPLOY / "Containerfile")
    assert (linted.returncode, linted.stdout) == (0, "")


def test_an_image_runs_as_nobody_from_locked_packages_and_can_be_asked_how_it_is():
    lines = CONTAINER.splitlines()
    last = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert [line for line in last if line.startswith("USER ")] == ["USER 10001:10001"]
    assert not any(line.startswith(("COPY", "RUN", "ADD")) for line in last[last.index("USER 10001:10001") :])
    pip = [line for line in lines if "pip install" in line]
    assert pip
    assert all("--require-hashes" in line for line in pip)
    assert not any(line.startswith("ADD ") or ":latest" in line or "curl" in line for line in lines)
    sources = [re.split(r"\s+", line)[1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert [name for name in sources if not (ROOT / name).exists()] == []
    health = re.search(r"HEALTHCHECK .*?CMD (\[.*?\])", CONTAINER, re.DOTALL)[1]
    assert '"palabre.cli.main", "ready", "--at"' in health
    assert re.search(r'^CMD \["(\w+)"', CONTAINER, re.MULTILINE)[1] in NAMES


def test_the_nodes_of_the_example_are_closed_and_have_what_nodes_share():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    ours = {name: found for name, found in services.items() if found["image"] == "palabre"}
    assert sorted(ours) == ["migrate", "web-1", "web-2", "worker-1", "worker-2"]
    for found in ours.values():
        assert (found["read_only"], found["cap_drop"]) == (True, ["ALL"])
        assert "no-new-privileges:true" in found["security_opt"]
        assert {"PALABRE_CACHE", "PALABRE_FILES", "DATABASE_URL_FILE"} <= set(found["environment"])
        assert set(found.get("command", ["serve"])) <= NAMES
    assert [name for name, found in services.items() if "ports" in found] == ["proxy"]
    named = re.findall(r"reverse_proxy (.*) \{", (DEPLOY / "Caddyfile").read_text(encoding="utf-8"))
    assert named == ["web-1:8000 web-2:8000"]


@pytest.mark.skipif(not shutil.which("caddy"), reason="no caddy here; on Debian: apt install caddy")
def test_caddy_understands_its_file(tmp_path):
    words = ("caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile")
    done = subprocess.run(words, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
