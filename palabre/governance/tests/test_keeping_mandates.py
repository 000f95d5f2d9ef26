from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.mandates import confirm_mandate, end_mandate, open_mandate
from palabre.governance.limits import longest_until, months_after, runs_of
from palabre.governance.models import Body, Mandate
from palabre.governance.policies import holds_mandate
from palabre.people.models import Belonging, Duty
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.models import Article
from palabre.statutes.wholes import Written

DAY = timedelta(days=1)


@pytest.fixture
def chair(cast, board):
    """Chloé, who presides the board and keeps no secretariat."""
    board.body.mandates.filter(holder=cast.chloe).update(role="chair")
    return cast.chloe


@pytest.fixture
def opened(cast, board, days):
    """``opened(by=…, until_on=…)``: Driss is elected a director of the board, from today for 300 days."""

    def make(**changed):
        terms = {
            "by": cast.farid, "holder": cast.driss, "role": "director", "obtained": "elected",
            "from_on": days(0), "until_on": days(300),
        }  # fmt: skip
        return open_mandate(board.body, **(terms | changed))

    return make


@pytest.fixture
def limited(board, cast):
    """``limited(seats_most=2)``: the board has this limit, by article 7 of its statutes."""

    def limit(name, most):
        with_text = {"by": cast.farid, "kind": "statutes", "title": "Our statutes", "entity": None, "language": "en"}
        days = {"adopted_on": cast.today - 9 * DAY, "in_force_on": cast.today - 9 * DAY}
        articles = [Written("", "7", "The board", "<p>Words.</p>")]
        record_adoption(open_statutes(**with_text), by=cast.farid, articles=articles, assembly="A", reason="", **days)
        article = {"mandate_months_most": "months", "seats_most": "seats", "terms_most": "terms"}[name]
        Body.objects.filter(pk=board.body.pk).update(**{name: most, f"{article}_article": Article.objects.get()})

    return limit


def sentences(refused):
    return [sentence for found in refused.value.message_dict.values() for sentence in found]


def test_a_mandate_is_written_down_and_its_holder_told_first(cast, board, opened, told, last_entry):
    mandate = opened(obtained="drawn")

    assert (mandate.body, mandate.holder, mandate.role, mandate.obtained) == (
        board.body,
        cast.driss,
        "director",
        "drawn",
    )
    assert holds_mandate(cast.driss, board.body)
    entry = last_entry()
    assert sentence_of(entry) == "Farid wrote down a mandate in “The board”: Driss, member of the body"
    assert entry.audience == board.body.audience
    assert list(told(entry).items()) == [
        (cast.driss.pk, Why.SELF), (cast.chloe.pk, Why.MANDATE), (cast.farid.pk, Why.MANDATE),
    ]  # fmt: skip


@pytest.mark.parametrize("person", ["awa", "bruno", "chloe", "greta", "driss"])
def test_whoever_neither_keeps_the_secretariat_nor_convenes_writes_no_mandate(cast, opened, person):
    with pytest.raises(Refused, match="Only the secretariat, or the chair or the secretary of “The board”"):
        opened(by=getattr(cast, person), holder=cast.hugo)
    assert Mandate.objects.count() == 2


def test_the_chair_writes_mandates_from_today_on_and_only_the_secretariat_the_past(cast, chair, opened, days):
    assert opened(by=chair).holder == cast.driss
    with pytest.raises(Refused, match="Only the secretariat enters what began in the past"):
        opened(by=chair, holder=cast.hugo, from_on=days(-1))
    assert opened(holder=cast.hugo, from_on=days(-9)).from_on == days(-9)


def test_nobody_opens_a_mandate_for_themselves(cast, board, chair, opened):
    Mandate.objects.filter(holder=cast.farid).delete()
    for person in (cast.farid, chair):
        with pytest.raises(Refused, match="Nobody opens a mandate for themselves"):
            opened(by=person, holder=person, from_on=cast.today + 900 * DAY, until_on=cast.today + 950 * DAY)


def test_a_branch_secretariat_is_not_enough(cast, opened):
    Duty.objects.create(
        member=cast.awa, kind="secretariat", branch=cast.rennes, from_on=cast.today, until_on=cast.today + DAY
    )
    with pytest.raises(Refused):
        opened(by=cast.awa)


