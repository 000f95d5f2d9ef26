"""Put a recommendation before the body that decides."""

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.texts.html import plain_text
from palabre.commons.texts.models import Revision
from palabre.commons.texts.revisions import newest
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.record import link, record
from palabre.core import clock
from palabre.core.verdict import Refused, no, require
from palabre.governance.agenda import Point, put_before
from palabre.governance.models import AgendaItem
from palabre.people.models import Member
from palabre.processes.models import Measure, Recommendation, Referral
from palabre.processes.policies import recommendations as policies
from palabre.processes.verbs import recommendations as verbs


@transaction.atomic
def refer_recommendation(recommendation: Recommendation, *, by: Member, number: int | None = None) -> Referral:
    """Put a recommendation, as it stands in its newest version, before the body its process named.

    The body gets one item with one point a measure, to answer each apart; from now on the texts stay as they
    are. The body's secretary chooses the meeting later; nothing is decided and no discussion is closed here.

    In the thread each measure is tied to its own point, so that a voice taken up in measure 3.2 leads to what
    was decided on 3.2; the version is tied to the item and to every point, for the voices about the whole.

    Raises ``Refused`` before the public review has run its dates (M1), for whoever neither facilitates a group
    nor keeps the secretariat, when it was referred already (another request was faster), or when a version other
    than ``number``, the one that was read, is in force by now (None does not ask).
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    require(policies.may_refer(by, recommendation))
    body = recommendation.process.decider
    revision = newest(recommendation.text)
    if number not in (None, revision.number):
        said = _("Version %(number)s was published meanwhile. Read it before you refer it.")
        raise Refused(no(said % {"number": revision.number}))
    measures = _measures_in_order(recommendation, revision)
    item = put_before(
        body,
        title=recommendation.title,
        points=_points(recommendation, revision, measures),
        audience=recommendation.audience,
    )
    referral = Referral.objects.create(
        recommendation=recommendation, revision=revision, body=body, item=item, by=by, at=clock.now()
    )
    entry = record(
        verbs.RECOMMENDATION_REFERRED,
        recommendation,
        by=by,
        process=recommendation.process_id,
        recommendation=recommendation.pk,
        discussion=recommendation.discussion_id,
        reference=str(recommendation.number),
        number=revision.number,
        body=body.pk,
        body_name=body.name,
        item=item.pk,
    )
    _tie(entry, revision, item, measures)
    return referral


def _measures_in_order(recommendation: Recommendation, revision: Revision) -> list[Measure]:
    """The measures of this version, in its order."""
    known = {measure.anchor: measure for measure in recommendation.measures.all()}
    return [known[part["anchor"]] for part in revision.parts if part["anchor"] in known]


def _points(recommendation: Recommendation, revision: Revision, measures: list[Measure]) -> list[Point]:
    """One question a measure; a recommendation without measures asks one question, itself."""
    start = f"P{recommendation.process_id}-{recommendation.number}"
    if not measures:
        return [Point(reference=start, title=revision.title, text=plain_text(revision.html))]
    texts = {part["anchor"]: part for part in revision.parts}
    return [
        Point(
            reference=f"{start}.{measure.number}",
            title=texts[measure.anchor]["title"],
            text=plain_text(texts[measure.anchor]["html"]),
        )
        for measure in measures
    ]


def _tie(entry: Entry, revision: Revision, item: AgendaItem, measures: list[Measure]) -> None:
    """Links of the thread, and each measure's own point (what is above points down)."""
    link(entry, Link.Kind.REFERRED, from_=revision, to=item)
    points = list(item.points.order_by("position"))
    for point in points:
        link(entry, Link.Kind.REFERRED, from_=revision, to=point)
    for measure, point in zip(measures, points, strict=False):
        measure.point = point
        measure.save(update_fields=["point"])
        link(entry, Link.Kind.REFERRED, from_=measure, to=point)
