"""The cooperative's name and look."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership.actions.cooperative import dress_cooperative
from palabre.membership.logos import LARGEST, clean_logo
from palabre.people.models import Cooperative

LOOK = {"name": "Estran", "motto": "travailler ensemble", "accent": "#7a3b1e"}


def png(size=(64, 64), secret="", mode="RGBA"):
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", secret)
    out = BytesIO()
    Image.new(mode, size).save(out, format="PNG", pnginfo=said)
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def test_the_secretariat_gives_the_cooperative_its_look(client, cast):
    client.force_login(cast.farid)
    assert client.get(reverse("membership:cooperative")).status_code == 200
    answer = client.post(reverse("membership:cooperative"), {**LOOK, "picture": png()})
    assert answer.status_code == 303
    dressed = Cooperative.current()
    assert (dressed.motto, dressed.accent, bytes(dressed.logo)[:4]) == ("travailler ensemble", "#7a3b1e", b"\x89PNG")
    assert Entry.objects.get().verb == "membership.cooperative_dressed"
    assert client.get(reverse("site:logo")).status_code == 200

    client.post(reverse("membership:cooperative"), LOOK)
    assert Cooperative.current().logo is not None  # kept when no other is sent
    client.post(reverse("membership:cooperative"), {**LOOK, "without_logo": "on"})
    assert Cooperative.current().logo is None


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_does(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("membership:cooperative")).status_code == 403
    with pytest.raises(Refused, match="The secretariat keeps"):
        dress_cooperative(by=getattr(cast, who), logo=None, **LOOK)


@pytest.mark.parametrize("accent", ["#ffee00", "red", "#12345", "url(x)"])
def test_a_colour_that_cannot_be_read_is_refused_with_a_sentence(client, cast, accent):
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:cooperative"), {**LOOK, "accent": accent})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    with pytest.raises(Refused):
        dress_cooperative(by=cast.farid, logo=None, **{**LOOK, "accent": accent})


def test_a_logo_is_written_again_small_and_without_its_metadata():
    cleaned = clean_logo(png(size=(1200, 600), secret="Jeanne, 12 rue Basse", mode="P"))
    assert b"Jeanne" not in cleaned
    picture = Image.open(BytesIO(cleaned))
    assert (picture.size, picture.info) == ((512, 256), {})


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("logo.png", b"x" * (LARGEST + 1)), "larger than 200 kB"),
        (SimpleUploadedFile("logo.png", b"not a picture"), "not a PNG"),
        (SimpleUploadedFile("logo.png", b"GIF89a" + b"\0" * 40), "not a PNG"),
        (SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "not a PNG"),
    ],
    ids=["heavy", "text", "gif", "svg"],
)
def test_what_is_no_small_png_is_refused(upload, sentence):
    with pytest.raises(ValidationError, match=sentence):
        clean_logo(upload)


def test_a_small_file_with_far_too_many_pixels_is_refused_before_it_is_unpacked():
    with pytest.raises(ValidationError, match="too many pixels"):
        clean_logo(png(size=(9000, 9000), mode="1"))
    with pytest.raises(ValidationError, match="not a PNG picture"):
        clean_logo(_bomb())


def _bomb():
    """A header that claims 40,000 by 40,000 pixels."""
    small = png().read()
    wide = (40_000).to_bytes(4, "big")
    import zlib

    head = b"IHDR" + wide + wide + small[24:29]
    return SimpleUploadedFile("logo.png", small[:12] + head + zlib.crc32(head).to_bytes(4, "big") + small[33:])


def test_a_broken_png_is_refused():
    whole = png().read()
    with pytest.raises(ValidationError, match="not a PNG"):
        clean_logo(SimpleUploadedFile("logo.png", whole[:60]))


def test_it_is_seen_before_it_is_kept(client, cast):
    """Without a script by a button; with one while it is typed, as a part of the page."""
    client.force_login(cast.farid)
    typed = {**LOOK, "name": "Marée", "deed": "preview", "picture": png()}
    answer = client.post(reverse("membership:cooperative"), typed)
    html = answer.content.decode()
    assert (answer.status_code, Cooperative.current().name) == (200, "Estran")
    assert all(words in html for words in (">Marée</text>", 'fill="#7a3b1e"', "data:image/png;base64,", "can be read"))
    assert not Entry.objects.exists()

    part = client.post(
        reverse("membership:cooperative"), {**typed, "accent": "#ffee00"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert ("hard to read" in part, "<h1" in part, "field-error" in part) == (True, False, False)


def test_everything_the_cooperative_says_in_its_own_way_is_on_one_page(client, cast):
    client.force_login(cast.farid)
    html = client.get(reverse("membership:cooperative")).content.decode()
    for name in ("name", "motto", "accent", "picture", "branch-singular", "member-plural", "board-gender"):
        assert f'name="{name}"' in html
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)), "each language has its own"
