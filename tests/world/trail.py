"""What the trail and the notices hold of all this."""

from django.db import transaction

from palabre.commons.notices.models import Device, Mute, Notice, Rhythm, Sent
from palabre.commons.trail.models import Link, Pending, Round, SentForm
from palabre.commons.trail.record import link, record
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.verbs import registry
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.core import clock


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
        webhook = Webhook.objects.create(
            address=f"https://example.org/{number}", topics=["commitments"], salt="00", added_by=cast.farid
        )
        Delivery.objects.create(webhook=webhook, entry=entry, attempts=1, tried_at=clock.now(), failure="Nobody.")
        world.webhooks = [*getattr(world, "webhooks", []), webhook]
    world.entry = entry
