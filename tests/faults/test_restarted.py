"""PostgreSQL restarts in the middle of everything: a few seconds of 503, then well, and nothing lost."""

import time

import pytest
from django.db import connection

from tests.faults.cluster import migrated, own_cluster
from tests.faults.rig import rigged_on, until
from tests.faults.test_killed import entries, lost_and_doubled

LONGEST = 10.0  # seconds of errors


@pytest.mark.nightly
def test_ten_seconds_after_a_restart_everything_is_well(tmp_path, record_property):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to restart")
    with own_cluster() as cluster:
        cluster.ask("CREATE DATABASE palabre")
        migrated(tmp_path, cluster.address_of("palabre"))
        with rigged_on(tmp_path, cluster.address_of("palabre"), writers=90, followers=2) as rig:
            rig.start("serve", "worker")
            rig.until_it_answers()
            longest = [_restarted(cluster, rig) for _ in range(3)]
            lost, doubled = lost_and_doubled(rig)
            assert (lost, doubled) == ([], [])
            assert entries(rig) == len(rig.acknowledged)
            assert all(process.poll() is None for process in rig.running.values()), rig.words()
            until(lambda: '"worker": "ok"' in rig.ask("GET", "/healthz").text, "the worker does not walk", rig.words)
            assert rig.check().returncode == 0
    statuses = {status for _at, status in rig.answered}
    assert statuses <= {0, 200, 303, 503}, statuses
    assert max(longest) <= LONGEST
    record_property("restarts", len(longest))
    record_property("longest errors, s", round(max(longest), 1))
    record_property("writes", len(rig.acknowledged))


def _restarted(cluster, rig):
    """How many seconds errors went on after the restart began; people write before, during and after it."""
    with rig.people_writing():
        before = len(rig.acknowledged)
        until(lambda: len(rig.acknowledged) > before + 5, "nobody writes", rig.words)
        begun = time.monotonic()
        cluster.restart_at_once()
        until(lambda: rig.ask("GET", "/healthz").status == 200, "it does not come back", rig.words)
        there = len(rig.acknowledged)
        until(lambda: len(rig.acknowledged) > there + 15, "nobody writes any more", rig.words)
    return max((at - begun for at, status in rig.answered if at > begun and status not in (200, 303)), default=0.0)
