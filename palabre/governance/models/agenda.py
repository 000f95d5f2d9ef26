"""An agenda as it was published, and what stands on every agenda of a body."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.governance.models.body import Mandate
from palabre.governance.models.meeting import AgendaItem


class PublishedAgenda(models.Model):
    """The agenda of a meeting at a moment, frozen. A later one stands beside it; the newest is what counts.

    ``lines`` is a list of ``{item, title, kind, minutes, presenter, service, source}``: presenters by their number, for
    a name may go. ``due_on`` is the last day on which the rules want it published; after that day it is ``late``, and
    says why: only then it has a ``reason``.
    """

    append_only = True

    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, related_name="published_agendas", verbose_name=_("meeting")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    lines = models.JSONField(default=list)
    due_on = models.DateField(_("to be published by"), null=True, blank=True)
    reason = models.CharField(_("why late"), max_length=500, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("published by"))
    at = models.DateTimeField(_("published"), default=clock.now)

    class Meta:
        verbose_name = _("published agenda")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"

    @property
    def late(self) -> bool:
        return bool(self.reason)

    @property
    def by_item(self) -> dict[int, dict[str, Any]]:
        return {line["item"]: line for line in self.lines}


class AgendaTemplate(models.Model):
    """An agenda a body keeps under a name, to begin others with: "Ordinary meeting", "Annual assembly"."""

    MOST = 12

    body = models.ForeignKey("governance.Body", models.CASCADE, related_name="agenda_templates", verbose_name=_("body"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("agenda template")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="agenda_template_named_once")]

    def __str__(self) -> str:
        return self.name


class StandingItemQuerySet(models.QuerySet):
    def on_every_agenda(self) -> Self:
        """Those of no template: a meeting that is called begins with these."""
        return self.filter(template=None)


class StandingItem(models.Model):
    """What stands on every agenda of a body; with ``template``, on those that begin with it.

    ``presenter_role``: whoever holds it on the day of the meeting presents it.
    """

    body = models.ForeignKey("governance.Body", models.CASCADE, related_name="standing_items", verbose_name=_("body"))
    template = models.ForeignKey(
        AgendaTemplate,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("agenda template"),
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("what for"), max_length=12, choices=AgendaItem.Kind.choices)
    box_minutes = models.PositiveSmallIntegerField(_("time, in minutes"), null=True, blank=True)
    presenter_role = models.CharField(
        _("presented by"), max_length=12, choices=Mandate.Role.choices, blank=True, default="", db_default=""
    )

    objects = StandingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing item")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "title"], condition=Q(template=None), name="standing_item_once"),
            models.UniqueConstraint(fields=["template", "title"], name="template_item_once"),
        ]

    def __str__(self) -> str:
        return self.title
