from django.contrib import admin

from palabre.core.readonly_admin import ReadOnlyAdmin
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    AgendaRequest,
    AgendaRequestCorrection,
    AgendaRequestSupport,
    AgendaTemplate,
    Answer,
    Approval,
    Body,
    BodyTie,
    CollegeSeats,
    Commitment,
    Correction,
    Count,
    Decision,
    DecisionNumber,
    HandedDown,
    Headcount,
    Incompatibility,
    Mandate,
    Meeting,
    MinorityOpinion,
    Minutes,
    OpenHour,
    OpenHourChange,
    Paper,
    PaperVersion,
    PaperWithdrawal,
    Passage,
    Power,
    Presence,
    Presentation,
    ProgressNote,
    Proof,
    PublishedAgenda,
    Question,
    QuestionSupport,
    StandingItem,
    Succession,
    Telling,
)


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    list_display = ("name", "audience", "position", "seats_most", "mandate_months_most", "terms_most")


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    list_display = ("holder", "role", "body", "obtained", "from_on", "until_on", "ended_because", "confirmed_on")
    list_select_related = ("holder", "body")


@admin.register(CollegeSeats)
class CollegeSeatsAdmin(ReadOnlyAdmin):
    list_display = ("body", "college", "most", "article")
    list_select_related = ("body", "college", "article__statutes")


@admin.register(Incompatibility)
class IncompatibilityAdmin(ReadOnlyAdmin):
    list_display = ("body", "other", "role", "duty", "article")
    list_select_related = ("body", "other", "article__statutes")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ("body", "starts_at", "place")
    list_select_related = ("body",)


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin):
    list_display = ("title", "source", "body", "meeting", "closed_at")
    list_select_related = ("body", "meeting__body")


@admin.register(AgendaPoint)
class AgendaPointAdmin(ReadOnlyAdmin):
    list_display = ("reference", "title", "item")
    list_select_related = ("item",)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("point", "outcome", "by", "at")
    list_select_related = ("point", "by")


@admin.register(DecisionNumber)
class DecisionNumberAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "decision", "on")
    list_select_related = ("decision__point",)


@admin.register(HandedDown)
class HandedDownAdmin(ReadOnlyAdmin):
    list_display = ("source", "reference", "on", "decision", "by")
    list_select_related = ("decision__point", "by")


@admin.register(Telling)
class TellingAdmin(ReadOnlyAdmin):
    list_display = ("handed_down", "number", "status", "by", "at")
    list_select_related = ("handed_down", "by")


@admin.register(MinorityOpinion)
class MinorityOpinionAdmin(ReadOnlyAdmin):
    list_display = ("decision", "by", "at")
    list_select_related = ("decision__point", "by")


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    list_display = ("decision", "kind", "earlier")
    list_select_related = ("decision__point", "earlier__point")


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("reference", "title", "status", "owner_name", "next_check_on")
    list_select_related = ("owner",)
    search_fields = ("reference", "title")


@admin.register(ProgressNote)
class ProgressNoteAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "status", "by", "at")
    list_select_related = ("commitment", "by")


@admin.register(Proof)
class ProofAdmin(ReadOnlyAdmin):
    list_display = ("title", "commitment", "by", "at")
    list_select_related = ("commitment", "by")


@admin.register(Power)
class PowerAdmin(ReadOnlyAdmin):
    list_display = ("body", "kind", "what", "article")
    list_select_related = ("body", "article__statutes")


# What is written in the making and what is held back stand in no list here: running the machine opens no part of them.
@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    list_display = ("title", "current")
    list_select_related = ("current",)


@admin.register(Presentation)
class PresentationAdmin(ReadOnlyAdmin):
    list_display = ("minutes", "by", "at")
    list_select_related = ("minutes", "by")


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("minutes", "meeting", "by", "at")
    list_select_related = ("minutes", "meeting__body", "by")


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("minutes", "by", "at")
    list_select_related = ("minutes", "by")


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "item", "by", "at")
    list_select_related = ("meeting__body", "item", "by")


@admin.register(Presence)
class PresenceAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "member", "how", "at")
    list_select_related = ("meeting__body", "member")


@admin.register(Headcount)
class HeadcountAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "college", "entitled", "by", "at")
    list_select_related = ("meeting__body", "college", "by")


@admin.register(Count)
class CountAdmin(ReadOnlyAdmin):
    list_display = ("point", "in_favour", "against", "abstaining", "by", "at")
    list_select_related = ("point", "by")


@admin.register(PublishedAgenda)
class PublishedAgendaAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "number", "due_on", "by", "at")
    list_select_related = ("meeting__body", "by")


@admin.register(AgendaTemplate)
class AgendaTemplateAdmin(ReadOnlyAdmin):
    list_display = ("body", "name")
    list_select_related = ("body",)


@admin.register(StandingItem)
class StandingItemAdmin(ReadOnlyAdmin):
    list_display = ("body", "title", "kind", "box_minutes")
    list_select_related = ("body",)


@admin.register(AgendaRequest)
class AgendaRequestAdmin(ReadOnlyAdmin):
    list_display = ("title", "body", "state", "proposed_at")
    list_select_related = ("body",)


@admin.register(AgendaRequestSupport)
class AgendaRequestSupportAdmin(ReadOnlyAdmin):
    list_display = ("request",)
    list_select_related = ("request",)


@admin.register(AgendaRequestCorrection)
class AgendaRequestCorrectionAdmin(ReadOnlyAdmin):
    list_display = ("request", "at")
    list_select_related = ("request",)


@admin.register(BodyTie)
class BodyTieAdmin(ReadOnlyAdmin):
    list_display = ("body", "kind", "toward", "from_on", "until_on")
    list_select_related = ("body", "toward")


@admin.register(Paper)
class PaperAdmin(ReadOnlyAdmin):
    list_display = ("title", "meeting", "item", "held_until_on", "by", "at")
    list_select_related = ("meeting__body", "item", "by")


@admin.register(PaperVersion)
class PaperVersionAdmin(ReadOnlyAdmin):
    list_display = ("paper", "number", "by", "at")
    list_select_related = ("paper", "by")


@admin.register(PaperWithdrawal)
class PaperWithdrawalAdmin(ReadOnlyAdmin):
    list_display = ("paper", "by", "at")
    list_select_related = ("paper", "by")


@admin.register(OpenHour)
class OpenHourAdmin(ReadOnlyAdmin):
    list_display = ("about", "body", "from_at", "until_at", "called_off_at")
    list_select_related = ("body",)


@admin.register(OpenHourChange)
class OpenHourChangeAdmin(ReadOnlyAdmin):
    list_display = ("hour", "by", "at")
    list_select_related = ("hour", "by")


# Who asked under a pseudonym, and who supports, is nobody's business here either.
@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("text", "hour", "asked_at", "withdrawn_at")
    list_select_related = ("hour",)
    exclude = ("author",)


@admin.register(QuestionSupport)
class QuestionSupportAdmin(ReadOnlyAdmin):
    list_display = ("question", "at")
    list_select_related = ("question",)
    exclude = ("member",)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("question", "how", "by", "at")
    list_select_related = ("question", "by")
