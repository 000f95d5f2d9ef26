"""My data in one file: everything a holding names, to me alone, once, for a day."""

import io
import json
import re
import secrets
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext, override
from PIL import Image

from palabre.commons.files.held import safe_name
from palabre.commons.files.models import File
from palabre.commons.files.store import store_file
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.core.verdict import Refused
from palabre.directory.actions.portraits import hand_in_portrait, keep_portrait
from palabre.directory.portraits import Cut, clean_portrait
from palabre.people import consents, holdings
from palabre.people.alone import only
from palabre.people.models import Audience
from palabre.privacy import packing
from palabre.privacy.actions.erasures import ask_erasure, erase_due
from palabre.privacy.actions.packages import ask_package, make_packages, take_package
from palabre.privacy.models import Package
from palabre.privacy.packing import pack, sweep
from palabre.processes.actions.comments import comment_on
from tests.world import build

HOUR = timedelta(hours=1)


@pytest.fixture
def own_files(settings, tmp_path):
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return tmp_path


@pytest.fixture
def awa(cast, own_files):
    """Awa said something and handed in a file; so did Hugo."""
    cast.awa.world = build(cast, 1)
    for member in (cast.awa, cast.hugo):
        comment_on(cast.awa.world.measure, by=member, text=f"Words of {member.name} <b>here</b>.", once=member.name)
        upload = SimpleUploadedFile(f"list of {member.name}.txt", f"A list of {member.name}.".encode())
        store_file(upload, by=member, audience=Audience.wide("public"))
    return cast.awa


@pytest.fixture
def sure(client):
    def signed_in(member):
        client.force_login(member)
        client.post(reverse("account_reauthenticate"), {"password": "for tests only", "next": "/"})
        return client

    return signed_in


def packed(member):
    file = io.BytesIO()
    pack(member, file)
    return zipfile.ZipFile(file)


def rows_of(archive, model):
    said = json.loads(archive.read("data.json"))
    return [row for held in said["held"] for table in held["rows"] if table["of"] == model for row in table["rows"]]


