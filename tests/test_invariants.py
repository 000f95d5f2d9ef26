"""Every sentence of `palabre check` can be said: the data is broken in plain SQL, as by whoever holds the database."""

import argparse
import inspect
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.template import engines

from palabre.cli import check
from palabre.commons.texts.revisions import publish_revision
from palabre.commons.trail import append_only, invariants
from palabre.people.models import Audience
from palabre.processes.models import Recommendation
from palabre.processes.secretariat import secretariat_audience
from tests.world import build, hours, papers, past

# Attacked in two hundred ways in tests/test_attack_on_the_record.py; most of what is broken here breaks a seal as well.
SEALS = "trail: seals"
# The invariant, the only sentence to be found, and what to do to the database. Numbers are those of `numbers`.
FAULTS = [
    (
        "trail: words",
        "The words of entry {entry} were changed: they no longer have its hash.",
        ["UPDATE trail_entrydetails SET label = 'Another' WHERE entry_id = {entry}"],
    ),
    (
        "trail: words",
        "Entry {entry} was erased and still has words.",
        ["UPDATE trail_entrydetails SET erased_at = '{yesterday}' WHERE entry_id = {entry}"],
    ),
    (
        "trail: words",
        "Entry {entry} has lost its words; an erasure empties them, it does not remove the row.",
        ["DELETE FROM trail_entrydetails WHERE entry_id = {entry}"],
    ),
    (
        "trail: verbs",
        "The trail has entries of an unknown verb, governance.bribed.",
        ["UPDATE trail_entry SET verb = 'governance.bribed' WHERE id = {entry}"],
    ),
    (
        "trail: links",
        "Link {link} ties processes.measure {walked_measure} to itself.",
        ["UPDATE trail_link SET to_kind = from_kind, to_id = from_id WHERE id = {link}"],
    ),
    (
        "texts: hashes",
        "Version 1 of text {text} was changed: it no longer has its hash.",
        ["UPDATE texts_revision SET html = '<p>Other words</p>' WHERE text_id = {text} AND number = 1"],
    ),
    (
        "texts: numbers",
        "Text {text} has 1 versions and the last is number 2.",
        ["DELETE FROM texts_revision WHERE text_id = {text} AND number = 1"],
    ),
    (
        "texts: drafts",
        "The draft of text {drafted} stands on version 9, which does not exist.",
        ["UPDATE texts_draft SET base_number = 9 WHERE text_id = {drafted}"],
    ),
    (
        "conversations: comments",
        "Discussion {discussion} says 77 comments and has {comments}.",
        ["UPDATE conversations_discussion SET comments_count = 77 WHERE id = {discussion}"],
    ),
    (
        "conversations: supports",
        "Comment {comment} says 77 supports and has 0.",
        ["UPDATE conversations_comment SET supports_count = 77 WHERE id = {comment}"],
    ),
    (
        "conversations: authors",
        "Support {support} stands behind its own author’s words.",
        ["UPDATE conversations_support SET member_id = {awa} WHERE id = {support}"],
    ),
    (
        "governance: register",
        "Decision {decision} has no line in the register.",
        ["DELETE FROM governance_commitment WHERE decision_id = {decision}"],
    ),
    (
        "governance: numbers",
        "Decision {decision} has no number.",
        ["DELETE FROM governance_decisionnumber WHERE decision_id = {decision}"],
    ),
    (
        "governance: numbers",
        "Decision {decision} has a number of another body: X 2000-001.",
        [
            "UPDATE governance_decisionnumber SET body_id = {other_body}, code = 'X', year = 2000, number = 1 "
            "WHERE decision_id = {decision}"
        ],
    ),
    (
        "governance: numbers",
        "Decision {later} follows decision {earlier}, of another body or taken later.",
        ["UPDATE governance_decisionnumber SET \"on\" = '2000-01-01' WHERE decision_id = {later}"],
    ),
    (
        "governance: bodies",
        "Decision {decision} was taken by another body than the one it was put before.",
        ["UPDATE governance_agendaitem SET body_id = {other_body} WHERE id = {item}"],
    ),
    (
        "governance: bodies",
        "Commitment {commitment} is another body’s than its decision.",
        ["UPDATE governance_commitment SET body_id = {other_body} WHERE id = {commitment}"],
    ),
    (
        "governance: status",
        "Commitment {commitment} is not_done and the last word on it was under_way.",
        ["UPDATE governance_commitment SET status = 'not_done' WHERE id = {commitment}"],
    ),
    (
        "governance: proofs",
        "Commitment {followed} is done without a proof.",
        [
            "DELETE FROM governance_proof WHERE commitment_id = {followed}",
            "UPDATE governance_progressnote SET status = 'done' WHERE commitment_id = {followed}",
            "UPDATE governance_commitment SET status = 'done' WHERE id = {followed}",
        ],
    ),
    *past.FAULTS,
    (
        "governance: items",
        "Agenda item {item} is open and all its points are decided.",
        ["UPDATE governance_agendaitem SET closed_at = NULL WHERE id = {item}"],
    ),
    (
        "governance: minutes",
        "Presentation {presented} of minutes was changed: it no longer has its hash.",
        ["UPDATE governance_heldback SET html = '<p>Other words</p>' WHERE presentation_id = {presented}"],
    ),
    (
        "governance: minutes",
        "Presentation {presented} shows a version of another text than its minutes’.",
        ["UPDATE governance_minutes SET text_id = {text} WHERE id = {minutes}"],
    ),
    (
        "governance: approvals",
        "Approval {approval} approves what was presented of other minutes.",
        ["UPDATE governance_approval SET presentation_id = {presented} WHERE id = {approval}"],
    ),
    (
        "governance: approvals",
        "Approval {approval} was not given by a later meeting of the same body.",
        ["UPDATE governance_approval SET meeting_id = {approved_meeting} WHERE id = {approval}"],
    ),
    (
        "governance: approvals",
        "Minutes {approved} were presented again after they were approved.",
        ["UPDATE governance_approval SET at = '{yesterday}' WHERE id = {approval}"],
    ),
    (
        "rules: numbers",
        "The rules of the whole cooperative have 2 versions and the last is number 3.",
        [
            "UPDATE governance_meeting SET rulebook_id = NULL",
            "DELETE FROM rules_rule WHERE rulebook_id = {first_rules}",
            "DELETE FROM rules_rulebook WHERE id = {first_rules}",
        ],
    ),
    (
        "rules: law",
        "Rulebook {rules}: “calendar days between the convocation and the meeting”: the law asks for "
        "at least 15 days (general assembly) (Code de commerce, art. R. 225-69 (société anonyme), R. 223-20 (SARL)).",
        ["UPDATE rules_rule SET key = 'convocation_days' WHERE rulebook_id = {rules} AND key = 'agenda_days'"],
    ),
    (
        "statutes: numbers",
        "Statutes {statutes} have 1 versions and the last is number 2.",
        [
            "DELETE FROM statutes_clause WHERE adoption_id = {first_version}",
            "DELETE FROM statutes_adoption WHERE id = {first_version}",
        ],
    ),
    (
        "statutes: clauses",
        "Clause {clause} has an article, or words, of another text.",
        ["UPDATE statutes_clause SET revision_id = {elsewhere} WHERE id = {clause}"],
    ),
    (
        "statutes: renderings",
        "Rendering {rendering} explains the words of another article.",
        ["UPDATE statutes_rendering SET explains_id = {elsewhere} WHERE id = {rendering}"],
    ),
    (
        "governance: counts",
        "Count {mended} corrects a count of another point or meeting.",
        ["UPDATE governance_count SET meeting_id = {approved_meeting} WHERE id = {mended}"],
    ),
    (
        "governance: mandates",
        "Mandates {left_mandate} and {mandate} of one body and holder overlap.",
        [
            "UPDATE governance_mandate SET replaces_id = NULL WHERE id = {mandate}",
            "UPDATE governance_mandate SET until_on = '{yesterday}', planned_until_on = '{tomorrow}' "
            "WHERE id = {left_mandate}",
        ],
    ),
    (
        "governance: seats",
        "Mandate {mandate} takes up a seat of another body, or one that was not free.",
        ["UPDATE governance_mandate SET body_id = {other_body} WHERE id = {left_mandate}"],
    ),
    (
        "governance: requests",
        "Member’s point {request} stands on an agenda that is not of the body it was asked of.",
        ["UPDATE governance_agendarequest SET body_id = {other_body} WHERE id = {request}"],
    ),
    (
        "governance: requests",
        "Support {request_support} of a member’s point is its own author’s.",
        ["UPDATE governance_agendarequestsupport SET member_id = {awa} WHERE id = {request_support}"],
    ),
    *hours.FAULTS,
    (
        "processes: titles",
        "Recommendation {referable} is not called as its newest version calls it.",
        ["UPDATE processes_recommendation SET title = 'Another' WHERE id = {referable}"],
    ),
    (
        "processes: titles",
        "Recommendation {referable} has other measures than its newest version.",
        ["UPDATE processes_measure SET title = 'Another' WHERE recommendation_id = {referable}"],
    ),
    (
        "processes: answers",
        "Answer {answer} names a version that was published before the comment was written.",
        ["UPDATE conversations_comment SET written_at = '{tomorrow}' WHERE id = {answered}"],
    ),
    (
        "processes: points",
        "Recommendation {referred} was referred and a measure of it has no point.",
        ["UPDATE processes_measure SET point_id = NULL WHERE recommendation_id = {referred}"],
    ),
    (
        "processes: points",
        "Measure {measure} has a point and its recommendation was never referred.",
        ["UPDATE processes_measure SET point_id = {point} WHERE id = {measure}"],
    ),
    (
        "processes: writers",
        "Process {process} may be written by more people than a list of those who hold a seat.",
        ["UPDATE processes_process SET writers_id = {public} WHERE id = {process}"],
    ),
    (
        "processes: writers",
        "Member {driss} holds a seat in process {process} and may not write its texts.",
        ["DELETE FROM people_listed WHERE audience_id = {writers} AND member_id = {driss}"],
    ),
    (
        "processes: writers",  # a seat that ends by its date ends no listing
        "Member {driss} may write the texts of process {process} and holds no seat in it.",
        ["UPDATE processes_seat SET until_on = '{yesterday}' WHERE group_id = {group} AND member_id = {driss}"],
    ),
    (
        "processes: secretariat",
        "Member {farid} reads working documents for another time than their duty gives; the worker mends it.",
        ["UPDATE people_listed SET until_at = NULL WHERE audience_id = {secretariat}"],
    ),
    (
        "processes: secretariat",
        "Member {farid} reads working documents for another time than their duty gives; the worker mends it.",
        ["UPDATE people_duty SET until_on = '{yesterday}' WHERE member_id = {farid}"],
    ),
    (
        "processes: secretariat",
        "Member {farid} reads working documents for another time than their duty gives; the worker mends it.",
        ["DELETE FROM people_listed WHERE audience_id = {secretariat}"],
    ),
    (
        "privacy: erasures",
        "Member {other} was erased and can still sign in.",
        ["UPDATE privacy_erasure SET undone_at = NULL, done_at = '{yesterday}' WHERE member_id = {other}"],
    ),
    (
        "privacy: erasures",
        "Entry {entry} is by a member who was erased and still has words.",
        [
            "UPDATE privacy_erasure SET undone_at = NULL, done_at = '{yesterday}' WHERE member_id = {other}",
            "UPDATE people_member SET is_active = FALSE, email = 'gone@erased.invalid' WHERE id = {other}",
            "UPDATE trail_entry SET actor_id = {other} WHERE id = {entry}",
        ],
    ),
    *papers.FAULTS,
]


