"""A photo: agreed to, cut without JavaScript, kept as a square we wrote ourselves, and deleted when it is removed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from palabre.core.verdict import Refused
from palabre.directory import rounds
from palabre.directory.actions.portraits import keep_portrait
from palabre.directory.models import Portrait, PortraitDraft
from palabre.directory.portraits import LARGEST, Cut, clean_portrait, cut_portrait
from palabre.directory.tests.conftest import a_picture


@pytest.fixture
def awa(client, cast):
    client.force_login(cast.awa)
    return client


def hand_in(client):
    return client.post(reverse("directory:portrait"), {"picture": a_picture(), "agreed": "on"})


def test_it_is_handed_in_cut_and_kept(awa, cast):
    assert awa.get(reverse("directory:cut"))["Location"] == reverse("directory:portrait")
    assert hand_in(awa)["Location"] == reverse("directory:cut")
    left = awa.get(reverse("directory:draft") + "?size=60&across=0&down=0")
    right = awa.get(reverse("directory:draft") + "?size=60&across=100&down=0")
    assert left.content != right.content
    assert b"across=0" in awa.get(reverse("directory:cut") + "?size=60&across=0&down=0").content
    chosen = {"alt": "Awa", "size": 60, "across": 0, "down": 0}
    assert awa.post(reverse("directory:cut"), chosen).status_code == 303
    portrait = Portrait.objects.get()
    assert (bytes(portrait.picture), portrait.alt) == (left.content, "Awa")
    assert not PortraitDraft.objects.exists()


def test_without_agreement_nothing_is_kept(awa):
    answer = awa.post(reverse("directory:portrait"), {"picture": a_picture()})
    assert answer.status_code == 422
    assert "Without this agreement" in answer.content.decode()
    assert not PortraitDraft.objects.exists()


def test_a_draft_is_its_owners_alone(awa, cast, client):
    hand_in(awa)
    client.force_login(cast.bruno)
    assert client.get(reverse("directory:draft")).status_code == 404
    with pytest.raises(Refused, match="no photo to cut"):
        keep_portrait(by=cast.bruno, cut=Cut(), alt="")


def test_removing_it_removes_its_bytes(awa, cast, photo):
    photo(cast.awa)
    hand_in(awa)
    assert awa.post(reverse("directory:portrait_removal")).status_code == 303
    assert (Portrait.objects.count(), PortraitDraft.objects.count()) == (0, 0)
    assert awa.post(reverse("directory:portrait_removal")).status_code == 404


def test_a_picture_nobody_cut_is_forgotten_after_a_day(awa, cast):
    hand_in(awa)
    assert rounds.forget_drafts() == 0
    PortraitDraft.objects.update(handed_in_at=PortraitDraft.objects.get().handed_in_at - timedelta(days=1, seconds=1))
    assert rounds.forget_drafts() == 1


def test_it_is_written_again_upright_and_without_metadata():
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Jeanne, 12 rue Basse"
    cleaned = clean_portrait(a_picture((2400, 1200), exif=exif))
    assert b"Jeanne" not in cleaned
    picture = Image.open(BytesIO(cleaned))
    assert (picture.size, dict(picture.getexif())) == ((500, 1000), {})
    assert Image.open(BytesIO(cut_portrait(cleaned, Cut()))).size == (360, 360)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_pictures_are_welcome(kind):
    assert Image.open(BytesIO(clean_portrait(a_picture(kind=kind)))).format == "JPEG"


def test_a_transparent_picture_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(out, "PNG")
    cleaned = clean_portrait(SimpleUploadedFile("me.png", out.getvalue()))
    assert Image.open(BytesIO(cleaned)).getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize("cut", [Cut(-5, 400, 3), Cut(0, 0, 20), Cut(100, 100, 100), Cut(50, 50, 400)])
def test_the_square_never_leaves_the_picture(cut):
    for width, height in ((600, 400), (160, 900), (1, 1)):
        left, top, right, bottom = cut.box(width, height)
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert right - left == bottom - top


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("me.jpg", b"x" * (LARGEST + 1)), "larger than 8 MB"),
        (SimpleUploadedFile("me.jpg", b"not a picture"), "cannot read"),
        (SimpleUploadedFile("me.gif", b"GIF89a" + b"\0" * 40), "cannot read"),
        (SimpleUploadedFile("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "cannot read"),
        (a_picture((100, 400)), "very small"),
    ],
    ids=["heavy", "text", "gif", "svg", "small"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(upload, sentence):
    with pytest.raises(ValidationError, match=sentence):
        clean_portrait(upload)


def test_far_too_many_pixels_are_refused_before_they_are_unpacked():
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(ValidationError, match="too many pixels"):
        clean_portrait(SimpleUploadedFile("me.png", out.getvalue()))


def test_half_a_photo_is_refused():
    whole = a_picture().read()
    with pytest.raises(ValidationError, match="cannot read"):
        clean_portrait(SimpleUploadedFile("me.jpg", whole[: len(whole) // 2]))