def keep_portrait_of(member, colour, alt=""):
    """A photo that was kept, and another waiting to be cut."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    hand_in_portrait(by=member, picture=clean_portrait(SimpleUploadedFile("me.jpg", out.getvalue())))
    kept = keep_portrait(by=member, cut=Cut(), alt=alt)
    hand_in_portrait(by=member, picture=clean_portrait(SimpleUploadedFile("me.jpg", out.getvalue())))
    return kept


def zips(folder: Path):
    return [each for each in (folder / "packages").glob("*.zip") if each.name != "of-the-world.zip"]


def test_it_holds_every_holding_in_json_and_as_a_page(awa):
    archive = packed(awa)
    said = json.loads(archive.read("data.json"))
    assert {each["key"] for each in said["held"]} == set(holdings.registry)
    text = json.dumps(said, ensure_ascii=False)
    assert all(words in text for words in ("awa@example.org", "Words of Awa", "list of Awa.txt", "Estran France"))
    page = archive.read("read-me.html").decode()
    assert "Words of Awa &lt;b&gt;here&lt;/b&gt;." in page
    with translation.override(awa.language):
        assert all(str(holding.title) in page for holding in holdings.registry.values())
    assert [archive.read(name) for name in archive.namelist() if name.startswith("files/")] == [b"A list of Awa."]


def test_it_holds_nothing_of_others_and_no_secret(cast, awa):
    archive = packed(awa)
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert [word for word in ("Words of Hugo", "list of Hugo", "hugo@example.org") if word in whole] == []
    assert cast.awa.password not in whole
    assert awa.world.token.sha256 not in whole


def test_photos_are_in_it_and_shown_on_its_page(cast, awa):
    keep_portrait_of(cast.hugo, "red")
    kept = keep_portrait_of(awa, "navy", alt='Awa at the "sea"')
    archive = packed(awa)
    picture = archive.read("photo/photo.jpg")
    assert (picture, Image.open(io.BytesIO(picture)).size) == (bytes(kept.picture), (360, 360))
    assert Image.open(io.BytesIO(archive.read("photo/not-cut.jpg"))).format == "JPEG"
    assert [name for name in archive.namelist() if name.startswith("photo/")] == [
        "photo/photo.jpg",
        "photo/not-cut.jpg",
    ]
    rows = rows_of(archive, "directory.Portrait")
    assert [(row["alt"], row["file"]) for row in rows] == [('Awa at the "sea"', "photo/photo.jpg")]
    page = archive.read("read-me.html").decode()
    assert '<img src="photo/photo.jpg" alt="Awa at the &quot;sea&quot;">' in page


def test_a_file_too_large_leaves_its_room_to_the_next(awa):
    another = File.objects.get(by=awa)
    File.objects.update(size=packing.MOST_FILES + 1)
    another.pk = None
    another.save()
    assert [row.get("file", "") != "" for row in rows_of(packed(awa), "files.File")] == [False, True]


def test_the_page_speaks_words_not_codes(awa):
    keep_portrait_of(awa, "navy")
    only(awa)
    page = packed(awa).read("read-me.html").decode()
    assert [code for code in ("only member", *consents.registry) if code in page] == []
    with override(awa.language):
        assert escape(gettext("You alone")) in page
        assert escape(str(consents.registry["directory.photo"].sentence)) in page


def test_files_have_names_that_unpack_anywhere(awa, tmp_path):
    File.objects.filter(by=awa).update(name="../..\\C:a*#?%2e\x07.txt. ")
    archive = packed(awa)
    [row] = rows_of(archive, "files.File")
    assert re.fullmatch(r"files/\d+-_\.\._C_a_#_%2e_\.txt", row["file"])
    assert archive.read(row["file"]) == b"A list of Awa."
    assert f'href="{quote(row["file"])}"' in archive.read("read-me.html").decode()
    assert len(safe_name("é" * 160 + ".docx").encode()) < 200
    assert (safe_name("..."), safe_name("a/b.txt")) == ("file", "a_b.txt")


def test_the_store_may_have_lost_a_file_and_large_ones_are_only_named(awa, monkeypatch):
    monkeypatch.setattr(packing, "MOST_FILES", 3)
    archive = packed(awa)
    assert [name for name in archive.namelist() if "/" in name] == []
    assert [row["name"] for row in rows_of(archive, "files.File")] == ["list of Awa.txt"]
    monkeypatch.undo()
    default_storage.delete(File.objects.get(by=awa).content.name)
    archive = packed(awa)
    assert [name for name in archive.namelist() if name.startswith("files/")] == []
    assert "file" not in rows_of(archive, "files.File")[0]


def test_making_it_keeps_no_file_in_memory(awa, own_files):
    large = SimpleUploadedFile("large.txt", secrets.token_bytes(3_000_000).hex().encode())
    for number in range(3):
        File.objects.create(
            name=f"{number}.txt", media_type="text/plain", size=large.size, by=awa, audience=Audience.wide("public"),
            content=default_storage.save(f"large{number}", large),
        )  # fmt: skip
    packed(awa)  # templates and names are loaded once
    tracemalloc.start()
    with TemporaryFile() as file:
        pack(awa, file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 3_000_000  # six are in each file


def test_the_worker_makes_it_and_the_person_is_told(awa, own_files):
    ask_package(by=awa)
    assert (make_packages(), make_packages()) == (1, 0)
    deliver_some()
    assert Notice.objects.filter(member=awa, entry__verb="privacy.package_ready").count() == 1
    assert len(zips(own_files)) == 1


def test_it_is_taken_once_and_then_removed(awa, own_files):
    package = ask_package(by=awa)
    with pytest.raises(Refused, match="still being made"):
        take_package(package, by=awa)
    make_packages()
    with take_package(package, by=awa) as file:
        assert zipfile.ZipFile(file).testzip() is None
    with pytest.raises(Refused, match="taken along already"):
        take_package(package, by=awa)
    assert (sweep(), sweep(), zips(own_files)) == (1, 0, [])
    assert ask_package(by=awa) != package


def test_after_a_day_it_is_gone(awa, own_files, move_clock):
    package = ask_package(by=awa)
    make_packages()
    move_clock(hours=23)
    assert sweep() == 0
    move_clock(hours=25)
    with pytest.raises(Refused, match="waited for a day"):
        take_package(package, by=awa)
    sweep()
    assert zips(own_files) == []


def test_nobody_else_takes_it(client, cast, awa, sure):
    package = ask_package(by=awa)
    make_packages()
    with pytest.raises(Refused, match="Only the person"):
        take_package(package, by=cast.farid)
    assert sure(cast.farid).post(reverse("privacy:taking")).status_code == 404
    assert Package.objects.get(pk=package.pk).taken_at is None


def test_one_at_a_time_and_three_a_day(awa, move_clock):
    for hours in range(3):
        move_clock(hours=hours)
        package = ask_package(by=awa)
        with pytest.raises(Refused, match="One is being made"):
            ask_package(by=awa)
        make_packages()
        take_package(package, by=awa).close()
    with pytest.raises(Refused) as refused:
        ask_package(by=awa)
    assert refused.value.verdict.retry


def test_the_page_asks_for_the_password_before_it_gives_the_file(client, awa, sure):
    address = reverse("privacy:package")
    client.force_login(awa)
    assert client.post(address).status_code == 303
    assert "It is being made" in client.get(address).content.decode()
    make_packages()
    page = client.get(address).content.decode()
    assert ("It is me" in page, "Take it" in page) == (True, False)
    refused = client.post(reverse("privacy:taking"))
    assert refused["Location"].startswith(reverse("account_reauthenticate"))
    sure(awa)
    assert "Take it" in client.get(address).content.decode()
    answer = client.post(reverse("privacy:taking"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert client.post(reverse("privacy:taking")).status_code == 404


def test_a_file_the_store_has_lost_is_said_and_not_taken(client, awa, sure):
    package = ask_package(by=awa)
    make_packages()
    default_storage.delete(Package.objects.get(pk=package.pk).content)
    answer = sure(awa).post(reverse("privacy:taking"))
    assert answer["Location"] == reverse("privacy:package")
    assert "no longer there" in client.get(answer["Location"]).content.decode()


def test_an_erasure_takes_the_file_too(awa, own_files, move_clock):
    ask_erasure(by=awa, words="kept")
    move_clock(days=8)
    ask_package(by=awa)
    make_packages()
    assert erase_due() == 1
    sweep()
    assert zips(own_files) == []


def test_two_workers_keep_one_file(awa, own_files, monkeypatch):
    from palabre.privacy.actions import packages

    ask_package(by=awa)
    keep = packages.keep

    def slowly(member):
        monkeypatch.setattr(packages, "keep", keep)
        make_packages()  # the other worker, meanwhile
        return keep(member)

    monkeypatch.setattr(packages, "keep", slowly)
    assert make_packages() == 0
    assert len(zips(own_files)) == 1
