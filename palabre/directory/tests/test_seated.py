"""Who sits where: names for everyone, photos and the way to write by what each of them shows."""

from datetime import timedelta

import pytest

from palabre.directory.actions.relay import refuse_letters
from palabre.directory.models import Shown
from palabre.governance.models import Body, Mandate
from palabre.people.models import Branch, Duty

pytestmark = pytest.mark.django_db
BY_BODY, BY_BRANCH = "/governance/people/", "/governance/people/branches/"
DAY = timedelta(days=1)


@pytest.fixture
def read(client, cast):
    """``read(url, "awa")``: the main part of a page, as Awa or, without a name, a visitor sees it."""

    def get(url, who=""):
        client.logout()
        if who:
            client.force_login(getattr(cast, who))
        return client.get(url).content.decode().split("<main")[1].split("</main")[0]

    return get


def seats(html):
    """Of each person: name, and whether there is a photo, a page, a way to write."""
    found = {}
    for part in html.split('<div class="seated">')[1:]:
        name = part.split('class="seated-name"')[1].split(">")[1].split("<")[0]
        found[name] = ("<img" in part, 'class="seated-name" href' in part, "#write" in part)
    return found


def test_everyone_reads_who_sits_where_and_a_photo_only_where_it_is_shown(cast, board, read, describe, photo):
    assert seats(read(BY_BODY)) == {"Chloé": (False, False, False), "Farid": (False, False, False)}
    describe(cast.chloe, parts={"photo": Shown.MEMBERS, "contact": Shown.MEMBERS})
    photo(cast.chloe)
    assert seats(read(BY_BODY))["Chloé"] == (False, False, False)
    assert seats(read(BY_BODY, "awa")) == {"Chloé": (True, True, True), "Farid": (False, False, False)}
    html = read(BY_BODY, "awa")
    assert "member of the body" in html
    assert "until" in html
    assert seats(read(BY_BODY, "zoe"))["Chloé"] == (False, False, False), "no member"
    assert seats(read(BY_BODY, "chloe"))["Chloé"] == (True, True, False), "nobody writes to themselves"


def test_whoever_is_no_longer_heard_reads_no_way_to_write(cast, board, read, describe):
    describe(cast.chloe, parts={"contact": Shown.MEMBERS})
    assert seats(read(BY_BODY, "awa"))["Chloé"] == (False, True, True)
    refuse_letters(by=cast.chloe, writer=cast.awa)
    assert seats(read(BY_BODY, "awa"))["Chloé"] == (False, True, False)
    assert seats(read(BY_BODY, "bruno"))["Chloé"] == (False, True, True)


def test_a_body_one_may_not_read_is_not_there_nor_its_poster(client, cast, audiences, board, read):
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.chloe))
    Mandate.objects.create(body=quiet, holder=cast.awa, from_on=cast.today, until_on=cast.today + DAY)
    assert "Quiet council" in read(BY_BODY, "chloe")
    assert "Quiet council" not in read(BY_BODY, "farid")
    assert client.get(f"{BY_BODY}{quiet.pk}/poster/").status_code == 404


def test_a_mandate_that_is_over_is_not_there(cast, board, read):
    board.body.mandates.filter(holder=cast.chloe).update(until_on=cast.today - DAY)
    assert list(seats(read(BY_BODY))) == ["Farid"]


def test_the_branch_shows_who_shows_it_and_who_is_entrusted_with_it(cast, board, read, describe):
    own = cast.awa.belongings.get().branch
    assert "Nobody who shows you that they belong here" in read(BY_BRANCH, "awa")
    elsewhere = Branch.objects.create(name="Brest", entity=cast.france)
    for branch in (own, elsewhere):
        cast.chloe.belongings.replace(branch=branch)
        describe(cast.chloe, parts={"branch": Shown.BRANCH})
        assert list(seats(read(BY_BRANCH, "awa"))) == (["Chloé"] if branch == own else [])
    dates = {"from_on": cast.today, "until_on": cast.today + DAY}
    Duty.objects.create(member=cast.hugo, kind="register", branch=own, **dates)
    html = read(BY_BRANCH, "awa")
    assert (list(seats(html)), "keeper of the register" in html) == (["Hugo"], True)
    html = read(f"{BY_BRANCH}?branch={elsewhere.pk}", "awa")
    assert ("<h2>Brest</h2>" in html, seats(html)) == (True, {})
    describe(cast.chloe, parts={"branch": Shown.MEMBERS})
    html = read(f"{BY_BRANCH}?branch={elsewhere.pk}", "awa")
    assert (list(seats(html)), "member of the body, The board" in html) == (["Chloé"], True)


def test_the_council_of_a_branch_stands_first_whole(cast, board, read):
    own = cast.awa.belongings.get().branch
    Body.objects.filter(pk=board.body.pk).update(branch=own)
    html = read(BY_BRANCH, "awa")
    assert (list(seats(html)), "The board</a></h3>" in html) == (["Chloé", "Farid"], True)


def test_the_branch_is_for_members(client, cast, board):
    client.force_login(cast.zoe)
    answer = client.get(BY_BRANCH)
    assert (answer.status_code, "is shown to members" in answer.content.decode()) == (403, True)
    assert "By branch" not in client.get(BY_BODY).content.decode()


def test_a_branch_that_is_none_says_so_and_shows_ones_own(client, cast, board, read):
    html = read(f"{BY_BRANCH}?branch=99999", "awa")
    assert f"<h2>{cast.awa.belongings.get().branch.name}</h2>" in html
    assert "Select a valid choice" in html


def test_a_poster_shows_only_what_everyone_may_see(cast, board, read, describe, photo):
    poster = f"{BY_BODY}{board.body.pk}/poster/"
    describe(cast.chloe, parts={"photo": Shown.MEMBERS, "contact": Shown.MEMBERS})
    photo(cast.chloe)
    assert seats(read(poster, "chloe"))["Chloé"] == (False, False, False), "paper hangs where anybody passes"
    describe(cast.chloe, parts={"photo": Shown.PUBLIC})
    assert seats(read(poster, "awa"))["Chloé"] == (True, False, False)
    assert 'data-paper="a4"' in read(poster)
    assert 'data-paper="a3"' in read(poster + "?paper=a3")


def test_the_bodies_lead_there(cast, board, read):
    assert f'href="{BY_BODY}"' in read("/governance/")
    assert f'href="{BY_BODY}{board.body.pk}/poster/"' in read(board.body.get_absolute_url())
