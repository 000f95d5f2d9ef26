"""Who sat where on a day, all mandates of a body, and what does not fit."""

from datetime import timedelta

import pytest

from palabre.core import clock
from palabre.governance.models import Body, Mandate, Meeting, Power
from palabre.people.models import Belonging

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ODD = "/governance/inconsistencies/"


@pytest.fixture
def url(board):
    return f"/governance/bodies/{board.body.pk}/mandates/"


@pytest.fixture
def signed_in(client, cast):
    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


@pytest.fixture
def typed(days):
    """What the secretary types, but for what the test says."""

    def make(**changed):
        filled = {
            "who": "driss", "role": "director", "obtained": "coopted", "from_on": days(0).isoformat(),
            "until_on": days(300).isoformat(), "replaces": "", "chosen": "",
        }  # fmt: skip
        return filled | changed

    return make


@pytest.fixture
def hugo_left(cast, board, days):
    """Hugo sat in the board; he resigned 50 days ago."""
    dates = {"from_on": days(-400), "until_on": days(-50), "planned_until_on": days(200)}
    return Mandate.objects.create(body=board.body, holder=cast.hugo, ended_because="resigned", **dates)


def main(answer):
    return answer.content.decode().split("<main")[1]


def chosen_in(answer):
    return main(answer).split('name="chosen" value="')[1].split('"')[0]


def test_a_body_says_who_sat_there_on_any_day(client, board, hugo_left, days):
    page = board.body.get_absolute_url()
    today, then, before = (client.get(page + asked) for asked in ("", f"?on={days(-60)}", f"?on={days(-900)}"))
    assert [("Hugo" in main(answer), "Chloé" in main(answer)) for answer in (today, then, before)] == [
        (False, True), (True, True), (False, False),
    ]  # fmt: skip
    assert "Who sat here on" in main(then)
    assert "Nobody held a mandate here that day." in main(before)
    assert "Elected, until" in main(today)


def test_a_day_that_is_none_says_so_and_shows_today(client, board):
    answer = client.get(board.body.get_absolute_url() + "?on=yesterday")
    assert (answer.status_code, "Chloé" in main(answer), "Enter a valid date" in main(answer)) == (200, True, True)


def test_a_cooption_says_that_the_next_assembly_confirms_it(client, cast, board):
    page = board.body.get_absolute_url()
    assert "To be confirmed by the next assembly" not in main(client.get(page))
    Mandate.objects.filter(holder=cast.chloe).update(obtained="coopted")
    assert "To be confirmed by the next assembly" in main(client.get(page))
    Mandate.objects.filter(holder=cast.chloe).update(confirmed_on=cast.today)
    assert "To be confirmed by the next assembly" not in main(client.get(page))


def test_all_mandates_are_listed_newest_first_and_why_one_ended_is_for_who_signs_in(client, cast, url, hugo_left):
    html = main(client.get(url))
    assert html.index("Chloé") < html.index("Hugo")
    assert ("Ended early." in html, "resignation" in html, "Open a mandate" in html) == (True, False, False)
    client.force_login(cast.awa)
    html = main(client.get(url))
    assert "Ended early: resignation." in html
    assert "writes down its mandates." in html
    assert "<form" not in html


def test_first_a_search_that_writes_nothing_then_the_mandate(cast, signed_in, url, typed):
    client = signed_in("farid")
    found = client.post(url + "new/", typed(who="dris"))
    assert (found.status_code, "Whom do you mean?" in main(found), Mandate.objects.count()) == (200, True, 2)
    assert "@example.org" not in main(found)
    answer = client.post(url + "new/", typed(who="dris", chosen=chosen_in(found)))
    mandate = Mandate.objects.get(holder=cast.driss)
    assert (answer.status_code, answer.url) == (303, f"{url}#mandate-{mandate.pk}")
    assert mandate.obtained == "coopted"


@pytest.mark.parametrize(
    ("who", "sentence"), [("dr", "at least three letters"), ("zoe", "We found nobody"), ("driss@example.org", "nobody")]
)
def test_who_is_not_found_and_what_is_said(signed_in, url, typed, who, sentence):
    answer = signed_in("farid").post(url + "new/", typed(who=who))
    assert (answer.status_code, sentence in main(answer), f'value="{who}"' in main(answer)) == (422, True, True)


