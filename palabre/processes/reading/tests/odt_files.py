"""OpenDocument files written by hand, part by part: what no word processor would write can be tried too."""

import io
import zipfile

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)
NAMES = f'{_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def content(body: str, styles: str = "", kind: str = "text") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    ).encode()


def styles(common: str = "", master: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMES}>'
        f"<office:styles>{common}</office:styles><office:master-styles>"
        f'<style:master-page style:name="Standard">{master}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    ).encode()


def odt(parts: dict[str, bytes], kind: str = "text") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def odt_of(body: str, automatic: str = "", **parts: bytes) -> bytes:
    return odt({"content.xml": content(body, automatic), **{f"{name}.xml": part for name, part in parts.items()}})
