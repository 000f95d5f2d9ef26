"""An office file packed so that the same document is the same bytes, whenever and by whomever it is asked for."""

import io
import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes, *, without: tuple[str, ...] = ()) -> bytes:
    """The same parts without their times, but for those whose names begin like ``without``.

    Their order is kept and ``mimetype`` stays uncompressed: OpenDocument is told by its first bytes.
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(whole, "w") as packed:
        for entry in given.infolist():
            if not entry.filename.startswith(without or "\0"):
                kept = zipfile.ZipInfo(entry.filename, _LONG_AGO)
                kept.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
                packed.writestr(kept, given.read(entry))
    return whole.getvalue()
