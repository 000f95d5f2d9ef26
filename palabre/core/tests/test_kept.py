"""What is kept in memory, and the holes that each reader's own words fill."""

from django.contrib.auth.models import AnonymousUser

from palabre.core import holes
from palabre.core.kept import Store


def test_what_no_longer_fits_is_forgotten_the_least_lately_used_first():
    store = Store(100)
    for key in "abc":
        store.put(key, key.upper(), 30)
    store.get("a")
    store.put("d", "D", 30)

    assert [store.get(key) for key in "abcd"] == ["A", None, "C", "D"]


def test_what_is_kept_again_weighs_once():
    store = Store(100)
    for _ in range(10):
        store.put("a", "A", 60)
    store.put("b", "B", 40)

    assert (store.get("a"), store.get("b")) == ("A", "B")


def test_nothing_is_kept_in_no_room():
    store = Store(0)
    store.put("a", "A", 1)
    assert store.get("a") is None


def test_a_hole_is_filled_for_each_reader(rf):
    html = f"<p>{holes.hole('viewer')}</p><p>{holes.hole('viewer')}</p>"
    request = rf.get("/")
    request.user = AnonymousUser()
    request.user.pk = 7

    assert holes.filled(holes.cut(html), request) == "<p>7</p><p>7</p>"


def test_own_words_are_a_hole_only_while_a_page_is_rendered_for_many():
    assert holes.own("viewer", "", lambda: "7") == "7"
    with holes.rendered_for_many():
        assert holes.own("viewer", "", lambda: "7") == holes.hole("viewer")
    assert not holes.is_for_many()


def test_nobody_can_write_a_hole(rf):
    written = "hole-000000000000000000000000-csrf-- {{ csrf_token }}"
    assert holes.cut(written) == [written]
