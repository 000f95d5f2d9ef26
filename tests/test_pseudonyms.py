"""Who spoke under a pseudonym is named by it to everybody else: on every page, in every export, notice and mail."""

import io
import re
from datetime import timedelta
from itertools import count

import pytest
from django.contrib import admin
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from palabre.commons.conversations.models import Discussion
from palabre.commons.notices.models import Notice
from palabre.commons.notices.preferences import set_pace
from palabre.commons.texts.revisions import newest
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.record import link
from palabre.core import clock
from palabre.people.models import Belonging, Member
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.comments import comment_on, support_comment
from palabre.processes.actions.revisions import publish_version
from palabre.processes.models import Recommendation
from tests.test_permission_matrix import PEOPLE
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns

pytestmark = pytest.mark.long
REAL, PSEUDONYM = "Solveig Quimper", "Night gull"
REAL_NAME = re.compile("solveig|quimper", re.IGNORECASE)  # her address has it too
# Where her words stand: were they not there, there would be nothing to leak.
SHOWN_ON = {
    "api:trail", "governance:commitment", "processes:answers", "processes:comment", "processes:measure",
    "processes:process", "processes:process_markdown", "processes:process_pdf", "processes:recommendation",
    "processes:recommendation_markdown", "processes:recommendation_pdf",
}  # fmt: skip


@pytest.fixture
def world(cast):
    """The matrix's world, in which Solveig spoke of everything as the Night gull, and stood behind Awa's words."""
    world = build(cast, 2)
    gull = Member.objects.create_user("solveig.quimper@example.org", "for tests only", name=REAL, pseudonym=PSEUDONYM)
    Belonging.objects.create(
        member=gull, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today
    )
    world.gull = gull
    support_comment(world.comment, by=gull)
    world.comment = said_everywhere(world)
    return world


def said_everywhere(world):
    """By the house's own actions, so that the trail names her too. What was walked is opened for it, then closed."""
    closed = dict(Discussion.objects.values_list("pk", "closed_at"))
    Discussion.objects.update(closed_at=clock.now() + timedelta(days=1))
    number, said = count(1), {}
    walked, open_ones = world.walked_recommendation, world.recommendation
    things = (world.open, open_ones, world.measure, world.walked, walked, world.walked_measure)
    for thing in things:
        thing.refresh_from_db()
        said[thing] = comment_on(
            thing, by=world.gull, text="I work nights.", pseudonymous=True, once=f"night {next(number)}"
        )
    carried(world, [said[open_ones], said[world.measure]])
    link(world.entry, Link.Kind.TAKEN_UP, from_=said[world.walked_measure], to=world.walked_measure)
    link(world.entry, Link.Kind.REFERRED, from_=world.walked_measure, to=world.walked_measure.point)
    link(world.entry, Link.Kind.DECIDED, from_=world.walked_measure.point, to=world.decision)
    for pk, closed_at in closed.items():
        Discussion.objects.filter(pk=pk).update(closed_at=closed_at)
    return comment_on(world.measure, by=world.gull, text="And weekends.", pseudonymous=True, once="unanswered")


def carried(world, comments):
    """Answered, and taken up in a version of the open process."""
    given = [answer_comment(each, by=world.cast.bruno, fate="taken_in", reason="Yes.") for each in comments]
    recommendation = Recommendation.objects.get(pk=world.recommendation.pk)
    last = newest(recommendation.text)
    publish_version(
        recommendation, by=world.cast.bruno, title="Clearer", html=last.html, measures=last.parts, answers=given,
        reason="For those who work nights.",
    )  # fmt: skip


def text_of(answer):
    """What a person reads of an answer: a PDF's words, or the body as it is."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(body)).pages)
    return body.decode(errors="replace")


def pages(world):
    """(name, address) of everything that can be read, the open process's exports too, and the operator's admin."""
    for address in patterns():
        yield address.name, reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
    for thing in (world.open, world.recommendation, world.measure):
        yield thing._meta.label_lower.replace(".", ":"), thing.get_absolute_url()
    number = newest(world.recommendation.text).number
    for name in ("recommendation_pdf", "recommendation_markdown", "version"):
        yield f"processes:{name}", reverse(f"processes:{name}", args=[world.recommendation.pk, number])
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield base, reverse(f"{base}_changelist")
        yield base, reverse(f"{base}_change", args=[model.objects.order_by("pk").first().pk])


@pytest.mark.filterwarnings("ignore::django.utils.deprecation.RemovedInDjango60Warning")  # the admin's own forms
def test_no_page_and_no_export_names_her_to_anybody_else(cast, world):
    shown, leaks = set(), []
    for person in PEOPLE:
        client = Client(raise_request_exception=False)
        if person != "nobody":
            client.force_login(getattr(cast, person))
        for name, path in pages(world):
            answer = client.get(path)
            assert answer.status_code < 500, path  # a page that breaks hides what it would show
            text = text_of(answer)
            shown |= {name} if PSEUDONYM in text else set()
            # Whoever keeps the register reads legal names there, and never who speaks under which pseudonym.
            kept = person in ("chloe", "farid") and path.startswith("/members/register/") and PSEUDONYM not in text
            leaks += [(person, path)] if REAL_NAME.search(text) and not kept else []
            if name == "account_logout" and person != "nobody":
                client.force_login(getattr(cast, person))
    assert leaks == []
    assert shown >= SHOWN_ON


def test_no_notice_and_no_mail_names_her_to_anybody_else(cast, world):
    assert Entry.objects.filter(actor=world.gull).count() == 8  # the trail's row keeps who did it
    assert set(Entry.objects.filter(actor=world.gull).values_list("details__actor_name", flat=True)) <= {
        PSEUDONYM, "Someone"
    }  # fmt: skip
    assert not REAL_NAME.search(str(list(Entry.objects.values_list("details__label", "details__facts"))))
    for member in Member.objects.filter(rhythm=None):
        set_pace(member, "soon")
    call_command("deliver_notices", verbosity=0)
    told = Notice.objects.filter(entry__actor=world.gull).exclude(member=world.gull)
    assert cast.bruno.pk in told.values_list("member", flat=True)
    others = [each for each in mail.outbox if each.to != [world.gull.email]]
    words = "\n".join(f"{each.subject}\n{each.body}\n{each.alternatives}" for each in others)
    assert PSEUDONYM in words
    assert not REAL_NAME.search(words)
    for member in Member.objects.filter(pk__in=Notice.objects.exclude(member=world.gull).values("member")):
        client = Client()
        client.force_login(member)
        assert not REAL_NAME.search(text_of(client.get(reverse("notices:notices")))), member