@pytest.fixture
def world(cast):
    """``n`` of everything; and a text in two versions, as nothing else refers to its first."""
    made = build(cast, 2)
    text = made.referable.text
    frozen = text.revisions.get()
    publish_revision(text, by=cast.bruno, title=frozen.title, html="<p>2</p>", parts=frozen.parts, reason="Clearer")
    made.secretariat = secretariat_audience()
    return made


def numbers(w):
    """What FAULTS names: mostly primary keys, of things that no other invariant looks at."""
    cast, day = w.cast, timedelta(days=1)
    referred = Recommendation.objects.filter(process=w.walked, referral__isnull=False).last()
    point = referred.measures.get().point
    answer = w.walked_recommendation.discussion.comments.filter(answer__revision__isnull=False).first().answer
    found = {
        "entry": w.entry, "link": w.entry.links.filter(from_kind="processes.measure").get(),
        "walked_measure": w.walked_measure, "text": w.referable.text, "discussion": w.measure.discussion,
        "comment": w.comment, "support": answer.comment.supports.first(), "awa": cast.awa, "driss": cast.driss,
        "farid": cast.farid, "referred": referred, "decision": point.decision, "item": point.item,
        "commitment": point.decision.commitment, "followed": w.commitment, "referable": w.referable,
        "answer": answer, "answered": answer.comment, "measure": w.measure, "point": w.point, "process": w.open,
        "writers": w.open.writers, "group": w.group,
        "request": w.scheduled_request, "request_support": w.gathering_request.supports.first(),
        **hours.of_faults(w),
        "minutes": w.minutes, "presented": w.minutes.current, "approved": w.approved[0],
        "approval": w.approved[0].approval, "approved_meeting": w.approved[0].meeting,
        "rules": w.rulebook, "first_rules": w.rulebooks[0],
        "statutes": w.statutes, "first_version": w.statutes.adoptions.get(number=1),
        "clause": w.article.clauses.first(), "rendering": w.article.renderings.first(),
        "elsewhere": w.referable.text.revisions.first(),
        "other": w.others[0], "mandate": w.coopted, "left_mandate": w.coopted.replaces,
        "earlier": w.decision, "later": w.decision.successions.first().decision,
        **papers.named(w),
        **past.named(w),
        "mended": w.point.counts.last(), "public": Audience.wide("public"), "secretariat": w.secretariat,
    }  # fmt: skip
    return {name: thing.pk for name, thing in found.items()} | {
        "drafted": w.drafted.pk,
        "comments": w.measure.discussion.comments.count(),
        "other_body": w.body.pk + 1,
        "yesterday": cast.today - day,
        "tomorrow": cast.today + day,
    }