@pytest.mark.parametrize(("first", "last", "overlaps"), [(-900, -101, False), (-900, -100, True), (700, 800, True),
                                                         (701, 800, False), (0, 1, True)])  # fmt: skip
def test_two_mandates_of_one_person_do_not_run_at_once(cast, opened, days, first, last, overlaps):
    Belonging.objects.filter(member=cast.chloe).replace(from_on=days(-2000))
    terms = {"holder": cast.chloe, "from_on": days(first), "until_on": days(last)}
    if not overlaps:
        assert opened(**terms).pk
        return
    with pytest.raises(ValidationError) as refused:
        opened(**terms)
    assert "Chloé holds a mandate here already" in sentences(refused)[0]


def test_a_mandate_longer_than_the_statutes_say_is_refused_with_the_article(cast, board, opened, days, limited):
    limited("mandate_months_most", 6)
    last = longest_until(Body.objects.get(), days(0))
    with pytest.raises(ValidationError) as refused:
        opened(until_on=last + DAY)
    (sentence,) = sentences(refused)
    assert "A mandate lasts 6 months at most here" in sentence
    assert sentence.endswith("See Our statutes, art. 7.")
    assert opened(until_on=last).until_on == last


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 6, 1), 36, date(2027, 6, 1)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 11, 30), 12, date(2025, 11, 30)),
        (date(9999, 1, 1), 12, date.max),
    ],
)
def test_months_are_those_of_the_calendar(day, months, later):
    assert months_after(day, months) == later


def test_one_more_mandate_in_a_row_than_the_statutes_say_is_refused(cast, board, opened, days, limited):
    limited("terms_most", 2)
    opened()
    opened(from_on=days(301), until_on=days(600))
    with pytest.raises(ValidationError) as refused:
        opened(from_on=days(601), until_on=days(900))
    assert sentences(refused) == [
        "Nobody holds a role for more than 2 mandates in a row here; this would be number 3. See Our statutes, art. 7."
    ]
    assert opened(from_on=days(601), until_on=days(900), role="chair").pk  # another role
    assert opened(from_on=days(902), until_on=days(990)).pk  # after a pause


def test_what_follows_in_a_row_is_told_by_the_pause():
    first, second, third = [(date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 6, 30)),
                            (date(2021, 9, 30), date(2022, 1, 1))]  # fmt: skip
    assert list(runs_of([third, first, second], pause_months=0)) == [[first, second], [third]]
    assert list(runs_of([third, first, second], pause_months=2)) == [[first, second], [third]]
    assert list(runs_of([third, first, second], pause_months=3)) == [[first, second, third]]


def test_more_seats_than_the_statutes_say_are_refused_on_any_day_of_the_mandate(cast, opened, days, limited):
    limited("seats_most", 3)
    opened(holder=cast.hugo, from_on=days(200), until_on=days(300))
    with pytest.raises(ValidationError) as refused:
        opened(until_on=days(200))
    assert "There are 3 seats here, and all are taken on" in sentences(refused)[0]
    assert sentences(refused)[0].endswith("See Our statutes, art. 7.")
    assert opened(until_on=days(199)).pk


def test_whoever_is_no_member_on_the_first_day_gets_no_mandate(cast, opened, days):
    for changed in ({"holder": cast.zoe}, {"from_on": days(-5000)}):
        with pytest.raises(ValidationError, match="is not a member on"):
            opened(**changed)
    with pytest.raises(ValidationError, match="The last day comes before the first"):
        opened(until_on=days(-1))


def test_an_early_end_gives_no_rights_from_the_day_after(cast, opened, days, told, last_entry):
    mandate = end_mandate(opened(), by=cast.farid, on=days(10), because="resigned")

    mandate.refresh_from_db()
    assert (mandate.until_on, mandate.planned_until_on, mandate.ended_on) == (days(10), days(300), days(10))
    there = [Mandate.objects.on(days(day)).filter(pk=mandate.pk).exists() for day in (-1, 0, 10, 11, 300)]
    assert there == [False, True, True, False, False]
    assert (
        sentence_of(last_entry()) == "Farid wrote down the end of a mandate in “The board”: Driss, member of the body"
    )
    assert next(iter(told(last_entry()).items())) == (cast.driss.pk, Why.SELF)


@pytest.mark.parametrize(("day", "sentence"), [(-1, "had not begun"), (300, "ends by then"), (400, "ends by then")])
def test_an_end_lies_within_the_mandate(cast, opened, days, day, sentence):
    with pytest.raises(ValidationError, match=sentence):
        end_mandate(opened(), by=cast.farid, on=days(day), because="resigned")


