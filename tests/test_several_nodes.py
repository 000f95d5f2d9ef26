"""Two web nodes and two workers on one database, cache and store of files: the same story, and one of them may die."""

import json
import os
import threading
import time
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.urls import reverse

from palabre.commons.conversations.models import Comment, Discussion, Support
from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Pending
from palabre.people.models import Member
from tests import s3
from tests.cache_server import cache_server
from tests.programs import palabre
from tests.several_nodes import Cluster, Visitor, until
from tests.world import build

pytestmark = pytest.mark.nightly
PASSWORD = "a password of this night"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 5_000
WRITERS = ("awa", "driss", "edwige", "farid", "hugo")
EACH = 10  # comments; the thirteenth in ten minutes would be refused


@pytest.fixture
def db(own_database):
    """The cast lives in a database of this test's own, which the nodes open as well."""
    if connection.vendor != "postgresql":
        pytest.skip("several nodes need PostgreSQL: an SQLite file belongs to one machine")


@pytest.fixture
def world(cast):
    made = build(cast, 1)
    hashed = make_password(PASSWORD, hasher="argon2")  # as a live installation knows them
    for name in ("awa", "bruno", "driss", "edwige", "farid", "hugo"):
        member = getattr(cast, name)
        Member.objects.filter(pk=member.pk).update(password=hashed)
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return made


@pytest.fixture
def cache():
    yield from cache_server()


@pytest.fixture
def cluster(world, cache, tmp_path):
    there = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(there._replace(path=f"/{connection.settings_dict['NAME']}"))
    with s3.Store() as files, Cluster(tmp_path, database, cache.address, files.settings) as running:
        running.files = files
        yield running


def test_the_story_goes_on_whichever_node_is_asked(cluster, world, cache, record_property):
    measure, people = world.measure.get_absolute_url(), world.cast
    someone, both = cluster.visitor(), range(2)
    for _ in both:  # each node remembers the page as it was
        assert someone.get(measure)[0] == 200

    edwige = cluster.visitor().sign_in(people.edwige.email, PASSWORD)
    form = edwige.words_of_form(measure)
    said = reverse("processes:measure_comments", args=[world.measure.pk])
    assert edwige.post(said, {**form, "text": "Heard on both nodes."}) == 303
    assert ["Heard on both nodes." in someone.get(measure)[1] for _ in both] == [True, True]
    assert edwige.post(said, {**form, "text": "Heard on both nodes."}) == 303, "a second click, on the other node"
    comment = Comment.objects.get(author=people.edwige)

    hugo = cluster.visitor().sign_in(people.hugo.email, PASSWORD)
    for _ in both:
        assert hugo.post(reverse("processes:support", args=[comment.pk]), {}) == 303
    assert Support.objects.filter(comment=comment).count() == 1

    bruno = cluster.visitor().sign_in(people.bruno.email, PASSWORD)
    answer = {"fate": "not_taken", "reason": "Read on one node, answered on another."}
    assert bruno.post(reverse("processes:answer", args=[comment.pk]), answer) == 303
    assert ["answered on another" in someone.get(measure)[1] for _ in both] == [True, True]
    until(lambda: Notice.objects.filter(member=people.edwige).exists(), "a worker that tells her")
    until(lambda: not Pending.objects.exists(), "workers that have read everything")

    farid = cluster.visitor().sign_in(people.farid.email, PASSWORD)
    proofs = reverse("governance:commitment_proofs", args=[world.commitment.pk])
    assert farid.post(proofs, {"title": "The list"}, ("file", "list.pdf", PDF)) == 303
    file = world.commitment.proofs.latest("pk").file
    assert list(cluster.files.objects.values()) == [PDF]
    path = reverse("files:file", args=[file.pk])
    assert [farid.ask("GET", path) for _ in both] == [(200, PDF)] * 2

    tried = cluster.visitor()
    tried.get("/accounts/login/")
    wrong = {"login": people.awa.email, "password": "not hers"}
    assert [tried.post("/accounts/login/", wrong) for _ in range(11)] == [422] * 10 + [429]

    cache.stop()
    begun = time.monotonic()
    assert [someone.get(measure)[0] for _ in both] == [200, 200]
    cluster.visitor().sign_in(people.driss.email, PASSWORD)
    record_property("seconds_without_cache", round(time.monotonic() - begun, 2))
    ready = [json.loads(Visitor(node.port).get("/health/ready")[1]) for node in cluster.nodes]
    assert [(each["database"], each["cache"]) for each in ready] == [("ok", "down")] * 2

    nodes = [number for number, _, _ in cluster.proxy.served]
    assert all(first != second for first, second in pairwise(nodes)), "another at each request"
    record_property("requests", len(nodes))


