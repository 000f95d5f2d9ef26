"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="webhooks.webhooks",
        title=_("Programs you let be called"),
        why=_("So that the secretariat knows who opened which door."),
        until=_("As long as the list of programs."),
        sources=(Source("webhooks.Webhook", "added_by", ("added_at", "topics", "ended_at"), also=("address",)),),
        stays=UNDER_A_NUMBER,
    ),
]
