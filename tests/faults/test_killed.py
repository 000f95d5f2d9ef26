"""`kill -9` at random moments while people write: nothing acknowledged is lost, nothing is done twice, mails arrive."""

import json
import random
import re
import time
from collections import Counter

import pytest

from palabre.cli.server import APPLICATION
from tests.faults.rig import rigged, until

COMMENT = re.compile(r"#comment-(\d+)")


def killed(rig, times, application=""):
    """Let people write, and kill server and worker ``times`` times; at the end everything may finish in peace.

    With ``APPLICATION`` granian is started at once, without what `palabre serve` looks at before it becomes granian.
    """
    rig.start("serve", "worker", application=application)
    rig.until_it_answers()
    with rig.people_writing():
        for _ in range(times):
            until(lambda: mails_begun(rig), "the worker does not begin", rig.words)
            time.sleep(random.uniform(0, 0.8))  # the moment: not a wait for anything
            rig.kill("serve", "worker")
            rig.an_hour_passes()
            rig.start("serve", "worker", application=application)
            rig.until_it_answers()


def mails_begun(rig):
    """The round of mails was claimed since the last hour passed: otherwise a busy machine kills only what starts."""
    return not rig.rows("SELECT 1 FROM trail_round WHERE name = 'notices.mail' AND next_at < '2021-01-01 00:00:00'")


def said(rig):
    return Counter(text for (text,) in rig.rows("SELECT text FROM conversations_comment WHERE text LIKE 'Word %'"))


def lost_and_doubled(rig):
    there = said(rig)
    lost = [text for text in rig.acknowledged if not there[text]]
    return lost, [text for text, times in there.items() if times > 1]


def told(rig):
    """(recipient, comment) -> how often a mail said it; and the pairs for which there is a notice."""
    mails = Counter((who, int(pk)) for who, text in list(rig.sink.mails) for pk in set(COMMENT.findall(text)))
    owed = rig.rows(
        "SELECT m.email, d.facts FROM notices_notice n JOIN people_member m ON m.id = n.member_id"
        " JOIN trail_entrydetails d ON d.entry_id = n.entry_id WHERE m.email LIKE 'follower-%'"
    )
    facts = [(who, told if isinstance(told, dict) else json.loads(told)) for who, told in owed]
    return mails, {(who, told["comment"]) for who, told in facts}


def repeated(rig):
    """How many mails said again what an earlier one had said."""
    told, again = set(), 0
    for who, text in list(rig.sink.mails):
        says = {(who, pk) for pk in COMMENT.findall(text)}
        again += bool(says & told)
        told |= says
    return again


def entries(rig):
    return rig.rows("SELECT count(*) FROM trail_entry WHERE verb = 'processes.commented'")[0][0]


def in_peace(rig):
    """The worker finishes what is left, an hour later."""
    rig.kill("worker")
    rig.an_hour_passes()
    rig.start("worker")
    waiting = "SELECT count(*) FROM trail_pending", "SELECT count(*) FROM notices_notice WHERE mailed_at IS NULL"
    until(lambda: not any(rig.rows(sql)[0][0] for sql in waiting), "the worker does not finish", rig.words)


def holds(rig, kills, followers, record_property):
    lost, doubled = lost_and_doubled(rig)
    assert (lost, doubled) == ([], [])
    assert entries(rig) == len(rig.acknowledged)
    in_peace(rig)
    mails, owed = told(rig)
    # Who follows is told of the first comment, and of the next once that went out: not of each.
    often = Counter(mails[who, pk] for who, pk in owed)
    assert {who for who, _pk in owed} == {f"follower-{n}@example.org" for n in range(followers)}
    assert 0 not in often, "every mail at least once"
    assert repeated(rig) <= kills, "each kill makes one mail go out once more, at most"
    done = rig.check()
    assert done.returncode == 0, done.stdout
    broken = sum(status == 0 for _at, status in rig.answered)
    for name, value in {
        "kills": kills, "writes": len(rig.acknowledged), "lost": 0, "doubled": 0, "requests cut": broken,
        "mails": len(rig.sink.mails), "mails again": repeated(rig),
    }.items():  # fmt: skip
        record_property(name, value)


@pytest.mark.long
def test_killed_twice_nothing_is_lost_nor_doubled(tmp_path, copies, record_property):
    with rigged(tmp_path, copies, writers=30, followers=2) as rig:
        killed(rig, 2, APPLICATION)
        holds(rig, 2, 2, record_property)


@pytest.mark.nightly
def test_killed_thirty_times_nothing_is_lost_nor_doubled(tmp_path, copies, record_property):
    with rigged(tmp_path, copies, writers=120) as rig:
        killed(rig, 30, APPLICATION)
        holds(rig, 30, 6, record_property)
        assert len(rig.acknowledged) > 100


@pytest.mark.nightly
def test_a_server_that_answers_before_it_commits_is_caught(tmp_path, copies, record_property):
    """The rig's own test: an acknowledgement that runs ahead of the commit loses what the rig must find."""
    with rigged(tmp_path, copies, writers=60, followers=2) as rig:
        killed(rig, 6, "tests.faults.hasty:application")
        time.sleep(1)  # the last hasty answers keep their word
        lost, _doubled = lost_and_doubled(rig)
    record_property("lost, as it must be", len(lost))
    assert lost != []
