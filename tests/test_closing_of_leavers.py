"""What becomes of the account of whoever leaves: the secretariat chooses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership.actions.cooperative import choose_closing
from palabre.people.models import Belonging, Cooperative, Member
from palabre.register.actions.leaving import close_accounts_of_leavers


@pytest.fixture
def send(client, cast):
    """Farid chooses: ``send("open")``."""
    client.force_login(cast.farid)
    return lambda accounts: client.post(reverse("membership:leavers"), {"accounts": accounts}, follow=True)


def chosen(client):
    """Which of the two the page shows as chosen."""
    html = client.get(reverse("membership:cooperative")).content.decode()
    form = html.split('id="leavers"')[1].split("</form>")[0]
    (checked,) = [tag for tag in form.split("<input")[1:] if "checked" in tag.split(">")[0]]
    return checked.split('value="')[1].split('"')[0]


def test_the_secretariat_chooses_and_the_page_says_what_holds(client, send):
    assert chosen(client) == "closed"
    for accounts, sentence, verb in (
        ("open", "stay open from now on", "membership.accounts_stay"),
        ("closed", "are closed within ten minutes", "membership.accounts_close"),
    ):
        answer = send(accounts)
        assert (answer.status_code, answer.redirect_chain[0][1]) == (200, 303)
        assert sentence in answer.content.decode()
        assert (chosen(client), Cooperative.current().closes_accounts) == (accounts, accounts == "closed")
        assert Entry.objects.order_by("pk").last().verb == verb


def test_the_same_again_leaves_no_trace(send):
    send("closed")
    assert not Entry.objects.exists()
    send("open")
    send("open")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("accounts", ["", "both"])
def test_neither_is_said_on_the_page(send, accounts):
    answer = send(accounts)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode().split('id="leavers"')[1].split("</section>")[0]
    assert Cooperative.current().closes_accounts


def test_chosen_again_the_accounts_of_those_who_left_before_are_closed_and_stay_so(cast, send):
    Belonging.objects.filter(member=cast.awa).replace(until_on=cast.today - timedelta(days=9))
    send("open")
    assert close_accounts_of_leavers() == 0
    send("closed")
    assert close_accounts_of_leavers() == 1
    send("open")
    assert set(Member.objects.filter(is_active=False)) == {cast.awa}


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_does(client, cast, who):
    client.force_login(getattr(cast, who))
    answer = client.post(reverse("membership:leavers"), {"accounts": "open"})
    assert (answer.status_code, Cooperative.current().closes_accounts) == (403, True)
    with pytest.raises(Refused, match="The secretariat chooses what becomes of the accounts"):
        choose_closing(by=getattr(cast, who), closes=False)
