"""What the secretariat sees and does."""

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.commons.webhooks.actions.sending import send_due
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.commons.webhooks.signing import key_of

LIST = "webhooks:webhooks"


def test_a_program_is_added_tried_and_ended(client, cast, program, own_network):
    client.force_login(cast.farid)
    answer = client.post(reverse(LIST), {"address": program.address, "topics": ["texts", "decisions"]})
    webhook = Webhook.objects.get()
    assert answer["Location"] == reverse("webhooks:webhook", args=[webhook.pk])
    assert webhook.topics == ["decisions", "texts"]
    page = client.get(answer["Location"])
    assert key_of(webhook) in page.content.decode()
    assert "no-store" in page["Cache-Control"]

    client.post(reverse("webhooks:trials", args=[webhook.pk]))
    client.post(reverse("webhooks:trials", args=[webhook.pk]))
    assert (send_due(), len(program.calls)) == (1, 1)
    assert b'"type": "palabre.trial"' in program.calls[0][2]

    client.post(reverse("webhooks:end", args=[webhook.pk]))
    assert client.get(reverse("webhooks:webhook", args=[webhook.pk])).status_code == 404
    verbs = Entry.objects.filter(verb__startswith="webhooks.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["webhooks.added", "webhooks.tried", "webhooks.ended"]


def test_the_trail_names_the_host_and_no_secret(client, cast):
    client.force_login(cast.farid)
    client.post(reverse(LIST), {"address": "https://chat.example.org/hooks/s3cret?token=t0ken", "topics": ["texts"]})
    details = Entry.objects.get(verb="webhooks.added").details
    assert (details.label, details.facts) == ("chat.example.org", {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"address": "https://127.0.0.1/", "topics": ["texts"]}, "This address lies inside a network"),
        ({"address": "http://example.org/", "topics": ["texts"]}, "The address begins with https://"),
        ({"address": "https://example.org/", "topics": []}, "Choose at least one thing it hears of."),
        ({"address": "https://example.org/", "topics": ["everything"]}, "Select a valid choice."),
        ({"address": "", "topics": ["texts"]}, "This field is required."),
    ],
)
def test_what_was_typed_comes_back_with_the_reason(client, cast, typed, said):
    client.force_login(cast.farid)
    answer = client.post(reverse(LIST), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert typed["address"] in page
    assert not Webhook.objects.exists()


def test_the_same_address_is_called_once(client, cast):
    client.force_login(cast.farid)
    typed = {"address": "https://example.org/", "topics": ["texts"]}
    assert [client.post(reverse(LIST), typed).status_code for _ in range(2)] == [303, 422]
    assert Webhook.objects.count() == 1


def test_there_is_an_end_to_how_many(client, cast):
    Webhook.objects.bulk_create(
        Webhook(address=f"https://example.org/{number}", topics=["texts"], salt="", added_by=cast.farid)
        for number in range(Webhook.MOST)
    )
    client.force_login(cast.farid)
    assert "There are 20 already." in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse(LIST), {"address": "https://example.org/", "topics": ["texts"]}).status_code == 403


def test_what_did_not_arrive_is_listed_and_sent_again(client, cast, webhook, program):
    program.status = 500
    client.force_login(cast.farid)
    client.post(reverse("webhooks:trials", args=[webhook.pk]))
    send_due()
    page = client.get(reverse("webhooks:webhook", args=[webhook.pk])).content.decode()
    assert "It answers with an error (500)." in page
    assert "1 call did not arrive" in client.get(reverse(LIST)).content.decode()
    program.status = 200
    client.post(reverse("webhooks:retries", args=[webhook.pk]))
    assert (send_due(), Delivery.objects.count()) == (1, 0)
    assert "Nothing is missing." in client.get(reverse("webhooks:webhook", args=[webhook.pk])).content.decode()


def test_nobody_else_may(client, cast):
    client.force_login(cast.chloe)
    answer = client.get(reverse(LIST))
    assert answer.status_code == 403
    assert "The secretariat says which programs are called." in answer.content.decode()
