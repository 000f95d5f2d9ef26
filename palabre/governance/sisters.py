"""Pages that stand side by side in this part of the house."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def sisters() -> list[tuple[str, str, str]]:
    """(key, label, address) of the pages of governance, for ``tabs``."""
    return [
        ("who_decides", _("Who decides what?"), reverse("governance:who_decides")),
        ("bodies", _("Bodies"), reverse("governance:bodies")),
        ("map", pgettext("tab", "Map"), reverse("governance:map")),
        ("minutes", _("Minutes"), reverse("governance:all_minutes")),
        ("requests", _("Members’ points"), reverse("governance:agenda_requests")),
        ("decisions", _("Decisions"), reverse("governance:decisions")),
        ("commitments", pgettext("tab", "Register"), reverse("governance:commitments")),
        ("statutes", _("Founding texts"), reverse("statutes:statutes")),
        ("rules", _("Rules"), reverse("rules:rules")),
    ]
