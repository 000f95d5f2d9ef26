"""A page from memory says what a page rendered now would say: to each reader, after each act.

Acts whose verb names what they touch are tried one by one; all others make every page untrue, so that one of each kind
is enough. A page that is kept for everyone must never carry one reader's marks to another.
"""

import re
from datetime import UTC, datetime
from itertools import chain

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palabre.commons.trail import kept_pages, touched
from palabre.commons.trail.verbs import registry
from palabre.commons.webhooks import verbs as webhook_verbs
from palabre.core import clock
from palabre.core.kept import Store
from palabre.core.verdict import Refused
from palabre.directory import verbs as directory_verbs
from palabre.directory.actions.profiles import describe_oneself
from palabre.directory.actions.relay import refuse_letters
from palabre.directory.models import Shown
from palabre.governance.models import AgendaItem, AgendaRequest, Commitment, Decision, Meeting, Minutes
from palabre.people.alone import is_of_one, only
from palabre.people.models import Addressed, Belonging
from palabre.processes.forms.comments import CommentForm
from palabre.rules.models import Rulebook
from tests.world import build
from tests.world.deeds import DEEDS

# What differs at each sending: tokens, and names that tie a sentence to its button.
OWN = re.compile(r'(csrfmiddlewaretoken|form_key|once|opened_at)" value="[^"]+|X-CSRFToken": "[^"]+')
WHY = re.compile(r"why-[0-9a-f]{8}")
READERS = ("nobody", "awa", "bruno", "chloe", "driss", "edwige", "farid", "hugo", "zoe")
SOME = ("nobody", "awa", "bruno", "edwige", "farid")
NARROW = [  # acts by who may, two at a time
    [("processes.comment_on", "edwige"), ("processes.support_comment", "bruno")],
    [("processes.take_back_support", "bruno"), ("processes.answer_comment", "bruno")],
    [("processes.take_name_out", "bruno")],
]


@pytest.fixture
def kept(monkeypatch):
    """Pages are kept, as in life, in a store of this test's own; time stands still."""
    cache.clear()
    monkeypatch.setattr(kept_pages, "store", Store(64 * 1024 * 1024))
    monkeypatch.setattr(kept_pages, "watch", touched.Watch())
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield kept_pages.store


@pytest.fixture
def clients(cast):
    found = {"nobody": Client()}
    for reader in READERS[1:]:
        found[reader] = Client()
        found[reader].force_login(getattr(cast, reader))
    return found


def pages(world):
    return [
        reverse("site:home"),
        reverse("processes:processes"),
        world.open.get_absolute_url(),
        world.walked.get_absolute_url(),
        world.recommendation.get_absolute_url(),
        world.walked_recommendation.get_absolute_url(),
        world.measure.get_absolute_url(),
        reverse("processes:comment", args=[world.comment.pk]),
        reverse("processes:words"),
        reverse("governance:commitments") + "?text=Measure",
        world.meeting.get_absolute_url(),
        world.meeting.body.get_absolute_url(),
    ]


def of_governance(world):
    body = world.meeting.body
    lists = ("bodies", "map", "decisions", "all_minutes", "who_decides", "agenda_requests")
    return [
        *(reverse(f"governance:{name}") for name in lists),
        *(reverse(f"governance:{name}", args=[body.pk]) for name in ("body", "body_mandates", "month")),
        *(thing.get_absolute_url() for thing in first_of_each()),
        reverse("directory:seated"),
        reverse("rules:rules"),
    ]


def first_of_each():
    """The first two meetings, items, decisions, commitments, minutes, members' points and versions of the rules."""
    kinds = (Meeting, AgendaItem, Decision, Commitment, Minutes, AgendaRequest, Rulebook)
    return [thing for kind in kinds for thing in kind.objects.order_by("pk")[:2]]


def said(client, address, store):
    """What is sent from memory or into it, then what is rendered at that moment without any memory."""
    now = client.get(address)
    limit, store.limit = store.limit, 0
    fresh = client.get(address)
    store.limit = limit
    return [(answer.status_code, plain(answer)) for answer in (now, fresh)]


def plain(answer):
    return WHY.sub("why", OWN.sub("", answer.content.decode()))


def ask(clients, addresses):
    """Everybody reads everything once, so that it is in memory."""
    for address in addresses:
        for client in clients.values():
            client.get(address)


def differing(clients, addresses, store):
    """(reader, address) of each page that would be wrong."""
    asked = [(reader, address) for address in addresses for reader in clients]
    return [(reader, address) for reader, address in asked if len(set(said(clients[reader], address, store))) > 1]


def test_each_reader_gets_their_own_page(kept, cast, clients):
    some, world = {reader: clients[reader] for reader in SOME}, build(cast, 1)
    addresses = [*pages(world), *of_governance(world)]
    ask(some, addresses)

    assert differing(some, addresses, kept) == []


