"""What a legal entity calls the qualities of its members, and what its colleges weigh."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.components.dates import in_words
from palabre.core.verdict import no, require
from palabre.people.models import Audience, College, CollegeWeight, Entity, Inscription, Member, Status
from palabre.register import policies, verbs


@transaction.atomic
def name_status(entity: Entity, *, by: Member, name: str, votes: bool) -> Status:
    """Add a status to the entity's vocabulary. None is ever taken out: lines of the past keep theirs. Raises
    ``Refused`` where there is one of this name.
    """
    entity = Entity.objects.select_for_update(of=("self",)).get(pk=entity.pk)
    require(policies.may_keep_entity(by, entity))
    if entity.statuses.filter(name__iexact=name).exists():
        require(no(_("There is a status of this name already.")))
    status = Status.objects.create(entity=entity, name=name, votes=votes)
    record(verbs.STATUS_NAMED, status, by=by, audience=Audience.wide(Audience.Reach.MEMBERS))
    return status


@transaction.atomic
def weigh_college(college: College, *, by: Member, weight_percent: int, from_on: date, reason: str) -> CollegeWeight:
    """Write what a college weighs from a day on, with the reason (the assembly that decided it). What it weighed before
    stays true of the days before. That the weights of an entity add up to 100 is for the law pack to say, not here.
    """
    college = College.objects.select_for_update(of=("self",)).select_related("entity").get(pk=college.pk)
    require(policies.may_keep_entity(by, college.entity))
    if not reason.strip():
        require(no(_("Please say who decided it, and when: the reason stays beside the weight.")))
    if not 0 <= weight_percent <= 100:
        require(no(_("A weight is between 0 and 100 percent.")))
    inscription = Inscription.objects.create(by=by, reason=reason.strip())
    weight = CollegeWeight.objects.create(
        college=college, weight_percent=weight_percent, from_on=from_on, inscription=inscription
    )
    members = Audience.wide(Audience.Reach.MEMBERS)
    day = in_words(from_on)
    record(verbs.COLLEGE_WEIGHED, college, by=by, audience=members, percent=weight_percent, day=day)
    return weight