def committed(statements, values):
    """Broken in this test's own transaction, with what keeps the record out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what still waits would forbid to drop a trigger
        for name, table in ((name, name.partition("_kept_")[0]) for name in append_only.names(connection)):
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        for statement in statements:
            cursor.execute(statement.format(**values))
            assert cursor.rowcount > 0, "nothing was broken"


def test_every_sentence_has_a_case_that_breaks_it():
    asked = {name: asked for name, asked in invariants.registry.items() if name != SEALS}
    written = {name: inspect.getsource(each).count("yield f") for name, each in asked.items()}
    broken = {name: len({sentence for each, sentence, _ in FAULTS if each == name}) for name in written}
    assert broken == written


@pytest.mark.parametrize(("name", "sentence", "statements"), FAULTS)
def test_what_was_broken_behind_our_back_is_found_and_nothing_else(monkeypatch, world, name, sentence, statements):
    monkeypatch.delitem(invariants.registry, SEALS)
    values = numbers(world)
    assert list(invariants.broken()) == []
    committed(statements, values)
    assert list(invariants.broken()) == [(name, sentence.format(**values))]


@pytest.fixture
def proper_settings(monkeypatch):
    """Without the tests' own ``string_if_invalid`` (tests/undefined.py), of which Django's checks complain."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


def test_palabre_check_says_it_and_exits_with_1(world, capsys, proper_settings):
    values = numbers(world)
    assert check.run(argparse.Namespace(json=False, seal=[])) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Everything is as it must be."
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conversations_comment SET supports_count = 77 WHERE id = {comment}".format(**values))
    said = f"Comment {values['comment']} says 77 supports and has 0."
    assert check.run(argparse.Namespace(json=False, seal=[])) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [f"conversations: supports: {said}", "1 findings"]
    assert check.run(argparse.Namespace(json=True, seal=[])) == 1
    assert json.loads(capsys.readouterr().out)["findings"] == [{"about": "conversations: supports", "sentence": said}]


def test_palabre_check_says_that_a_trigger_was_taken_away(own_database, capsys, proper_settings):
    with connection.cursor() as cursor:
        on = " ON trail_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER trail_entry_kept_update{on}")
    assert check.run(argparse.Namespace(json=False, seal=[])) == 1
    words = "is missing or says other words: the record could be changed. Run: palabre migrate"
    first = f"triggers: The trigger trail_entry_kept_update {words}"
    assert capsys.readouterr().out.splitlines()[:2] == [first, "1 findings"]
