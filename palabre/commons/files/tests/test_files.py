import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.commons.files.models import File
from palabre.commons.files.store import UnwelcomeFile, store_file


@pytest.fixture(autouse=True)
def on_a_shelf(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def keep(cast, audiences, name="minutes.pdf", content=b"%PDF-1.7 x", audience=None):
    return store_file(SimpleUploadedFile(name, content), by=cast.chloe, audience=audience or audiences.public)


def test_a_file_is_kept_under_its_hash_and_the_same_bytes_once(cast, audiences):
    first, second = keep(cast, audiences), keep(cast, audiences, name="again.pdf")
    assert first.content.name == second.content.name == f"{first.sha256[:2]}/{first.sha256}"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "empty"),
        ("a.exe", b"MZ", "files of this kind"),
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.txt", b"\x00\x01", "not what its name says"),
        ("noending", b"x", "files of this kind"),
    ],
)
def test_an_unwelcome_file_is_refused_with_a_sentence(cast, audiences, name, content, sentence):
    with pytest.raises(UnwelcomeFile, match=sentence):
        keep(cast, audiences, name, content)
    assert not File.objects.exists()


def test_a_large_file_is_refused(cast, audiences, settings):
    settings.LONGEST_UPLOAD = 10
    with pytest.raises(UnwelcomeFile, match="larger than"):
        keep(cast, audiences, content=b"%PDF-" + b"x" * 10)


def test_a_name_cannot_reach_elsewhere(cast, audiences):
    assert keep(cast, audiences, name="..\\..\\etc\\a\nb.pdf").name == "a b.pdf"


def test_a_file_is_downloaded_by_its_readers_and_does_not_exist_for_others(client, cast, audiences):
    private = keep(cast, audiences, audience=audiences.listing("the board", cast.chloe))
    address = reverse("files:file", args=[private.pk])
    for viewer, status in ((AnonymousUser(), 404), (cast.awa, 404), (cast.greta, 404), (cast.chloe, 200)):
        client.logout()
        if viewer.is_authenticated:
            client.force_login(viewer)
        response = client.get(address)
        assert response.status_code == status, viewer
    assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content).startswith(b"%PDF")
