"""Why a file could not be read, said to the person who sent it."""


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext's extraction looks for
    """Mark a sentence for translation without translating it here."""
    return sentence


EMPTY = N_("This file is empty. Nothing was lost: choose the document again, or paste its text.")
TOO_LARGE = N_("This file is larger than 10 MB. Remove the pictures, or paste the text alone.")
TOO_MANY = N_(
    "This document has more than 100,000 paragraphs. Send one working document at a time, or paste a part of it."
)
BINARY = N_(
    "This file is not a text Palabre can read. Save it as DOCX, ODT, HTML, Markdown or plain text, or paste its text."
)
OLD_WORD = N_("This is an old Word document (.doc). Save it as DOCX or ODT, or paste its text.")
PDF = N_("This is a PDF. Save the original as DOCX or ODT, or paste its text.")
OTHER_OFFICE = N_("This kind of office document is not read yet. Save it as DOCX or ODT, or paste its text.")
BROKEN = N_("This document is damaged and cannot be opened. Open it and save it again, or paste its text.")
SWOLLEN = N_("This document unpacks to far more than a document should hold, so it was not opened. Paste its text.")
ENCRYPTED = N_("This document is locked with a password. Save it without one, or paste its text.")
MACROS = N_("This document holds macros, which Palabre does not take in. Save it without them, or paste its text.")


class Unreadable(ValueError):
    """The document cannot be read; ``sentence`` is an English source sentence, to be translated when shown."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
