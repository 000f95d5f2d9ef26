"""The members' real document, read in place: its text is never copied into this repository."""

from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[4]
_PLACE = _REPOSITORY.parent / "shared" / "seed" / "000_ebb2e57abe661f2c.txt"


def real_document() -> str:
    if not _PLACE.exists():
        raise AssertionError(
            f"The members' real document is not at {_PLACE}; these tests read it there and nowhere else."
        )
    return _PLACE.read_text(encoding="utf-8")


def paragraphs(text: str) -> list[str]:
    """The lines of a plain text, without typed bullets: nothing smaller is a paragraph."""
    found = [" ".join(line.split()) for line in text.splitlines()]
    return [line.lstrip("•-*–— ").strip() for line in found if line]
