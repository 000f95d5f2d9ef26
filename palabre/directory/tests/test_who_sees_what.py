"""What each reader sees of each part: said out loud, and the rule and its list held against each other."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from palabre.directory import policies
from palabre.directory.models import Profile, Shown
from palabre.directory.queries.seen import people_seen, person_seen, seen_as
from palabre.people.models import Member

EVERYBODY = ("awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe")
SEEN_BY = {  # of Awa, of Rennes; Hugo is of Brest, Zoe and Greta are no members
    Shown.NOBODY: {"awa"},
    Shown.BRANCH: {"awa", "bruno", "edwige"},
    Shown.MEMBERS: {"awa", "bruno", "edwige", "hugo"},
    Shown.PUBLIC: {"awa", "bruno", "edwige", "hugo", "greta", "zoe", "nobody"},
}
ASKED = ("awa", "bruno", "edwige", "hugo", "greta", "zoe", "nobody")


def viewer_of(cast, name):
    return AnonymousUser() if name == "nobody" else getattr(cast, name)


@pytest.mark.parametrize("shown", Shown)
def test_each_part_is_seen_by_those_it_is_shown_to(cast, describe, photo, elsewhere, shown):
    photo(cast.awa)
    for part in Profile.PARTS:
        profile = describe(cast.awa, parts={part: shown})
        for name in ASKED:
            viewer = viewer_of(cast, name)
            sees = name in SEEN_BY[min(shown, Shown.MEMBERS) if part == "contact" else shown]
            assert bool(policies.may_see(viewer, profile, part)) is sees, (part, name)
            person = people_seen(Profile.objects.all(), viewer)[0]
            assert person.is_bare is not sees, (part, name)


def test_the_rule_and_its_list_agree_for_everybody(cast, describe, elsewhere):
    levels = list(Shown)
    for number, name in enumerate(EVERYBODY):
        if name in ("greta", "zoe"):
            continue
        parts = {part: levels[(number + place) % 4] for place, part in enumerate(Profile.PARTS)}
        describe(getattr(cast, name), parts=parts)
    describe(cast.chloe)  # nothing to anybody
    cast.driss.belongings.all().replace(until_on="2020-01-01", from_on="2019-01-01")
    Member.objects.filter(pk=cast.edwige.pk).update(is_active=False)
    profiles = Profile.objects.select_related("member")
    for name in (*EVERYBODY, "nobody"):
        viewer = viewer_of(cast, name)
        for part in Profile.PARTS:
            ruled = {each.pk for each in profiles if policies.may_see(viewer, each, part)}
            assert ruled == set(Profile.objects.showing(part, viewer).values_list("pk", flat=True)), (name, part)
        ruled = {each.pk for each in profiles if policies.may_open(viewer, each)}
        listed = set(Profile.objects.with_something_for(viewer).values_list("pk", flat=True))
        assert ruled == listed, name
        for each in Profile.objects.near(viewer):
            assert each.near == policies.nearness(viewer, each)
    assert Profile.objects.with_something_for(AnonymousUser()).exists()


def test_by_default_nobody_sees_anything(client, cast, describe):
    profile = describe(cast.awa)
    for name in ("nobody", "bruno", "zoe", "greta"):
        assert person_seen(profile.handle, viewer_of(cast, name)) is None
    assert client.get(reverse("directory:person", args=[profile.handle])).status_code == 404
    client.force_login(cast.bruno)
    assert client.get(reverse("directory:person", args=[profile.handle])).status_code == 404


def test_a_page_says_what_is_for_its_reader_and_no_more(client, cast, describe, photo):
    photo(cast.awa, alt="Awa, laughing")
    profile = describe(cast.awa, parts={"about": Shown.PUBLIC, "trades": Shown.MEMBERS, "photo": Shown.BRANCH})
    address = reverse("directory:person", args=[profile.handle])
    picture = reverse("directory:photo", args=[profile.handle])

    out = client.get(address).content.decode()
    assert ("I draw posters" in out, "Graphisme" in out, "Awa, laughing" in out) == (True, False, False)
    assert client.get(picture).status_code == 404
    client.force_login(cast.bruno)
    inside = client.get(address).content.decode()
    assert ("I draw posters" in inside, "Graphisme" in inside, "Awa, laughing" in inside) == (True, True, True)
    assert ("Risographie" in inside, cast.awa.email in inside) == (False, False)
    shown = client.get(picture)
    assert (shown.status_code, shown["Content-Type"], "no-store" in shown["Cache-Control"]) == (200, "image/jpeg", True)


def test_whoever_leaves_is_shown_to_nobody_the_same_day(client, cast, describe, photo):
    photo(cast.awa)
    profile = describe(cast.awa, Shown.PUBLIC)
    address = reverse("directory:person", args=[profile.handle])
    assert client.get(address).status_code == 200
    cast.awa.belongings.all().replace(until_on="2020-01-01", from_on="2019-01-01")
    assert client.get(address).status_code == 404
    assert client.get(reverse("directory:photo", args=[profile.handle])).status_code == 404


def test_the_preview_is_what_such_a_reader_sees(cast, describe, elsewhere, photo):
    photo(cast.awa)
    parts = dict(zip(Profile.PARTS, [*Shown, *Shown], strict=True))
    profile = describe(cast.awa, parts=parts)
    for reader, viewer in (("public", cast.zoe), ("member", cast.hugo), ("branch", cast.bruno)):
        assert [seen_as(profile, reader)] == people_seen(Profile.objects.all(), viewer)


def test_addresses_are_drawn_and_tell_nothing(cast, describe):
    handles = [describe(member).handle for member in (cast.awa, cast.bruno, cast.chloe)]
    assert len(set(handles)) == 3
    assert {len(handle) for handle in handles} == {16}


def test_twenty_people_cost_as_many_queries_as_one(cast, describe, steady_clock, django_assert_num_queries):
    describe(cast.awa, Shown.MEMBERS)
    with django_assert_num_queries(5):
        assert len(people_seen(Profile.objects.all(), cast.bruno)) == 1
    for member in (cast.bruno, cast.chloe, cast.driss, cast.edwige):
        describe(member, Shown.MEMBERS)
    with django_assert_num_queries(5):
        assert len(people_seen(Profile.objects.all(), cast.bruno)) == 5
