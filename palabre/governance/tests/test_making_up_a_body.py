"""How a body is made up: written down with its articles, and what follows for mandates."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.composition import LIMITS, set_composition
from palabre.governance.actions.mandates import open_mandate, resign_mandate
from palabre.governance.models import Body, CollegeSeats, Incompatibility, Mandate
from palabre.people.models import Belonging, College, Duty, Entity
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.models import Article
from palabre.statutes.wholes import Written

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def article(cast):
    words = {"by": cast.farid, "kind": "statutes", "title": "Our statutes", "entity": None, "language": "en"}
    days = {"adopted_on": cast.today - 9 * DAY, "in_force_on": cast.today - 9 * DAY}
    written = [Written("", "7", "The board", "<p>Words.</p>")]
    record_adoption(open_statutes(**words), by=cast.farid, articles=written, assembly="A", reason="", **days)
    return Article.objects.get()


@pytest.fixture
def funders(cast):
    return College.objects.create(name="Funders", entity=cast.france, weight_percent=10)


@pytest.fixture
def council(audiences):
    return Body.objects.create(name="The council", audience=audiences.public)


@pytest.fixture
def made_up(cast, board, article):
    """``made_up(colleges={college: 2})``: the secretariat writes it down, each rule with article 7."""

    def make(*, by=None, body=None, colleges=None, apart=(), **limits):
        rows = [CollegeSeats(college=each, most=most, article=article) for each, most in (colleges or {}).items()]
        rules = [Incompatibility(**rule, article=article) for rule in apart]
        said = dict.fromkeys(LIMITS) | {"seat_name": "", "kind": "other"} | limits
        return set_composition(
            body or board.body, by=by or cast.farid, limits=said, colleges=rows, incompatibilities=rules
        )

    return make


@pytest.fixture
def opened(cast, board, days):
    """``opened(holder=…)``: Driss is elected, from today for 300 days."""

    def make(body=None, **changed):
        terms = {
            "by": cast.farid, "holder": cast.driss, "role": "director", "obtained": "elected",
            "from_on": days(0), "until_on": days(300),
        }  # fmt: skip
        return open_mandate(body or board.body, **(terms | changed))

    return make


def sentences(refused):
    return [sentence for found in refused.value.message_dict.values() for sentence in found]


def test_the_secretariat_writes_it_down_once_and_the_body_is_told(cast, board, article, made_up, told, last_entry):
    limits = {"seats_most": 9, "seats_article": article, "seat_name": "member of the board"}
    assert made_up(colleges={cast.college: 5}, apart=[{"duty": "register"}], **limits)

    body = Body.objects.get(pk=board.body.pk)
    assert (body.seats_most, body.seats_article, body.seat_name) == (9, article, "member of the board")
    assert [(row.college, row.most, row.article) for row in body.college_seats.all()] == [(cast.college, 5, article)]
    assert [(row.duty, row.other, row.article) for row in body.incompatibilities.all()] == [("register", None, article)]
    assert sentence_of(last_entry()) == "Farid wrote anew how “The board” is made up"
    assert told(last_entry()) == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}
    before = Entry.objects.count()
    assert not made_up(colleges={cast.college: 5}, apart=[{"duty": "register"}], **limits)
    assert Entry.objects.count() == before, "the same again is no news"


@pytest.mark.parametrize("person", ["awa", "bruno", "chloe", "greta", "driss"])
def test_nobody_else_writes_it_down(cast, board, made_up, person):
    board.body.mandates.filter(holder=cast.chloe).update(role="chair")
    with pytest.raises(Refused, match="The secretariat writes down how bodies are made up"):
        made_up(by=getattr(cast, person), seats_most=3)


def test_rules_that_contradict_each_other_are_refused(cast, board, council, made_up):
    for sentence, rules in {
        "more than the 4 seats": {"colleges": {cast.college: 5}, "seats_most": 4},
        "A renewal by parts says both": {"renewal_parts": 3},
        "A body does not confirm whom it co-opts itself": {"confirmed_by": board.body},
        "is either a mandate in another body, or a duty": {"apart": [{"other": council, "duty": "register"}]},
        "A body is not incompatible with itself": {"apart": [{"other": board.body}]},
        "One incompatibility stands here twice": {"apart": [{"duty": "register"}, {"duty": "register"}]},
    }.items():
        with pytest.raises(ValidationError, match=sentence):
            made_up(**rules)
    assert not CollegeSeats.objects.exists()


def test_a_mandate_beyond_the_seats_of_its_college_is_refused_with_the_article(cast, made_up, opened, funders):
    made_up(colleges={cast.college: 3, funders: 1})
    assert opened().college == cast.college
    with pytest.raises(ValidationError) as refused:
        opened(holder=cast.hugo)
    (sentence,) = sentences(refused)
    assert "The college “Members” has 3 seats here, and all are taken on" in sentence
    assert sentence.endswith("See Our statutes, art. 7.")
    Belonging.objects.filter(member=cast.hugo).replace(college=funders)
    assert opened(holder=cast.hugo).college == funders


def test_whoever_belongs_to_no_college_with_seats_gets_none(cast, made_up, opened, funders):
    made_up(colleges={funders: 2})
    with pytest.raises(ValidationError) as refused:
        opened()
    assert "The seats here are for: Funders. Driss belongs to none of them on" in sentences(refused)[0]


def test_whoever_belongs_to_two_says_whose_seat_it_is_or_takes_the_one_that_was_left(
    cast, made_up, opened, funders, days
):
    made_up(colleges={cast.college: 9, funders: 1})
    elsewhere = Entity.objects.create(name="Estran Belgium", country="BE")
    second = Belonging.objects.get(member=cast.driss).said() | {"entity": elsewhere, "college": funders}
    Belonging.objects.create(**second)
    with pytest.raises(ValidationError, match="Please say whose seat this is"):
        opened()
    with pytest.raises(ValidationError, match="Chloé does not belong to this college"):
        opened(holder=cast.chloe, from_on=days(701), until_on=days(800), college=funders)
    assert opened(college=funders, until_on=days(9)).college == funders
    left = Mandate.objects.get(holder=cast.driss)
    assert opened(from_on=days(10), replaces=left).college == funders


def test_seats_that_run_already_count_for_the_college_of_who_holds_them(cast, board, made_up, funders, days):
    past = Mandate.objects.create(body=board.body, holder=cast.awa, from_on=days(-90), until_on=days(-1))
    made_up(colleges={cast.college: 5})
    chloe, farid = board.body.mandates.filter(until_on__gte=days(0)).order_by("pk")
    assert (chloe.college, farid.college) == (cast.college, cast.college)
    past.refresh_from_db()
    assert past.college is None, "the past stays as it was"
    made_up(colleges={funders: 5})
    chloe.refresh_from_db()
    assert chloe.college is None, "the seats it took are no more"
    assert Mandate.objects.exclude(college=None).count() == 0


@pytest.mark.parametrize("says", ["board", "council"])
def test_two_bodies_that_do_not_go_together_whichever_says_so(cast, board, council, made_up, opened, days, says):
    here, there = (board.body, council) if says == "board" else (council, board.body)
    made_up(body=here, apart=[{"other": there}])
    opened(body=council, until_on=days(20))
    with pytest.raises(ValidationError) as refused:
        opened(from_on=days(20))
    (sentence,) = sentences(refused)
    assert sentence.startswith("Driss sits in “The council” until ")
    assert sentence.endswith("(member of the body). The two do not go together. See Our statutes, art. 7.")
    assert opened(from_on=days(21)).pk


def test_only_in_a_role_and_a_duty(cast, council, made_up, opened, days):
    made_up(apart=[{"other": council, "role": "chair"}, {"duty": "register"}])
    opened(body=council)
    assert opened().pk, "no chair there"
    opened(body=council, holder=cast.hugo, role="chair")
    with pytest.raises(ValidationError, match=r"Hugo sits in “The council” until .* \(chair\)"):
        opened(holder=cast.hugo)
    Duty.objects.create(member=cast.awa, kind="register", from_on=days(5), until_on=days(9))
    with pytest.raises(ValidationError, match=r"Awa holds a duty until .* \(keeper of the register\)"):
        opened(holder=cast.awa)
    assert opened(holder=cast.awa, from_on=days(10)).pk


def test_of_a_body_that_one_may_not_read_nothing_is_told(cast, audiences, board, made_up, opened):
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.driss))
    Mandate.objects.create(body=quiet, holder=cast.driss, from_on=cast.today, until_on=cast.today + 9 * DAY)
    Incompatibility.objects.create(body=quiet, other=board.body)
    with pytest.raises(ValidationError) as refused:
        opened()
    assert sentences(refused) == [
        "Driss holds something that does not go together with this mandate. The secretariat knows more."
    ]


def test_whoever_holds_a_seat_resigns_alone_and_the_body_and_secretariat_are_told(
    cast, audiences, board, days, told, last_entry
):
    mandate = board.body.mandates.get(holder=cast.chloe)
    resign_mandate(mandate, by=cast.chloe, on=days(10))

    mandate.refresh_from_db()
    assert (mandate.until_on, mandate.planned_until_on, mandate.ended_because) == (days(10), days(700), "resigned")
    assert sentence_of(last_entry()) == "Chloé resigned from a mandate in “The board”: Chloé, member of the body"
    assert told(last_entry()) == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}
    assert last_entry().audience == audiences.signed_in, "why it ended is for whoever has an account"
    with pytest.raises(Refused, match="ended already"):
        resign_mandate(mandate, by=cast.chloe, on=days(5))


def test_nobody_resigns_for_another_nor_in_the_past_nor_after_the_end(cast, board, days):
    mandate = board.body.mandates.get(holder=cast.chloe)
    for person in (cast.farid, cast.awa):
        with pytest.raises(Refused, match="Only whoever holds a mandate resigns from it"):
            resign_mandate(mandate, by=person, on=days(1))
    with pytest.raises(Refused, match="A resignation counts from today on"):
        resign_mandate(mandate, by=cast.chloe, on=days(-1))
    with pytest.raises(ValidationError, match="ends by then anyway"):
        resign_mandate(mandate, by=cast.chloe, on=days(700))
    Mandate.objects.filter(pk=mandate.pk).update(until_on=days(0))
    with pytest.raises(Refused, match="This mandate is over, or ends today"):
        resign_mandate(mandate, by=cast.chloe, on=days(0))
