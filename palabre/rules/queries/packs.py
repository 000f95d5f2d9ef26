"""The law packs there are: those that come with the program, and the cooperative's own in their newest version."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palabre.rules.models import OwnPack
from palabre.rules.packs import Pack, pack_in, packs_of_the_house


def all_packs() -> list[Pack]:
    """By short name. One query."""
    newest: dict[str, OwnPack] = {}
    for own in OwnPack.objects.order_by("slug", "number"):
        newest[own.slug] = own
    return [*packs_of_the_house(), *map(_read, newest.values())]


def _read(own: OwnPack) -> Pack:
    """One that cannot be read any more (a later Palabre asks for more of it) stands there by name, without facts."""
    try:
        return pack_in(own.slug, own.text, version=str(own.number), own=True)
    except ValidationError:
        return Pack(own.slug, str(own.number), {"": own.slug}, "", "", (), own=True)


def packs_named(slugs: Sequence[str]) -> list[Pack]:
    """These, in the order of ``all_packs``. Raises ``ValidationError`` for one that is not there."""
    there = {pack.slug: pack for pack in all_packs()}
    if unknown := [slug for slug in slugs if slug not in there]:
        raise ValidationError({"packs": _("There is no law pack “%(name)s”.") % {"name": unknown[0]}})
    return [pack for slug, pack in there.items() if slug in slugs]
