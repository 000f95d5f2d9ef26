"""The disk is full: a clear 503, reading goes on, nothing is half written; with room again, the form is done once."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from palabre.cli import readiness
from palabre.commons.conversations.models import Comment
from palabre.commons.trail.models import Entry, SentForm
from tests.faults.cluster import fill, migrated, own_cluster, small_disk
from tests.faults.rig import rigged_on
from tests.faults.test_killed import entries, said
from tests.world import build

LONG = "A sentence that takes room. " * 60


class TestPagesOfSqlite:
    """In this process, on a database of its own that may grow no further."""

    @pytest.fixture
    def db(self, own_database):
        if connection.vendor != "sqlite":
            pytest.skip("a limit of pages is SQLite’s; PostgreSQL gets a small disk at night")

    @pytest.fixture
    def world(self, cast):
        return build(cast, 1)

    def test_nothing_more_can_be_written_and_everything_can_be_read(self, world):
        client = Client(raise_request_exception=False)
        client.force_login(world.cast.edwige)
        place = reverse("processes:process_comments", args=[world.open.pk])
        before = Comment.objects.count(), Entry.objects.count(), SentForm.objects.count()
        statuses, sent = [], 0
        _may_grow(0)
        while 503 not in statuses and sent < 10:
            words = {"text": f"{sent} {LONG}", "once": f"{sent}", "form_key": f"{sent}"}
            answer = client.post(place, words)
            statuses.append(answer.status_code)
            sent += 1
        assert (set(statuses) <= {303, 503}, statuses[-1]) == (True, 503)
        page = answer.content.decode()
        assert "For the moment nothing new can be recorded. Everything can still be read." in page
        assert LONG.strip()[:60] in page
        for address in ("/", world.open.get_absolute_url(), reverse("governance:commitments")):
            assert client.get(address).status_code == 200
        done = sent - 1
        assert (Comment.objects.count(), Entry.objects.count()) == (before[0] + done, before[1] + done)
        assert SentForm.objects.count() == before[2] + done
        assert list(readiness.broken()) == []

        _may_grow(10_000)
        assert [client.post(place, words).status_code for _ in range(2)] == [303, 303]
        assert Comment.objects.count() == before[0] + sent


def _may_grow(pages):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")


@pytest.mark.nightly
def test_a_small_disk_under_postgresql(tmp_path, record_property):
    """Only the tables stand on the small disk. With its log on a full disk, PostgreSQL stops by itself: all is 503."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is tried with its limit of pages")
    with own_cluster() as cluster, small_disk(cluster) as disk:
        cluster.ask(f"CREATE TABLESPACE small LOCATION '{disk / 'tables'}'")
        cluster.ask("CREATE DATABASE palabre TABLESPACE small")
        migrated(tmp_path, cluster.address_of("palabre"))
        with rigged_on(tmp_path, cluster.address_of("palabre"), writers=60, followers=2) as rig:
            rig.start("serve", "worker")
            rig.until_it_answers()
            filler = fill(disk)
            refused, done = _written_until_refused(rig, times=8)
            for address in ("/", f"/processes/{rig.process}/", "/notices/"):
                assert rig.ask("GET", address, session=rig.sessions[0]).status == 200, rig.words()
            there = said(rig)
            assert [there[text] for text in done] == [1] * len(done)
            assert [there[text] for text, _session, _key in refused] == [0] * len(refused)
            assert entries(rig) == len(done)

            filler.unlink()
            again = [rig.comment(*words).status for words in refused for _ in range(2)]
            assert set(again) == {303}, rig.words()
            assert [said(rig)[text] for text, _session, _key in refused] == [1] * len(refused)
            assert entries(rig) == len(done) + len(refused)
            assert all(process.poll() is None for process in rig.running.values()), rig.words()
            checked = rig.check()
            assert checked.returncode == 0, checked.stdout
    record_property("refused", len(refused))
    record_property("written before", len(done))


def _written_until_refused(rig, times):
    """Write until ``times`` were refused with 503; nothing else is ever answered but 303."""
    refused, done = [], []
    for turn in range(2000):
        words = f"Word {turn} {LONG}".strip(), rig.sessions[turn % len(rig.sessions)], f"key-{turn}"
        answer = rig.comment(*words)
        assert answer.status in (303, 503, 429), (answer.status, rig.words())
        if answer.status == 503:
            assert "rien de nouveau ne peut être enregistré" in answer.text
            refused.append(words)
        elif answer.status == 303:
            done.append(words[0])
        if len(refused) == times:
            return refused, done
    raise AssertionError("the disk was never full")
