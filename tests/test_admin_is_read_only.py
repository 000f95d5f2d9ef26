"""Running the machine gives no voice: the admin shows, and changes nothing, whoever asks."""

import pytest
from django.contrib import admin
from django.urls import reverse

from palabre.people.models import Member
from tests.world import build

REGISTERED = list(admin.site._registry.items())


@pytest.fixture
def operator(cast):
    return Member.objects.create_superuser("machine@example.org", "for tests only", name="Machine")


@pytest.fixture
def asked(rf, operator):
    request = rf.get("/")
    request.user = operator
    return request


def test_even_a_superuser_may_only_look(asked):
    may = [
        f"{model._meta.label}: {deed}"
        for model, shown in REGISTERED
        for deed in ("add", "change", "delete")
        if getattr(shown, f"has_{deed}_permission")(asked)
    ]
    assert may == []


def test_no_list_offers_a_deed(asked):
    assert {
        model._meta.label: list(shown.get_actions(asked)) for model, shown in REGISTERED if shown.get_actions(asked)
    } == {}


def test_no_row_can_be_changed_in_a_list():
    assert [model._meta.label for model, shown in REGISTERED if shown.list_editable or shown.inlines] == []


@pytest.mark.parametrize("page", ["add", "changelist", "change", "delete"])
def test_the_server_refuses_what_is_posted(client, cast, operator, page):
    build(cast, 1)
    client.force_login(operator)
    for model, _ in REGISTERED:
        before = list(model.objects.order_by("pk").values())
        row = model.objects.order_by("pk").first()
        if page in ("change", "delete") and row is None:
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        address = reverse(name, args=[row.pk] if page in ("change", "delete") else [])
        answer = client.post(
            address, {"post": "yes", "action": "delete_selected", "_selected_action": getattr(row, "pk", 1)}
        )
        assert answer.status_code in (302, 403), name
        assert list(model.objects.order_by("pk").values()) == before, name


def test_a_member_who_does_not_run_the_machine_sees_no_admin(client, cast):
    client.force_login(cast.farid)
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_admin_has_no_door_of_its_own_at_which_passwords_could_be_tried_without_end(client, operator):
    sent = {"username": operator.email, "password": "for tests only"}
    assert client.post(reverse("admin:login"), sent)["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
