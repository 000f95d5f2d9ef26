"""What nobody holds beside a mandate: refused when it is opened, named to the secretariat where it runs anyway."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.governance.cited import as_said_by
from palabre.governance.models import Body, Incompatibility, Mandate
from palabre.people.models import Duty, Member
from palabre.people.policies import may_read

Held = Mandate | Duty


def require_compatible(mandate: Mandate, by: Member) -> None:
    """Raise ``ValidationError`` (with the article) where its holder has, on a day of ``mandate``, what is
    incompatible with it: whether its own body or the other says so.

    Of a body that ``by`` may not read nothing is told, but that there is something.
    """
    rules = Incompatibility.objects.filter(Q(body=mandate.body) | Q(other=mandate.body)).select_related("body", "other")
    if not (said := list(rules)):
        return
    runs = {"from_on__lte": mandate.until_on, "until_on__gte": mandate.from_on}
    mandates = Mandate.objects.filter(holder=mandate.holder, **runs).select_related("body__audience")
    duties = Duty.objects.filter(member=mandate.holder, **runs)
    there: list[Held] = [
        *mandates.exclude(body=mandate.body).order_by("from_on", "id"),
        *duties.order_by("from_on", "id"),
    ]
    for rule in said:
        for held in there:
            if clash(rule, mandate, held):
                raise ValidationError({"who": _sentence(rule, mandate, held, by)})


def clash(rule: Incompatibility, mandate: Mandate, held: Held) -> bool:
    """Whether ``rule`` forbids that one person has both."""
    if isinstance(held, Duty):
        return rule.body_id == mandate.body_id and rule.duty == held.kind
    return _says(rule, mandate, held) or _says(rule, held, mandate)


def _says(rule: Incompatibility, here: Mandate, there: Mandate) -> bool:
    both = (rule.body_id, rule.other_id) == (here.body_id, there.body_id)
    return both and rule.role in ("", there.role)


def _sentence(rule: Incompatibility, mandate: Mandate, held: Held, by: Member) -> str:
    if isinstance(held, Duty):
        words = _("%(name)s holds a duty until %(day)s (%(held)s) that does not go together with a mandate here.")
        facts = {"held": held.get_kind_display()}
    elif may_read(by, held.body):
        words = _("%(name)s sits in “%(body)s” until %(day)s (%(held)s). The two do not go together.")
        facts = {"held": held.called, "body": held.body.name}
    else:
        words = _("%(name)s holds something that does not go together with this mandate. The secretariat knows more.")
        return words % {"name": mandate.holder}
    facts |= {"name": mandate.holder.name, "day": in_words(held.until_on)}
    return words % facts + as_said_by(rule.article_id, by)


def held_together(bodies: QuerySet[Body]) -> Iterator[tuple[Mandate, str]]:
    """Mandates that run today beside what is incompatible with them, in these bodies. Three queries."""
    today, readable = clock.today(), bodies.values("pk")
    rules = Incompatibility.objects.filter(body__in=readable).order_by("body__position", "position", "id")
    mandates = Mandate.objects.on(today).filter(body__in=readable).select_related("body", "holder")
    held: dict[int, list[Any]] = {}
    for mandate in mandates.order_by("body__position", "id"):
        held.setdefault(mandate.holder_id, []).append(mandate)
    for duty in Duty.objects.on(today).filter(member__in=list(held)).order_by("id"):
        held[duty.member_id].append(duty)
    for rule in rules:
        for things in held.values():
            for mandate in things:
                if isinstance(mandate, Mandate) and mandate.body_id == rule.body_id:
                    yield from (
                        (mandate, _other(thing))
                        for thing in things
                        if thing is not mandate and clash(rule, mandate, thing)
                    )


def _other(held: Held) -> str:
    return str(held.get_kind_display()) if isinstance(held, Duty) else f"{held.called}, {held.body}"
