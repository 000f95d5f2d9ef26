"""Days as people and spreadsheets write them."""

from datetime import date, datetime, timedelta

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%d/%m/%y")
EXCEL_BEGINS = date(1899, 12, 30)  # day 0 of a spreadsheet's dates


def day_in(said: str) -> date | None:
    """2020-02-03, 3/2/2020, or a spreadsheet's number of days; None where nothing is said.

    Raises ``ValueError`` for what is no day.
    """
    if not said:
        return None
    if said.isdecimal() and len(said) == 5:
        return EXCEL_BEGINS + timedelta(days=int(said))
    for form in FORMS:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise ValueError(said)
