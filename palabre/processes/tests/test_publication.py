import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from palabre.commons.texts.revisions import hash_of, newest
from palabre.commons.trail.verbs import Why
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.models import Body
from palabre.processes.actions.manuscripts import bring_in_manuscript, correct_manuscript
from palabre.processes.actions.publication import publish_manuscript
from palabre.processes.contract import contract_in_words
from palabre.processes.corrections import Correction, Place
from palabre.processes.models import Edition, Manuscript, Measure, Process
from palabre.processes.verbs import manuscripts as verbs

REAL = settings.PACKAGE.parent.parent / "shared" / "seed" / "000_ebb2e57abe661f2c.txt"


@pytest.fixture
def publish(cast, manuscript, terms):
    return lambda **changed: publish_manuscript(manuscript, by=cast.farid, **terms(**changed))


def test_a_corrected_document_becomes_version_1_of_a_process_in_public_review(cast, manuscript, publish, terms, board):
    process = publish()
    manuscript.refresh_from_db()
    assert manuscript.process == process
    assert (process.title, process.level, process.decider, process.by) == (
        "Deciding together",
        "concertation",
        board.body,
        cast.farid,
    )
    assert str(process.document_on) == "2026-03-12"
    assert [drafter.name for drafter in process.drafters.all()] == ["Ada Roux", "Bram Peeters"]
    assert [group.name for group in process.groups.all()] == ["Rennes", "Lille"]
    assert (
        newest(process.introduction).html
        == "<p>Sixty people met in four evenings.</p><p>They ask for three things.</p>"
    )
    first, second = process.recommendations.all()
    assert (first.number, first.title, [measure.reference for measure in first.measures.all()]) == (
        1,
        "Publish the agenda",
        ["1.1", "1.2"],
    )
    revision = newest(first.text)
    assert (revision.number, revision.parts[0]) == (
        1,
        {
            "anchor": "m1",
            "title": "The board publishes its agenda ten days before.",
            "html": "<p>A short version goes out by post.</p>",
        },
    )
    assert hash_of(revision) == revision.sha256
    assert [measure.anchor for measure in second.measures.all()] == ["m1", "m2", "m3"]


def test_its_stages_follow_each_other_day_by_day(cast, publish):
    days = [(stage.kind, stage.opens_on, stage.closes_on) for stage in publish().stages.all()]
    day = lambda number: cast.today + timedelta(days=number)  # noqa: E731
    assert days == [
        ("review", day(1), day(21)),
        ("answers", day(22), day(42)),
        ("decision", day(43), day(90)),
        ("follow_up", day(91), None),
    ]


def test_every_measure_has_a_discussion_of_its_own_open_while_the_review_is(cast, publish, terms):
    process = publish(names="name")
    discussions = [process.discussion, *(each.discussion for each in process.recommendations.all())]
    discussions += [measure.discussion for measure in Measure.objects.select_related("discussion")]
    assert len({discussion.pk for discussion in discussions}) == 1 + 2 + 5
    opens_on, closes_on = terms()["review_opens_on"], terms()["review_closes_on"]
    for discussion in discussions:
        assert (discussion.opens_at, discussion.closed_at) == (clock.start_of(opens_on), clock.end_of(closes_on))
        assert (discussion.names, discussion.speakers.reach, discussion.audience.reach) == (
            "name",
            "signed_in",
            "public",
        )


def test_its_edition_1_holds_the_introduction_then_the_recommendations_in_order(publish):
    process = publish()
    edition = Edition.objects.get(process=process)
    texts = [process.introduction, *(each.text for each in process.recommendations.all())]
    assert edition.number == 1
    assert [(part.place, part.revision.text) for part in edition.parts.all()] == list(enumerate(texts))


def test_attribution_stands_as_corrected(cast, manuscript, terms):
    for place, groups, saves in (("r1", ("Rennes", "Lille"), 1), ("r1.m2", ("Lille",), 2)):
        wanted = Correction(Place.parse(place), "save", groups=groups)
        manuscript, _ = correct_manuscript(manuscript, by=cast.farid, correction=wanted, saves=saves)
    process = publish_manuscript(manuscript, by=cast.farid, **terms())
    first, second = process.recommendations.all()
    assert [group.name for group in first.groups.all()] == ["Rennes", "Lille"]
    assert [measure.group and measure.group.name for measure in first.measures.all()] == [None, "Lille"]
    assert not second.groups.exists()


def test_the_groups_and_the_secretariat_are_told_and_the_public_reads_that_it_happened(cast, publish, entries):
    process = publish()
    entry = entries("processes.published")[0].entry
    assert (entry.actor, entry.subject_id, entry.audience.reach) == (cast.farid, process.pk, "public")
    assert list(verbs.PUBLISHED.told(entry)) == [(cast.farid.pk, Why.SECRETARIAT)]
    assert verbs.PUBLISHED.about(entry) == ("processes.process", process.pk)