@pytest.mark.nightly
@pytest.mark.parametrize("reach", ["public", "members", "listed"])
def test_every_reader_gets_their_own_page(kept, cast, clients, reach):
    world = build(cast, 1, reach=reach)
    addresses = [*pages(world), *of_governance(world)]
    ask(clients, addresses)

    assert differing(clients, addresses, kept) == []


def test_a_page_changes_for_everyone_with_each_act_that_touches_it(kept, cast, clients):
    world = build(cast, 1)
    some = {reader: clients[reader] for reader in SOME[:4]}
    things = (world.open, world.recommendation, world.measure)
    told = reverse("processes:comment", args=[world.comment.pk])
    addresses = [reverse("site:home"), told, *(thing.get_absolute_url() for thing in things)]
    ask(some, addresses)
    for acts in NARROW:
        for deed, person in acts:
            DEEDS[deed](world, getattr(cast, person))
        assert differing(some, addresses, kept) == [], acts


def test_each_form_is_each_readers_own(kept, cast, clients):
    """Its token, what says it once, and the signed instant at which this person opened it."""
    world = build(cast, 1)
    address = world.measure.get_absolute_url()
    forms = []
    for reader in ("edwige", "hugo", "edwige"):
        text = clients[reader].get(address).content.decode()
        forms.append(re.findall(r'name="(csrfmiddlewaretoken|once|opened_at)" value="([^"]+)', text))
        stamp = CommentForm(dict(forms[-1]), discussion=world.measure.discussion, viewer=getattr(cast, reader))
        stamp.is_valid()
        assert stamp.cleaned_data["opened_at"] is not None
    first, second, again = ({value for name, value in form if name != "opened_at"} for form in forms)
    assert len(first | second | again) == len(first) + len(second) + len(again)


def test_what_leaves_no_entry_is_asked_each_time(kept, cast, clients):
    """Whom one follows is nobody else's business."""
    world, edwige = build(cast, 1), clients["edwige"]
    for thing in (world.open, world.recommendation, world.measure):
        address = thing.get_absolute_url()
        before = edwige.get(address)
        edwige.post(reverse("processes:follow", args=[thing.discussion_id]))
        edwige.get(reverse("processes:words"))  # reads the message away
        assert plain(edwige.get(address)) != plain(before)
        assert len(set(said(edwige, address, kept))) == 1


def test_what_one_wishes_changes_home_at_once(kept, cast, clients):
    """It leaves no entry either: home asks for its stamp."""
    build(cast, 1)
    edwige, home = clients["edwige"], reverse("site:home")
    before = edwige.get(home)
    edwige.post(reverse("wishes:later"))
    edwige.get(reverse("processes:words"))  # reads the message away
    assert plain(edwige.get(home)) != plain(before)
    assert len(set(said(edwige, home, kept))) == 1


@pytest.mark.nightly
def test_no_act_leaves_a_page_behind(kept, cast, clients, record_property):
    """Every action, by the first of the cast who may; after each, every page of every reader."""
    world, done = build(cast, 1), []
    addresses = pages(world)
    for name, deed in DEEDS.items():
        for person in READERS[1:]:
            try:
                deed(world, getattr(cast, person))
            except Refused:
                continue
            done.append(name)
            break
        assert differing(clients, addresses, kept) == [], name
    record_property("acts", len(done))
    assert len(done) > len(DEEDS) * 2 // 3


def test_two_nodes_tell_each_other_nothing_and_are_both_right(kept, cast, clients, monkeypatch):
    """Each act happens on one node; the other, whose memory holds the page as it was, says what is true now."""
    world, readers = build(cast, 1), {reader: clients[reader] for reader in ("awa", "edwige")}
    addresses = [world.measure.get_absolute_url()]
    nodes = [(Store(kept.limit), touched.Watch()) for _ in range(2)]

    def on(number):
        store, watch = nodes[number]
        monkeypatch.setattr(kept_pages, "store", store)
        monkeypatch.setattr(kept_pages, "watch", watch)
        return store

    for number in range(2):
        on(number)
        ask(readers, addresses)
    for number, (deed, person) in enumerate(chain(*NARROW)):
        on(number % 2)
        DEEDS[deed](world, getattr(cast, person))
        elsewhere = on(1 - number % 2)
        assert differing(readers, addresses, elsewhere) == [], deed
    assert all(len(store) for store, _ in nodes)


def test_a_page_is_rendered_once_for_whoever_sees_the_same(kept, cast, clients, monkeypatch):
    world = build(cast, 1)
    rendered = []
    render = kept_pages.render_to_string
    monkeypatch.setattr(kept_pages, "render_to_string", lambda *words: rendered.append(1) or render(*words))
    address = reverse("processes:recommendation", args=[world.walked_recommendation.pk])

    for reader in ("edwige", "hugo", "edwige"):
        assert clients[reader].get(address).status_code == 200

    assert len(rendered) == 1


