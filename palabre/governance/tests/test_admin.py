import pytest
from django.apps import apps

CLOSED = {"attendance", "heldback", "minutespart"}  # running the machine opens no part of minutes
ALL = {model._meta.model_name for model in apps.get_app_config("governance").get_models()}
MODELS = sorted(ALL - CLOSED)


@pytest.mark.parametrize("model", MODELS)
def test_an_operator_looks_and_touches_nothing(client, cast, promise, model):
    client.force_login(cast.greta)

    assert client.get(f"/admin/governance/{model}/").status_code == 200
    assert client.get(f"/admin/governance/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", sorted(CLOSED))
def test_an_operator_does_not_look_into_minutes(client, cast, promise, model):
    client.force_login(cast.greta)

    assert client.get(f"/admin/governance/{model}/").status_code == 404


def test_an_operator_changes_no_commitment(client, cast, promise):
    client.force_login(cast.greta)
    url = f"/admin/governance/commitment/{promise.pk}/"

    assert client.get(f"{url}change/").status_code == 200
    assert client.post(f"{url}change/", {"status": "done"}).status_code == 403
    assert client.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    promise.refresh_from_db()
    assert promise.status == "under_way"


def test_members_have_no_admin(client, cast, promise):
    client.force_login(cast.chloe)

    assert client.get("/admin/governance/commitment/").status_code == 302