def test_a_double_click_publishes_once(publish):
    assert publish() == publish()
    assert Process.objects.count() == Edition.objects.count() == 1


def test_nobody_but_the_secretariat_publishes(cast, manuscript, terms):
    for member in (cast.awa, cast.bruno, cast.chloe, cast.greta, cast.zoe):
        with pytest.raises(Refused):
            publish_manuscript(manuscript, by=member, **terms())
    assert not Process.objects.exists()


def day_from(start, days):
    return lambda cast: cast.today + timedelta(days=start + days)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"review_opens_on": -1}, "cannot open in the past"),
        ({"review_closes_on": 13}, "lasts at least 14 days"),
        ({"answers_close_on": 21}, "answer after the review"),
        ({"answer_due_on": 42}, "decision comes after"),
        ({"audience": "members"}, "must be able to read"),
        ({"level": "codecision"}, "Votes are not held here yet"),
    ],
)
def test_a_contract_that_cannot_be_kept_is_refused(cast, publish, changed, sentence):
    days = {
        name: cast.today + timedelta(days=value) if isinstance(value, int) else value for name, value in changed.items()
    }
    with pytest.raises(Refused) as refused:
        publish(**days)
    assert sentence in str(refused.value.verdict.reason)
    assert not Process.objects.exists()


def test_a_level_that_cannot_be_kept_is_shown_with_its_reason_and_cannot_be_chosen(page, terms):
    browser, address = page
    shown = browser.get(address).content.decode()
    boxes = {
        box.split('value="')[1].split('"')[0]: box
        for box in re.findall(r'<input type="radio" name="level"[^>]*>', shown)
    }
    assert [level for level, box in boxes.items() if " disabled" in box] == ["codecision"]
    assert len(boxes) == 4
    assert shown.count("Votes are not held here yet") == 1
    assert browser.post(address, typed(terms, level="codecision")).status_code == 422
    assert not Process.objects.exists()


def test_a_review_on_the_last_day_of_the_calendar_is_refused_with_a_sentence(publish):
    with pytest.raises(Refused, match="at least 14 days"):
        publish(review_opens_on=date.max)


def test_fourteen_days_are_enough(cast, publish):
    assert publish(review_closes_on=cast.today + timedelta(days=14)).pk


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda p: p["recommendations"].clear(), "no recommendation yet"),
        (lambda p: p["recommendations"][0]["measures"].clear(), "Recommendation 1 has no measure"),
        (lambda p: p["recommendations"][1]["measures"][2].update(title="x" * 301), "measure 2.3 is too long"),
        (lambda p: p["groups"].append("y" * 121), "longer than 120"),
    ],
)
def test_a_document_with_something_missing_is_refused_with_what_to_mend(cast, manuscript, publish, spoil, sentence):
    spoil(manuscript.proposal)
    manuscript.save()
    with pytest.raises(Refused) as refused:
        publish()
    assert sentence in str(refused.value.verdict.reason)


def test_for_members_only_means_only_members_read(cast, publish):
    process = publish(audience="members", speakers="members")
    assert Process.objects.visible_to(cast.awa).exists()
    assert not Process.objects.visible_to(cast.zoe).exists()
    assert not Measure.objects.visible_to(cast.zoe).exists()
    assert process.introduction.audience == process.audience


def test_words_of_the_document_stay_words(cast, terms):
    argued = "Some <script>alert(1)</script> text.\n\n- A <img src=x onerror=alert(2)> measure.\n- Another."
    text = f"Title\n\nRecommendation 1: Be <b>bold</b>\n\n{argued}"
    brought = bring_in_manuscript(by=cast.farid, name="", data=text.encode())
    process = publish_manuscript(brought, by=cast.farid, **terms())
    revision = newest(process.recommendations.get().text)
    assert "<script" not in revision.html
    assert "<img" not in revision.html + "".join(part["html"] for part in revision.parts)


# --- the page ---------------------------------------------------------------------------------------------------


@pytest.fixture
def page(cast, manuscript, as_):
    return as_(cast.farid), f"/processes/manuscripts/{manuscript.pk}/publication/"


def typed(terms, **changed):
    given = {name: str(getattr(value, "pk", value)) for name, value in terms().items()}
    return given | {"set_aside": "on"} | changed


