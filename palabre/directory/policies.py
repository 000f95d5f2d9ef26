"""Who may show what of themselves, who sees it, and who keeps the vocabulary."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.directory.models import Letter, PortraitDraft, Profile, Refusal, Shown, Term
from palabre.people.models import Belonging, Duty, Member
from palabre.people.policies import holds_duty

MOST_CHANGES, CHANGES_WITHIN = 40, timedelta(hours=24)
MOST_SEARCHES, MOST_A_DAY = 30, 120  # of the directory, by one account: within an hour, within a day
MOST_LETTERS, LETTERS_WITHIN = 10, timedelta(hours=24)
MOST_TO_ONE = 3  # messages to the same person within that time, unless they answer
MOST_PROPOSED = 10  # words that one person has waiting


def is_member(viewer: Any) -> bool:
    return bool(viewer.is_authenticated and viewer.is_active and viewer.belongs())


def may_have_profile(viewer: Any) -> Verdict:
    return YES if is_member(viewer) else no(_("Profiles are for members. Yours will be here once you are one."))


def may_change_profile_again(lately: int) -> Verdict:
    if lately < MOST_CHANGES:
        return YES
    return not_yet(_("You have changed your profile many times today. Please wait until tomorrow."))


def may_cut(draft: PortraitDraft | None) -> Verdict:
    """A picture waits a day for its square to be chosen."""
    return YES if draft else no(_("There is no photo to cut any more. Please send it again."))


def may_search(viewer: Any) -> Verdict:
    return YES if is_member(viewer) else no(_("The directory is for members: they find each other there."))


def may_look_by_branch(viewer: Any) -> Verdict:
    """See who holds something in a branch: whom it concerns, and who may show them their branch."""
    return YES if is_member(viewer) else no(_("Who holds something in a branch is shown to members."))


def may_search_again(this_hour: int, today: int) -> Verdict:
    """So that nobody copies the directory name by name. Whoever comes this far, the secretariat hears of it."""
    if this_hour >= MOST_SEARCHES:
        return not_yet(_("You have searched many times within an hour. Please go on in the next one."))
    if today >= MOST_A_DAY:
        return not_yet(_("You have searched very often today. Please go on tomorrow."))
    return YES


def nearness(viewer: Any, profile: Profile) -> Shown:
    """How widely a part must be shown for ``viewer`` to see it. Twin of ``Profile.objects.near``."""
    if viewer.is_authenticated and viewer.pk == profile.member_id:
        return Shown.NOBODY
    if not is_member(viewer):
        return Shown.PUBLIC
    return Shown.BRANCH if _branches(viewer) & _branches(profile.member) else Shown.MEMBERS


def may_see(viewer: Any, profile: Profile, part: str) -> Verdict:
    """Whether ``viewer`` sees this part. Twin of ``Profile.objects.showing``."""
    if not is_member(profile.member):
        return no(_("This person is no longer a member."))
    if getattr(profile, f"{part}_for") < nearness(viewer, profile):
        return no(_("This person does not show you this."))
    return YES


def may_open(viewer: Any, profile: Profile) -> Verdict:
    """Whether the page of this person exists for ``viewer``. Twin of ``Profile.objects.with_something_for``."""
    if any(may_see(viewer, profile, part) for part in Profile.PARTS):
        return YES
    return no(_("This person does not show you anything."))


def may_propose(member: Member, new: int) -> Verdict:
    """Whether someone may propose ``new`` more words."""
    if Term.objects.filter(proposed_by=member, kept_at=None).count() + new <= MOST_PROPOSED:
        return YES
    return not_yet(_("Ten words of yours are being looked at already. Please wait until they are answered."))


def may_write_to(viewer: Any, profile: Profile) -> Verdict:
    """Whether ``viewer`` may write to this member. One whom they no longer hear reads the same no as anybody."""
    if not is_member(viewer):
        return no(_("Messages are for members, between them."))
    if viewer.pk == profile.member_id:
        return no(_("This is yourself."))
    refused = Refusal.objects.filter(member=profile.member_id, writer=viewer).exists()
    if refused or not may_see(viewer, profile, "contact"):
        return no(_("This person does not wish to be written to."))
    return YES


def may_write_again(today: int, to_them: int) -> Verdict:
    if today >= MOST_LETTERS:
        return not_yet(_("You have written many messages today. Please go on tomorrow."))
    if to_them >= MOST_TO_ONE:
        return not_yet(_("You have written to this person three times today. Please wait for their answer."))
    return YES


def letters_lately(writer: Member, reader: Member) -> int:
    """How many messages ``writer`` sent to ``reader`` lately, since the last answer."""
    since = clock.now() - LETTERS_WITHIN
    answer = Letter.objects.filter(writer=reader, reader=writer, written_at__gt=since).first()
    sent = Letter.objects.filter(writer=writer, reader=reader, written_at__gt=since)
    return sent.filter(pk__gt=answer.pk).count() if answer else sent.count()


def may_answer_letter(viewer: Any, letter: Letter) -> Verdict:
    """Whoever was written to may answer, while both are members and the other still hears them."""
    if not viewer.is_authenticated or viewer.pk != letter.reader_id:
        return no(_("This message was not written to you."))
    refused = Refusal.objects.filter(member=letter.writer_id, writer=viewer).exists()
    if refused or not (is_member(viewer) and is_member(letter.writer)):
        return no(_("This person can no longer be written to."))
    return YES


def is_heard(letter: Letter) -> bool:
    """Whether a message that waits may still be mailed: asked again at the last moment."""
    if letter.answers_id:
        refused = Refusal.objects.filter(member=letter.reader_id, writer=letter.writer_id).exists()
        return not refused and is_member(letter.writer) and is_member(letter.reader)
    profile = Profile.objects.filter(member=letter.reader_id).select_related("member").first()
    return profile is not None and bool(may_write_to(letter.writer, profile))


def may_refuse(member: Any, writer: Member | None) -> Verdict:
    return no(_("This is yourself.")) if writer and writer.pk == member.pk else YES


def may_keep_vocabulary(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat keeps the vocabulary of trades and skills."))


def _branches(member: Member) -> set[int]:
    return set(Belonging.objects.filter(member=member).on(clock.today()).values_list("branch", flat=True))
