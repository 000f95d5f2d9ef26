"""A body keeps agendas to begin others with; or begins one as last time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from palabre.commons.trail.verbs import sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.agenda_templates import TemplateLine, begin_agenda, keep_template, remove_template
from palabre.governance.actions.agendas import Line, publish_agenda, set_agenda
from palabre.governance.actions.items import schedule_item
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.beginning import Start
from palabre.governance.models import AgendaTemplate, Mandate, Meeting, StandingItem

OPENING = TemplateLine("Opening", "information", 5, "chair")
BUDGET = TemplateLine("Budget", "decision", 40)
CLOSING = TemplateLine("Closing", "information", presenter_role="secretary")


@pytest.fixture
def keep(cast, board):
    """Farid keeps an ordinary meeting; ``keep("Annual assembly", [BUDGET])``."""

    def write(name="Ordinary meeting", lines=(OPENING, BUDGET, CLOSING), by=None, template=None):
        return keep_template(board.body, by=by or cast.farid, name=name, lines=lines, template=template)

    return write


@pytest.fixture
def call(cast, board):
    def meet(days=60, **start):
        starts_at = clock.now() + timedelta(days=days)
        return call_meeting(board.body, by=cast.farid, starts_at=starts_at, start=Start(**start))

    return meet


def said(meeting):
    return [
        (item.title, item.source, item.kind, item.box_minutes, item.presenter and item.presenter.name)
        for item in meeting.items.order_by("position", "id")
    ]


def test_the_secretary_keeps_an_agenda_in_order(board, keep, last_entry):
    template = keep()
    assert [(each.title, each.kind, each.box_minutes, each.presenter_role) for each in template.items.all()] == [
        ("Opening", "information", 5, "chair"), ("Budget", "decision", 40, ""),
        ("Closing", "information", None, "secretary"),
    ]  # fmt: skip
    assert sentence_of(last_entry()) == "Farid wrote the agenda template “Ordinary meeting” of “The board”"
    assert list(StandingItem.objects.on_every_agenda()) == []


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "edwige", "greta", "hugo", "zoe"])
def test_nobody_but_the_chair_and_the_secretary_does(client, cast, board, keep, who):
    by, template = getattr(cast, who), keep()
    for deed in (
        lambda: keep("Mine", by=by),
        lambda: remove_template(template, by=by),
        lambda: begin_agenda(board.meeting, by=by, start=Start(template)),
    ):
        with pytest.raises(Refused, match="Only the chair or the secretary of “The board” sets its agendas"):
            deed()
    client.force_login(by)
    assert client.get(reverse("governance:agenda_templates", args=[board.body.pk])).status_code == 403
    assert client.get(reverse("governance:agenda_template", args=[template.pk])).status_code == 403
    assert client.post(reverse("governance:template_removal", args=[template.pk])).status_code == 403
    assert list(AgendaTemplate.objects.all()) == [template]


def test_a_meeting_begins_with_a_template_after_what_stands_on_every_agenda(cast, board, keep, call):
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    StandingItem.objects.create(body=board.body, position=1, title="Last minutes", kind="decision")
    meeting = call(template=keep())
    assert said(meeting) == [
        ("Last minutes", "standing", "decision", None, None), ("Opening", "own", "information", 5, "Chloé"),
        ("Budget", "own", "decision", 40, None), ("Closing", "own", "information", None, "Farid"),
    ]  # fmt: skip
    assert [point.title for item in meeting.items.all() for point in item.points.all()] == ["Last minutes", "Budget"]


def test_a_template_may_place_what_stands_on_every_agenda(board, keep, call):
    StandingItem.objects.create(body=board.body, position=1, title="Closing", kind="information")
    assert [line[:2] for line in said(call(template=keep()))] == [
        ("Opening", "own"), ("Budget", "own"), ("Closing", "standing"),
    ]  # fmt: skip


def test_as_last_time_takes_the_bodys_own_and_leaves_what_others_brought(cast, board, call, refer):
    lines = [
        Line(None, "Budget", "How much?", "decision", 40, cast.chloe, "", False),
        Line(None, "News", "", "information", 5, cast.awa, "", False),
    ]
    set_agenda(board.meeting, by=cast.farid, lines=lines)
    schedule_item(refer(), by=cast.farid, meeting=board.meeting)
    meeting = call(as_last_time=True)
    assert said(meeting) == [
        ("Budget", "own", "decision", 40, "Chloé"), ("News", "own", "information", 5, None),
    ]  # fmt: skip
    assert meeting.items.first().points.get().text == ""


def test_an_empty_agenda_begins_and_one_that_has_begun_does_not(cast, board, keep, refer):
    template = keep()
    item = schedule_item(refer(), by=cast.farid, meeting=board.meeting)
    assert begin_agenda(board.meeting, by=cast.farid, start=Start(template)) == 3
    assert [line[0] for line in said(board.meeting)] == ["Opening", "Budget", "Closing", item.title]
    with pytest.raises(Refused, match="This agenda has begun"):
        begin_agenda(board.meeting, by=cast.farid, start=Start(template))


def test_a_published_agenda_begins_no_more(cast, board, keep, refer):
    schedule_item(refer(), by=cast.farid, meeting=board.meeting)
    publish_agenda(board.meeting, by=cast.farid, reason="Late.")
    with pytest.raises(Refused, match="This agenda has begun"):
        begin_agenda(board.meeting, by=cast.farid, start=Start(keep()))


def test_it_is_rewritten_and_removed_and_what_began_with_it_stays(cast, keep, call, last_entry):
    template = keep()
    meeting = call(template=template)
    keep("Short meeting", [BUDGET], template=template)
    assert [(each.name, each.items.count()) for each in AgendaTemplate.objects.all()] == [("Short meeting", 1)]
    assert remove_template(template, by=cast.farid)
    assert sentence_of(last_entry()) == "Farid removed the agenda template “Short meeting” of “The board”"
    assert not remove_template(template, by=cast.farid)
    assert (len(said(meeting)), StandingItem.objects.count()) == (3, 0)


def test_a_double_click_keeps_it_once_and_two_templates_may_name_the_same_item(keep):
    keep()
    keep()
    keep("Annual assembly", [BUDGET])
    assert StandingItem.objects.filter(title="Budget").count() == 2


def test_what_is_missing_is_said(keep):
    for said_so, words in (
        ({"name": " "}, "Please give it a name"),
        ({"lines": []}, "Please write at least one item"),
        ({"lines": [BUDGET, BUDGET]}, "stands there twice"),
    ):
        with pytest.raises(ValidationError, match=words):
            keep(**said_so)
    keep("Another")
    with pytest.raises(ValidationError, match="has this name"):
        keep("Another", template=keep())


def test_there_are_not_more_than_can_be_chosen_from(keep):
    for number in range(AgendaTemplate.MOST):
        keep(f"Meeting {number}", [BUDGET])
    with pytest.raises(ValidationError, match="keeps at most 12"):
        keep("One more")
    keep("Meeting 3", [CLOSING])


# --- on pages -------------------------------------------------------------------------------------


def typed(**more):
    return {
        "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0",
        "line-0-title": "Budget", "line-0-kind": "decision", "line-0-box_minutes": "40", "line-0-place": "2",
        "line-1-title": "Opening", "line-1-kind": "information", "line-1-presenter_role": "chair", "line-1-place": "1",
    } | more  # fmt: skip


@pytest.fixture
def farid(client, cast):
    client.force_login(cast.farid)
    return client


def test_a_template_is_written_on_its_page_and_nothing_typed_is_lost(farid, board):
    address = reverse("governance:agenda_templates", args=[board.body.pk])
    answer = farid.post(address, typed(name=""))
    assert answer.status_code == 422
    assert 'value="Budget"' in answer.content.decode()
    assert farid.post(address, typed(name="Ordinary meeting")).status_code == 303
    template = AgendaTemplate.objects.get()
    assert [item.title for item in template.items.all()] == ["Opening", "Budget"]
    assert "Ordinary meeting" in farid.get(address).content.decode()
    page = farid.get(reverse("governance:agenda_template", args=[template.pk])).content.decode()
    assert 'value="Opening"' in page
    assert farid.post(reverse("governance:template_removal", args=[template.pk])).status_code == 303
    assert not AgendaTemplate.objects.exists()


def test_it_is_chosen_when_a_meeting_is_called(farid, board, keep):
    assert "The agenda begins with" not in farid.get(board.body.get_absolute_url()).content.decode()
    template = keep()
    assert "The agenda begins with" in farid.get(board.body.get_absolute_url()).content.decode()
    then = f"{(clock.today() + timedelta(days=60)).isoformat()}T18:00"
    words = {"starts_at": then, "starts_at_0": then[:10], "starts_at_1": "18:00"}
    answer = farid.post(reverse("governance:body_meetings", args=[board.body.pk]), words | {"start": template.pk})
    assert answer.status_code == 303
    assert [line[0] for line in said(Meeting.objects.latest("id"))] == ["Opening", "Budget", "Closing"]
    other = {key: value.replace("T18", "T19").replace("18:00", "19:00") for key, value in words.items()}
    wrong = farid.post(reverse("governance:body_meetings", args=[board.body.pk]), other | {"start": "999"})
    assert wrong.status_code == 422


def test_it_is_chosen_on_an_agenda_that_is_empty(farid, board, keep):
    template = keep()
    address = reverse("governance:meeting_agenda", args=[board.meeting.pk])
    assert "Begin with this" in farid.get(address).content.decode()
    answer = farid.post(reverse("governance:agenda_start", args=[board.meeting.pk]), {"start": template.pk})
    assert (answer.status_code, answer.url) == (303, address)
    assert len(said(board.meeting)) == 3
    assert "Begin with this" not in farid.get(address).content.decode()
