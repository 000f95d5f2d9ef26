"""Signing up, signing in, and coming back to what one was reading."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palabre.core import middleware
from palabre.people.models import Member

PASSWORD = "une parole et sa preuve"
MEASURE = "/processes/measures/7/"


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def awa(cast):
    cast.awa.set_password(PASSWORD)
    cast.awa.save()
    EmailAddress.objects.create(user=cast.awa, email=cast.awa.email, verified=True, primary=True)
    return cast.awa


def code():
    return re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE).group(1)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_a_newcomer_signs_up_confirms_and_returns_to_the_measure(client, cast):
    page = client.get(reverse("account_signup"), {"next": MEASURE})
    assert f'name="next" value="{MEASURE}"' in page.content.decode()
    assert "An account is not a membership" in page.content.decode()

    form = {"name": "Yann", "email": "yann@example.org", "password1": PASSWORD, "next": MEASURE}
    answer = client.post(reverse("account_signup"), form)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_email_verification_sent"))
    assert mail.outbox[-1].subject == "Estran: confirm your address"
    assert "example.com" not in mail.outbox[-1].body

    answer = client.post(answer["Location"], {"code": code().lower().replace("-", " ")})

    assert (answer.status_code, answer["Location"]) == (302, MEASURE)
    yann = Member.objects.get(email="yann@example.org")
    assert (yann.name, yann.belongs()) == ("Yann", False)


def test_links_between_sign_in_sign_up_code_and_lost_password_keep_the_way_back(client, cast):
    page = client.get(reverse("account_login"), {"next": MEASURE}).content.decode()
    for name in ("account_signup", "account_request_login_code", "account_reset_password"):
        assert re.search(rf'href="{reverse(name)}\?next=(%2F|/)processes', page), name


def test_a_member_signs_in_with_a_code_and_returns(client, awa):
    answer = client.post(reverse("account_request_login_code"), {"email": awa.email, "next": MEASURE})
    answer = client.post(answer["Location"], {"code": code(), "next": MEASURE})
    assert (answer.status_code, answer["Location"]) == (302, MEASURE)
    assert client.get(reverse("membership:me")).status_code == 200


def test_a_lost_password_is_replaced_by_code(client, awa):
    answer = client.post(reverse("account_reset_password"), {"email": awa.email})
    answer = client.post(answer["Location"], {"code": code()})
    answer = client.post(
        answer["Location"], {"password1": "un autre mot qui dure", "password2": "un autre mot qui dure"}
    )
    assert client.get(answer["Location"]).status_code == 200
    assert sign_in(client, awa.email, "un autre mot qui dure").status_code == 302


def test_a_form_that_is_not_accepted_says_why_and_keeps_what_was_typed(client, awa):
    answer = client.post(reverse("account_signup"), {"name": "Yann", "email": "yann@", "password1": "court"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Yann"' in page
    assert 'value="yann@"' in page
    assert "Three or four words" in page  # our words, on the second page as on the first

    answer = sign_in(client, awa.email, "wrong word")
    assert answer.status_code == 422
    assert "do not go together" in answer.content.decode()


def test_a_wrong_code_is_said_and_may_be_corrected(client, awa):
    answer = client.post(reverse("account_request_login_code"), {"email": awa.email})
    wrong = client.post(answer["Location"], {"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "not the code we sent" in wrong.content.decode()
    assert client.post(answer["Location"], {"code": code()}).status_code == 302


def test_three_hundred_people_in_one_hall_sign_in_from_one_address(client, cast):
    people = [Member(email=f"hall{n}@example.org", name=f"Hall {n}") for n in range(300)]
    for person in people:
        person.set_password(PASSWORD)
    Member.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    for person in people:
        assert sign_in(client, person.email).status_code == 302, person
        client.logout()


def test_whoever_guesses_one_password_again_and_again_is_stopped_with_a_sentence(client, awa):
    tried = [sign_in(client, awa.email, f"guess number {n}") for n in range(11)]
    assert [answer.status_code for answer in tried] == [422] * 10 + [429]
    assert "Please wait five minutes" in tried[-1].content.decode()

    assert sign_in(client, awa.email).status_code == 429  # the right one too: nothing is learnt by trying
    assert sign_in(client, "driss@example.org", "for tests only").status_code == 302  # others are not locked out


def test_whoever_tries_many_accounts_from_one_address_is_stopped_after_what_an_assembly_needs(client, awa, settings):
    limits = dict(settings.ACCOUNT_RATE_LIMITS)
    assert (limits["login"], limits["login_failed"]) == ("600/10m/ip", "10/5m/key,600/10m/ip")
    settings.ACCOUNT_RATE_LIMITS = limits | {"login_failed": "10/5m/key,6/10m/ip"}
    tried = [sign_in(client, f"guess{n}@example.org", "guessed again") for n in range(7)]
    assert [answer.status_code for answer in tried] == [422] * 6 + [429]
    assert "Please wait five minutes" in tried[-1].content.decode()


def test_signing_in_takes_as_long_for_an_address_without_an_account(client, awa, cast, monkeypatch):
    """What takes time is the hashing: once each, be there an account, one without a password, or none."""
    Member.objects.filter(pk=cast.edwige.pk).update(password="!")
    hashed, real = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *words: hashed.append(self) or real(self, *words))
    costs = []
    for email in (awa.email, cast.edwige.email, "nobody@example.org"):
        hashed.clear()
        assert sign_in(client, email, "wrong word").status_code == 422
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


def test_a_code_can_be_sent_again_and_one_may_start_again_with_another_address(client, cast):
    form = {"name": "Yann", "email": "yann@example.org", "password1": PASSWORD}
    answer = client.post(reverse("account_signup"), form)
    first = code()
    too_soon = client.post(answer["Location"], {"action": "resend"})
    assert too_soon.status_code == 429
    assert "A little later" in too_soon.content.decode()
    cache.clear()  # ten seconds later
    client.post(answer["Location"], {"action": "resend"})
    assert code() != first
    assert len(mail.outbox) == 2

    answer = client.post(reverse("account_logout"), {"next": reverse("account_signup")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_signup"))
    assert client.get(answer["Location"]).status_code == 200


def test_too_many_requests_for_codes_are_stopped_too(awa):
    tried = [Client().post(reverse("account_request_login_code"), {"email": awa.email}) for _ in range(6)]
    assert [answer.status_code for answer in tried] == [302] * 5 + [429]


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_asking_for_a_code_answers_alike_with_and_without_an_account(client, awa, name):
    pages = []
    for email in (awa.email, "nobody@example.org"):
        answer = client.post(reverse(name), {"email": email})
        pages.append((answer.status_code, answer["Location"], _bare(client.get(answer["Location"]), email)))
        client.cookies.clear()
    assert pages[0] == pages[1]
    assert "There is no account with it" in mail.outbox[-1].body


def test_signing_up_with_a_taken_address_answers_as_with_a_free_one(client, awa):
    pages = []
    for email in (awa.email, "free@example.org"):
        answer = client.post(reverse("account_signup"), {"name": "Yann", "email": email, "password1": PASSWORD})
        pages.append((answer.status_code, answer["Location"], _bare(client.get(answer["Location"]), email)))
        client.cookies.clear()
    assert pages[0] == pages[1]
    assert mail.outbox[0].subject == "Estran: you have an account already"
    assert Member.objects.filter(email=awa.email).get() == awa


def _bare(answer, email):
    text = answer.content.decode().replace(email, "ADDRESS")
    return re.sub(r'(csrfmiddlewaretoken" value="|form_key" value="|X-CSRFToken": "|nonce=")[^"]+', "", text)


SIGNED_OUT = ["login", "signup", "reset_password", "request_login_code", "inactive", "password_reset_completed"]
SIGNED_IN = ["email", "change_password", "logout", "reauthenticate", "inactive"]


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_every_account_page_opens_signed_out_in_our_frame(client, cast, name):
    page = client.get(reverse(f"account_{name}"))
    assert page.status_code == 200
    assert 'class="masthead"' in page.content.decode()


@pytest.mark.parametrize("name", SIGNED_IN)
def test_every_account_page_opens_signed_in_in_our_frame(client, awa, name):
    client.force_login(awa)
    page = client.get(reverse(f"account_{name}"))
    assert page.status_code == 200
    assert 'class="masthead"' in page.content.decode()


def test_an_address_is_added_confirmed_made_main_and_the_old_one_removed(client, awa):
    sign_in(client, awa.email)
    asked = client.post(reverse("account_email"), {"email": "awa@autre.example", "action_add": "1"})["Location"]
    assert "Before this change we ask for your password once more" in client.get(asked).content.decode()
    answer = client.post(asked, {"password": PASSWORD, "next": reverse("account_email")})
    client.post(answer["Location"], {"code": code()})
    client.post(reverse("account_email"), {"email": "awa@autre.example", "action_primary": "1"})
    client.post(reverse("account_email"), {"email": "awa@example.org", "action_remove": "1"})
    assert [address.email for address in EmailAddress.objects.filter(user=awa)] == ["awa@autre.example"]
    awa.refresh_from_db()
    assert awa.email == "awa@autre.example"


def test_reading_account_pages_writes_nothing_but_the_address_and_the_session(client, cast, monkeypatch):
    """The one write: ``account_email`` notes the sign-in address of an account made without allauth."""
    written = []
    real = middleware.ReadingNeverWrites._only_reads

    def noting(self, execute, sql, *rest):
        if not self.reads.match(sql):
            written.append(sql.split("(")[0].split("SET")[0].strip())
        return real(self, execute, sql, *rest)

    monkeypatch.setattr(middleware.ReadingNeverWrites, "_only_reads", noting)
    for name in SIGNED_OUT:
        client.get(reverse(f"account_{name}"))
    client.force_login(cast.awa)
    for name in SIGNED_IN:
        client.get(reverse(f"account_{name}"))

    assert set(written) == {'INSERT INTO "account_emailaddress"'}
