"""What can happen to a file of past cycles. Nobody is told: what is old is no news."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Verb


def _register(entry: Entry) -> str:
    return f"{reverse('governance:commitments')}?source=%2A"


BROUGHT_IN = Verb(key="past.brought_in", sentence=_("%(actor)s brought in a file of past cycles"))
COLUMNS_NAMED = Verb(key="past.columns_named", sentence=_("%(actor)s named the columns of a file of past cycles"))
WORDS_SAID = Verb(key="past.words_said", sentence=_("%(actor)s had a file of past cycles read"))
APPLIED = Verb(
    key="past.applied",
    sentence=_("%(actor)s brought in past cycles: %(created)s lines created, %(changed)s changed, %(refused)s refused"),
    address=_register,
)
WITHDRAWN = Verb(key="past.withdrawn", sentence=_("%(actor)s withdrew a file of past cycles"))
ALL = [BROUGHT_IN, COLUMNS_NAMED, WORDS_SAID, APPLIED, WITHDRAWN]
