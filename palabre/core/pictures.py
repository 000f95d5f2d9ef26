"""Pictures that people send, opened without trusting them."""

import warnings
from collections.abc import Callable
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from PIL import Image, UnidentifiedImageError

# What Pillow raises on a damaged picture, or on one that would fill the memory.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def rewritten(
    upload: UploadedFile,
    rewrite: Callable[[Image.Image], bytes],
    *,
    formats: list[str],
    largest: int,
    too_large: str | Promise,
    unreadable: str | Promise,
) -> bytes:
    """What ``rewrite`` makes of the picture: nothing of the file itself is kept. It is given one whose dimensions are
    known and of which nothing is decoded yet, and may raise ``ValidationError`` for them.

    ``largest`` is in bytes. Raises ``ValidationError`` with one of the two sentences.
    """
    if (upload.size or 0) > largest:
        raise ValidationError(str(too_large))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return rewrite(Image.open(BytesIO(upload.read()), formats=formats))
    except UNREADABLE as fault:
        raise ValidationError(str(unreadable)) from fault