def test_a_mandate_of_old_finds_who_was_a_member_then(cast, signed_in, url, typed, days):
    Belonging.objects.filter(member=cast.driss).replace(from_on=days(-900), until_on=days(-100))
    client = signed_in("farid")
    old = {"from_on": days(-800).isoformat(), "until_on": days(-500).isoformat()}
    assert client.post(url + "new/", typed(**old)).status_code == 200
    assert client.post(url + "new/", typed()).status_code == 422


def test_one_did_not_find_whom_somebody_else_found(cast, board, signed_in, url, typed):
    board.body.mandates.filter(holder=cast.chloe).update(role="chair")
    signed = chosen_in(signed_in("farid").post(url + "new/", typed()))
    answer = signed_in("chloe").post(url + "new/", typed(chosen=signed))
    assert (answer.status_code, "Please search again, then choose." in main(answer)) == (422, True)
    assert Mandate.objects.count() == 2


def test_what_is_refused_comes_back_with_the_sentence_and_what_was_typed(signed_in, url, typed, days):
    client = signed_in("farid")
    wrong = typed(until_on=days(-1).isoformat())
    answer = client.post(url + "new/", wrong | {"chosen": chosen_in(client.post(url + "new/", wrong))})
    assert answer.status_code == 422
    assert "The last day comes before the first." in main(answer)
    assert f'value="{days(-1)}"' in main(answer)


def test_a_mandate_is_ended_and_a_wrong_day_comes_back_at_its_line(cast, board, signed_in, url, days):
    client, mandate = signed_in("farid"), board.body.mandates.get(holder=cast.chloe)
    ending = f"/governance/mandates/{mandate.pk}/ending/"
    answer = client.post(ending, {"because": "resigned", "on": days(900).isoformat()})
    assert (answer.status_code, "The mandate ends by then anyway." in main(answer)) == (422, True)
    answer = client.post(ending, {"because": "resigned", "on": days(5).isoformat()})
    assert (answer.status_code, answer.url) == (303, f"{url}#mandate-{mandate.pk}")
    mandate.refresh_from_db()
    assert (mandate.ended_on, mandate.ended_because) == (days(5), "resigned")


def test_a_cooption_is_confirmed(cast, board, signed_in, url, days):
    client, mandate = signed_in("farid"), board.body.mandates.get(holder=cast.chloe)
    Mandate.objects.filter(pk=mandate.pk).update(obtained="coopted")
    confirmation = f"/governance/mandates/{mandate.pk}/confirmation/"
    assert client.post(confirmation, {"on": days(2).isoformat()}).status_code == 422
    assert client.post(confirmation, {"on": days(-2).isoformat()}).status_code == 303
    mandate.refresh_from_db()
    assert mandate.confirmed_on == days(-2)


def test_others_are_refused_with_the_reason(cast, board, signed_in, url, typed, days):
    client, mandate = signed_in("awa"), board.body.mandates.first()
    sent = {"because": "resigned", "on": days(5).isoformat()}
    for place, words in ((url + "new/", typed()), (f"/governance/mandates/{mandate.pk}/ending/", sent)):
        answer = client.post(place, words)
        assert (answer.status_code, "Only the secretariat" in main(answer)) == (403, True)
        assert "Driss" not in main(answer)
    assert client.get(ODD).status_code == 403


def test_a_body_for_a_few_keeps_its_mandates_to_them(cast, audiences, signed_in, days):
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.chloe))
    mandate = Mandate.objects.create(body=quiet, holder=cast.chloe, from_on=days(-900), until_on=days(-300))
    client = signed_in("farid")
    assert client.get(f"/governance/bodies/{quiet.pk}/mandates/").status_code == 404
    assert client.post(f"/governance/mandates/{mandate.pk}/ending/").status_code == 404
    assert "Quiet council" not in main(client.get(ODD))


def test_when_everything_fits_the_page_says_so_calmly(board, signed_in):
    assert "Everything fits" in main(signed_in("farid").get(ODD))


