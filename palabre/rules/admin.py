from django.contrib import admin

from palabre.core.readonly_admin import ReadOnlyAdmin
from palabre.rules.models import OwnPack, Rule, Rulebook


@admin.register(Rulebook)
class RulebookAdmin(ReadOnlyAdmin):
    list_display = ("entity", "number", "adopted_by", "adopted_on", "in_force_on")
    list_select_related = ("entity",)


@admin.register(Rule)
class RuleAdmin(ReadOnlyAdmin):
    list_display = ("rulebook", "key", "kind", "value", "layer")
    list_select_related = ("rulebook",)


@admin.register(OwnPack)
class OwnPackAdmin(ReadOnlyAdmin):
    list_display = ("slug", "number", "at")
