"""The guard works: a page that writes while it is read fails, wherever the writing hides."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.urls import path

from palabre.core.middleware import WroteWhileReading
from palabre.people.models import Cooperative, Member


@login_not_required
def writes(request):
    Cooperative.objects.filter(pk=1).update(motto="written while read")
    return HttpResponse("")


@login_not_required
def hides_it(request):
    """A write behind a WITH, and one that a reading queryset provokes."""
    Member.objects.create(email="made@example.org", name="Made while reading")
    return HttpResponse("")


@login_not_required
def only_its_session(request):
    request.session["seen"] = True
    return HttpResponse(Cooperative.objects.get(pk=1).name)


urlpatterns = [
    path("planted/", writes),
    path("hidden/", hides_it),
    path("session/", only_its_session),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/planted/", "/hidden/"])
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
