"""Papers are put before a meeting, held back, replaced and withdrawn; who may have them, and what comes late."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from palabre.commons.files.models import File
from palabre.commons.files.store import UnwelcomeFile
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.agendas import publish_agenda
from palabre.governance.actions.items import schedule_item
from palabre.governance.actions.papers import add_paper, replace_paper, withdraw_paper
from palabre.governance.models import Mandate, Meeting, Paper, PaperVersion
from palabre.governance.paper_policies import may_have_paper
from palabre.governance.paper_terms import NewPaper, expected_at
from palabre.governance.queries.papers import papers_before, papers_of, readable_papers
from palabre.people.models import Audience, Listed


def a_file(words="Income and costs.", name="accounts.txt"):
    return SimpleUploadedFile(name, words.encode())


@pytest.fixture
def put(cast, board):
    """Farid puts the accounts before the board's next meeting; ``put(title="Slides", item=item)``."""

    def add(by=None, meeting=None, **said):
        paper = NewPaper(**({"title": "The accounts", "language": "fr", "file": a_file()} | said))
        return add_paper(meeting or board.meeting, by=by or cast.farid, paper=paper)

    return add


@pytest.fixture
def held(put, days):
    return put(title="Draft contract", held_because="The other side has not signed.", held_until_on=days(9))


@pytest.fixture
def later():
    with ExitStack() as stack:
        yield lambda days: stack.enter_context(time_machine.travel(clock.now() + timedelta(days=days)))


def test_the_secretary_puts_the_accounts_before_a_meeting(cast, board, put, told_now, last_entry):
    paper = put()
    version = paper.versions.get()
    assert (paper.title, paper.language, paper.item, version.number, version.because) == (
        "The accounts", "fr", None, 1, "",
    )  # fmt: skip
    assert sentence_of(last_entry()) == "Farid put “The accounts” before a meeting of “The board”"
    assert told_now() == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "edwige", "greta", "hugo", "zoe"])
def test_nobody_but_the_chair_and_the_secretary_does(cast, board, put, held, who):
    by = getattr(cast, who)
    words = "Only the chair or the secretary of “The board” puts papers before its meetings."
    for deed in (
        lambda: put(by=by),
        lambda: replace_paper(held, by=by, file=a_file("Other"), because="A line was missing."),
        lambda: withdraw_paper(held, by=by, because="By mistake."),
    ):
        with pytest.raises(Refused, match=words):
            deed()
    assert (Paper.objects.count(), PaperVersion.objects.count(), File.objects.count()) == (1, 1, 1)


def test_the_chair_does(cast, put):
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    assert put(by=cast.chloe).by == cast.chloe


def test_a_mandate_that_ended_gives_nothing_any_more(cast, put, days):
    Mandate.objects.filter(holder=cast.farid).update(until_on=days(-1))
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        put()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"language": "tlh"}, "language"),
        ({"file": None}, "file"),
        ({"held_because": "Not signed."}, "held_until_on"),
    ],
)
def test_what_is_missing_is_said_by_its_field(put, said, field):
    with pytest.raises(ValidationError) as fault:
        put(**said)
    assert list(fault.value.message_dict) == [field]


def test_a_day_without_a_reason_or_that_has_passed_holds_nothing_back(put, days):
    with pytest.raises(ValidationError, match="everyone reads this"):
        put(held_until_on=days(3))
    with pytest.raises(ValidationError, match="This day has passed"):
        put(held_until_on=days(0), held_because="Not signed.")


def test_a_program_is_not_taken_and_leaves_nothing(put):
    with pytest.raises(UnwelcomeFile, match="We do not take files of this kind"):
        put(file=a_file(name="accounts.exe"))
    assert not Paper.objects.exists()


def test_an_item_of_another_agenda_is_not_chosen(put, refer, before_the_board):
    with pytest.raises(ValidationError, match="Please choose an item of this agenda"):
        put(item=before_the_board)


def test_a_double_click_puts_it_there_once(put):
    assert put() == put()
    assert (Paper.objects.count(), File.objects.count()) == (1, 1)


def test_a_paper_is_replaced_beside_the_old_one_with_a_reason(cast, put, last_entry):
    paper = put()
    with pytest.raises(ValidationError, match="why there is a new version"):
        replace_paper(paper, by=cast.farid, file=a_file("Costs and income."), because=" ")
    replace_paper(paper, by=cast.farid, file=a_file("Costs and income."), because="A line was missing.")
    assert sentence_of(last_entry()) == "Farid put a new version of “The accounts” before a meeting of “The board”"
    replace_paper(paper, by=cast.farid, file=a_file("Costs and income."), because="A line was missing.")
    assert [version.number for version in paper.versions.all()] == [1, 2]


