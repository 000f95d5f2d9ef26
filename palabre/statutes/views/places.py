"""Where a page stands: the way up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.statutes.models import Statutes

Trail = list[tuple[str, str]]


def way_up(statutes: Statutes | None = None) -> Trail:
    trail = [(_("Founding texts"), reverse("statutes:statutes"))]
    return [*trail, (statutes.title, statutes.get_absolute_url())] if statutes else trail
