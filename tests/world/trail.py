"""What the trail and the notices hold of all this."""

from django.db import transaction

from palabre.commons.notices.models import (
    Answered,
    Broadcast,
    BroadcastMail,
    Device,
    InboundMail,
    Mute,
    Notice,
    Rhythm,
    Sent,
    Trouble,
)
from palabre.commons.trail.models import Link, Pending, Round, SentForm
from palabre.commons.trail.record import link, record
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.verbs import registry
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.core import clock
from palabre.people.models import Belonging


@transaction.atomic
def entries_and_notices(world):
    """``n`` entries about the first commitment, each told to a few of the cast; links from words to the promise.

    A program of its own is called for each, and did not answer.
    """
    cast, commitment = world.cast, world.commitment
    verb = registry["governance.commitment_under_way"]
    facts = {"body": world.body.pk, "body_name": world.body.name, "commitment": commitment.pk, "owner": cast.edwige.pk}
    comments = list(world.walked_recommendation.discussion.comments.all())
    for number in range(world.n):
        entry = record(verb, commitment, by=cast.edwige, audience=world.audience("entry"), **facts)
        for member in (cast.awa, cast.bruno, cast.chloe, cast.edwige, cast.farid, *world.others[:1]):
            Notice.objects.create(
                member=member, entry=entry, why="author", about_kind="governance.commitment", about_id=commitment.pk
            )
        link(entry, Link.Kind.TAKEN_UP, from_=comments[number], to=world.walked_measure)
        link(entry, Link.Kind.DECIDED, from_=world.walked_measure, to=world.decision)
        link(entry, Link.Kind.PROMISED, from_=world.decision, to=commitment)
        Pending.objects.create(entry=entry, reader="notices", due_at=clock.now())
        Mute.objects.create(member=cast.awa, about_kind="governance.commitment", about_id=1000 + number)
        Rhythm.objects.create(member=world.others[number])
        Sent.objects.create(member=world.others[number])
        world.device = Device.objects.create(member=cast.awa, endpoint=f"https://push.example.org/{number}")
        Round.objects.get_or_create(name=f"round {number}", defaults={"next_at": clock.now()})
        SentForm.objects.create(sha256=f"{number:064}", location=commitment.get_absolute_url())
        seal_new()
        trouble = {"email": world.others[number].email, "code": "5.1.1", "stopped_at": clock.now()}
        Trouble.objects.create(member=world.others[number], **trouble)
        Answered.objects.create(member=world.others[number])
        InboundMail.objects.create(signature=f"v1={number}", sha256=f"{number:064}", outcome="ignored")
        webhook = Webhook.objects.create(
            address=f"https://example.org/{number}", topics=["commitments"], salt="00", added_by=cast.farid
        )
        Delivery.objects.create(webhook=webhook, entry=entry, attempts=1, tried_at=clock.now(), failure="Nobody.")
        world.webhooks = [*getattr(world, "webhooks", []), webhook]
    world.entry = entry


def messages_to_many(world):
    """``n`` drafts, and as many messages that were sent to every member."""
    cast = world.cast
    said = {"circle": "members", "addressee": "Estran", "text": "Come.", "written_by": cast.farid}
    sent = {"sent_by": cast.farid, "sent_at": clock.now(), "sent_on": clock.today(), "listed_at": clock.now()}
    for number in range(world.n):
        draft = Broadcast.objects.create(title=f"Draft {number}", **said)
        world.drafts = [*getattr(world, "drafts", []), draft]
        world.message = Broadcast.objects.create(title=f"Message {number}", **said, **sent)
        for belonging in Belonging.objects.on(clock.today()).order_by("member").distinct():
            BroadcastMail.objects.get_or_create(
                broadcast=world.message,
                member=belonging.member,
                defaults={"state": BroadcastMail.State.SENT, "legal": False, "at": clock.now()},
            )
