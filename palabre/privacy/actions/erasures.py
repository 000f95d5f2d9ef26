"""Have one's account erased, think again, and the erasure when it is due; somebody else's, by two people."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.four_eyes.deeds import Deed, Facts
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Told, Why
from palabre.core import clock
from palabre.core.verdict import Verdict, no, require
from palabre.people.alone import only
from palabre.people.models import Audience, Duty, Member
from palabre.privacy import policies, verbs
from palabre.privacy.erasing import erase
from palabre.privacy.models import Erasure


@transaction.atomic
def ask_erasure(*, by: Member, words: str) -> Erasure:
    """Ask that one's own account be erased in seven days. Until then nothing changes, and it can be undone.

    Seven days because a stolen session, a bad evening or a wrong button must not be final; a mail says so at once.
    Raises ``Refused`` when it was asked already, or when something of the cooperative rests on this person alone.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_erase_oneself(member))
    due_at = clock.now() + policies.GRACE
    erasure = Erasure.objects.create(member=member, words=words, due_at=due_at)
    record(verbs.ERASURE_ASKED, erasure, by=member, audience=only(member))
    return erasure


@transaction.atomic
def undo_erasure(erasure: Erasure, *, by: Member) -> Erasure:
    """Keep the account after all. Raises ``Refused`` for somebody else's, and when it is done."""
    erasure = _locked(erasure)
    require(policies.may_undo(by, erasure))
    erasure.undone_at = clock.now()
    erasure.save(update_fields=["undone_at"])
    record(verbs.ERASURE_UNDONE, erasure, by=by, audience=only(by))
    return erasure


def erase_due() -> int:
    """Erase every account whose seven days are over. One that something stands in the way of waits. Gives how many."""
    done = 0
    for pk in list(Erasure.objects.waiting().filter(due_at__lte=clock.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            erasure = _locked(Erasure(pk=pk))
            if erasure.undone_at is None and policies.may_be_erased(erasure.member):
                _erase(erasure.member_id, erasure.words)
                done += 1
    return done


@transaction.atomic
def erase_again(member: Member, *, by: Member | None, words: str) -> bool:
    """Of a restore (``by`` is None), in its transaction: erase again whom the list names, whatever stood in the way.

    False: the backup is younger than the erasure, nothing is left to do. Raises ``Refused`` for any person.
    """
    require(policies.may_erase_again(by))
    if Erasure.objects.done().filter(member=member).exists():
        return False
    _erase(member.pk, words)
    return True


def _locked(erasure: Erasure) -> Erasure:
    found = Erasure.objects.select_for_update(of=("self",)).select_related("member")
    return found.get(pk=erasure.pk)


def _erase(pk: int, words: str) -> None:
    """The caller has asked whether it may be; one that waits already is the one that is done."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=pk)
    now = clock.now()
    waiting = Erasure.objects.waiting().filter(member=member).first()
    erasure = waiting or Erasure(member=member, words=words, asked_at=now, due_at=now)
    erasure.done_at = now
    erasure.save()
    erase(member, words=erasure.words, at=now)
    record(verbs.ERASED, erasure, by=None, audience=Audience.wide("public"))


# --- somebody else: two people --------------------------------------------------------------------------------------


def facts_of_erasing(member: Member, words: str) -> Facts:
    return {"member": member.pk, "words": words}


def _sentence(facts: Facts) -> str:
    return _("Erase someone’s account and personal data")


def _fits(facts: Facts) -> Verdict:
    member = Member.objects.filter(pk=facts["member"]).first()
    return policies.may_be_erased(member) if member else no(_("This account is no longer there."))


def _perform(facts: Facts, asked_by: Any, confirmed_by: Any) -> None:
    member = Member.objects.select_for_update(of=("self",)).get(pk=facts["member"])
    require(policies.may_be_erased(member))
    _erase(member.pk, facts["words"])


def _shown(facts: Facts) -> list[tuple[str, str]]:
    names = Member.objects.filter(pk=facts["member"]).values_list("name", flat=True)
    words = _("they stay, without the name") if facts["words"] == Erasure.Words.KEPT else _("they are withdrawn")
    return [*((_("Whose"), name) for name in names), (_("Words said in discussions"), words)]


def _told(facts: Facts) -> Told:
    kinds = (Duty.Kind.SECRETARIAT, Duty.Kind.REGISTER)
    duties = Duty.objects.on(clock.today()).filter(kind__in=kinds).over().exclude(member=facts["member"])
    for member, kind in duties.order_by("id").values_list("member", "kind"):
        yield member, Why.SECRETARIAT if kind == Duty.Kind.SECRETARIAT else Why.REGISTER


ERASING_SOMEONE = Deed(
    key="privacy.erase_someone",
    sentence=_sentence,
    may_ask=policies.may_ask_to_erase,
    may_confirm=policies.may_confirm_erasure,
    fits=_fits,
    perform=_perform,
    shown=_shown,
    concerns=lambda facts: facts["member"],
    told=_told,
)
