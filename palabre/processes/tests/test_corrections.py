import re
from collections import Counter
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.processes.corrections import (
    About,
    Correction,
    NoSuchPlace,
    Nothing,
    Place,
    correct,
    describe,
    fingerprint,
    rebase,
)
from palabre.processes.corrections.cutting import cuts
from palabre.processes.corrections.places import find
from palabre.processes.corrections.shape import lines


def measure(title, *text, group=None):
    return {"title": title, "text": list(text), "group": group}


def recommendation(title, *measures, text=(), groups=()):
    return {"title": title, "text": list(text), "groups": list(groups), "measures": list(measures)}


@pytest.fixture
def proposal():
    return {
        "title": "Together",
        "date": "2026-03-12",
        "language": "en",
        "drafters": ["Ada"],
        "groups": ["Rennes", "Lille"],
        "events": [{"title": "Call", "starts_at": "2026-03-20T14:00"}],
        "introduction": ["One.", "Two."],
        "unplaced": ["Comment here"],
        "marks": {},
        "recommendations": [
            recommendation("First", measure("A.", "Because."), measure("B."), text=["Today."], groups=["Rennes"]),
            recommendation("Second", measure("C.", group="Lille"), text=["Twice.", "Thrice."]),
        ],
    }


def do(proposal, place, deed="save", **more):
    return correct(proposal, Correction(Place.parse(place), deed, **more))


def words(proposal):
    """Every word of the document, wherever it stands, attribution apart."""
    marks = [line for marked in proposal["marks"].values() for line in marked]
    events = [str(value) for event in proposal["events"] for value in event.values()]
    kept = [proposal["title"], *proposal["introduction"], *proposal["unplaced"], *marks, *events]
    kept += [line for each in proposal["recommendations"] for line in lines(each)]
    return Counter(re.findall(r"\w+", " ".join(kept)))


def titles(proposal, number):
    return [each["title"] for each in proposal["recommendations"][number - 1]["measures"]]


def test_a_measure_joined_with_the_one_before_argues_for_it(proposal):
    after, place = do(proposal, "r1.m2", "merge")
    assert (after["recommendations"][0]["measures"], str(place)) == ([measure("A.", "Because.", "B.")], "r1.m1")


def test_a_measure_that_goes_on_in_lower_case_continues_the_sentence(proposal):
    proposal["recommendations"][0]["measures"][1]["title"] = "and by post."
    after, _ = do(proposal, "r1.m2", "merge")
    assert find(after, Place.parse("r1.m1")) == measure("A.", "Because. and by post.")


def test_two_groups_in_one_measure_leave_it_unattributed(proposal):
    proposal["recommendations"][0]["measures"][0]["group"] = "Rennes"
    after, _ = do(proposal, "r1.m2", "merge")
    assert find(after, Place.parse("r1.m1"))["group"] is None


def test_a_recommendation_joined_with_the_one_before_brings_its_measures(proposal):
    after, place = do(proposal, "r2", "merge")
    assert (titles(after, 1), str(place)) == (["A.", "B.", "C."], "r1")
    assert after["recommendations"][0]["text"] == ["Today.", "Second", "Twice.", "Thrice."]
    assert after["recommendations"][0]["groups"] == []


def test_the_first_paragraph_can_continue_the_title(proposal):
    after, _ = do(proposal, "r2.t1", "merge")
    assert (after["recommendations"][1]["title"], after["recommendations"][1]["text"]) == ("Second Twice.", ["Thrice."])


def test_an_empty_line_makes_two_passages_of_one(proposal):
    after, _ = do(proposal, "i1", text="One.\r\n\r\nAnd a half.")
    assert after["introduction"] == ["One.", "And a half.", "Two."]
    after, _ = do(proposal, "r1.m1", title="A.\n\nA again.", text="Because.")
    assert after["recommendations"][0]["measures"][:2] == [measure("A."), measure("A again.", "Because.")]


def test_a_measure_is_cut_before_a_sentence(proposal):
    after, place = do(proposal, "r1.m1", "split", at="1.0")
    assert after["recommendations"][0]["measures"] == [measure("A."), measure("Because."), measure("B.")]
    assert str(place) == "r1.m2"


def test_what_was_typed_is_kept_when_another_button_is_pressed(proposal):
    after, _ = do(proposal, "r1.m2", "up", title="B, better.", text="")
    assert titles(after, 1) == ["B, better.", "A."]


