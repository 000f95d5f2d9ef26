"""Dates as people say them, and numbers with what they mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from palabre.core import clock
from palabre.core.components.bars import segments
from palabre.core.tests.showing import TODAY, show, words

HALF_PAST_TWO = datetime(2026, 12, 18, 13, 30, tzinfo=UTC)
TWO = datetime(2026, 12, 18, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (date(2026, 12, 18), "Friday 18 December", "vendredi 18 décembre"),
        (date(2027, 1, 1), "Friday 1 January 2027", "vendredi 1er janvier 2027"),
        (HALF_PAST_TWO, "Friday 18 December at 14:30", "vendredi 18 décembre à 14\xa0h\xa030"),
        (TWO, "Friday 18 December at 14:00", "vendredi 18 décembre à 14\xa0h"),
    ],
)
def test_dates_are_in_full_with_the_day_of_the_week(value, english, french):
    assert f">{english}</time>" in Template("{% when value %}").render(Context({"value": value}))
    with translation.override("fr"):
        assert f">{french}</time>" in Template("{% when value %}").render(Context({"value": value}))


def test_machines_read_the_date_too_and_the_hour_may_be_left_out():
    assert show("{% when value %}", value=TODAY).startswith('<time datetime="2026-12-09">')
    html = show("{% when value hour=False %}", value=HALF_PAST_TWO)
    assert html == '<time datetime="2026-12-18T14:30+01:00">Friday 18 December</time>'


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (9, "until Friday 18 December , 9 days left", "jusqu’au vendredi 18 décembre , encore 9 jours"),
        (1, "until Thursday 10 December , 1 day left", "jusqu’au jeudi 10 décembre , encore 1 jour"),
        (0, "today is the last day", "c’est aujourd’hui le dernier jour"),
        (-1, "closed since Tuesday 8 December", "c’est clos depuis le mardi 8 décembre"),
    ],
)
def test_until_says_what_is_left(days, english, french):
    day = TODAY + timedelta(days=days)
    assert words(show("{% until day %}", day=day)) == english
    with translation.override("fr"):
        assert words(show("{% until day %}", day=day)) == french


def test_what_closes_at_midnight_was_last_open_the_day_before():
    midnight = clock.end_of(TODAY)
    assert words(show("{% until value %}", value=midnight)) == "today is the last day"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (TODAY, "today"),
        (TODAY - timedelta(days=1), "yesterday"),
        (TODAY - timedelta(days=3), "3 days ago"),
        (TODAY - timedelta(days=30), "Monday 9 November"),
        (TODAY + timedelta(days=3), "Saturday 12 December"),
        (datetime(2026, 12, 9, 8, 5, tzinfo=UTC), "today at 9:05"),
    ],
)
def test_ago(value, said):
    assert words(show("{% ago value %}", value=value)) == said


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "english", "french"),
    [(3000, "€30", "30\xa0€"), (123450, "€1,234.50", "1\xa0234,50\xa0€"), (-5, "€-0.05", "-0,05\xa0€")],
)
def test_money(cents, english, french):
    assert f">{english}<" in Template("{% money cents %}").render(Context({"cents": cents}))
    with translation.override("fr"):
        assert f">{french}<" in Template("{% money cents %}").render(Context({"cents": cents}))


def test_the_bar_is_always_filled_and_its_table_says_the_same():
    rows = [("done", "done", 97, 38.2), ("mine", "other", 3, 1), ("late", "none", 0, 0)]
    found = segments(rows)
    assert [part.share for part in found] == ["38.2", "1.0", "0.0"]
    assert float(found[-1].start + found[-1].width) == pytest.approx(100)
    html = show('{% bars rows caption="In all" %}', rows=rows)
    assert html.count("<rect") == 2
    assert words(html).endswith("In all Part Number Share done 97 38.2% other 3 1.0% none 0 0.0%")


def test_a_bar_without_anything_has_no_pieces():
    assert "<rect" not in show("{% bars rows %}", rows=[("done", "done", 0, 0)])


def test_rows_may_be_objects():
    class Row:
        key, label, count, share_percent = "done", "done", 2, 100

    assert [part.count for part in segments([Row()])] == [2]


def test_a_figure_groups_its_thousands():
    assert words(show('{% figure 11412 "members" %}')) == "11,412 members"
