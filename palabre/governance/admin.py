from django.contrib import admin

from palabre.core.readonly_admin import ReadOnlyAdmin
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Body,
    Commitment,
    Decision,
    Mandate,
    Meeting,
    ProgressNote,
    Proof,
)


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    list_display = ("name", "audience", "position")


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    list_display = ("holder", "role", "body", "from_on", "until_on")
    list_select_related = ("holder", "body")


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