def test_the_first_measure_moved_up_goes_to_the_recommendation_before(proposal):
    after, place = do(proposal, "r2.m1", "up")
    assert (titles(after, 1), titles(after, 2), str(place)) == (["A.", "B.", "C."], [], "r1.m3")


@pytest.mark.parametrize(
    ("place", "to", "now", "stands"),
    [
        ("u1", "i", "i3", "Comment here"),
        ("u1", "r2.t", "r2.t3", "Comment here"),
        ("u1", "r2.m", "r2.m2", measure("Comment here")),
        ("r1.m1", "r2.m", "r2.m2", measure("A.", "Because.")),
        ("r1.m1", "r1.t", "r1.t2", "A."),
        ("r1.m1", "u", "u2", "A."),
        ("r2", "r1.m", "r1.m3", measure("Second", "Twice.", "Thrice.")),
        ("i1", "new", "r1", recommendation("One.")),
        ("u1", "new", "r3", recommendation("Comment here")),
        ("r1.m1", "rest", "r2", recommendation("A.", measure("B."), text=["Because."])),
    ],
)
def test_what_moves_becomes_what_stands_there(proposal, place, to, now, stands):
    before = words(proposal)
    after, where = do(proposal, place, "move", to=to)
    assert (str(where), find(after, where)) == (now, stands)
    assert words(after) == before


def test_words_can_become_the_title_the_drafters_or_the_groups(proposal):
    after, _ = do(proposal, "u1", "move", to="title", text="Better together")
    assert (after["title"], "Together" in after["unplaced"]) == ("Better together", True)
    after, _ = do(proposal, "u1", "move", to="drafters", text="Bo Li & Cy Ro")
    assert (after["drafters"], after["marks"]) == (["Ada", "Bo Li", "Cy Ro"], {"drafters": ["Bo Li & Cy Ro"]})


@pytest.mark.parametrize("place", ["u1", "r1.m1", "r2", "r2.t1"])
@pytest.mark.parametrize("to", ["title", "drafters", "groups"])
def test_words_that_name_the_document_lose_nothing_either(proposal, place, to):
    before = words(proposal)
    after, _ = do(proposal, place, "move", to=to)
    assert words(after) == before


def test_what_is_emptied_goes_among_what_is_not_placed(proposal):
    after, _ = do(proposal, "r1.m1", title=" ", text="")
    assert (titles(after, 1), after["unplaced"]) == (["B."], ["Comment here", "A.", "Because."])
    after, _ = do(proposal, "r1.m1", title="A.", text="")
    assert after["unplaced"] == ["Comment here", "Because."]


def test_attribution_is_chosen_and_unchosen(proposal):
    after, _ = do(proposal, "r1", groups=("Lille",), also_measures=True)
    assert after["recommendations"][0]["groups"] == ["Lille"]
    assert [each["group"] for each in after["recommendations"][0]["measures"]] == ["Lille", "Lille"]
    after, _ = do(after, "r1.m1", groups=())
    assert find(after, Place.parse("r1.m1"))["group"] is None
    after, _ = do(after, "r1.m1", groups=("Paris",))
    assert find(after, Place.parse("r1.m1"))["group"] is None


def test_a_renamed_group_keeps_what_it_said_and_a_removed_one_leaves_its_name_behind(proposal):
    about = About("Together", "", "nl", (("Ada", "Ada Roux"), ("", "Bo")), (("Rennes", "Roazhon"), ("Lille", "")), ())
    after = describe(proposal, about)
    assert (after["groups"], after["drafters"], after["date"], after["language"]) == (
        ["Roazhon"],
        ["Ada Roux", "Bo"],
        None,
        "nl",
    )
    assert after["recommendations"][0]["groups"] == ["Roazhon"]
    assert after["recommendations"][1]["measures"][0]["group"] is None
    assert after["unplaced"] == ["Comment here", "Lille"]


def test_a_first_line_too_long_for_a_title_is_cut_after_a_clause_and_goes_on_below(proposal):
    long = "The board publishes its agenda, " + "with every point on it, " * 15 + "ten days before"
    proposal["unplaced"] = [long]
    before = words(proposal)
    after, where = do(proposal, "u1", "move", to="r1.m")
    made = find(after, where)
    assert made["title"].endswith("with every point on it, …")
    assert (len(made["title"]) <= 300, made["text"][0].startswith("… with every point")) == (True, True)
    assert words(after) == before


