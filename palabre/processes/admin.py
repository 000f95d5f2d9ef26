"""What happened in processes, to be looked at; nothing is changed here."""

from django.contrib import admin

from palabre.core.readonly_admin import ReadOnlyAdmin
from palabre.processes.models import Edition, Process, Recommendation, Referral


@admin.register(Process)
class ProcessAdmin(ReadOnlyAdmin):
    list_display = ("title", "level", "decider", "answer_due_on", "opened_at")
    list_filter = ("level",)
    search_fields = ("title",)


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "process")
    search_fields = ("title",)


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    list_display = ("recommendation", "body", "by", "at")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("process", "number", "by", "at", "reason")
