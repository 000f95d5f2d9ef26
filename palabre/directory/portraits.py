"""A photo as it may be shown: a square that its owner chose, written again by us, without place, date or camera."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from palabre.core.pictures import rewritten

LARGEST = 8_000_000  # bytes, as uploaded: what a phone takes
MOST_PIXELS = 25_000_000  # of a JPEG, which is made smaller while it is read; a quarter for others
SMALLEST = 160  # pixels, the shorter side as uploaded
LONGER_SIDE, SIDE = 1000, 360  # pixels: the picture while it is cut, and the square as kept
FORMATS = ["JPEG", "PNG", "WEBP"]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the square stands, in percent: of the room to its left, of the room above it, of the shorter side."""

    across: int = 50
    down: int = 50
    size: int = 100

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The square in pixels, always inside a picture of this size."""
        side = max(1, round(min(width, height) * min(max(self.size, 20), 100) / 100))
        left = round((width - side) * min(max(self.across, 0), 100) / 100)
        top = round((height - side) * min(max(self.down, 0), 100) / 100)
        return left, top, left + side, top + side


def clean_portrait(upload: UploadedFile) -> bytes:
    """The picture as a JPEG of at most 1000 pixels, upright, without metadata.

    Size and dimensions are looked at before anything is decoded. Raises ``ValidationError`` with a sentence.
    """
    return rewritten(
        upload, _judged, formats=FORMATS, largest=LARGEST,
        too_large=_("This photo is larger than 8 MB. Please send a smaller one."),
        unreadable=_("We cannot read this photo. JPEG, PNG and WebP are welcome."),
    )  # fmt: skip


def _judged(picture: Image.Image) -> bytes:
    if picture.width * picture.height > (MOST_PIXELS if picture.format == "JPEG" else MOST_PIXELS // 4):
        raise ValidationError(_("This photo has too many pixels. Please send a smaller one."))
    if min(picture.size) < SMALLEST:
        raise ValidationError(_("This photo is very small: 160 by 160 pixels at least."))
    picture.draft("RGB", (LONGER_SIDE, LONGER_SIDE))
    return _written(_on_paper(ImageOps.exif_transpose(picture)), (LONGER_SIDE, LONGER_SIDE))


def cut_portrait(picture: bytes, cut: Cut) -> bytes:
    """The square of a cleaned picture, 360 pixels wide."""
    whole = Image.open(BytesIO(picture), formats=["JPEG"])
    square = whole.crop(cut.box(*whole.size)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return _written(square, (SIDE, SIDE))


def _on_paper(picture: Image.Image) -> Image.Image:
    """Without transparency: on white."""
    if picture.mode not in ("RGBA", "LA", "PA", "P"):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _written(picture: Image.Image, largest: tuple[int, int]) -> bytes:
    picture.thumbnail(largest)
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, format="JPEG", quality=84, optimize=True)
    return out.getvalue()
