"""What Estran wrote to all its members, and a draft that waits for its secretary."""

from palabre.commons.notices.actions.broadcasts import begin_broadcast, send_broadcast
from palabre.commons.notices.broadcasts.listing import list_some
from palabre.commons.notices.models import BroadcastMail
from palabre.core import clock
from palabre.people.models import Member

SENT = (
    "Journée de la coopérative, le deuxième samedi de mars",
    "Nous nous retrouvons à Lille, toute la journée, pour relire ensemble ce qui a été promis et ce qui a été tenu.\n\n"
    "Le matin : le registre des engagements, un par un. L’après-midi : les groupes de travail se racontent.\n\n"
    "Les trajets sont remboursés, les enfants sont gardés sur place. Dites à votre antenne si vous venez.",
)
DRAFT = (
    "Convocation à l’assemblée générale",
    "L’assemblée générale ordinaire se tient à Lille et en ligne.\n\n"
    "Ordre du jour : rapport moral, comptes, renouvellement du conseil.",
)


def write_to_all(cast: dict[str, Member]) -> None:
    """The mails count as sent: the outbox of a demonstration shows what happens in it, not three hundred copies."""
    farid = cast["farid"]
    title, text = SENT
    sent = begin_broadcast(by=farid, circle="members", circle_id=None, title=title, text=text, legal=False)
    send_broadcast(sent, by=farid, seen=sent.changed_at.isoformat())
    while list_some():
        pass
    owed = BroadcastMail.objects.filter(broadcast=sent, state=BroadcastMail.State.OWED)
    owed.update(state=BroadcastMail.State.SENT, at=clock.now())
    title, text = DRAFT
    begin_broadcast(by=farid, circle="members", circle_id=None, title=title, text=text, legal=True)
