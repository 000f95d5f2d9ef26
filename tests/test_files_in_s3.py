"""Files in an S3-compatible store: handed in, handed out to whoever may have them, and what happens when it is away."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.commons.files.models import File
from palabre.commons.files.s3 import S3Files, StoreAway
from palabre.commons.files.store import UnwelcomeFile, store_file
from palabre.config.addresses import files_at
from palabre.site.queries.ready import readiness_now
from tests import s3

LARGE = b"%PDF-1.7 " + bytes(range(256)) * 10_000  # read in three pieces


@pytest.fixture
def bucket():
    with s3.Store() as store:
        yield store


@pytest.fixture
def in_bucket(bucket, settings):
    """The settings of an installation whose files are there."""
    files = files_at(bucket.address, usual=None, key_id=s3.KEY_ID, key=s3.KEY)
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return bucket


def handed_in(cast, audience, content=LARGE):
    return store_file(SimpleUploadedFile("minutes.pdf", content), by=cast.chloe, audience=audience)


def test_a_file_goes_through_palabre_both_ways_and_nobody_else_is_let_in(in_bucket, client, cast, audiences):
    file = handed_in(cast, audiences.listing("the board", cast.chloe))
    assert in_bucket.objects == {f"estran/{file.sha256[:2]}/{file.sha256}": LARGE}
    assert hashlib.sha256(LARGE).hexdigest() == file.sha256

    asked = len(in_bucket.asked)
    assert client.get(reverse("files:file", args=[file.pk])).status_code == 404
    assert len(in_bucket.asked) == asked, "the store is not even asked for whom it does not concern"

    client.force_login(cast.chloe)
    answer = client.get(reverse("files:file", args=[file.pk]))
    assert (answer.status_code, answer.streaming, answer["Content-Length"]) == (200, True, str(len(LARGE)))
    assert b"".join(answer.streaming_content) == LARGE
    assert [method for method, _ in in_bucket.asked[asked:]] == ["HEAD", "GET", "GET", "GET"]
    with pytest.raises(NotImplementedError):
        _ = file.content.url


def test_the_same_bytes_are_kept_once_even_when_two_nodes_take_them_at_once(in_bucket, cast, audiences, monkeypatch):
    first, again = handed_in(cast, audiences.public), handed_in(cast, audiences.public)
    assert [method for method, _ in in_bucket.asked] == ["HEAD", "PUT", "HEAD"]
    monkeypatch.setattr(S3Files, "exists", lambda files, name: False)  # neither saw the other's
    meanwhile = handed_in(cast, audiences.public)
    assert {file.content.name for file in (first, again, meanwhile)} == {f"{first.sha256[:2]}/{first.sha256}"}
    assert list(in_bucket.objects.values()) == [LARGE]


@pytest.mark.parametrize("trouble", ["away", "refusing", "another key"])
def test_while_the_store_is_away_it_is_said_and_nothing_fails(in_bucket, client, cast, audiences, settings, trouble):
    file = handed_in(cast, audiences.public)
    before = dict(in_bucket.objects)
    if trouble == "another key":
        files = files_at(in_bucket.address, usual=None, key_id=s3.KEY_ID, key="not the right one")
        settings.STORAGES = {**settings.STORAGES, "default": files}
    else:
        setattr(in_bucket, trouble, True)

    with pytest.raises(UnwelcomeFile, match="cannot be kept just now"):
        handed_in(cast, audiences.public, b"%PDF-1.7 another")
    assert (File.objects.count(), in_bucket.objects) == (1, before)
    answer = client.get(reverse("files:file", args=[file.pk]))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Files cannot be reached just now" in answer.content.decode()
    found = readiness_now()
    assert (found.files, found.serves) == ("down", True)


def test_a_lost_file_is_not_taken_for_a_store_that_is_away(in_bucket, cast, audiences):
    file = handed_in(cast, audiences.public)
    in_bucket.objects.clear()
    with pytest.raises(FileNotFoundError):
        file.content.open("rb")
    in_bucket.away = True
    with pytest.raises(StoreAway):
        file.content.open("rb")


def test_one_reads_from_where_one_stands(in_bucket, cast, audiences):
    with handed_in(cast, audiences.public).content.open("rb") as file:
        file.seek(-3, 2)
        assert (file.read(), file.read()) == (LARGE[-3:], b"")
        file.seek(1024 * 1024 - 2)
        assert file.read(4) == LARGE[1024 * 1024 - 2 :][:4]
        assert file.tell() == 1024 * 1024 + 2


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
def test_the_stand_in_itself_lets_nobody_in_without_a_right_signature(bucket, method):
    """Else the tests above would prove nothing about keys."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    bucket.objects["estran/x"] = b"x"
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(f"{bucket.endpoint}/{s3.BUCKET}/estran/x", method=method))
    assert bucket.objects == {"estran/x": b"x"}