def test_a_session_taken_out_is_kept_among_what_is_not_placed(proposal):
    about = About("Together", "", "en", (), (), ((1, "", ""), (0, "Evening", "2026-04-01T18:30")))
    after = describe(proposal, about)
    assert after["events"] == [{"title": "Evening", "starts_at": "2026-04-01T18:30"}]
    assert after["unplaced"][-1] == "Call (2026-03-20T14:00)"


@pytest.mark.parametrize(
    ("place", "deed", "more"),
    [
        ("i1", "merge", {}),
        ("i1", "up", {}),
        ("r1.m1", "merge", {}),
        ("r1.m1", "up", {}),
        ("r2.m1", "down", {}),
        ("r1.m1", "split", {}),
        ("r1.m1", "split", {"at": "7.7"}),
        ("r1", "move", {"to": "r1.m"}),
        ("r1", "move", {"to": "new"}),
        ("i1", "move", {"to": "elsewhere"}),
        ("i1", "burn", {}),
    ],
)
def test_what_makes_no_sense_changes_nothing(proposal, place, deed, more):
    before = deepcopy(proposal)
    with pytest.raises(Nothing):
        do(proposal, place, deed, **more)
    assert proposal == before


@pytest.mark.parametrize("written", ["i9", "r3", "r1.m9", "r9.m1", "m1", "i0", "r1.x1", ""])
def test_there_is_no_such_place(proposal, written):
    with pytest.raises(NoSuchPlace):
        do(proposal, written)


def test_a_correction_finds_its_passage_again_after_somebody_else_moved_things(proposal):
    mine = Correction(Place.parse("r1.m2"), "save", title="B, better.")
    was = fingerprint(find(proposal, mine.place))
    moved, _ = do(proposal, "r1.m2", "up")
    assert rebase(mine, was, moved).place == Place.parse("r1.m1")
    changed, _ = do(proposal, "r1.m2", title="B, worse.")
    assert rebase(mine, was, changed) is None


texts = st.lists(st.sampled_from(["Alpha.", "beta gamma", "Delta! Epsilon.", "one\ntwo", "Zêta: eta"]), max_size=3)
measures = st.builds(
    lambda title, text: measure(title, *text), st.sampled_from(["Mu.", "nu xi", "Omicron. Pi."]), texts
)
recommendations = st.builds(
    lambda title, text, found: recommendation(title, *found, text=text),
    st.sampled_from(["Rho", "Sigma. Tau"]),
    texts,
    st.lists(measures, max_size=3),
)
documents = st.fixed_dictionaries(
    {
        "title": st.just("Omega"),
        "date": st.none(),
        "language": st.just("en"),
        "drafters": st.just([]),
        "groups": st.just(["Rennes"]),
        "events": st.just([]),
        "introduction": texts,
        "unplaced": texts,
        "marks": st.just({}),
        "recommendations": st.lists(recommendations, max_size=3),
    }
)


@settings(max_examples=150, deadline=None)
@given(documents, st.data())
def test_no_word_is_ever_lost_whatever_is_done_in_whatever_order(document, data):
    document = deepcopy(document)
    before = words(document)
    for _ in range(6):
        place = data.draw(st.sampled_from(["i1", "i2", "u1", "r1", "r2", "r1.t1", "r1.t2", "r1.m1", "r1.m2", "r2.m1"]))
        deed = data.draw(st.sampled_from(["save", "merge", "split", "up", "down", "move"]))
        to = data.draw(st.sampled_from(["i", "u", "new", "rest", "r1.t", "r1.m", "r2.t", "r2.m", "title", "drafters"]))
        try:
            at = data.draw(st.sampled_from([at for at, _ in cuts(find(document, Place.parse(place)))] or [""]))
            document, _where = do(document, place, deed, to=to, at=at)
        except (NoSuchPlace, Nothing):
            continue
        assert words(document) == before
        assert all(each["title"] for each in document["recommendations"])


@settings(max_examples=60, deadline=None)
@given(documents, st.sampled_from(["i1", "r1", "r1.t1", "r1.m1"]))
def test_emptying_a_passage_loses_no_word_either(document, place):
    before = words(document)
    try:
        after, _ = do(document, place, title="", text="")
    except NoSuchPlace:
        return
    assert words(after) == before
