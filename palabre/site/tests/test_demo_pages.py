"""The demo's own pages: outbox, clock, sign-ins. Nowhere else do they exist."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from palabre.commons.trail.models import Entry, Round
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.people.models import Cooperative
from palabre.site.actions.clock import move_clock
from palabre.site.queries import cast as cast_queries

PAGES = ["site:outbox", "site:clock", "site:cast"]


@pytest.fixture
def demo(settings, tmp_path, monkeypatch):
    settings.DEMO = settings.OUTBOX_VISIBLE = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    monkeypatch.setattr(
        cast_queries, "cast_sign_ins", lambda: [("Awa", "member in Rennes", "awa@example.org"), ("Nobody", "", "x@y")]
    )
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_outside_the_demo_the_page_does_not_exist(client, cast, name):
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse("site:clock"), {"move": "day"}).status_code == 404
    assert client.post(reverse("site:cast_sign_in", args=[cast.awa.pk])).status_code == 404
    assert client.get(reverse("site:outbox_mail", args=["x-1"])).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_in_the_demo_anyone_opens_it(client, cast, demo, name):
    assert client.get(reverse(name)).status_code == 200


def test_mails_can_be_read_newest_first_with_their_code(client, cast, demo):
    mail.send_mail("Bonjour", "Rien à taper.\n\n-- \nEstran", None, ["awa@example.org"])
    with mail.get_connection() as connection:
        for number, text in enumerate(
            ("Voici votre code :\n\nBCDF-GHJK\n\nBonne journée", "Deux <b>\nhttp://127.0.0.1:8000/x/")
        ):
            mail.EmailMessage(f"Été {number}", text, None, ["zoé@example.org"], connection=connection).send()

    page = client.get(reverse("site:outbox")).content.decode()
    assert [page.index(subject) for subject in ("Été 1", "Été 0", "Bonjour")] == sorted(
        page.index(subject) for subject in ("Été 1", "Été 0", "Bonjour")
    )
    assert "BCDF-GHJK" in page
    assert "RIEN" not in page

    name = page.split(reverse("site:outbox") + "20")[1].split("/")[0]
    text = client.get(reverse("site:outbox_mail", args=[f"20{name}"])).content.decode()
    assert "Deux &lt;b&gt;" in text
    assert 'href="http://127.0.0.1:8000/x/"' in text


@pytest.mark.parametrize("name", ["nothing-1", "..-1", "20260101-000000-1-99"])
def test_no_other_file_can_be_read_through_the_outbox(client, cast, demo, name):
    (demo.parent / "secret.log").write_text("Subject: secret\n\nsecret\n")
    assert client.get(f"/outbox/{name}/").status_code == 404


def test_the_clock_is_moved_by_a_day_a_week_to_a_day_and_back(client, cast, demo):
    began = clock.today()
    for move, days in (({"move": "day"}, 1), ({"move": "week"}, 8)):
        assert client.post(reverse("site:clock"), move).status_code == 303
        assert clock.today() == began + timedelta(days=days)
    goal = began + timedelta(days=40)
    client.post(reverse("site:clock"), {"move": "date", "day": goal.isoformat()})
    assert clock.today() == goal
    assert "Time was moved." in client.get(reverse("site:clock")).content.decode()
    client.post(reverse("site:clock"), {"move": "back"})
    assert clock.today() == began
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        *["site.clock_moved"] * 3,
        "site.clock_put_back",
    ]
    assert Round.objects.filter(last_done_at__isnull=False).exists()  # what became due was done at once


@pytest.mark.parametrize("day", ["", "1999-01-01", "2099-01-01", "soon"])
def test_a_day_that_cannot_be_gone_to_is_said_and_moves_nothing(client, cast, demo, day):
    answer = client.post(reverse("site:clock"), {"move": "date", "day": day})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Cooperative.current().clock_offset_seconds == 0


def test_time_cannot_be_moved_where_it_may_not_be(cast, settings):
    settings.CLOCK_MOVABLE = False
    with pytest.raises(Refused, match="only be moved in the demo"):
        move_clock(Cooperative.current(), by=cast.awa, to=clock.now() + timedelta(days=1))


def test_one_may_become_someone_of_the_cast_and_nobody_else(client, cast, demo):
    page = client.get(reverse("site:cast")).content.decode()
    assert "Sign in as Awa" in page
    assert "Nobody" not in page

    assert client.post(reverse("site:cast_sign_in", args=[cast.zoe.pk])).status_code == 404
    assert client.post(reverse("site:cast_sign_in", args=[cast.awa.pk])).status_code == 303
    assert client.get(reverse("membership:me")).status_code == 200
