"""The list for everyone, and what a second person sees."""

import pytest
from django.urls import reverse

from palabre.commons.four_eyes.models import Act


def main_of(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


@pytest.fixture
def act(stage):
    return stage.ask()


def test_everyone_reads_the_list_and_no_name_of_whom_it_concerns(client, cast, act):
    for address in (reverse("four_eyes:acts"), reverse("four_eyes:act", args=[act.pk])):
        text = main_of(client.get(address))
        assert ("Paint the door no. 3" in text, "Asked by Farid" in text) == (True, True)
        assert ("Edwige" in text, "<form" in text) == (False, False)
    client.force_login(cast.awa)
    assert "Edwige" not in main_of(client.get(reverse("four_eyes:act", args=[act.pk])))


def test_a_second_person_sees_whom_it_concerns_and_confirms(client, cast, stage, act):
    client.force_login(cast.chloe)
    text = main_of(client.get(reverse("four_eyes:act", args=[act.pk])))
    assert ("Edwige" in text, "Confirm, and do it" in text, "Withdraw it" in text) == (True, True, False)
    answer = client.post(reverse("four_eyes:confirmation", args=[act.pk]))
    assert (answer.status_code, len(stage.done)) == (303, 1)
    text = main_of(client.get(answer["Location"]))
    assert ("Chloé: confirmed and done" in text, "<form" in text) == (True, False)
    again = client.post(reverse("four_eyes:confirmation", args=[act.pk]), {"form_key": "other"})
    assert (again.status_code, len(stage.done)) == (403, 1)


def test_a_refusal_without_a_reason_comes_back(client, cast, act):
    client.force_login(cast.chloe)
    answer = client.post(reverse("four_eyes:refusal", args=[act.pk]), {"reason": ""})
    assert (answer.status_code, "field-error" in answer.content.decode()) == (422, True)
    client.post(reverse("four_eyes:refusal", args=[act.pk]), {"reason": "Nobody told us."})
    assert Act.objects.get().reason == "Nobody told us."
    client.logout()
    assert "Nobody told us." in main_of(client.get(reverse("four_eyes:act", args=[act.pk])))


def test_who_asked_may_withdraw_and_reads_why_they_do_not_confirm(client, cast, stage, act):
    client.force_login(cast.farid)
    text = main_of(client.get(reverse("four_eyes:act", args=[act.pk])))
    assert ("Withdraw it" in text, "Confirm, and do it" in text) == (True, False)
    refused = client.post(reverse("four_eyes:confirmation", args=[act.pk]))
    assert (refused.status_code, "You asked for this yourself" in refused.content.decode()) == (403, True)
    assert client.post(reverse("four_eyes:withdrawal", args=[act.pk])).status_code == 303
    assert Act.objects.get().outcome == "withdrawn"


def test_whom_it_concerns_reads_why_somebody_else_confirms(client, cast, act):
    client.force_login(cast.edwige)
    text = main_of(client.get(reverse("four_eyes:act", args=[act.pk])))
    assert ("This concerns you" in text, "<form" in text) == (True, False)


def test_it_stands_on_the_first_page_of_who_can_confirm(client, cast, act):
    for person, there in ((cast.chloe, True), (cast.farid, False), (cast.awa, False)):
        client.force_login(person)
        assert ("Paint the door no. 3" in client.get("/").content.decode()) is there, person


def test_the_transparency_page_leads_to_the_list(client, cast):
    assert reverse("four_eyes:acts") in main_of(client.get(reverse("site:transparency")))
