"""My page: what my membership means, my name."""

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership.actions.names import change_name
from palabre.people.models import Audience


def test_a_member_reads_what_their_membership_means(client, cast):
    client.force_login(cast.farid)
    page = client.get(reverse("membership:me")).content.decode()
    assert "<strong>one voice</strong> in the college “Members” (40% of the votes of Estran France)" in page
    assert "secretariat" in page
    assert reverse("membership:admissions") in page


def test_my_page_is_closed_to_whoever_is_signed_out(client, cast):
    answer = client.get(reverse("membership:me"))
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/me/")


def test_a_name_is_changed_and_the_trail_says_so_to_them_alone_without_the_names(client, cast):
    client.force_login(cast.awa)
    answer = client.post(reverse("membership:me"), {"name": "Awa Diop", "pseudonym": "Grain de sel"})
    assert answer.status_code == 303
    cast.awa.refresh_from_db()
    assert (cast.awa.name, cast.awa.pseudonym) == ("Awa Diop", "Grain de sel")

    entry = Entry.objects.select_related("details").get(verb="membership.name_changed")
    assert entry.details.facts == {}
    assert set(Entry.objects.visible_to(cast.awa)) == {entry}
    assert not Entry.objects.visible_to(cast.farid).exists()


def test_saying_the_same_name_again_changes_and_records_nothing(cast):
    change_name(cast.awa, by=cast.awa, name="Awa", pseudonym="")
    assert not Entry.objects.exists()
    change_name(cast.awa, by=cast.awa, name="Awa", pseudonym="Sel")
    change_name(cast.awa, by=cast.awa, name="Awa", pseudonym="Sable")
    assert Audience.objects.filter(label=f"only member {cast.awa.pk}").count() == 1


@pytest.mark.parametrize("taken", ["Grain de sel", "grain de SEL", "bruno"])
def test_a_pseudonym_that_is_anothers_is_refused_and_what_was_typed_is_kept(client, cast, taken):
    change_name(cast.bruno, by=cast.bruno, name="Bruno", pseudonym="Grain de sel")
    client.force_login(cast.awa)
    answer = client.post(reverse("membership:me"), {"name": "Awa D", "pseudonym": taken})
    assert answer.status_code == 422
    assert "Someone else goes by this name" in answer.content.decode()
    assert 'value="Awa D"' in answer.content.decode()


def test_a_name_that_is_anothers_pseudonym_is_refused(client, cast):
    change_name(cast.bruno, by=cast.bruno, name="Bruno", pseudonym="Corbeau")
    with pytest.raises(Refused, match="Someone else goes by this name"):
        change_name(cast.zoe, by=cast.zoe, name="corbeau", pseudonym="")
    client.force_login(cast.zoe)
    assert client.post(reverse("membership:me"), {"name": "Corbeau", "pseudonym": ""}).status_code == 422


def test_nobody_renames_someone_else_not_even_an_operator(cast):
    for by in (cast.farid, cast.greta):
        with pytest.raises(Refused, match="Only they"):
            change_name(cast.awa, by=by, name="Autre", pseudonym="")


def test_a_name_stands_on_one_line_so_that_it_writes_no_line_of_its_own_in_a_mail(client, cast):
    client.force_login(cast.zoe)
    client.post(reverse("membership:me"), {"name": "Zoe\r\nhttps://evil.example\u202e", "pseudonym": ""})
    cast.zoe.refresh_from_db()
    assert cast.zoe.name == "Zoe https://evil.example"


def test_a_name_that_changes_too_often_waits_until_tomorrow(client, cast, move_clock):
    client.force_login(cast.awa)
    sent = [{"name": f"Awa {number}", "pseudonym": ""} for number in range(6)]
    answers = [client.post(reverse("membership:me"), each) for each in sent]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "wait until tomorrow" in answers[-1].content.decode()
    cast.awa.refresh_from_db()
    assert cast.awa.name == "Awa 4"
    move_clock(hours=25)
    assert client.post(reverse("membership:me"), sent[5]).status_code == 303
