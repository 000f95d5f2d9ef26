"""The guard works: a page that writes while it is read fails, wherever the writing hides."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from palabre.core import clock
from palabre.core.middleware import WroteWhileReading
from palabre.membership.models import Token
from palabre.people.models import Cooperative, Member


@login_not_required
def writes(request):
    Cooperative.objects.filter(pk=1).update(motto="written while read")
    return HttpResponse("")


@login_not_required
def hides_it(request):
    """A write that a reading queryset provokes."""
    Member.objects.get_or_create(email="made@example.org", defaults={"name": "Made while reading"})
    return HttpResponse("")


@login_not_required
def behind_a_with(request):
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH words AS (SELECT 'w' AS motto) UPDATE people_cooperative SET motto = (SELECT motto FROM words)"
        )
    return HttpResponse("")


@login_not_required
def renames_a_token(request):
    """Of a token, a reading may note the day it was used, and nothing with it."""
    Token.objects.filter(used_on=None).update(used_on=clock.today(), name="written while read")
    return HttpResponse("")


@login_not_required
def notes_the_day(request):
    Token.objects.filter(used_on=None).update(used_on=clock.today())
    return HttpResponse("")


@login_not_required
def only_speaks_of_it(request):
    with connection.cursor() as cursor:
        cursor.execute("""WITH words AS (SELECT 'DELETE FROM x; UPDATE y' AS "update") SELECT * FROM words""")
        return HttpResponse(cursor.fetchone()[0])


@login_not_required
def only_its_session(request):
    request.session["seen"] = True
    return HttpResponse(Cooperative.objects.get(pk=1).name)


urlpatterns = [
    path("planted/", writes),
    path("hidden/", hides_it),
    path("with/", behind_a_with),
    path("token/", renames_a_token),
    path("day/", notes_the_day),
    path("words/", only_speaks_of_it),
    path("session/", only_its_session),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/planted/", "/hidden/", "/with/", "/token/"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_fails(client, cast, address, method):
    with pytest.raises(WroteWhileReading), transaction.atomic():
        getattr(client, method)(address)
    assert Cooperative.objects.get(pk=1).motto == ""
    assert not Member.objects.filter(name="Made while reading").exists()


@pytest.mark.urls(__name__)
def test_a_deed_may_write(client, cast):
    assert client.post("/planted/").status_code == 200
    assert Cooperative.objects.get(pk=1).motto == "written while read"


@pytest.mark.urls(__name__)
def test_a_page_may_keep_its_session(client, cast):
    assert client.get("/session/").content == b"Estran"
    assert client.session["seen"] is True


@pytest.mark.urls(__name__)
def test_a_token_may_note_the_day_it_was_used(client, cast):
    assert client.get("/day/").status_code == 200


@pytest.mark.urls(__name__)
def test_words_about_writing_are_no_writing(client, cast):
    assert client.get("/words/").content == b"DELETE FROM x; UPDATE y"
