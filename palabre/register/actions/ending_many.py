"""An import that ends more than one belonging in a hundred: one person asks, another confirms."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.four_eyes.deeds import Deed, Facts
from palabre.commons.trail.verbs import Told, Why
from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Duty, Entity
from palabre.register import policies
from palabre.register.actions.imports import begin, ended_by, locked
from palabre.register.models import RegisterImport


def facts_of(of: RegisterImport) -> Facts:
    """What the public log says of it: of which entity, and how many. Nothing is written until somebody confirms."""
    return {"import": of.pk, "entity": of.entity_id, "ended": ended_by(of)}


def _sentence(facts: Facts) -> str:
    words = ngettext(
        "an import that ends %(ended)s belonging to %(entity)s",
        "an import that ends %(ended)s belongings to %(entity)s",
        facts["ended"],
    )
    return words % {"ended": facts["ended"], "entity": Entity.objects.get(pk=facts["entity"]).name}


def _fits(facts: Facts) -> Verdict:
    of = RegisterImport.objects.filter(pk=facts["import"]).first()
    if of is None or of.state != RegisterImport.State.JUDGED or ended_by(of) != facts["ended"]:
        return no(_("This import was read anew, written or withdrawn meanwhile."))
    return YES


def _perform(facts: Facts, asked_by: Any, by: Any) -> RegisterImport:
    of = locked(RegisterImport.objects.get(pk=facts["import"]))
    for person in (asked_by, by):
        require(policies.may_keep_entity(person, of.entity))
    return begin(of, by)


def _told(facts: Facts) -> Told:
    keep = Duty.objects.on(clock.today()).filter(kind__in=Duty.KEEPS_REGISTER)
    entity = Entity.objects.get(pk=facts["entity"])
    for member in keep.over(entity=entity).values_list("member", flat=True).distinct():
        yield member, Why.REGISTER


ENDING_MANY = Deed(
    key="register.ending_many",
    sentence=_sentence,
    may_ask=policies.may_keep_register,
    may_confirm=policies.may_keep_register,
    fits=_fits,
    perform=_perform,
    told=_told,
)
