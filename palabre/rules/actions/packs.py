"""Enter what the law of one's own country and form asks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import no, require
from palabre.people.models import Audience, Cooperative, Member
from palabre.rules import policies, verbs
from palabre.rules.models import OwnPack
from palabre.rules.packs import pack_in, packs_of_the_house


@transaction.atomic
def enter_pack(*, by: Member, slug: str, text: str) -> OwnPack:
    """Enter a law pack, or the next version of one. It binds no rule by itself: versions of the rules name their packs.

    Raises ``Refused`` when ``by`` does not keep the secretariat or it says what it said before, ``ValidationError``
    (by field) where the text is no pack, or the short name is one of this house's.
    """
    require(policies.may_keep_packs(by))
    Cooperative.objects.select_for_update(no_key=True).filter(pk=1).first()  # numbers follow each other
    if slug in {pack.slug for pack in packs_of_the_house()}:
        raise ValidationError({"slug": _("A pack that comes with Palabre has this name. Please choose another.")})
    try:
        pack_in(slug, text, own=True)
    except ValidationError as wrong:
        raise ValidationError({"text": wrong.messages}) from wrong
    before = OwnPack.objects.filter(slug=slug).order_by("-number").first()
    if before and before.text == text:
        require(no(_("Nothing changed since the version before.")))
    pack = OwnPack.objects.create(slug=slug, number=before.number + 1 if before else 1, text=text, by=by)
    record(verbs.PACK_ENTERED, pack, by=by, audience=Audience.wide(Audience.Reach.PUBLIC))
    return pack
