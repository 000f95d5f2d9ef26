"""My profile: saying, keeping, proposing words."""

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.core.folding import fold
from palabre.core.verdict import Refused
from palabre.directory import held, policies, rounds
from palabre.directory.actions.relay import refuse_letters, write_letter
from palabre.directory.actions.searching import ask_directory
from palabre.directory.actions.vocabulary import add_terms, decline_term, keep_term
from palabre.directory.asked import Asked
from palabre.directory.models import Chosen, Letter, Portrait, Profile, Refusal, Shown, Tally, Term
from palabre.people.holdings import Manner
from palabre.people.models import Member


def words(**said):
    shown = {f"{part}_for": "0" for part in Profile.PARTS}
    return {"about": "", "ask": "", "trades": "", "skills": "", **shown, **said}


@pytest.mark.parametrize("written", ["Graphisme", "graphisme", "GRAPHISME", " graphisme ", "Gra\u0301phisme"])
def test_one_word_for_one_thing(written):
    assert fold(written) == "graphisme"


def test_apostrophes_hyphens_and_ligatures_make_no_difference():
    assert fold("Main-d’Œuvre") == fold("main d'oeuvre") == "main d oeuvre"


def test_a_member_says_something_of_themselves(client, cast):
    client.force_login(cast.awa)
    assert client.get(reverse("directory:profile")).status_code == 200
    said = words(about="Posters.", about_for="3", trades="Graphisme, graphisme\nSérigraphie", languages=["wo", "fr"])
    answer = client.post(reverse("directory:profile"), said)
    assert (answer.status_code, answer["Location"]) == (303, "/me/profile/?as=member#preview")
    profile = Profile.objects.get(member=cast.awa)
    assert (profile.about, profile.about_for, profile.trades_for) == ("Posters.", Shown.PUBLIC, Shown.NOBODY)
    assert list(Term.objects.values_list("folded", flat=True)) == ["graphisme", "serigraphie"]
    assert profile.spoken.count() == 2
    page = client.get(answer["Location"]).content.decode()
    assert "seen by nobody yet: Graphisme, Sérigraphie" in page
    client.post(reverse("directory:profile"), words(trades="serigraphie", languages=["fr"]))
    assert [each.term.label for each in profile.chosen.all()] == ["Sérigraphie"]
    assert profile.spoken.count() == 1


def test_what_cannot_be_kept_comes_back_with_what_was_typed(client, cast):
    client.force_login(cast.awa)
    wrong = [
        {"about": "x" * 1001},
        {"about_for": "7"},
        {"trades": "\n".join(f"word {n}" for n in range(13))},
        {"trades": "x" * 61},
        {"languages": ["klingon"]},
    ]
    for said in wrong:
        answer = client.post(reverse("directory:profile"), words(ask="Printing") | said)
        assert (answer.status_code, "Printing" in answer.content.decode()) == (422, True), said
    assert not Profile.objects.exists()


def test_only_members_have_one(client, cast, describe):
    for person in (cast.zoe, cast.greta):
        with pytest.raises(Refused, match="Profiles are for members"):
            describe(person)
        client.force_login(person)
        assert client.get(reverse("directory:profile")).status_code == 403


def test_the_trail_says_that_it_changed_to_its_member_alone(cast, describe):
    describe(cast.awa, Shown.PUBLIC, trades=[], skills=[])
    entry = Entry.objects.select_related("details").get()
    assert (entry.verb, entry.details.facts) == ("directory.profile_changed", {})
    assert "Graphisme" not in entry.details.label
    assert [list(Entry.objects.visible_to(who)) for who in (cast.awa, cast.bruno, cast.farid)] == [[entry], [], []]


def test_a_profile_that_changes_all_the_time_waits_until_tomorrow(cast, describe, monkeypatch):
    monkeypatch.setattr(policies, "MOST_CHANGES", 2)
    for _time in range(2):
        describe(cast.awa)
    with pytest.raises(Refused) as refused:
        describe(cast.awa)
    assert refused.value.verdict.retry


