"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.governance.models import AgendaRequestSupport, Mandate, QuestionSupport
from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Manner, Source, end_today
from palabre.people.models import Member


def _end_mandates(member: Member, manner: Manner) -> None:
    end_today(Mandate.objects.filter(holder=member))


def _forget_supports(member: Member, manner: Manner) -> None:
    """How many stood behind a point on the day it found its supporters stays (``reached_with``)."""
    AgendaRequestSupport.objects.filter(member=member).delete()


def _forget_question_supports(member: Member, manner: Manner) -> None:
    QuestionSupport.objects.filter(member=member).delete()


ALL = [
    Holding(
        key="governance.mandates",
        title=_("Your mandates"),
        why=_("They say in which body you sat, and when: whoever decided must be known."),
        until=_("For good: decisions rest on them."),
        sources=(
            Source(
                "governance.Mandate",
                "holder",
                (
                    "body__name",
                    "role",
                    "obtained",
                    "from_on",
                    "until_on",
                    "planned_until_on",
                    "ended_because",
                    "confirmed_on",
                    "college__name",
                ),
            ),
        ),
        erase=_end_mandates,
        stays=_("They end on the day of the erasure, and stay under a number without a name."),
    ),
    Holding(
        key="governance.record",
        title=_("Decisions, news and proofs you wrote down; what was entrusted to you"),
        why=_("A promise has somebody who keeps it, and a decision somebody who wrote it down."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source("governance.Decision", "by", ("at", "outcome", "reason"), also=("amended_text",)),
            Source("governance.HandedDown", "by", ("at", "on", "source", "reference")),
            Source("governance.Telling", "by", ("at", "handed_down__source", "status", "words")),
            Source("governance.MinorityOpinion", "by", ("at", "text"), also=("said_by",)),
            Source("governance.ProgressNote", "by", ("at", "status", "text")),
            Source("governance.PublishedAgenda", "by", ("at", "number", "reason"), also=("lines",)),
            Source("governance.Paper", "by", ("at", "title"), also=("language", "held_because")),
            Source("governance.PaperVersion", "by", ("at", "paper__title", "number", "because")),
            Source("governance.PaperWithdrawal", "by", ("at", "paper__title", "because")),
            Source("governance.AgendaItem", "presenter", ("title", "kind"), also=("source", "presenter_service")),
            Source("governance.Proof", "by", ("at", "title", "url")),
            Source("governance.Commitment", "owner", ("reference", "title", "status", "due_on")),
        ),
        stays=UNDER_A_NUMBER,
    ),
    Holding(
        key="governance.requests",
        title=_("Points you asked to put on an agenda, and points you support"),
        why=_("Whoever asks for a point is owed an answer; supporters are told what becomes of it."),
        until=_("Your points for good: a body answered them. Your supports until you take them back."),
        sources=(
            Source(
                "governance.AgendaRequest", "author",
                ("proposed_at", "title", "why", "what", "speaks", "speech", "state"),
                also=("reason",),
            ),
            Source("governance.AgendaRequest", "answered_by", ("answered_at", "title", "reason")),
            Source("governance.AgendaRequestCorrection", "request__author", ("at", "text")),
            Source("governance.AgendaRequestSupport", "member", ("at", "request__title")),
        ),
        erase=_forget_supports,
        stays=UNDER_A_NUMBER,
    ),
    Holding(
        key="governance.questions",
        title=_("Questions you asked at open hours or support, and what you answered there"),
        why=_("Whoever asks is told of the answer; questions and answers stay where everyone finds them."),
        until=_("Questions and answers for good. Your supports until you take them back."),
        sources=(
            Source("governance.Question", "author", ("asked_at", "text", "pseudonymous"), also=("words",)),
            Source("governance.QuestionSupport", "member", ("at", "question__text")),
            Source("governance.Answer", "by", ("at", "question__text", "how", "text")),
            Source("governance.OpenHourChange", "by", ("at", "hour__about", "reason"), also=("about", "place", "link")),
        ),
        erase=_forget_question_supports,
        stays=UNDER_A_NUMBER,
    ),
    Holding(
        key="governance.minutes",
        title=_("Meetings you attended, and minutes you wrote"),
        why=_("Minutes say who was there, who presented and approved them, and who corrected them."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source(
                "governance.Attendance", "member", ("presentation__minutes__title", "how", "role"), also=("name",)
            ),
            Source("governance.Attendance", "represented_by", ("presentation__minutes__title", "left_at")),
            Source(
                "governance.MinutesPart", "saved_by", ("minutes__title", "saved_at"),
                # Not given out: some of it is held back from whoever no longer sits on the body.
                also=("anchor", "title", "text", "present", "excused", "held_because"),
            ),
            Source("governance.Presentation", "by", ("minutes__title", "at")),
            Source("governance.Approval", "by", ("minutes__title", "at")),
            Source("governance.Correction", "by", ("minutes__title", "at", "text")),
        ),
        stays=UNDER_A_NUMBER,
    ),
    Holding(
        key="governance.sittings",
        title=_("When you came to meetings and left them, and sittings you kept"),
        why=_("Whether the quorum was there at each vote follows from who was there then."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source("governance.Presence", "member", ("meeting__body__name", "at", "how")),
            Source("governance.Presence", "represented_by", ("meeting__body__name", "at")),
            Source("governance.Presence", "by", ("meeting__body__name", "at")),
            Source("governance.Passage", "by", ("meeting__body__name", "at")),
            Source("governance.Headcount", "by", ("meeting__body__name", "at")),
            Source("governance.Count", "by", ("point__title", "at", "way", "because")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]  # fmt: skip
