"""The words that the cooperative calls things by."""

from collections.abc import Mapping

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.nouns import Noun
from palabre.core.verdict import require
from palabre.membership import own_nouns, policies, verbs
from palabre.membership.models import OwnNoun
from palabre.people.models import Audience, Cooperative, Member


@transaction.atomic
def choose_nouns(*, by: Member, language: str, nouns: Mapping[str, Noun]) -> int:
    """Call these things so in this language from now on, all others as the catalogue does; give how many are own.

    The same as before: nothing is recorded. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_dress_cooperative(by))
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    cooperative = Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
    there = OwnNoun.objects.filter(language=language)
    before = {row.key: Noun(row.singular, row.plural, row.gender, row.elides) for row in there}
    if before != dict(nouns):
        there.delete()
        rows = [
            OwnNoun(
                key=key, language=language, singular=noun.singular, plural=noun.plural, gender=noun.gender,
                elides=noun.elides,
            )
            for key, noun in nouns.items()
        ]  # fmt: skip
        OwnNoun.objects.bulk_create(rows)
        record(verbs.NOUNS_CHOSEN, cooperative, by=by, audience=Audience.wide("public"))
        transaction.on_commit(own_nouns.forget)
    return len(nouns)
