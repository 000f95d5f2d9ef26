"""Tokens: made on one's own page, shown once, reading what they say and nothing else, until they end."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from palabre.commons.trail.models import Entry, EntryDetails
from palabre.core.drawn_secrets import hash_of
from palabre.core.verdict import Refused
from palabre.membership import policies
from palabre.membership.actions.tokens import end_token, make_token
from palabre.membership.models import Token
from palabre.membership.tokens import token_of
from palabre.people.models import Member

DAY = timedelta(days=1)


@pytest.fixture
def make(cast):
    """``make(cast.awa)``: a token of Awa's, and its words."""

    def made(by, name="A script", scope="mine", days=30):
        return make_token(by=by, name=name, scope=scope, ends_on=cast.today + days * DAY)

    return made


@pytest.fixture
def awa(client, cast):
    client.force_login(cast.awa)
    return client


def asked(cast, **words):
    return {"name": "The spreadsheet", "scope": "public", "ends_on": (cast.today + 30 * DAY).isoformat()} | words


def test_it_is_shown_once_and_only_its_hash_is_kept(awa, cast):
    answer = awa.post(reverse("membership:tokens"), asked(cast))
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    secret = re.search(r"<code>(palabre_[\w-]{43})</code>", answer.content.decode())[1]
    token = Token.objects.get()
    assert (token.member, token.name, token.scope, token.sha256) == (
        cast.awa,
        "The spreadsheet",
        "public",
        hash_of(secret),
    )
    assert token_of(secret) == token
    again = awa.get(reverse("membership:tokens")).content.decode()
    assert ("The spreadsheet" in again, secret in again) == (True, False)
    assert secret not in str(list(EntryDetails.objects.values()))


def test_a_form_that_does_not_do_comes_back_with_what_was_typed(awa, cast):
    for words in ({"name": ""}, {"scope": "everything"}, {"ends_on": "2020-01-01"}, {"ends_on": "soon"}):
        answer = awa.post(reverse("membership:tokens"), asked(cast) | words)
        assert answer.status_code == 422, words
        assert "field-error" in answer.content.decode()
    late = (cast.today + policies.LONGEST_TOKEN + DAY).isoformat()
    assert awa.post(reverse("membership:tokens"), asked(cast, ends_on=late)).status_code == 422
    assert not Token.objects.exists()


def test_a_double_click_makes_one(awa, cast):
    statuses = [awa.post(reverse("membership:tokens"), asked(cast)).status_code for _time in range(2)]
    assert (statuses, Token.objects.count()) == ([201, 422], 1)


def test_only_a_member_makes_one(cast, make, client):
    for person in (cast.zoe, cast.greta):
        with pytest.raises(Refused, match="Tokens are for members"):
            make(person)
    client.force_login(cast.zoe)
    page = client.get(reverse("membership:tokens")).content.decode()
    assert ("Tokens are for members" in page, "<form" in page.split("<main")[1].split("</main>")[0]) == (True, False)


def test_ten_are_enough_and_twenty_a_day_too_many(cast, make):
    for number in range(10):
        make(cast.awa, name=f"Script {number}")
    with pytest.raises(Refused, match="ten tokens"):
        make(cast.awa, name="One more")
    for number in range(10):
        end_token(Token.objects.filter(ended_at=None).first(), by=cast.awa)
        make(cast.awa, name=f"Another {number}")
    end_token(Token.objects.filter(ended_at=None).first(), by=cast.awa)
    with pytest.raises(Refused) as refused:
        make(cast.awa, name="One more")
    assert refused.value.verdict.retry


def test_it_opens_until_the_end_of_its_last_day(cast, make, move_clock):
    token, secret = make(cast.awa, days=3)
    move_clock(days=3)
    assert token_of(secret) == token
    move_clock(days=4)
    assert token_of(secret) is None


def test_it_opens_nothing_once_ended_and_ending_twice_is_once(cast, make, awa):
    token, secret = make(cast.awa)
    for _time in range(2):
        answer = awa.post(reverse("membership:token_ending", args=[token.pk]))
        assert answer.status_code == 303
    assert token_of(secret) is None
    assert Entry.objects.filter(verb="membership.token_ended").count() == 1
    assert "over since" in awa.get(reverse("membership:tokens")).content.decode()


def test_it_opens_nothing_when_its_member_left_or_is_suspended(cast, make):
    _token, secret = make(cast.awa)
    Member.objects.filter(pk=cast.awa.pk).update(is_active=False)
    assert token_of(secret) is None
    Member.objects.filter(pk=cast.awa.pk).update(is_active=True)
    assert token_of(secret)
    cast.awa.belongings.all().replace(until_on=cast.today - DAY)
    assert token_of(secret) is None


def test_nobody_sees_or_ends_somebody_elses(cast, make, client):
    token, secret = make(cast.awa, name="Only Awa’s")
    client.force_login(cast.edwige)
    assert "Only Awa" not in client.get(reverse("membership:tokens")).content.decode()
    assert client.post(reverse("membership:token_ending", args=[token.pk])).status_code == 404
    with pytest.raises(Refused, match="Only the person"):
        end_token(token, by=cast.edwige)
    assert token_of(secret) == token
    told = Entry.objects.filter(verb="membership.token_made")
    assert [list(told.visible_to(person)) for person in (cast.edwige, cast.greta)] == [[], []]
    assert told.visible_to(cast.awa).count() == 1


def test_a_token_that_was_used_says_when_and_writes_it_once_a_day(cast, make, client, move_clock):
    token, secret = make(cast.awa)
    for days in (0, 0, 2):
        move_clock(days=days)
        assert client.get(reverse("api:token"), headers={"authorization": f"Bearer {secret}"}).status_code == 200
        token.refresh_from_db()
        assert token.used_on == cast.today + days * DAY
    client.force_login(cast.awa)
    assert "last used" in client.get(reverse("membership:tokens")).content.decode()


def test_where_the_database_only_reads_reading_goes_on(cast, make, client):
    _token, secret = make(cast.awa)

    def reads_only(execute, sql, *rest):
        if sql.startswith("UPDATE"):
            raise DatabaseError("attempt to write a readonly database")
        return execute(sql, *rest)

    with connection.execute_wrapper(reads_only):
        answer = client.get(reverse("api:token"), headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
