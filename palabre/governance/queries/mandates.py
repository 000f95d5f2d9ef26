"""All mandates of a body, ever, and who may be given one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from palabre.core import clock
from palabre.governance.models import Body, Mandate
from palabre.people.models import Belonging, Member
from palabre.people.queries import found_by_name


@dataclass(frozen=True, slots=True)
class MandateLine:
    """``why`` and ``college`` are said to whoever may read them; ``ends`` and ``confirms``: the viewer may do so."""

    mandate: Mandate
    role: str
    why: str
    college: str
    open: bool
    ends: bool
    confirms: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with a body's mandates: keep them, correct the past too, read why one ended early."""

    keeps: bool
    corrects: bool
    reads_why: bool


def mandates_of(body: Body) -> QuerySet[Mandate]:
    """Newest first."""
    return body.mandates.select_related("holder", "replaces__holder", "body", "college").order_by("-from_on", "-id")


def mandate_lines(mandates: list[Mandate], viewer: Any, rights: Rights) -> list[MandateLine]:
    """As ``viewer`` reads them, of whom their rights were asked once for all."""
    today = clock.today()
    return [
        MandateLine(
            mandate=mandate,
            role=mandate.called,
            why=str(mandate.get_ended_because_display()) if mandate.ended_because and rights.reads_why else "",
            college=mandate.college.name if mandate.college and rights.reads_why else "",
            open=mandate.from_on <= today <= mandate.until_on,
            ends=rights.keeps and not mandate.ended_because and (rights.corrects or mandate.until_on >= today),
            confirms=_may_be_confirmed(mandate, today) and rights.keeps and mandate.holder_id != viewer.pk,
        )
        for mandate in mandates
    ]


def _may_be_confirmed(mandate: Mandate, today: date) -> bool:
    unconfirmed = mandate.awaits_confirmation and mandate.ended_because != Mandate.Ended.UNCONFIRMED
    return unconfirmed and mandate.from_on <= today


def seats_left(body: Body) -> QuerySet[Mandate]:
    """Mandates that ended early and whose seat nobody has taken up."""
    return (
        body.mandates.exclude(ended_because="").filter(replaced_by=None).select_related("holder").order_by("-until_on")
    )


def members_named(words: str, day: date) -> list[Member]:
    """The few under these words, with an account, who belong to the cooperative on ``day``."""
    belong = Belonging.objects.on(day).values("member")
    return list(found_by_name(words, among=Member.objects.filter(is_active=True, pk__in=belong)))
