"""The transparency page: the newest seal, in words, and what it does not cover yet."""

from django.urls import reverse

from palabre.commons.trail.models import Seal
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.seals import hashes_in
from palabre.membership.actions.names import change_name


def shown(client):
    answer = client.get(reverse("site:transparency"))
    assert answer.status_code == 200
    return answer.content.decode()


def rename(cast, times=1):
    """By people in turn: the house lets nobody change their name thirty times in a day."""
    for number in range(times):
        who = list(vars(cast).values())[Seal.objects.count() % 9]
        change_name(who, by=who, name=f"{who.pk} {number} {Seal.objects.count()}", pseudonym="")


def test_before_the_first_seal_the_page_says_what_will_be_there(client, cast):
    assert "Nothing is sealed yet" in shown(client)


def test_anyone_reads_the_newest_seal_and_how_much_it_covers(client, cast):
    rename(cast, 3)
    seal_new()
    rename(cast, 2)
    page = shown(client)
    assert hashes_in(page) == [Seal.objects.get().sha256]
    assert "<strong>3</strong> <span>rows of the record are sealed" in page
    assert "<strong>2</strong> <span>are not yet" in page
    assert "palabre check --seal" in page


def test_it_lists_the_last_thirty(client, cast):
    for _time in range(32):
        rename(cast)
        seal_new()
    page = shown(client)
    listed = [f'<th scope="row">Seal no. {number}</th>' in page for number in range(1, 33)]
    assert listed == [False, False, *[True] * 30]


def test_every_page_leads_there(client, cast):
    assert reverse("site:transparency") in client.get(reverse("site:home")).content.decode()
