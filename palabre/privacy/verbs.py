"""What can happen in this chapter, and who is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Verb


def _page(entry: Entry) -> str:
    return reverse("privacy:erasure")


ERASURE_ASKED = Verb(
    key="privacy.erasure_asked", sentence=_("%(actor)s asked that their account be erased"), address=_page
)
ERASURE_UNDONE = Verb(
    key="privacy.erasure_undone", sentence=_("%(actor)s decided to keep their account"), address=_page
)
ERASED = Verb(key="privacy.erased", sentence=_("An account was erased, with the personal data that went with it"))

ALL: list[Verb] = [ERASURE_ASKED, ERASURE_UNDONE, ERASED]
