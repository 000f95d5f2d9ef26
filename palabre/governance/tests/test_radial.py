"""Where bodies stand: the most linked in the middle, the others around, none on another."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.governance.radial import CROWDED, places


def test_the_most_linked_stands_in_the_middle_and_the_unlinked_outside():
    found = places([1, 2, 3, 4, 5], [(1, 2), (3, 2), (3, 4)])
    assert {body: place.ring for body, place in found.items()} == {2: 0, 1: 1, 3: 1, 4: 2, 5: 3}
    assert (found[2].x, found[2].y) == (0, 0)
    assert places([], []) == {}


def test_a_crowded_ring_turns_its_names_outwards():
    few = places(range(CROWDED), [(0, other) for other in range(1, CROWDED)])
    many = places(range(150), [(0, other) for other in range(1, 150)])
    assert not any(place.crowded for place in few.values())
    assert sum(place.crowded for place in many.values()) == 149


bodies = st.integers(1, 60)


@given(bodies.flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n), st.integers(0, n))))))
def test_every_body_has_a_place_of_its_own_whatever_the_links(drawn):
    number, links = drawn
    found = places(range(number), links)
    assert len(found) == number
    places_taken = [(place.x, place.y) for place in found.values()]
    for one, (x, y) in enumerate(places_taken):
        for other_x, other_y in places_taken[:one]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > 15**2
    assert found == places(range(number), links)
