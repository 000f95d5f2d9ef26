"""The words one types: help before anything is set up, and sentences where something is wrong."""

import json
import socket

import pytest

from tests.programs import live, palabre

pytestmark = pytest.mark.long
COMMANDS = (
    *("demo", "serve", "worker", "ready", "migrate", "check", "parked", "seal", "history"),
    *("backup", "restore", "export", "import", "entrust", "import-recommendations", "manage"),
)


def test_help_answers_before_anything_is_set_up(tmp_path):
    done = palabre("--help", folder=tmp_path)
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"\n    {name}" not in done.stdout] == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(command, tmp_path):
    done = palabre(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: palabre {command}")


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = palabre("demo", "--port", str(port), folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"palabre: port {port} is taken by another program. Choose another: --port {port + 1}\n"


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "taken").write_text("mine")
    done = palabre("demo", "--port", "18999", "--data", str(tmp_path / "taken"), folder=tmp_path)
    assert done.returncode == 2
    assert "is not a folder" in done.stderr


def test_a_database_that_cannot_be_reached_is_said(tmp_path):
    away = live(DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder/palabre.sqlite3")
    done = palabre("migrate", folder=tmp_path, **away)
    assert done.returncode == 2
    assert done.stderr.startswith("palabre: the database cannot be used: ")


def test_the_worker_walks_once(tmp_path):
    assert palabre("migrate", folder=tmp_path, **live()).returncode == 0
    assert palabre("worker", "--once", folder=tmp_path, **live()).returncode == 0


DOCUMENT = """# Eating nearer

Drafted by Ama and Luc, 3 May 2021

## Recommendation 1: Buy near

Because it is far.

- Make a list of farms
- Sign with two of them

## Recommendation 2: Waste less

- Weigh what is thrown away
- Say it every month
"""


def test_a_document_is_read_without_database_and_without_settings(tmp_path):
    (tmp_path / "pad.md").write_text(DOCUMENT)
    done = palabre("import-recommendations", "pad.md", "--dry-run", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    asked = {"title", "date", "drafters", "groups", "events", "introduction", "recommendations", "unplaced"}
    assert asked - set(found) == set()
    assert [len(recommendation["measures"]) for recommendation in found["recommendations"]] == [2, 2]
    assert not (tmp_path / "palabre.sqlite3").exists()


def test_a_document_comes_from_standard_input_too(tmp_path):
    done = palabre("import-recommendations", "-", "--dry-run", folder=tmp_path, stdin=DOCUMENT.encode())
    assert done.returncode == 0, done.stderr
    assert "2 recommendations, 4 measures" in done.stdout


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 500, b"%PDF-1.7 ..."], ids=["empty", "binary", "pdf"])
def test_what_cannot_be_read_gets_one_sentence(tmp_path, data):
    (tmp_path / "thing").write_bytes(data)
    done = palabre("import-recommendations", "thing", "--dry-run", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("palabre: ")
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_said(tmp_path):
    done = palabre("import-recommendations", "nowhere.txt", "--dry-run", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "palabre: nowhere.txt cannot be read: No such file or directory.\n")


def test_a_manuscript_needs_somebody_of_the_secretariat(tmp_path):
    (tmp_path / "pad.md").write_text(DOCUMENT)
    assert palabre("migrate", folder=tmp_path, **live()).returncode == 0
    done = palabre("import-recommendations", "pad.md", folder=tmp_path, **live())
    assert done.returncode == 2
    done = palabre("import-recommendations", "pad.md", "--by", "ghost@example.org", folder=tmp_path, **live())
    assert (done.returncode, done.stderr) == (2, "palabre: nobody here has this e-mail address.\n")


def test_a_new_cooperative_gets_its_first_secretariat(tmp_path):
    assert palabre("migrate", folder=tmp_path, **live()).returncode == 0
    done = palabre("entrust", "ghost@example.org", folder=tmp_path, **live())
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    done = palabre("entrust", "ghost@example.org", "--until", "soon", folder=tmp_path, **live())
    assert (done.returncode, done.stderr) == (2, "palabre: --until soon: a day is written like 2027-12-31.\n")