def test_the_contract_is_read_before_it_is_published(page, terms):
    browser, address = page
    assert browser.get(address).status_code == 200
    preview = browser.post(address, typed(terms, deed="preview"))
    assert (preview.status_code, Process.objects.count()) == (200, 0)
    assert "Whoever has an account can comment from" in preview.text
    assert "“The board” decides, and answers every measure" in preview.text
    seal = preview.text.split('name="previewed" value="')[1].split('"')[0]
    published = browser.post(address, typed(terms, deed="publish", previewed=seal))
    process = Process.objects.get()
    assert (published.status_code, published["Location"]) == (303, f"{process.get_absolute_url()}groups/")
    assert "Nobody can answer the comments yet" in browser.get(published["Location"]).text
    again = browser.get(address)
    assert (again.status_code, again["Location"]) == (303, process.get_absolute_url())


def test_what_was_not_previewed_is_shown_first(page, terms):
    browser, address = page
    answer = browser.post(address, typed(terms, deed="publish", previewed="of something else"))
    assert (answer.status_code, Process.objects.count()) == (200, 0)
    assert "Publish version 1" in answer.text


def test_what_is_left_out_is_listed_and_confirmed(page, terms):
    browser, address = page
    assert "Leave a comment" in browser.get(address).text
    answer = browser.post(address, typed(terms, set_aside=""))
    assert (answer.status_code, "Leave a comment" in answer.text) == (422, True)


def test_a_date_that_cannot_be_kept_is_said_beside_it_and_the_rest_is_kept(page, terms, cast):
    browser, address = page
    early = str(cast.today - timedelta(days=3))
    answer = browser.post(address, typed(terms, review_opens_on=early, summary="Typed at length."))
    assert (answer.status_code, "cannot open in the past" in answer.text, "Typed at length." in answer.text) == (
        422,
        True,
        True,
    )
    assert browser.post(address, typed(terms, level="")).status_code == 422


def test_a_document_not_ready_shows_what_to_mend_and_the_button_says_why(page, terms, manuscript):
    browser, address = page
    manuscript.proposal["recommendations"][0]["measures"].clear()
    manuscript.save()
    assert "Recommendation 1 has no measure" in browser.get(address).text
    preview = browser.post(address, typed(terms, deed="publish"))
    assert (preview.status_code, 'aria-disabled="true"' in preview.text, Process.objects.count()) == (200, True, 0)


def test_others_do_not_know_the_page(cast, manuscript, as_):
    address = f"/processes/manuscripts/{manuscript.pk}/publication/"
    assert as_(cast.bruno).get(address).status_code == 404
    assert as_().get(address).status_code == 302


def test_a_body_one_may_not_read_cannot_be_chosen(page, terms, audiences):
    browser, address = page
    secret = Body.objects.create(name="Secret", audience=audiences.listing("nobody"))
    assert "Secret" not in browser.get(address).text
    assert browser.post(address, typed(terms, decider=str(secret.pk))).status_code == 422


def test_once_published_the_page_of_the_manuscript_is_read_only(cast, manuscript, publish, as_):
    publish()
    shown = as_(cast.farid).get(f"/processes/manuscripts/{manuscript.pk}/?part=r1").text
    assert "Its texts now change by new versions" in shown
    assert 'name="deed"' not in shown
    refused = as_(cast.farid).post(
        f"/processes/manuscripts/{manuscript.pk}/correction/", {"place": "i1", "deed": "save", "saves": 1}
    )
    assert refused.status_code == 403


# --- the real document ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path(REAL).exists(), reason="the real document lies beside the repository only")
def test_the_real_document_is_published_without_any_correction(cast, terms):
    brought = bring_in_manuscript(by=cast.farid, name="", data=REAL.read_bytes(), filename=REAL.name)
    process = publish_manuscript(brought, by=cast.farid, **terms(language="fr"))
    counts = [each.measures.count() for each in process.recommendations.all()]
    assert (counts, Measure.objects.count()) == ([7, 5, 7, 3, 6, 7, 3], 38)
    assert (process.drafters.count(), process.groups.count(), str(process.document_on)) == (4, 3, "2020-04-20")
    assert process.sessions.get().starts_at == datetime(2020, 4, 24, 14, tzinfo=ZoneInfo("Europe/Paris"))
    assert "@" not in "".join(drafter.name for drafter in process.drafters.all())
    assert Manuscript.objects.get().process == process


@pytest.mark.parametrize(
    ("rule", "promised", "on_the_page"),
    [
        ("choose", "chooses what becomes of their comments", "as each person chooses"),
        ("kept", "erased stay, without the name", "they stay, without the name"),
        ("withdrawn", "erased are withdrawn", "they are withdrawn"),
    ],
)
def test_it_says_what_becomes_of_the_words_of_people_who_leave(as_, publish, terms, rule, promised, on_the_page):
    assert promised in str(contract_in_words(terms(words_of_leavers=rule))[-1])
    process = publish(words_of_leavers=rule)
    for thing in (process, process.recommendations.first()):
        assert on_the_page in as_().get(thing.get_absolute_url()).content.decode()