def test_nothing_of_these_pages_concerns_one_person_alone(cast):
    """They are shared by whoever reads the same but for that; minutes in the making are their writer's, who sits."""
    build(cast, 1)
    chapters = ("governance", "processes", "statutes", "rules")
    shown = [kind for kind in apps.get_models() if issubclass(kind, Addressed) and kind._meta.app_label in chapters]
    alone = [thing for kind in shown for thing in kind.objects.all() if is_of_one(thing.audience.label)]

    assert len(shown) > 10
    assert [thing for thing in alone if not isinstance(thing, Minutes)] == []


def test_whoever_did_something_still_shares_the_page(kept, cast, clients, monkeypatch):
    """Each has an audience of one from then on, which no page of governance or processes is for."""
    world = build(cast, 1)
    rendered = []
    render = kept_pages.render_to_string
    monkeypatch.setattr(kept_pages, "render_to_string", lambda *words: rendered.append(1) or render(*words))
    clients["greta"] = Client()
    clients["greta"].force_login(cast.greta)
    for thing, readers in ((world.meeting.body, ("greta", "zoe")), (world.open, ("edwige", "hugo"))):
        rendered.clear()
        for reader in readers:
            only(getattr(cast, reader))
            assert clients[reader].get(thing.get_absolute_url()).status_code == 200
        assert len(rendered) == 1, thing


def test_what_is_kept_opens_nothing_to_who_may_not_read(kept, cast, clients):
    world = build(cast, 1, reach="listed")
    address = world.walked_recommendation.get_absolute_url()

    assert clients["awa"].get(address).status_code == 200
    assert clients["edwige"].get(address).status_code == 404
    assert clients["nobody"].get(address).status_code == 404


def test_verbs_that_touch_little_are_few_and_known():
    """A verb that forgets what it touches makes every page untrue: slow, never wrong. The others are proven above."""
    narrow = {key for key, verb in registry.items() if verb.touches}
    assert narrow == {
        "processes.commented",
        "processes.supported",
        "processes.support_taken_back",
        "processes.name_taken_out",
        "processes.answered_taken_in",
        "processes.answered_partly",
        "processes.answered_not_taken",
        "notices.broadcast_begun",  # a draft of a message to many is on no page of its readers
        "notices.broadcast_changed",
        "notices.broadcast_tried",
        "notices.broadcast_discarded",
        "notices.address_stopped",  # seen by one's own first page, which asks each time
        *(verb.key for verb in webhook_verbs.ALL),  # what other programs are called is on no kept page
        "privacy.package_asked",  # nor who takes their data along
        "privacy.package_ready",
        "privacy.package_taken",
        *(verb.key for verb in directory_verbs.ALL),  # of profiles only their faces and the links to them, proven below
        "membership.token_made",  # one's own tokens neither
        "membership.token_ended",
        "membership.sessions_ended",
        "register.branch_followed",  # the branches one follows neither
        "register.branch_left",
    }


@pytest.mark.parametrize("name", ["governance:bodies", "directory:seated"])
def test_who_shows_themselves_no_more_is_on_no_kept_page(kept, cast, clients, name):
    """A profile is no subject of these pages: what is kept of it must still go at once."""
    body = build(cast, 1).meeting.body
    seated = body.mandates.on(clock.today()).exclude(holder=cast.edwige).first().holder
    edwige, address = clients["edwige"], reverse(name)
    show(seated, Shown.MEMBERS)
    path = reverse("directory:person", args=[seated.profile.handle])
    assert path in edwige.get(address).content.decode()

    show(seated, Shown.NOBODY)

    assert path not in edwige.get(address).content.decode()
    assert len(set(said(edwige, address, kept))) == 1


def show(member, wide, **more):
    describe_oneself(
        by=member, about="Bees.", ask="", trades=[], skills=[], languages=[], shown={"about": wide, **more}, found=True
    )


@pytest.mark.parametrize("order", [("greta", "zoe"), ("zoe", "greta")])
def test_nobody_learns_from_a_kept_page_whom_someone_no_longer_hears(kept, cast, clients, order):
    """Greta and Zoe belong to the same: only of one of them is it that somebody wants no more letters."""
    body = build(cast, 1).meeting.body
    seated = body.mandates.on(clock.today()).exclude(holder__in=[cast.greta, cast.zoe]).first().holder
    for member in (cast.greta, cast.zoe):
        line = Belonging.objects.filter(member=cast.edwige).on(clock.today()).first()
        line.pk, line.member, line.number = None, member, f"N-{member.pk}"
        line.save()
    show(seated, Shown.MEMBERS, contact=Shown.MEMBERS)
    refuse_letters(by=seated, writer=cast.greta)
    address = reverse("directory:seated")
    readers = dict(zip(("greta", "zoe"), (signed_in(cast.greta), signed_in(cast.zoe)), strict=True))
    for reader in order:
        readers[reader].get(address)

    shown = {reader: said(readers[reader], address, kept) for reader in order}
    assert all(len(set(answers)) == 1 for answers in shown.values())
    assert shown["greta"] != shown["zoe"]

    refuse_letters(by=seated, writer=None)  # by anyone: the profile itself changes
    assert len(set(said(readers["zoe"], address, kept))) == 1


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client
