"""Signing in with an account of another house: a provider of our own on this machine, never a third party's."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse

from palabre.config.other_house import OtherHouse, other_house
from palabre.membership.other_house import HouseProvider
from palabre.membership.tests.test_second_step import with_app
from palabre.people.models import Member
from palabre.site import urls as house
from tests.oidc import CLIENT, SECRET, Provider

PASSWORD = "une parole et sa preuve"
SAID = {"name": "Coopaname", "issuer": "https://id.example/realm", "client_id": "palabre", "client_secret": "s"}
MORE = {"by_address": False, "form_origin": "", "plain": False}

urlpatterns = [path("accounts/", include("palabre.membership.other_house_addresses")), *house.urlpatterns]
handler404 = house.handler404


@pytest.fixture
def awa(cast):
    cast.awa.set_password(PASSWORD)
    cast.awa.save()
    EmailAddress.objects.create(user=cast.awa, email=cast.awa.email, verified=True, primary=True)
    return cast.awa


@pytest.fixture
def elsewhere(cast, settings, monkeypatch):
    """The other house, with Awa sitting before it; and a browser that walks there and back."""
    cache.clear()
    with Provider() as provider:
        settings.ROOT_URLCONF = __name__
        settings.OIDC = OtherHouse("Coopaname", provider.issuer, CLIENT, SECRET, False, provider.issuer)
        settings.WRITES_ON_GET = frozenset({"/accounts/other-house/callback/"})
        monkeypatch.setitem(registry.provider_map, "openid_connect", HouseProvider)
        yield provider


def by_address(settings):
    given = settings.OIDC
    settings.OIDC = OtherHouse(given.name, given.issuer, CLIENT, SECRET, True, given.form_origin)


def walk(client, **words):
    """From our button to the other house and back; gives our answer to the coming back."""
    answer = client.post(reverse("oidc_sign_in"), words)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(way_back(answer["Location"]))


def way_back(there):
    back = urlsplit(requests.get(there, allow_redirects=False, timeout=5).headers["Location"])
    return f"{back.path}?{back.query}"


def linked(member, provider, sub="u-1"):
    return SocialAccount.objects.create(user=member, provider=provider.issuer, uid=sub)


def is_signed_in(client):
    return client.get(reverse("membership:me")).status_code == 200


def test_without_settings_nothing_is_shown_and_nothing_is_there(client, cast):
    assert "other-house" not in client.get(reverse("account_login")).content.decode()
    with pytest.raises(NoReverseMatch):
        reverse("oidc_sign_in")
    assert client.get("/accounts/other-house/callback/").status_code == 404


def test_whoever_is_linked_signs_in_and_returns_to_what_they_were_reading(client, awa, elsewhere):
    linked(awa, elsewhere)
    page = client.get(reverse("account_login"), {"next": "/processes/"}).content.decode()
    assert "Sign in with Coopaname" in page
    answer = walk(client, next="/processes/")
    assert (answer.status_code, answer["Location"]) == (302, "/processes/")
    assert is_signed_in(client)
    assert set(elsewhere.asked[0]["scope"].split()) == {"openid", "email"}


def test_a_member_is_found_by_issuer_and_subject_and_by_nothing_else(client, awa, elsewhere):
    SocialAccount.objects.create(user=awa, provider="https://another.example/realm", uid="u-1")
    linked(awa, elsewhere, sub="u-2")
    answer = walk(client)
    page = answer.content.decode()
    assert (answer.status_code, "We do not know this account" in page) == (403, True)
    assert not is_signed_in(client)
    assert (Member.objects.filter(email=awa.email).count(), SocialAccount.objects.count()) == (1, 2)


def test_a_confirmed_address_links_where_the_settings_allow_it_and_the_member_is_told(client, awa, elsewhere, settings):
    by_address(settings)
    assert walk(client).status_code == 302
    assert is_signed_in(client)
    assert SocialAccount.objects.get().uid == "u-1"
    assert SocialAccount.objects.get().extra_data == {}
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([awa.email], "Estran: Another way to sign in")
    assert "your account with Coopaname signs you in here" in mail.outbox[-1].body


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": "true"}, {"email": "x@example.org"}])
def test_an_address_not_confirmed_by_both_links_nothing(client, awa, elsewhere, settings, claims):
    by_address(settings)
    elsewhere.person |= claims
    assert walk(client).status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_address_that_we_did_not_confirm_links_nothing(client, awa, elsewhere, settings):
    by_address(settings)
    EmailAddress.objects.update(verified=False)
    assert walk(client).status_code == 403


def test_a_closed_account_stays_closed(client, awa, elsewhere):
    linked(awa, elsewhere)
    Member.objects.filter(pk=awa.pk).update(is_active=False)
    assert walk(client)["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


def test_the_second_step_is_asked_for_all_the_same(client, awa, elsewhere):
    other = Client()
    with_app(other, awa)
    linked(awa, elsewhere)
    assert walk(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


def test_one_links_from_ones_own_page_after_the_password_once_more(client, awa, elsewhere):
    elsewhere.person = {"sub": "u-9"}  # no address at all
    client.post(reverse("account_login"), {"login": awa.email, "password": PASSWORD})
    assert "Link my account with Coopaname" in client.get(reverse("socialaccount_connections")).content.decode()
    answer = walk(client, process="connect")
    assert answer["Location"] == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == reverse("socialaccount_connections")
    assert SocialAccount.objects.get().user == awa
    assert mail.outbox[-1].subject == "Estran: Another way to sign in"
    page = client.get(answer["Location"]).content.decode()
    assert "It is linked" in page

    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].subject == "Estran: One way to sign in less"


def test_whoever_is_signed_out_links_nothing(client, awa, elsewhere):
    assert walk(client, process="connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_what_is_linked_to_somebody_else_stays_theirs(client, awa, cast, elsewhere):
    account = linked(cast.edwige, elsewhere)
    client.post(reverse("account_login"), {"login": awa.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = walk(client, process="connect")
    assert "linked to somebody else" in client.get(answer["Location"]).content.decode()
    client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert SocialAccount.objects.get().user == cast.edwige


def test_the_last_way_to_sign_in_cannot_be_let_go(client, awa, elsewhere):
    account = linked(awa, elsewhere)
    EmailAddress.objects.all().delete()
    awa.set_unusable_password()
    awa.save()
    client.force_login(awa)
    answer = client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert (answer.status_code, "your last way to sign in" in answer.content.decode()) == (422, True)
    assert SocialAccount.objects.exists()


def test_turning_back_and_a_state_of_ones_own_are_answered_with_a_sentence(client, awa, elsewhere):
    elsewhere.turning_back = True
    assert walk(client)["Location"] == reverse("account_login")
    assert "you turned back at Coopaname" in client.get(reverse("account_login")).content.decode()
    answer = client.get(reverse("oidc_callback"), {"code": "guessed", "state": "guessed"})
    assert answer["Location"] == reverse("account_login")
    assert "It did not work with Coopaname" in client.get(reverse("account_login")).content.decode()


def other_key(provider):
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def says(**claims):
    return lambda provider: setattr(provider, "tamper", lambda said, header: said.update(claims))


def unsigned(provider):
    provider.tamper, provider.key = (lambda said, header: header.update(alg="none")), None


def with_our_secret(provider):
    provider.tamper, provider.key = (lambda said, header: header.update(alg="HS256")), SECRET * 4


LIES = {
    "another key": other_key,
    "another issuer": says(iss="https://another.example"),
    "for another client": says(aud="somebody-else"),
    "long over": says(exp=1),
    "nobody": says(sub=""),
    "unsigned": unsigned,
    "signed with our secret": with_our_secret,
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_signs_nobody_in(client, awa, elsewhere, lie):
    linked(awa, elsewhere)
    LIES[lie](elsewhere)
    assert walk(client)["Location"] == reverse("account_login")
    assert not is_signed_in(client)


def test_a_code_serves_once_and_only_in_the_browser_that_asked(client, awa, elsewhere):
    linked(awa, elsewhere)
    back = way_back(client.post(reverse("oidc_sign_in"))["Location"])
    thief = Client()
    assert thief.get(back)["Location"] == reverse("account_login")
    assert client.get(back)["Location"] == "/"
    client.logout()
    assert client.get(back)["Location"] == reverse("account_login")


def test_where_the_other_house_is_away_there_is_a_sentence(client, awa, elsewhere):
    elsewhere.server_close()
    elsewhere.shutdown()
    answer = client.post(reverse("oidc_sign_in"))
    assert answer["Location"] == reverse("account_login")


def test_our_forms_lead_there_and_nowhere_else():
    house = other_house(**SAID, **MORE | {"form_origin": "https://login.example/path"})
    assert (house.form_origin, other_house(**SAID, **MORE).form_origin) == (
        "https://login.example",
        "https://id.example",
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"client_secret": ""}, "PALABRE_OIDC_CLIENT_SECRET missing"),
        ({"name": "", "issuer": ""}, "PALABRE_OIDC_NAME, PALABRE_OIDC_ISSUER missing"),
        ({"issuer": "http://id.example"}, "PALABRE_OIDC_ISSUER is no address"),
        ({"issuer": "https://id.example/?a=b"}, "the issuer itself"),
    ],
)
def test_settings_given_by_half_stop_the_start_with_a_sentence(said, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        other_house(**SAID | said, **MORE)
    assert other_house(**dict.fromkeys(SAID, ""), **MORE) is None