def test_a_new_word_is_seen_once_the_secretariat_keeps_it(client, cast):
    client.force_login(cast.awa)
    client.post(reverse("directory:profile"), words(trades="Vanneriee", trades_for="2"))
    term, handle = Term.objects.get(), Profile.objects.get().handle
    told = Entry.objects.get(verb="directory.term_proposed")
    assert told.audience.lets_in(cast.farid)
    assert not told.audience.lets_in(cast.bruno)
    client.force_login(cast.bruno)
    assert client.get(reverse("directory:person", args=[handle])).status_code == 404
    client.force_login(cast.farid)
    assert "Vanneriee" in client.get(reverse("directory:vocabulary")).content.decode()
    assert client.get(reverse("directory:term", args=[term.pk])).status_code == 200
    client.post(reverse("directory:term", args=[term.pk]), {"label": "Vannerie", "deed": "keep"})
    client.force_login(cast.bruno)
    assert "Vannerie<" in client.get(reverse("directory:person", args=[handle])).content.decode()
    kept = Entry.objects.select_related("details").get(verb="directory.term_kept")
    assert kept.details.facts == {"proposed_by": cast.awa.pk}


def test_a_word_written_like_another_becomes_that_one(cast, describe):
    add_terms(by=cast.farid, kind="trade", labels=["Infographie"])
    describe(cast.awa, trades=["Info graphiste"], skills=[])
    describe(cast.bruno, trades=["Infographie", "Info graphiste"], skills=[])
    proposed = Term.objects.get(folded="info graphiste")
    keep_term(proposed, by=cast.farid, label="infographie")
    assert [term.label for term in Term.objects.all()] == ["Infographie"]
    assert Chosen.objects.count() == 2


def test_a_word_is_declined_with_a_reason(client, cast, describe):
    describe(cast.awa, trades=["Magie"], skills=[])
    term = Term.objects.get()
    client.force_login(cast.farid)
    answer = client.post(reverse("directory:term", args=[term.pk]), {"label": "Magie", "deed": "decline"})
    assert answer.status_code == 422
    decline_term(term, by=cast.farid, reason="Too vague")
    assert (Term.objects.count(), Chosen.objects.count()) == (0, 0)
    told = Entry.objects.select_related("details").get(verb="directory.term_declined")
    assert told.details.facts["reason"] == "Too vague"


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_keeps_the_vocabulary(client, cast, describe, who):
    describe(cast.bruno, trades=["Magie"], skills=[])
    term, person = Term.objects.get(), getattr(cast, who)
    client.force_login(person)
    assert client.get(reverse("directory:vocabulary")).status_code == 403
    for deed in (
        lambda: add_terms(by=person, kind="trade", labels=["x"]),
        lambda: keep_term(term, by=person, label="x"),
        lambda: decline_term(term, by=person, reason="x"),
    ):
        with pytest.raises(Refused, match="The secretariat keeps the vocabulary"):
            deed()


def test_words_are_added_by_the_list_and_a_proposed_one_is_kept(client, cast):
    Term.objects.create(kind="skill", label="tissage", folded="tissage", proposed_by=cast.awa)
    client.force_login(cast.farid)
    many = "\n".join(["Tissage", *(f"Savoir {n}" for n in range(30))])
    assert client.post(reverse("directory:vocabulary"), {"kind": "skill", "labels": many}).status_code == 303
    assert Term.objects.filter(kept_at__isnull=False).count() == 31
    entry = Entry.objects.select_related("details").get()
    assert entry.details.facts == {"count": 31}


def test_ten_words_may_wait(client, cast):
    client.force_login(cast.awa)
    client.post(reverse("directory:profile"), words(trades="\n".join(f"word {n}" for n in range(10))))
    answer = client.post(reverse("directory:profile"), words(skills="one more"))
    assert answer.status_code == 422
    assert "being looked at already" in answer.content.decode()


def test_a_name_that_changed_elsewhere_is_followed(cast, describe):
    describe(cast.awa)
    Member.objects.filter(pk=cast.awa.pk).update(name="Élise Œuvrard")
    assert (rounds.follow_names(), rounds.follow_names()) == (1, 0)
    assert Profile.objects.get().folded_name == "elise oeuvrard"


def test_an_erasure_takes_all_of_it_and_leaves_the_kept_words(cast, describe, photo):
    photo(cast.awa)
    profile = describe(cast.awa, Shown.PUBLIC, found=True)
    describe(cast.bruno, Shown.PUBLIC)
    ask_directory(Asked(name="Bruno"), by=cast.awa)
    write_letter(profile, by=cast.bruno, text="Hello", gives_address=True)
    refuse_letters(by=cast.awa, writer=cast.chloe)
    for holding in held.ALL:
        holding.erase(cast.awa, Manner("kept", clock.now()))
    assert [each.member for each in Profile.objects.all()] == [cast.bruno]
    assert [model.objects.count() for model in (Portrait, Letter, Refusal, Tally)] == [0, 0, 0, 0]
    assert sorted(Term.objects.values_list("label", "proposed_by")) == [("Graphisme", None), ("Risographie", None)]
