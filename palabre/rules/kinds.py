"""What kinds of bodies a cooperative has: a rule speaks of one kind, or of all."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    ASSEMBLY = "assembly", _("general assembly")
    BOARD = "board", _("board")
    COUNCIL = "council", _("branch council")
    OFFICE = "office", _("office")
    COMMITTEE = "committee", _("committee")
    GROUP = "group", _("working party")
    OTHER = "other", _("other body")
