"""Versions of a founding text: what assemblies adopted, word by word, and never changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.models import Adoption, Clause
from palabre.statutes.queries.comparing import clauses_of, compared
from palabre.statutes.wholes import articles_in

FIRST = (
    "# I\n\n## Article 1 – Form\n\nA cooperative.\n\n## Article 2 – Vote\n\nOne voice each.\n\n"
    "## Article 3 – Seat\n\nNantes."
)
SECOND = (
    "# I\n\n## Article 1 – Form\n\nA cooperative.\n\n## Article 2 – Ethics\n\nA committee.\n\n"
    "## Article 3 – Vote\n\nOne voice each, by college."
)


@pytest.fixture
def statutes(cast):
    return open_statutes(by=cast.farid, kind="statutes", title="Statutes", entity=None, language="en")


@pytest.fixture
def adopt(cast, statutes):
    def adopt_it(whole, *, ago=0, begins=0, by=None):
        day = cast.today - timedelta(days=ago)
        return record_adoption(
            statutes, by=by or cast.farid, articles=articles_in(whole), assembly="The assembly", adopted_on=day,
            in_force_on=day + timedelta(days=begins), reason="",
        )  # fmt: skip

    return adopt_it


def test_an_article_stays_itself_when_its_number_changes(adopt, statutes):
    adopt(FIRST, ago=20)
    adopt(SECOND, ago=10)
    vote = [clause for clause in Clause.objects.select_related("revision") if clause.revision.title == "Vote"]
    assert len({clause.article_id for clause in vote}) == 1
    assert [clause.number for clause in vote] == ["2", "3"]
    shown = compared(*clauses_of(statutes, 1, 2))
    assert [(line.number, line.change) for line in shown.differing] == [
        ("2", "added"),
        ("3", "changed"),
        ("3", "repealed"),
    ]
    assert "<ins>" in shown.differing[1].html
    assert shown.same == 1


def test_words_that_did_not_change_keep_their_revision(adopt):
    adopt(FIRST, ago=20)
    adopt(SECOND, ago=10)
    form = Clause.objects.filter(number="1").values_list("revision", flat=True)
    assert len(set(form)) == 1
    entry = Entry.objects.select_related("details").order_by("-id").first()
    assert (entry.verb, entry.details.facts["number"]) == ("statutes.adopted", 2)


def test_what_counts_follows_from_the_day(adopt, statutes, cast):
    adopt(FIRST, ago=20)
    adopt(SECOND, ago=10, begins=30)
    days = (cast.today - timedelta(days=21), cast.today, cast.today + timedelta(days=20))
    in_force = [statutes.adoptions.in_force(day).values_list("number", flat=True).first() for day in days]
    assert in_force == [None, 1, 2]


@pytest.mark.parametrize(
    ("whole", "when", "why"),
    [
        (SECOND, {"ago": -1}, "once the assembly has adopted it"),
        (SECOND, {"ago": 30}, "Version 1 is dated later"),
        (SECOND, {"ago": 5, "begins": -1}, "counts from the day it was adopted"),
        (FIRST, {"ago": 5}, "Nothing changed"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(adopt, whole, when, why):
    adopt(FIRST, ago=20)
    with pytest.raises(Refused, match=why):
        adopt(whole, **when)
    assert Adoption.objects.count() == 1


def test_only_the_secretariat_writes_it_down(adopt, cast):
    with pytest.raises(Refused, match="The secretariat keeps the statutes"):
        adopt(FIRST, by=cast.awa)


def test_the_database_keeps_versions_and_their_articles(adopt):
    adopt(FIRST, ago=20)
    for rows in (Adoption.objects.all(), Clause.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=999)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_it_is_written_down_on_its_page_with_a_look_first(client, cast, statutes):
    client.force_login(cast.farid)
    address = reverse("statutes:adoption", args=[statutes.pk])
    words = {"whole": FIRST, "assembly": "The assembly", "adopted_on": cast.today.isoformat()}
    looked = client.post(address, words | {"deed": "preview"})
    assert (looked.status_code, Adoption.objects.count()) == (200, 0)
    assert "This article is new" in looked.content.decode()
    assert client.post(address, words).status_code == 303
    again = client.get(address).content.decode()
    assert "## Article 2 – Vote" in again
    refused = client.post(address, words | {"whole": "Nothing of an article"})
    assert (refused.status_code, "No article was found" in refused.content.decode()) == (422, True)
    assert "Nothing of an article" in refused.content.decode()
