"""Forms take what they ask for and nothing else, and only from our own pages."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction
from django.forms.forms import BaseForm
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import path, reverse

from palabre.core import clock
from palabre.people.models import Member
from palabre.site import urls as house
from tests.world import build
from tests.world.addresses import ARGUMENTS, WORDS, patterns, words_for

pytestmark = pytest.mark.long

TRIED_BY = ("farid", "chloe", "bruno", "awa", "zoe", "edwige", "driss")
ACCEPTED = (200, 201, 302, 303)
# A mail program posts it (RFC 8058), or a mail server, signed.
EXEMPT = {"notices:stop", "directory:letters_stop", "notices:inbound"}
ONLY_READ = "api:"  # no session, and nothing that could be posted (palabre/site/tests/test_api.py)
OUT_OF_SIGHT = {"sessions.session", "trail.pending", "trail.round"}  # who is signed in; what the worker still owes


@pytest.fixture
def world(cast):
    return build(cast, 1)


def place_of(address, world):
    return reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])


# --- mass assignment ------------------------------------------------------------------------------


def every_field(cast):
    """Name -> a tempting value, for every column of every model: the names a form could be made to take."""
    found = {"pk": "1", "id": "1", "password": "!", "is_staff": "on"}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            value = _tempting(field, cast)
            found.setdefault(field.name, value)
            found.setdefault(field.attname, value)
    return found


def _tempting(field, cast):
    if isinstance(field, models.ForeignKey):
        return str(cast.greta.pk if field.related_model is Member else 1)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField | models.DateField):
        return (cast.today + timedelta(days=333)).isoformat()
    if field.choices:
        return str(field.choices[-1][0])
    return "7" if isinstance(field, models.IntegerField) else "assigned"


def rows():
    """(table, id) -> its columns."""
    return {
        (model._meta.label_lower, row[model._meta.pk.attname]): row
        for model in apps.get_models()
        if model._meta.managed and model._meta.label_lower not in OUT_OF_SIGHT
        for row in model._base_manager.values()
    }


def changes(before, after):
    """What is new and what is other, without what differs from one run to the next: new ids, seals over them."""
    new = after.keys() - before.keys()
    found = [(key[0], _plain(key[0], after[key], new)) for key in new]
    for key in before.keys() & after.keys():
        other = {name: value for name, value in after[key].items() if value != before[key][name]}
        if other:
            found.append((key, _plain(key[0], {**after[key], **other}, new, other)))
    return sorted(map(repr, [*found, *((key, "gone") for key in before.keys() - after.keys())]))


def _plain(label, row, new, only=None):
    """The columns (``only`` some) without what differs from run to run; a key of a row that is new says so."""
    kinds = {field.attname: field.related_model._meta.label_lower for field in apps.get_model(label)._meta.local_fields
             if field.related_model}  # fmt: skip
    kinds |= {name: row[f"{name[:-3]}_kind"] for name in row if f"{name[:-3]}_kind" in row}
    return {
        name: "new" if name in kinds and (kinds[name], value) in new else value
        for name, value in (only or row).items()
        if name not in ("id", "sha256", "details_sha256", "salt", "once", "content", "handle")
        and not isinstance(value, dict)
    }


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def deed(client, place, words, before):
    """(status, what it changed if it was accepted, which fields its forms asked for). Undone."""
    asked = set()
    real = BaseForm.full_clean

    def noting(form):
        asked.update(form.add_prefix(name) for name in form.fields)
        return real(form)

    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "full_clean", noting)
        status = client.post(place, words).status_code
        return status, changes(before, rows()) if status in ACCEPTED else [], asked


def assigned(cast, world, address, before):
    """What a form changes more when it is sent every field there is; None when nobody may send it."""
    words = words_for(address.name, world)
    for person in TRIED_BY:
        client = Client()
        client.force_login(getattr(cast, person))
        status, plain, asked = deed(client, place_of(address, world), words, before)
        if status in ACCEPTED:
            extra = {name: value for name, value in every_field(cast).items() if name not in asked | set(words)}
            again, more, _ = deed(client, place_of(address, world), {**extra, **words}, before)
            return [] if (again, more) == (status, plain) else [(again, set(more) ^ set(plain))]
    return None


# Not sent here: the browser's own forms of several fields, each tried with its own words elsewhere.
UNSENT = {
    "membership:admission": "its fields carry the request's number", "membership:refusal": "the same",
    "processes:seats": "its choice is signed", "processes:publication": "its preview is signed",
    "register:belongings": "who it is about belongs there already (its deed is tried in the matrix)",
    "processes:description": "as many fields as the document names people", "processes:draft": "a set of measures",
    "api:register_members": "JSON, with a token in its head",
    "notices:devices": "a browser's own keys, looked at whole",
    "site:clock": "only in the demo", "site:cast_sign_in": "only in the demo",
}  # fmt: skip


@pytest.fixture
def still():
    """Two runs of a deed say the same instant."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def test_no_form_takes_a_field_it_does_not_ask_for(cast, world, still):
    found, unsent, before = {}, set(), rows()
    for address in patterns():
        if address.name in WORDS or address.name in ("processes:support", "processes:follow"):
            outcome = assigned(cast, world, address, before)
            if outcome is None:
                unsent.add(address.name)
            elif outcome:
                found[address.name] = outcome
    assert found == {}
    assert unsent <= set(UNSENT), "these forms were accepted from nobody: nothing was tried"


def careless(request):
    for name, value in request.POST.items():
        if name in ("name", "pseudonym", "operates"):
            setattr(request.user, name, value == "on" or value)
    request.user.save()
    return HttpResponse("")


urlpatterns = [path("careless/", careless, name="careless"), *house.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_form_that_takes_everything_is_seen(cast, world):
    ((status, more),) = assigned(cast, world, SimpleNamespace(name="careless", takes=False), rows())
    assert (status, "'operates': True" in str(more)) == (200, True)


# --- forged requests ------------------------------------------------------------------------------


def forged(client, place, **headers):
    """Whether a form without a token that holds is taken as far as the view. Where nothing is sent (405), none is."""
    answer = client.post(place, {}, headers=headers)
    return answer.status_code != 405 and "403_csrf.html" not in [used.name for used in answer.templates]


@pytest.fixture
def strict(cast):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.farid)
    client.get(reverse("membership:me"))
    return client


def test_no_form_is_taken_from_elsewhere(world, strict):
    """Without a token; with another browser's; with our own, sent from another site."""
    token = strict.cookies["csrftoken"].value
    other = get_token(RequestFactory().get("/"))
    tries = ({}, {"X-CSRFToken": other}, {"X-CSRFToken": token, "Origin": "https://evil.example"})
    found = {
        (address.name, number)
        for address in patterns()
        for number, headers in enumerate(tries)
        if address.name not in EXEMPT
        and not address.name.startswith(ONLY_READ)
        and forged(strict, place_of(address, world), **headers)
    }
    assert found == set()


def test_a_form_of_ours_is_taken(world, strict):
    token = strict.cookies["csrftoken"].value
    words = {"X-CSRFToken": token}
    taken = {address.name for address in patterns() if forged(strict, place_of(address, world), **words)}
    assert set(WORDS) <= taken, "with a token that holds, every form is"
    assert forged(strict, place_of(SimpleNamespace(name="notices:stop", takes=True), world)), "the one exempt"
