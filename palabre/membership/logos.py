"""A logo as it may be served to everyone: a small PNG that we wrote ourselves."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from palabre.core.pictures import rewritten

LARGEST = 200_000  # bytes, as uploaded
MOST_PIXELS = 4_000_000
SIDE = 512  # pixels, as kept


def clean_logo(upload: UploadedFile) -> bytes:
    """Read a PNG and write it again, at most 512 pixels wide: no metadata, nothing hidden behind the picture.

    Size and dimensions are looked at before anything is decoded. Raises ``ValidationError`` with a sentence.
    """
    return rewritten(
        upload, _judged, formats=["PNG"], largest=LARGEST,
        too_large=_("This picture is larger than 200 kB. Please make it smaller."),
        unreadable=_("This is not a PNG picture that we can read."),
    )  # fmt: skip


def _judged(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_("This picture has too many pixels. 512 by 512 is enough."))
    return _written(picture)


def _written(picture: Image.Image) -> bytes:
    clean = picture.convert("RGBA")
    clean.thumbnail((SIDE, SIDE))
    bare = Image.new("RGBA", clean.size)
    bare.paste(clean)
    out = BytesIO()
    bare.save(out, format="PNG", optimize=True)
    return out.getvalue()
