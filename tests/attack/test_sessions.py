"""Fixed sessions, stolen cookies, links used twice, and the form of a tab whose session is over."""

import html
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from palabre.commons.conversations.models import Comment
from palabre.people.models import Member
from tests.attack.accounts import PASSWORD, code, sign_in, token_in, with_password
from tests.world import build

pytestmark = pytest.mark.long

ME = reverse("membership:me")


def given_back(answer):
    return [html.unescape(words) for words in re.findall(r"<textarea readonly[^>]*>([^<]*)<", answer.content.decode())]


def session_of(client):
    return client.cookies["sessionid"].value


def test_a_session_fixed_before_sign_in_is_not_the_one_after(client, awa):
    client.get(reverse("account_signup"))
    client.session["planted"] = "by somebody else"
    fixed, token = client.session, client.cookies["csrftoken"].value
    fixed["planted"] = "by somebody else"
    fixed.save()
    client.cookies["sessionid"] = fixed.session_key
    assert sign_in(client, awa.email).status_code == 302
    assert session_of(client) != fixed.session_key
    assert client.cookies["csrftoken"].value != token
    stranger = Client()
    stranger.cookies["sessionid"] = fixed.session_key
    assert stranger.get(ME).status_code == 302


def test_a_session_key_that_was_made_up_is_not_taken(client, awa):
    client.cookies["sessionid"] = "chosenbytheattacker0000000000000"
    sign_in(client, awa.email)
    assert session_of(client) != "chosenbytheattacker0000000000000"


def test_a_stolen_cookie_opens_nothing_once_its_owner_signed_out(client, awa):
    sign_in(client, awa.email)
    thief = Client()
    thief.cookies["sessionid"] = session_of(client)
    assert thief.get(ME).status_code == 200, "a cookie that is stolen while it lives does open"
    client.post(reverse("account_logout"))
    assert thief.get(ME).status_code == 302


def test_a_new_password_ends_every_other_session(client, awa):
    thief = Client()
    for each in (client, thief):
        sign_in(each, awa.email)
    words = {"oldpassword": PASSWORD, "password1": "un autre mot qui dure", "password2": "un autre mot qui dure"}
    assert client.post(reverse("account_change_password"), words).status_code == 302
    assert (client.get(ME).status_code, thief.get(ME).status_code) == (200, 302)


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_a_code_works_once_and_only_where_it_was_asked_for(client, awa, name):
    page = client.post(reverse(name), {"email": awa.email})["Location"]
    thief = Client()
    thief.post(reverse(name), {"email": "nobody@example.org"})
    stolen = code_sent_to(awa.email)
    assert thief.post(page, {"code": stolen}).status_code == 422, "the code of another browser"
    assert client.post(page, {"code": stolen}).status_code == 302
    client.logout()
    again = client.post(page, {"code": stolen})
    assert (again.status_code, client.get(ME).status_code) == (302, 302)
    assert again["Location"] != ME


def code_sent_to(address):
    mail.outbox[:] = [sent for sent in mail.outbox if sent.to == [address]]
    return code()


def test_a_code_is_guessed_three_times_at_most(client, awa):
    page = client.post(reverse("account_request_login_code"), {"email": awa.email})["Location"]
    right = code()
    answers = [client.post(page, {"code": "AAAA-AAAA"}) for _ in range(4)]
    assert 302 in [answer.status_code for answer in answers], "the way is closed"
    client.post(page, {"code": right})
    assert client.get(ME).status_code == 302


def test_a_form_posted_after_signing_out_in_another_tab_gets_its_words_back(cast, awa):
    world = build(cast, 1)
    tab = Client(enforce_csrf_checks=True)
    tab.force_login(awa)
    here = world.measure.get_absolute_url()
    token = token_in(tab.get(here))
    tab.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})
    said = "Une heure d’écriture,\nsur deux lignes & <b>sans</b> fin"
    before = Comment.objects.count()

    answer = tab.post(
        reverse("processes:measure_comments", args=[world.measure.pk]),
        {"csrfmiddlewaretoken": token, "text": said, "once": "11111111"},
        headers={"referer": f"http://testserver{here}?page=2#write"},
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Sign in first" in page
    assert given_back(answer) == [said]
    assert re.search(r'href="/accounts/login/\?next=%2Fprocesses%2Fmeasures%2F\d+%2F%3Fpage%3D2" target="_blank"', page)
    assert Comment.objects.count() == before
    assert not any(said[:20] in str(session.get_decoded()) for session in Session.objects.all()), "kept nowhere"


def test_a_button_pressed_after_signing_out_leads_back_to_its_page(client, cast):
    answer = client.post(reverse("notices:readings"), {"up_to": 1}, headers={"referer": "http://testserver/notices/"})
    page = answer.content.decode()
    assert (answer.status_code, given_back(answer)) == (403, [])
    assert '?next=%2Fnotices%2F">' in page


def test_a_form_opened_by_one_person_is_not_sent_by_the_next(cast, awa):
    """Awa opened it, Bruno signed in since in the same browser: her words do not become his."""
    tab = Client(enforce_csrf_checks=True)
    tab.force_login(awa)
    token = token_in(tab.get(ME))
    tab.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})
    token_now = token_in(tab.get(reverse("account_login")))
    assert sign_in(tab, with_password(cast.bruno).email, csrfmiddlewaretoken=token_now).status_code == 302
    words = {"csrfmiddlewaretoken": token, "name": "Awa Diop", "pseudonym": ""}
    answer = tab.post(ME, words, headers={"referer": f"http://testserver{ME}"})
    assert (answer.status_code, given_back(answer)) == (403, ["Awa Diop"])
    assert f'href="{ME}"' in answer.content.decode()
    assert Member.objects.get(pk=cast.bruno.pk).name == "Bruno"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/x", "//evil.example", "http://testserver@evil.example/", ""]
)
def test_the_way_back_never_leads_elsewhere(client, cast, elsewhere):
    answer = client.post(reverse("notices:readings"), {"up_to": 1}, headers={"referer": elsewhere})
    assert '/accounts/login/?next=%2F">' in answer.content.decode()


@pytest.mark.parametrize("deed", ["action_add", "action_primary", "action_remove"])
def test_a_session_left_open_does_not_change_the_address_one_signs_in_with(client, awa, deed):
    EmailAddress.objects.create(user=awa, email="thief@example.org", verified=True, primary=False)
    client.force_login(awa)
    before = set(EmailAddress.objects.values_list("email", "primary"))
    email = "new@example.org" if deed == "action_add" else "thief@example.org"
    answer = client.post(reverse("account_email"), {"email": email, deed: "1"})
    asked = answer["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert client.post(asked, {"password": "not hers", "next": reverse("account_email")}).status_code == 422
    assert set(EmailAddress.objects.values_list("email", "primary")) == before

    client.post(asked, {"password": PASSWORD, "next": reverse("account_email")})
    assert deed == "action_add" or set(EmailAddress.objects.values_list("email", "primary")) != before


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(client, awa):
    client.get(reverse("account_login"))
    sign_in(client, awa.email)
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["domain"]) == (True, "Lax", "")
    assert (token["samesite"], token["domain"]) == ("Lax", "")