class Writer(threading.Thread):
    """Says ``EACH`` things, one after the other, and sends each again until it is acknowledged, as a person would."""

    def __init__(self, cluster, world, name):
        super().__init__()
        self.cluster, self.world, self.who = cluster, world, getattr(world.cast, name)
        self.acknowledged, self.again, self.longest, self.fault = [], 0, 0.0, None

    def run(self):
        try:
            visitor = self.cluster.visitor().sign_in(self.who.email, PASSWORD)
            for number in range(EACH):
                self.say(visitor, f"{self.who.name} {number}")
        except BaseException as fault:
            self.fault = fault

    def say(self, visitor, text):
        form = None
        begun = time.monotonic()
        while form is None:
            try:
                form = visitor.words_of_form(self.world.measure.get_absolute_url())
            except TypeError:  # the page did not come
                self.again += 1
        said = reverse("processes:measure_comments", args=[self.world.measure.pk])
        while (status := visitor.post(said, {**form, "text": text})) != 303:
            assert status in (0, 502), status
            self.again += 1
            assert time.monotonic() - begun < 60
        self.longest = max(self.longest, time.monotonic() - begun)
        self.acknowledged.append(text)


def test_a_node_and_a_worker_that_die_lose_nothing_that_was_acknowledged(cluster, world, record_property):
    writers = [Writer(cluster, world, name) for name in WRITERS]
    for writer in writers:
        writer.start()
    until(lambda: sum(len(writer.acknowledged) for writer in writers) > len(writers) * 3, "a story under way")
    with transaction.atomic():  # both nodes have a comment in hand, which waits for our lock, when one of them dies
        Discussion.objects.select_for_update().get(pk=world.measure.discussion_id)
        until(lambda: waiting() > 1, "a comment in hand on each node")
        at_the_kill = sum(len(writer.acknowledged) for writer in writers)
        cluster.nodes[0].kill()
        cluster.workers[0].kill()
    for writer in writers:
        writer.join(120)
    assert [writer.fault for writer in writers] == [None] * len(writers)

    told = sorted(text for writer in writers for text in writer.acknowledged)
    kept = Comment.objects.filter(author__in=[writer.who for writer in writers], discussion=world.measure.discussion)
    mine = sorted(comment.text for comment in kept if comment.text in set(told))
    assert mine == told, "each once, whether its answer came or not"
    assert at_the_kill < len(told) == len(WRITERS) * EACH, "it died while they spoke"
    until(lambda: not Pending.objects.exists(), "the worker that is left")
    assert not Visitor(cluster.nodes[0].port).get("/health/live")[0]
    checked = palabre("check", folder=cluster.folder, **cluster.settings)
    assert checked.returncode == 0, checked.stdout
    assert sum(writer.again for writer in writers) > 0, "what it had in hand was sent again"
    record_property("writes", len(told))
    record_property("sent_again", sum(writer.again for writer in writers))
    record_property("longest_seconds", round(max(writer.longest for writer in writers), 2))


def test_a_node_that_is_told_to_stop_finishes_what_it_has_in_hand(cluster, world, record_property):
    node = cluster.nodes[0]
    edwige = Visitor(node.port)
    edwige.cookies = dict(cluster.visitor().sign_in(world.cast.edwige.email, PASSWORD).cookies)
    said = reverse("processes:measure_comments", args=[world.measure.pk])
    answered = []
    words = {"once": "told-to-stop", "text": "Said while it stopped."}
    asking = threading.Thread(target=lambda: answered.append(edwige.post(said, words)))
    with transaction.atomic():
        Discussion.objects.select_for_update().get(pk=world.measure.discussion_id)
        asking.start()
        until(waiting, "a request that waits for our lock")
        node.told_to_stop()
        until(lambda: "Stopping worker" in node.said.read_text(), "a node that has heard it")
        assert (answered, node.process.poll()) == ([], None)
        begun = time.monotonic()
    asking.join(30)
    assert answered == [303]
    assert Comment.objects.filter(text="Said while it stopped.").count() == 1
    assert node.process.wait(30) == 0
    record_property("seconds_to_stop", round(time.monotonic() - begun, 2))


def waiting():
    """How many requests wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return cursor.fetchone()[0]
