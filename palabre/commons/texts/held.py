"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="texts.texts",
        title=_("Versions and drafts of texts that you saved"),
        why=_("A version says who published it and why; a draft, who saved it last."),
        until=_("Versions for good, since decisions name them; drafts until the next version."),
        sources=(
            Source("texts.Revision", "author", ("number", "title", "reason", "at"), also=("html", "parts")),
            Source("texts.Draft", "saved_by", ("title", "saved_at"), also=("html", "parts")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
