"""What the headers of files of members mean."""

import pytest

from palabre.core.tables.headers import proposed
from palabre.register.columns import SYNONYMS


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Matricule", "Nom", "Prénom", "Adresse e-mail", "Antenne"], ["number", "name", "first", "email", "branch"]),
        (["Employee number", "Full name", "E-mail", "Joined"], ["number", "name", "email", "from_on"]),
        (["Lidnummer", "Achternaam", "Voornaam", "E-mailadres", "Aandelen"],
         ["number", "name", "first", "email", "shares"]),
        (["Nom", "NOM", "???"], ["name", "", ""]),
    ],
)  # fmt: skip
def test_headers_are_understood_in_three_languages(headers, fields):
    assert proposed(headers, SYNONYMS) == fields
