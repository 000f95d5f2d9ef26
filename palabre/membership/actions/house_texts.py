"""What the cooperative says of itself: legal pages, and how it welcomes."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.texts.models import Revision, Text
from palabre.commons.texts.revisions import newest, publish_revision
from palabre.commons.trail.record import record
from palabre.core.verdict import YES, Verdict, no, require
from palabre.membership import policies, verbs
from palabre.membership.models import HouseText
from palabre.people.models import Audience, Cooperative, Member


@transaction.atomic
def publish_house_text(*, by: Member, kind: str, language: str, title: str, html: str, reason: str) -> Revision:
    """Put the next version of this text in force, now. Without words it is taken back; older versions stay.

    Legal pages are everyone's to read, the welcome is members'. The same words again: the version there is. Raises
    ``Refused`` when ``by`` does not keep the secretariat, or there is no such text or language.
    """
    require(policies.may_dress_cooperative(by))
    require(_may_be_written(kind, language))
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
    house_text = HouseText.objects.filter(kind=kind, language=language).select_related("text").first()
    if house_text is None:
        reach = Audience.Reach.PUBLIC if kind in HouseText.PUBLIC else Audience.Reach.MEMBERS
        text = Text.objects.create(audience=Audience.wide(reach), language=language)
        house_text = HouseText.objects.create(kind=kind, language=language, text=text)
    else:
        there = newest(house_text.text)
        if (there.title, there.html) == (title, html):
            return there
    revision = publish_revision(house_text.text, by=by, title=title, html=html, parts=[], reason=reason)
    audience = house_text.text.audience
    record(verbs.HOUSE_TEXT_PUBLISHED, house_text, by=by, audience=audience, number=revision.number, language=language)
    return revision


def _may_be_written(kind: str, language: str) -> Verdict:
    if kind in HouseText.Kind.values and language in dict(settings.LANGUAGES):
        return YES
    return no(_("There is no such text."))
