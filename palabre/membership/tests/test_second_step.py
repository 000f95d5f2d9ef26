"""The second step: an app of codes, recovery codes, what is kept of them; and where one is signed in."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.membership.actions.second_step import end_second_step
from palabre.membership.actions.sessions import end_other_sessions, end_session
from palabre.membership.ended_sessions import forget_ended_sessions
from palabre.membership.queries.sessions import device, signed_in
from palabre.membership.second_step import SecondStep

PASSWORD = "une parole et sa preuve"
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0"


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


def sign_in(client, member, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": member.email, "password": password})


def now_shown(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(client, member):
    """Set an app up as its owner would; give the letters it was given."""
    sign_in(client, member)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": now_shown(secret)})
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_view_recovery_codes"))
    return secret


def test_an_app_is_asked_for_after_the_password(client, awa):
    secret = with_app(client, awa)
    other = Client()
    assert sign_in(other, awa)["Location"].startswith(reverse("mfa_authenticate"))
    assert other.get(reverse("membership:me")).status_code == 302, "the password alone opens nothing"
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert (wrong.status_code, "This is not the code" in wrong.content.decode()) == (422, True)
    cache.clear()  # a code is taken once: the app has just used this one
    assert other.post(reverse("mfa_authenticate"), {"code": now_shown(secret)}).status_code == 302
    assert other.get(reverse("membership:me")).status_code == 200


def test_a_recovery_code_signs_in_once(client, awa):
    with_app(client, awa)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(codes) == 10
    for expected in (302, 422):
        other = Client()
        sign_in(other, awa)
        assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected


def test_codes_cannot_be_guessed_one_after_the_other(client, awa):
    with_app(client, awa)
    other = Client()
    sign_in(other, awa)
    answers = [other.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).status_code for n in range(12)]
    assert answers[-1] == 429 or "This was tried too often" in answers, answers


def test_what_an_app_shares_with_us_is_kept_encrypted(client, awa):
    secret = with_app(client, awa)
    kept = Authenticator.objects.get(user=awa, type="totp").data
    assert secret not in str(kept)
    assert SecondStep().decrypt(kept["secret"]) == secret
    with override_settings(SECRET_KEY="another key " * 6):
        assert SecondStep().decrypt(kept["secret"]) == ""
    from django.conf import settings

    with override_settings(SECRET_KEY="another key " * 6, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert SecondStep().decrypt(kept["secret"]) == secret


def test_whoever_owns_the_account_is_told_by_mail(client, awa):
    with_app(client, awa)
    client.post(reverse("mfa_deactivate_totp"))
    told = mail.outbox[-1]
    assert (told.subject, told.to) == ("Estran: No second step any more", [awa.email])
    assert reverse("membership:sessions") in told.body


def test_adding_a_key_or_an_app_asks_whether_it_is_still_you(client, awa):
    client.force_login(awa)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate")), name


def test_sessions_are_listed_and_ended(client, awa):
    phone = Client(headers={"user-agent": ANDROID})
    for each in (client, phone):
        sign_in(each, awa)
    found = signed_in(awa, client.session.session_key)
    assert (found[0].here, found[0].device) == (False, "Firefox Mobile, Android")
    page = client.get(reverse("membership:sessions")).content.decode()
    assert "Firefox Mobile, Android" in page
    client.post(reverse("membership:session_ending", args=[found[0].pk]))
    assert phone.get(reverse("membership:me")).status_code == 302
    assert client.get(reverse("membership:me")).status_code == 200
    entry = Entry.objects.get(verb="membership.sessions_ended")
    assert entry.audience.lets_in(awa)


def test_one_ends_only_ones_own_sessions(client, awa, cast):
    sign_in(client, awa)
    mine = UserSession.objects.get(user=awa)
    with pytest.raises(Refused):
        end_session(mine, by=cast.bruno)
    assert Session.objects.filter(session_key=mine.session_key).exists()
    assert end_other_sessions(by=cast.bruno, keep=None) == 0


def test_a_session_ended_by_a_new_password_is_not_listed(client, awa):
    sign_in(client, awa)
    awa.set_password("un autre mot qui dure")
    awa.save()
    assert signed_in(awa, None) == []


def test_what_is_over_is_forgotten(client, awa):
    sign_in(client, awa)
    assert forget_ended_sessions() == 0
    Session.objects.update(expire_date=clock.now())
    assert forget_ended_sessions() == 1
    assert not UserSession.objects.exists()


@pytest.mark.parametrize("said", ["", "curl/8.5.0", "\x00", "a" * 600])
def test_a_device_has_words_whatever_it_says(said):
    assert device(said)


def test_who_lost_everything_is_let_in_again_by_the_operator_alone(client, awa, cast):
    with_app(client, awa)
    with pytest.raises(Refused):
        end_second_step(awa, by=cast.farid)
    assert end_second_step(awa, by=None) == 2
    assert not Authenticator.objects.filter(user=awa).exists()
    entry = Entry.objects.get(verb="membership.second_step_ended")
    assert (entry.audience.reach, awa.name in str(entry.details.__dict__)) == ("public", False)
    with pytest.raises(Refused, match="no second step"):
        end_second_step(awa, by=None)
    assert sign_in(Client(), awa)["Location"] == "/"
