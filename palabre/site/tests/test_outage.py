"""When the database or the disk does not do its part: a calm page with what was typed, and never a 500."""

import errno
import html
import json
import logging
import re
import sqlite3

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection
from django.test import Client
from django.urls import include, path, reverse
from psycopg_pool import PoolTimeout

from palabre.core.outage import AWAY, BUSY, FULL, READ_ONLY, outage_of
from palabre.site import urls as house

KEYED = {"text": "Half of <b>it</b>.", "form_key": "k1"}


def sqlite(code, words="words of SQLite"):
    fault = sqlite3.OperationalError(words)
    fault.sqlite_errorcode = code
    return fault


def raised(cause, kind=OperationalError):
    try:
        raise kind("wrapped by Django") from cause
    except Exception as fault:
        return fault


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (sqlite(sqlite3.SQLITE_FULL), FULL),
        (sqlite(sqlite3.SQLITE_BUSY), BUSY),
        (sqlite(sqlite3.SQLITE_READONLY_DBMOVED), READ_ONLY),
        (sqlite(sqlite3.SQLITE_CANTOPEN), AWAY),
        (sqlite(sqlite3.SQLITE_IOERR_WRITE), AWAY),
        (psycopg.errors.DiskFull(), FULL),
        (psycopg.errors.ReadOnlySqlTransaction(), READ_ONLY),
        (psycopg.errors.AdminShutdown(), AWAY),
        (psycopg.errors.TooManyConnections(), BUSY),
        (psycopg.errors.DeadlockDetected(), BUSY),
        (psycopg.errors.QueryCanceled(), BUSY),
        (psycopg.OperationalError("server closed the connection unexpectedly"), AWAY),
        (psycopg.InterfaceError("the connection is closed"), AWAY),
        (PoolTimeout("couldn't get a connection after 5.00 sec"), AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EROFS, "Read-only file system"), READ_ONLY),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{type(value).__name__} {value}"[:40],
)
def test_what_a_fault_says(cause, kind):
    assert outage_of(raised(cause)).kind == kind


@pytest.mark.parametrize(
    "cause",
    [
        sqlite(sqlite3.SQLITE_ERROR, "no such table"),
        sqlite(sqlite3.SQLITE_CONSTRAINT),
        psycopg.errors.UndefinedTable(),
        psycopg.errors.UniqueViolation(),
        OSError(errno.ENOENT, "No such file"),
        ZeroDivisionError(),
    ],
    ids=lambda value: f"{type(value).__name__} {value}"[:40],
)
def test_a_fault_of_ours_is_none(cause):
    assert outage_of(raised(cause)) is None
    assert outage_of(None) is None


# --- the page -------------------------------------------------------------------------------------------------------


def breaks(request):
    raise raised(psycopg.errors.DiskFull(), InternalError)


def is_a_fault_of_ours(request):
    raise raised(sqlite(sqlite3.SQLITE_ERROR, "no such column"))


urlpatterns = [
    path("planted/", include(([path("full/", breaks), path("ours/", is_a_fault_of_ours)], "planted"))),
    *house.urlpatterns,
]
handler500 = house.handler500


@pytest.fixture
def awa(cast):
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    client.force_login(cast.awa)
    return client


@pytest.fixture
def away():
    """Within: whatever is asked of the database, it does not answer."""

    def down(*asked):
        raise raised(psycopg.OperationalError("the connection is lost"))

    return lambda: connection.execute_wrapper(down)


def given_back(answer):
    return [html.unescape(words) for words in re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.content.decode())]


def fields_of(answer):
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize("address", ["/", "/processes/", "/nowhere/", "/accounts/login/", "/admin/"])
def test_every_page_says_it_when_the_database_is_away(awa, away, address, caplog):
    with away():
        answer = awa.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    page = answer.content.decode()
    assert "The place where everything is kept does not answer for the moment." in page
    assert f'href="{address}"' in page
    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [(record.name, record.facts["kind"], record.exc_info) for record in said] == [("palabre.outage", AWAY, None)]


def test_it_is_said_in_french(awa, away):
    with away():
        page = awa.get("/", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="fr"' in page
    assert "<h1>Une courte interruption</h1>" in page


def test_what_was_typed_comes_back_and_can_be_sent_again(awa, away, cast):
    with away():
        answer = awa.post(reverse("membership:joining"), KEYED)
    assert answer.status_code == 503
    assert given_back(answer) == ["Half of <b>it</b>."]
    assert fields_of(answer) | {"csrfmiddlewaretoken": ""} == KEYED | {"csrfmiddlewaretoken": ""}
    assert f'action="{reverse("membership:joining")}"' in answer.content.decode()
    assert "it counts once" in answer.content.decode()


def test_a_form_that_another_site_sent_is_not_handed_on(awa, away):
    awa.handler.enforce_csrf_checks = True
    with away():
        answer = awa.post(reverse("membership:joining"), KEYED)
    assert answer.status_code == 503
    assert fields_of(answer) == {}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("secret", ["password", "new_password1", "code"])
def test_secrets_are_not_put_into_the_page(awa, secret):
    answer = awa.post("/planted/full/", {secret: "sous le tilleul", "text": "Half of it."})
    assert answer.status_code == 503
    assert fields_of(answer) == {}
    assert secret != "password" or "tilleul" not in answer.content.decode()


@pytest.mark.urls(__name__)
def test_when_only_writing_fails_it_says_that_reading_goes_on(awa):
    answer = awa.post("/planted/full/", KEYED)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Everything can still be read." in answer.content.decode()


@pytest.mark.urls(__name__)
def test_htmx_shows_the_sentence_where_refusals_stand(awa):
    answer = awa.post("/planted/full/", KEYED, headers={"HX-Request": "true"})
    assert answer.status_code == 503
    why = answer.content.decode().partition('id="why"')[2].partition("</div>")[0]
    assert "Everything can still be read." in why


@pytest.mark.urls(__name__)
def test_a_program_gets_json(awa):
    answer = awa.post("/planted/full/", KEYED, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "nothing new can be recorded" in json.loads(answer.content)["detail"]


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_stays_one(awa):
    answer = awa.get("/planted/ours/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer


# --- reading goes on ------------------------------------------------------------------------------------------------


def full_for(table):
    def execute(run, sql, params, many, context):
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql) and table in sql:
            raise raised(sqlite(sqlite3.SQLITE_FULL))
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_a_page_that_would_keep_its_session_is_still_read(awa, cast):
    session = awa.session
    session["_messages"] = '[["__json_message",0,25,"Kept.",""]]'
    session.save()
    with full_for("django_session"):
        answers = [awa.get("/") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert ["Kept." in answer.content.decode() for answer in answers] == [True, True]
    assert awa.get("/").status_code == 200
    assert "Kept." not in awa.get("/").content.decode()


def test_signing_in_is_not_promised_when_it_cannot_be_kept(cast):
    client = Client(raise_request_exception=False)
    with full_for("django_session"):
        answer = client.post("/accounts/login/", {"login": cast.awa.email, "password": "for tests only"})
    assert answer.status_code == 503
    assert "sessionid" not in client.cookies
