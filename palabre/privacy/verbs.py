"""What can happen in this chapter, and who is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.privacy.models import Package


def _page(entry: Entry) -> str:
    return reverse("privacy:erasure")


def _package(entry: Entry) -> str:
    return reverse("privacy:package")


def _who_asked(entry: Entry) -> Told:
    for member in Package.objects.filter(pk=entry.subject_id).values_list("member", flat=True):
        yield member, Why.ASKED


def _nothing(entry: Entry) -> tuple[()]:
    """Nobody's page tells of it."""
    return ()


ERASURE_ASKED = Verb(
    key="privacy.erasure_asked", sentence=_("%(actor)s asked that their account be erased"), address=_page
)
ERASURE_UNDONE = Verb(
    key="privacy.erasure_undone", sentence=_("%(actor)s decided to keep their account"), address=_page
)
ERASED = Verb(key="privacy.erased", sentence=_("An account was erased, with the personal data that went with it"))

PACKAGE_ASKED = Verb(
    key="privacy.package_asked",
    sentence=_("%(actor)s asked for a file of their data"),
    address=_package,
    touches=_nothing,
)
PACKAGE_READY = Verb(
    key="privacy.package_ready",
    sentence=_("The file of your data is ready; it can be taken along once, within a day"),
    told=_who_asked,
    address=_package,
    touches=_nothing,
)
PACKAGE_TAKEN = Verb(
    key="privacy.package_taken", sentence=_("%(actor)s took their data along"), address=_package, touches=_nothing
)

ALL: list[Verb] = [ERASURE_ASKED, ERASURE_UNDONE, ERASED, PACKAGE_ASKED, PACKAGE_READY, PACKAGE_TAKEN]
