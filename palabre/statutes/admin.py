from django.contrib import admin

from palabre.core.readonly_admin import ReadOnlyAdmin
from palabre.statutes.models import Adoption, Article, Clause, GlossaryTerm, Rendering, Statutes


@admin.register(Statutes)
class StatutesAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "entity", "language")
    list_select_related = ("entity",)


@admin.register(Adoption)
class AdoptionAdmin(ReadOnlyAdmin):
    list_display = ("statutes", "number", "assembly", "adopted_on", "in_force_on")
    list_select_related = ("statutes",)


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ("statutes", "text")
    list_select_related = ("statutes", "text")


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    list_display = ("adoption", "number", "section", "revision")
    list_select_related = ("adoption__statutes", "revision")


@admin.register(Rendering)
class RenderingAdmin(ReadOnlyAdmin):
    list_display = ("article", "kind", "language")
    list_select_related = ("article__statutes",)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ReadOnlyAdmin):
    list_display = ("word", "language", "explanation")
