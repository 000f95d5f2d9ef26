"""All minutes on one page: the last of each body, and those that hold the words one typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from palabre.governance.actions.minutes import present_minutes, save_part
from palabre.governance.models import Body, Mandate, Meeting
from palabre.governance.written import Written

PAGE = "/governance/minutes/"


@pytest.fixture
def presented(cast, board, audiences, settings):
    """Minutes of a body at its meeting of a day, presented by Farid."""
    settings.LANGUAGE_CODE = "fr"
    assembly = Body.objects.create(name="Assemblée générale", audience=audiences.public, position=0)
    Body.objects.filter(pk=board.body.pk).update(position=1)
    dates = {"from_on": cast.today.replace(year=2015), "until_on": cast.today.replace(year=2050)}
    Mandate.objects.create(body=assembly, holder=cast.farid, role="secretary", **dates)

    def present(name, year, month, summary="Tout va bien.", audience=None):
        body = assembly if name == "assembly" else board.body
        at = datetime(year, month, 14, 10, tzinfo=ZoneInfo("Europe/Paris"))
        meeting = Meeting.objects.create(body=body, audience=audience or audiences.public, starts_at=at)
        save_part(meeting, by=cast.farid, anchor="summary", written=Written(summary), saves=0)
        return present_minutes(meeting, by=cast.farid).minutes

    return present


def titles(client, query=""):
    listed = client.get(PAGE + query).context["shown"]
    return [minutes.title for minutes in listed]


def test_the_minutes_of_the_assembly_of_the_year_come_first(client, presented):
    last, older = presented("assembly", 2025, 6), presented("assembly", 2024, 6)
    talked = presented("board", 2025, 9, "Le compte rendu de l’assemblée générale de 2025 est relu.")

    for words in ("compte rendu assemblée générale 2025", "ASSEMBLEE GENERALE 2025", "pv de l’assemblée générale 2025",
                  "Comptes rendus des assemblées générales 2025", "générale 2025 rendu"):  # fmt: skip
        assert titles(client, f"?q={words}") == [last.title, talked.title], words
    assert titles(client, "?q=assemblée générale 2024") == [older.title]
    assert last.title == "Compte rendu\u00a0: Assemblée générale, samedi 14 juin 2025"


def test_the_last_of_each_body_stands_first_in_the_order_of_bodies(client, presented):
    presented("assembly", 2024, 6)
    assembly, board = presented("assembly", 2025, 6), presented("board", 2025, 9)

    assert list(client.get(PAGE).context["newest"]) == [assembly, board]
    assert titles(client)[0] == board.title


def test_one_body_one_year(client, presented, board):
    presented("assembly", 2025, 6)
    of_board = presented("board", 2025, 9)
    presented("board", 2024, 9)

    assert titles(client, f"?body={board.body.pk}&year=2025") == [of_board.title]
    assert len(titles(client, "?body=x&year=y")) == 3, "what cannot be understood filters nothing"


def test_minutes_for_a_few_are_found_by_nobody_else(client, cast, presented, audiences):
    quiet = presented("board", 2025, 9, audience=audiences.listing("few", cast.chloe, cast.farid))

    assert titles(client) == titles(client, "?q=board") == []
    client.force_login(cast.chloe)
    assert titles(client, "?q=board") == [quiet.title]


def test_an_empty_page_says_what_will_be_here(client, board):
    assert "No minutes were presented yet" in client.get(PAGE).content.decode()
    assert "No minutes are like that" in client.get(f"{PAGE}?q=nothing").content.decode()