def test_what_was_put_there_is_never_changed(put):
    paper = put()
    version = paper.versions.get()
    for change in (
        lambda: Paper.objects.update(title="Others"), lambda: PaperVersion.objects.update(because="x"),
        version.delete, lambda: Paper.objects.filter(pk=paper.pk).delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_paper_is_withdrawn_once_and_nobody_has_it_any_more(cast, put, last_entry):
    paper = put()
    with pytest.raises(ValidationError, match="why it is withdrawn"):
        withdraw_paper(paper, by=cast.farid, because="")
    withdraw_paper(paper, by=cast.farid, because="It was of another meeting.")
    assert sentence_of(last_entry()) == "Farid withdrew “The accounts” from a meeting of “The board”"
    paper = readable_papers(cast.farid).get()
    assert str(may_have_paper(cast.farid, paper).reason).startswith("This paper was withdrawn")
    for deed in (
        lambda: withdraw_paper(paper, by=cast.farid, because="Again."),
        lambda: replace_paper(paper, by=cast.farid, file=a_file("x"), because="Again."),
    ):
        with pytest.raises(Refused, match="withdrawn already"):
            deed()


def test_while_it_is_held_back_only_who_sits_there_has_it_and_then_everyone(cast, held, later, days):
    def having():
        people = {"nobody": AnonymousUser()} | {
            who: getattr(cast, who) for who in "awa bruno chloe driss edwige farid greta hugo zoe".split()
        }
        return {who for who, viewer in people.items() if may_have_paper(viewer, readable_papers(viewer).get())}

    assert having() == {"chloe", "farid"}
    Mandate.objects.filter(holder=cast.chloe).update(until_on=days(-1))
    assert having() == {"farid"}
    later(9)
    assert len(having()) == 10


def test_whoever_may_not_read_the_item_reads_of_no_paper_of_it(cast, board, put, refer, audiences):
    item = refer(audience=audiences.members)
    item.meeting = board.meeting
    item.save()
    paper = put(item=item)
    assert paper.audience == audiences.members
    assert list(readable_papers(cast.zoe)) == []
    assert list(readable_papers(cast.awa)) == [paper]
    type(item).objects.filter(pk=item.pk).update(audience=audiences.public)
    assert list(readable_papers(cast.zoe)) == []


def test_once_the_sitting_is_over_nothing_is_put_before_it_but_a_mistake_is_withdrawn(cast, put, later, board):
    paper = put()
    starts_in = (board.meeting.starts_at - clock.now()).days
    later(starts_in + 3)
    with pytest.raises(Refused, match="This meeting is over"):
        put(title="Too late")
    with pytest.raises(Refused, match="This meeting is over"):
        replace_paper(paper, by=cast.farid, file=a_file("x"), because="Late.")
    assert withdraw_paper(paper, by=cast.farid, because="It names someone.").paper == paper


def test_what_comes_after_the_agenda_was_published_says_so_and_why(cast, board, put, refer, later):
    item = refer()
    item.meeting = board.meeting
    item.save()
    early = put(item=item)
    publish_agenda(board.meeting, by=cast.farid, reason="Late.")
    later(0.01)
    with pytest.raises(ValidationError, match="why this paper comes now"):
        put(title="Slides", file=a_file("Slides"))
    put(title="Slides", file=a_file("Slides"), because="The speaker sent them today.")
    replace_paper(early, by=cast.farid, file=a_file("Anew"), because="A line was missing.")
    found = papers_of(board.meeting, cast.awa, sits=False, expected=expected_at(board.meeting))
    assert [(line.paper.title, line.newest.since, line.newest.version.because) for line in found.all] == [
        ("The accounts", True, "A line was missing."), ("Slides", True, "The speaker sent them today."),
    ]  # fmt: skip
    assert [shown.since for shown in found.by_item[item.pk][0].versions] == [True, False]
    assert [line.paper.title for line in found.of_the_whole] == ["Slides"]


def test_what_comes_after_the_day_of_the_rules_is_late(cast, board, put, ruled, later):
    rulebook = ruled(agenda_days=5)
    Meeting.objects.filter(pk=board.meeting.pk).update(
        rulebook=rulebook, called_at=clock.now() - timedelta(days=20), starts_at=clock.now() + timedelta(days=6)
    )
    board.meeting.refresh_from_db()
    put()
    later(2)
    put(title="Slides", file=a_file("Slides"), because="The speaker sent them today.")
    lines = papers_of(board.meeting, cast.awa, sits=False, expected=expected_at(board.meeting)).all
    assert [(line.newest.late, line.newest.since) for line in lines] == [(False, False), (True, False)]


def test_a_paper_of_an_item_that_moves_on_goes_with_it_and_stays_before_its_meeting(cast, board, put, refer, audiences):
    item = refer()
    item.meeting = board.meeting
    item.save()
    paper = put(item=item)
    other = Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=board.meeting.starts_at + timedelta(days=30)
    )
    type(item).objects.filter(pk=item.pk).update(meeting=other)
    assert [line.paper for line in papers_of(other, cast.awa, sits=False).by_item[item.pk]] == [paper]
    assert [line.paper for line in papers_of(board.meeting, cast.awa, sits=False).of_the_whole] == [paper]
    assert [line.paper for line in papers_before(board.meeting, cast.awa, sits=False)] == [paper]
    assert papers_before(other, cast.awa, sits=False) == []


def test_of_two_lists_a_paper_is_for_the_one_of_its_item(cast, board, refer, days, audiences):
    """Its title says something of the item: whoever may not read that is neither shown it nor told of it."""
    of_meeting, of_item = (Audience.objects.create(reach="listed", label=label) for label in ("A", "B"))
    for audience, members in ((of_meeting, ("farid", "chloe", "driss")), (of_item, ("farid", "chloe"))):
        for name in members:
            Listed.objects.create(audience=audience, member=getattr(cast, name))
    meeting = Meeting.objects.create(
        body=board.body, audience=of_meeting, starts_at=clock.now() + timedelta(hours=3), place="Namur"
    )
    item = refer(audience=of_item)
    schedule_item(item, by=cast.farid, meeting=meeting)
    item.refresh_from_db()

    new = NewPaper(title="A dismissal", language="fr", file=SimpleUploadedFile("a.txt", b"hello"), item=item)
    paper = add_paper(meeting, by=cast.farid, paper=new)

    assert paper.audience == of_item
    assert not Entry.objects.latest("pk").audience.lets_in(cast.driss)
