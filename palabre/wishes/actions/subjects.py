"""The vocabulary, what a process is about, and when members are asked."""

from collections.abc import Iterable

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Audience, Cooperative, Member
from palabre.processes.models import Process
from palabre.wishes import verbs
from palabre.wishes.models import Asking, Described, Subject
from palabre.wishes.policies import may_keep_subjects


@transaction.atomic
def keep_subjects(*, by: Member, names: Iterable[str]) -> int:
    """Offer these subjects from now on, and no others; give how many they are.

    One that is left out is retired, not deleted: what members wished and what processes are about stays. Named again,
    it comes back. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(may_keep_subjects(by))
    cooperative = _locked()
    wanted = set(names)
    offered = set(Subject.objects.filter(retired_at=None).values_list("name", flat=True))
    if wanted != offered:
        Subject.objects.filter(name__in=offered - wanted).update(retired_at=clock.now())
        Subject.objects.filter(name__in=wanted).update(retired_at=None)
        there = set(Subject.objects.values_list("name", flat=True))
        Subject.objects.bulk_create(Subject(name=name) for name in sorted(wanted - there))
        record(verbs.SUBJECTS_KEPT, cooperative, by=by, audience=Audience.wide("members"), count=len(wanted))
    return len(wanted)


@transaction.atomic
def describe_process(process: Process, *, by: Member, subjects: Iterable[Subject]) -> Process:
    """Say what ``process`` is about. Who wishes a subject that is new to it is told; nobody else, and nobody twice.

    Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(may_keep_subjects(by))
    process = Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    wanted = {subject.pk: subject.name for subject in subjects}
    there = set(Described.objects.filter(process=process).values_list("subject", flat=True))
    if there != set(wanted):
        Described.objects.filter(process=process).exclude(subject__in=wanted).delete()
        new = sorted(set(wanted) - there)
        Described.objects.bulk_create(Described(process=process, subject_id=pk) for pk in new)
        names = ", ".join(wanted[pk] for pk in sorted(wanted, key=lambda pk: wanted[pk]))
        record(verbs.DESCRIBED, process, by=by, new=new, names=names)
    return process


@transaction.atomic
def choose_months(*, by: Member, months: int) -> Asking:
    """Ask for wishes again so many months after they were given; 0: never again by itself.

    Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(may_keep_subjects(by))
    cooperative, asking = _locked(), Asking.current()
    if asking.months != months or asking._state.adding:
        asking.months = months
        asking.save()
        record(verbs.MONTHS_CHOSEN, cooperative, by=by, audience=Audience.wide("members"), months=months)
    return asking


@transaction.atomic
def ask_everyone(*, by: Member) -> Asking:
    """Ask everyone now, as before an assembly: home says so to whoever answered earlier. No mail goes out.

    Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(may_keep_subjects(by))
    cooperative, asking = _locked(), Asking.current()
    asking.asked_at = clock.now()
    asking.save()
    record(verbs.ASKED, cooperative, by=by, audience=Audience.wide("members"))
    return asking


def _locked() -> Cooperative:
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    return Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
