"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="files.files",
        title=_("Files you handed in"),
        why=_("They are proofs of what was promised, or documents that a text came from."),
        until=_("As long as what they prove."),
        sources=(Source("files.File", "by", ("name", "media_type", "size", "at"), also=("content", "sha256")),),
        stays=UNDER_A_NUMBER,
    ),
]