def test_a_mandate_is_ended_once_and_only_by_who_keeps_it(cast, chair, opened, days):
    mandate = opened(from_on=days(-20))
    for person in (cast.awa, cast.driss):
        with pytest.raises(Refused, match="ends its mandates"):
            end_mandate(mandate, by=person, on=days(5), because="resigned")
    with pytest.raises(Refused, match="Only the secretariat enters an end in the past"):
        end_mandate(mandate, by=chair, on=days(-1), because="resigned")
    end_mandate(mandate, by=chair, on=days(5), because="resigned")
    entries = Entry.objects.count()
    with pytest.raises(Refused, match="This mandate has been ended already"):
        end_mandate(mandate, by=cast.farid, on=days(4), because="died")
    assert Entry.objects.count() == entries


def test_what_is_over_is_corrected_by_the_secretariat_alone(cast, chair, opened, days):
    mandate = opened(from_on=days(-20), until_on=days(-5))
    with pytest.raises(Refused, match="This mandate is over"):
        end_mandate(mandate, by=chair, on=days(-8), because="died")
    assert end_mandate(mandate, by=cast.farid, on=days(-8), because="died").until_on == days(-8)


def test_a_seat_is_taken_up_once_by_who_follows(cast, board, opened, days):
    left = opened()
    with pytest.raises(ValidationError, match="This seat is not free yet on the first day"):
        opened(holder=cast.hugo, replaces=left)
    left = end_mandate(left, by=cast.farid, on=days(10), because="replaced")
    with pytest.raises(ValidationError, match="not free yet"):
        opened(holder=cast.hugo, from_on=days(10), replaces=left)
    assert opened(holder=cast.hugo, from_on=days(11), replaces=left).replaces == left
    with pytest.raises(ValidationError, match="Somebody has taken up this seat already"):
        opened(holder=cast.awa, from_on=days(11), replaces=left)
    other = Body.objects.create(name="Other", audience=board.body.audience)
    dates = {"from_on": days(-9), "until_on": days(-3)}
    elsewhere = Mandate.objects.create(body=other, holder=cast.awa, **dates)
    with pytest.raises(ValidationError, match="This seat is in another body"):
        opened(holder=cast.awa, replaces=elsewhere)


def test_a_cooption_waits_for_the_assembly_and_is_confirmed_once(cast, opened, days, told, last_entry):
    mandate = opened(obtained="coopted", from_on=days(-30))
    assert mandate.awaits_confirmation
    assert list(Mandate.objects.unconfirmed()) == [mandate]
    for day in (-31, 1):
        with pytest.raises(ValidationError, match="Please choose the day of the assembly"):
            confirm_mandate(mandate, by=cast.farid, on=days(day))
    confirm_mandate(mandate, by=cast.farid, on=days(-2))
    mandate.refresh_from_db()
    assert (mandate.confirmed_on, mandate.awaits_confirmation, mandate.until_on) == (days(-2), False, days(300))
    assert "the assembly confirmed a mandate in “The board”: Driss, member of the body" in sentence_of(last_entry())
    assert next(iter(told(last_entry()))) == cast.driss.pk
    with pytest.raises(Refused, match="confirmed already"):
        confirm_mandate(mandate, by=cast.farid, on=days(-1))


def test_only_a_cooption_is_confirmed_and_never_ones_own(cast, chair, opened):
    with pytest.raises(Refused, match="Only a co-option needs to be confirmed"):
        confirm_mandate(opened(), by=cast.farid, on=cast.today)
    coopted = opened(holder=cast.hugo, obtained="coopted")
    with pytest.raises(Refused, match="writes this down"):
        confirm_mandate(coopted, by=cast.awa, on=cast.today)
    Mandate.objects.filter(holder=chair).update(obtained="coopted")
    with pytest.raises(Refused, match="Nobody confirms their own mandate"):
        confirm_mandate(Mandate.objects.get(holder=chair), by=chair, on=cast.today)
    Mandate.objects.filter(pk=coopted.pk).update(ended_because="unconfirmed", planned_until_on=cast.today + 999 * DAY)
    with pytest.raises(Refused, match="The assembly did not confirm this mandate"):
        confirm_mandate(coopted, by=cast.farid, on=cast.today)
