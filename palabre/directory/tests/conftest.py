"""People who say something of themselves."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from palabre.directory.actions.portraits import hand_in_portrait, keep_portrait
from palabre.directory.actions.profiles import describe_oneself
from palabre.directory.models import Profile, Shown, Term
from palabre.directory.portraits import Cut, clean_portrait
from palabre.people.models import Belonging, Branch

SAID = {
    "about": "I draw posters.",
    "ask": "Printing",
    "trades": ["Graphisme"],
    "skills": ["Risographie"],
    "languages": ["fr", "wo"],
}


@pytest.fixture
def describe(cast):
    """``describe(cast.awa, shown=Shown.MEMBERS)``: all her parts, shown to these; or ``about=Shown.PUBLIC`` for one."""

    def described(member, shown=Shown.NOBODY, *, found=False, parts=None, **said):
        each = dict.fromkeys(Profile.PARTS, shown) | (parts or {})
        profile = describe_oneself(by=member, shown=each, found=found, **{**SAID, **said})
        Term.objects.filter(kept_at=None).update(kept_at="2026-01-01T00:00Z")
        return profile

    return described


@pytest.fixture
def photo(cast):
    """``photo(cast.awa)``: a photo, handed in and kept."""

    def taken(member, alt=""):
        hand_in_portrait(by=member, picture=clean_portrait(a_picture()))
        return keep_portrait(by=member, cut=Cut(), alt=alt)

    return taken


@pytest.fixture
def elsewhere(cast):
    """Hugo moves to a branch of his own."""
    brest = Branch.objects.create(name="Brest", entity=cast.france)
    Belonging.objects.filter(member=cast.hugo).replace(branch=brest)
    return cast.hugo


def a_picture(size=(600, 400), kind="JPEG", **said):
    out = BytesIO()
    picture = Image.new("RGB", size, "navy")
    picture.paste("red", (0, 0, size[0] // 3, size[1]))
    picture.save(out, kind, **said)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue(), f"image/{kind.lower()}")
