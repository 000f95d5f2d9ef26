"""Why a table cannot be read: sentences for whoever sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 250_000, 60, 500

TOO_LARGE = _("The file is larger than 20 MB. Send a part of it at a time.")
TOO_MANY = _("The file has more than 250,000 rows. Send a part of it at a time.")
SWOLLEN = _("Unpacked, this file is far too large. Save it as CSV and send that.")
OTHER = _("This is neither CSV nor XLSX. In your spreadsheet, save it as one of the two.")
BROKEN = _("The file is damaged: it cannot be read to its end.")
LONG_CELLS = _("A cell or a row of this file is far too long.")
NOTHING = _("There is no row in this file.")


class UnwelcomeSheet(Exception):
    """The file cannot be read; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
