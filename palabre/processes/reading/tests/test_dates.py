from datetime import date

import pytest

from palabre.processes.reading.dates import infer, moments

pytestmark = pytest.mark.either_engine

WRITTEN = date(2020, 4, 20)

SAID = {
    "Document de travail au 20/04/2020": ["2020-04-20"],
    "ce vendredi 24 avril à 14h pour en discuter": ["2020-04-24 14:00"],
    "20 april 2020 om 14 uur": ["2020-04-20 14:00"],
    "Version du 1er mars 2024": ["2024-03-01"],
    "2020-04-24T14:30": ["2020-04-24 14:30"],
    "le mardi 5 mai et jeudi 7 mai à 18h30": ["2020-05-05 18:30", "2020-05-07 18:30"],
    "les 5 et 7 mai 2021 de 9h à 12h": ["2021-05-05 09:00", "2021-05-07 09:00"],
    "à 14h le 24 avril": ["2020-04-24 14:00"],
    "donderdag 12 november om 19.30 uur": ["2020-11-12 19:30"],
    "vrijdag 3/04 om 14:00": ["2020-04-03 14:00"],
    "April 20, 2020 at 2 pm": ["2020-04-20 14:00"],
    "20.04.2020": ["2020-04-20"],
    "le 30/06/23": ["2023-06-30"],
    "um 14 Uhr am 3. März 2021": ["2021-03-03 14:00"],
    "zaterdag 14 maart 2026 van 10u tot 12u": ["2026-03-14 10:00"],
    "le lundi 6 janvier à midi": ["2020-01-06 12:00"],
    "le 31 février 2021": [],
    "1.2.13 n'est pas une date, 12 membres non plus": [],
}


@pytest.mark.parametrize("text", sorted(SAID))
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    found = [
        f"{infer(moment, WRITTEN)} {moment.at:%H:%M}" if moment.at else str(infer(moment, WRITTEN))
        for moment in moments(text)
    ]
    assert found == SAID[text]


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("vendredi 24 avril", date(2019, 12, 20), date(2020, 4, 24)),
        ("vendredi 24 avril", date(2020, 4, 28), date(2020, 4, 24)),
        ("5 janvier", date(2020, 12, 20), date(2021, 1, 5)),
        ("mardi 24 avril", date(2020, 4, 20), date(2018, 4, 24)),
        ("dimanche 24 avril", date(2020, 4, 20), date(2022, 4, 24)),
        ("jeudi 24 avril", date(2020, 4, 20), date(2020, 4, 24)),  # no such Thursday within two years: a slip
    ],
)
def test_the_year_comes_from_the_document_and_the_weekday(text: str, written: date, day: date) -> None:
    assert infer(moments(text)[0], written) == day


def test_without_any_year_nothing_is_invented() -> None:
    assert infer(moments("vendredi 24 avril")[0], None) is None
