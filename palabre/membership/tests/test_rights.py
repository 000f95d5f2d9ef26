"""What members may do: written by the secretariat, read by each on home with the article behind it."""

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership.actions.rights import set_rights
from palabre.membership.models import MemberRight
from palabre.membership.queries.me import rights_of
from palabre.people.models import College


def lines(*rights, there=0):
    said = {"right-TOTAL_FORMS": len(rights), "right-INITIAL_FORMS": there}
    for number, right in enumerate(rights):
        said |= {f"right-{number}-{name}": value for name, value in right.items()}
    return said


VOTE = {"sentence": "Vote at the assembly", "article": "Statutes, art. 21"}
AGENDA = {"sentence": "Ask for a point", "article": "Statutes, art. 18", "where": "/governance/"}


def test_each_reads_on_home_what_is_theirs(client, cast):
    others = College.objects.create(name="Funders", entity=cast.france, weight_percent=10)
    rights = [MemberRight(**said) for said in (VOTE, AGENDA)]
    set_rights(by=cast.farid, rights=[*rights, MemberRight(sentence="Be heard", article="art. 9", college=others)])
    client.force_login(cast.awa)
    for address in (reverse("site:home"), reverse("membership:me")):
        page = client.get(address).content.decode()
        assert "Vote at the assembly" in page
        assert "Statutes, art. 21" in page
        assert '<a href="/governance/">Ask for a point</a>' in page
        assert "Be heard" not in page
    cast.awa.belongings.all().replace(college=others)
    assert [right.sentence for right in rights_of(cast.awa)] == [VOTE["sentence"], AGENDA["sentence"], "Be heard"]
    client.force_login(cast.zoe)
    for address in (reverse("site:home"), reverse("membership:me")):
        assert "Vote at the assembly" not in client.get(address).content.decode()


def test_the_secretariat_writes_them_line_by_line(client, cast):
    client.force_login(cast.farid)
    address = reverse("membership:rights")
    assert client.get(address).status_code == 200
    assert client.post(address, lines(VOTE, {}, AGENDA | {"college": cast.college.pk})).status_code == 303
    said = MemberRight.objects.values_list("sentence", "college", "position")
    assert list(said) == [(VOTE["sentence"], None, 0), (AGENDA["sentence"], cast.college.pk, 1)]
    client.post(address, lines({"sentence": ""}, AGENDA, there=2))
    assert [right.sentence for right in MemberRight.objects.all()] == [AGENDA["sentence"]]
    facts = [entry.details.facts for entry in Entry.objects.select_related("details").order_by("pk")]
    assert facts == [{"count": 2}, {"count": 1}]


def test_a_page_opened_before_loses_no_line_that_was_kept_meanwhile(client, cast):
    client.force_login(cast.farid)
    for _tab in range(2):  # both were opened when there was none
        assert client.post(reverse("membership:rights"), lines(VOTE, AGENDA)).status_code == 303
    assert MemberRight.objects.count() == 2


def test_the_same_again_changes_and_records_nothing(cast):
    for _time in range(2):
        set_rights(by=cast.farid, rights=[MemberRight(**VOTE)])
    assert (MemberRight.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"article": ""}, "name the article"),
        ({"where": "https://evil.example"}, "single slash"),
        ({"where": "//evil.example"}, "single slash"),
        ({"where": "/\\evil.example"}, "single slash"),
        ({"where": "javascript:alert(1)"}, "single slash"),
    ],
)
def test_a_line_that_does_not_do_comes_back_with_what_was_typed(client, cast, wrong, sentence):
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:rights"), lines(VOTE | wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("Vote at the assembly" in page, sentence in page) == (True, True)
    assert not MemberRight.objects.exists()


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_writes_them(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("membership:rights")).status_code == 403
    with pytest.raises(Refused, match="The secretariat keeps"):
        set_rights(by=getattr(cast, who), rights=[])