def odd(client):
    html = main(client.get(ODD)).split('class="lead"')[1].split("</main")[0]
    return [(part.split('"')[0], part.split(">")[1].split("<")[0]) for part in html.split('<li><a href="')[1:]]


def test_a_body_without_members_is_named(audiences, board, signed_in):
    other = Body.objects.create(name="Empty", audience=audiences.public)
    where = f"/governance/bodies/{other.pk}/mandates/#open"
    assert odd(signed_in("farid")) == [(where, "“Empty”: nobody holds a mandate there today.")]


def test_a_mandate_that_nobody_followed_is_named_for_sixty_days(cast, board, hugo_left, signed_in, days, url):
    client = signed_in("farid")
    ((where, said),) = odd(client)
    assert where == f"{url}#mandate-{hugo_left.pk}"
    assert "Hugo, member of the body. It ended on" in said
    Mandate.objects.filter(pk=hugo_left.pk).update(until_on=days(-61))
    assert odd(client) == []


def test_one_who_follows_follows_one(cast, board, hugo_left, signed_in, days):
    client, dates = signed_in("farid"), {"from_on": days(-20), "until_on": days(300)}
    first = Mandate.objects.create(body=board.body, holder=cast.awa, role="secretary", **dates)
    assert len(odd(client)) == 1  # in another role
    Mandate.objects.filter(pk=first.pk).update(role="director")
    assert odd(client) == []
    second = {"body": board.body, "holder": cast.bruno, "from_on": days(-300), "until_on": days(-30)}
    Mandate.objects.create(**second)
    ((_where, said),) = odd(client)
    assert "Bruno, member of the body" in said
    Mandate.objects.filter(pk=first.pk).update(replaces=Mandate.objects.get(holder=cast.bruno))
    ((_where, said),) = odd(client)
    assert "Hugo, member of the body" in said


def test_a_cooption_is_named_once_an_assembly_has_met_on_a_later_day(cast, audiences, board, signed_in):
    client = signed_in("farid")
    assembly = Body.objects.create(name="Assembly", audience=audiences.public)
    dates = {"from_on": cast.today - 400 * DAY, "until_on": cast.today + 90 * DAY}
    Mandate.objects.create(body=assembly, holder=cast.bruno, role="chair", **dates)
    Body.objects.filter(pk=board.body.pk).update(confirmed_by=assembly)
    Mandate.objects.filter(holder=cast.chloe).update(obtained="coopted")
    sat = Meeting.objects.create(body=assembly, audience=audiences.public, starts_at=clock.now() - 200 * DAY)
    assert odd(client) == []
    Meeting.objects.filter(pk=sat.pk).update(starts_at=clock.now() + DAY)
    assert odd(client) == []
    Meeting.objects.filter(pk=sat.pk).update(starts_at=clock.now() - 2 * DAY)
    ((_where, said),) = odd(client)
    assert (
        said
        == "“The board”: Chloé, member of the body. The assembly has met since this co-option, which is not confirmed."
    )
    Mandate.objects.filter(holder=cast.chloe).update(confirmed_on=cast.today)
    assert odd(client) == []


def test_a_power_without_an_article_is_named(board, signed_in):
    Power.objects.create(body=board.body, kind="decides", what="the budget", position=0)
    where = f"/governance/bodies/{board.body.pk}/powers/"
    assert odd(signed_in("farid")) == [(where, "“The board”: “the budget” names no article.")]


def test_a_mandate_longer_than_the_limit_and_one_of_who_left_are_named(cast, board, signed_in):
    client = signed_in("farid")
    Body.objects.filter(pk=board.body.pk).update(mandate_months_most=36)
    assert odd(client) == []
    Mandate.objects.filter(holder=cast.chloe).update(until_on=cast.today + 1200 * DAY)
    ((_where, said),) = odd(client)
    assert "Chloé, member of the body. It runs until" in said
    Mandate.objects.filter(holder=cast.chloe).update(until_on=cast.today + 20 * DAY)
    Belonging.objects.filter(member=cast.chloe).replace(until_on=cast.today - DAY)
    ((_where, said),) = odd(client)
    assert said == "“The board”: Chloé, member of the body. They have left the cooperative."
