"""By which words minutes are found, whatever order they are typed in."""

from palabre.commons.texts.html import plain_text
from palabre.core.folding import fold

LONGEST_SUMMARY = 4_000
# What minutes are called besides, whatever the title says.
ALSO = "compte rendu procès-verbal pv minutes notulen"


def words_of(title: str, html: str) -> tuple[str, str]:
    """What minutes are found by: the words of their title, and all of them with those of the summary."""
    in_title = fold(f"{title} {ALSO}")
    return in_title, f"{in_title} {fold(plain_text(html))[:LONGEST_SUMMARY]}"
