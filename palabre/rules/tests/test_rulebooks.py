"""Versions of the rules: what was adopted, within what the law allows, and which number holds on a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.people.models import College
from palabre.rules import keys
from palabre.rules.actions.packs import enter_pack
from palabre.rules.actions.rulebooks import record_rules
from palabre.rules.models import Rule, Rulebook
from palabre.rules.packs import pack_in, packs_of_the_house
from palabre.rules.queries.in_force import held, rulebook_on

DAY = timedelta(days=1)
PACK = """
title = {{ fr = "Un pays", en = "A country" }}
checked_on = "2026-01-01"
[[fact]]
key = "quorum_percent"
kinds = ["assembly"]
bound = "least"
value = {least}
law = "A law, art. 1"
says = "Enough of you."
doubt = "Who counts?"
"""


@pytest.fixture
def adopt(cast):
    def adopt_it(*rules, ago=0, begins=0, packs=(), entity=None, by=None):
        rows = [Rule(key=key, kind=kind, value=value, layer="house") for key, kind, value in rules]
        day = cast.today - ago * DAY
        return record_rules(
            by=by or cast.farid, entity=entity, rules=rows, packs=packs, adopted_by="The assembly", adopted_on=day,
            in_force_on=day + begins * DAY,
        )  # fmt: skip

    return adopt_it


def values(rulebook, kind):
    return {key: each.value for key, each in held(rulebook, kind, keys.KEYS).items()}


def test_the_kinds_own_rule_goes_before_the_one_for_every_body(adopt):
    rulebook = adopt(("agenda_days", "", 7), ("agenda_days", "assembly", 15), ("quorum_percent", "board", 50))
    assert values(rulebook, "assembly") == {"agenda_days": 15}
    assert values(rulebook, "board") == {"agenda_days": 7, "quorum_percent": 50}


def test_where_no_rule_speaks_the_law_holds_and_only_for_its_kinds(adopt):
    rulebook = adopt(("agenda_days", "", 7), packs=["fr_scic"])
    assert values(rulebook, "assembly") == {"agenda_days": 7, "convocation_days": 15}
    assert values(rulebook, "board") == {"agenda_days": 7}


@pytest.mark.parametrize(
    ("rule", "packs", "said"),
    [
        (("convocation_days", "assembly", 14), ["fr_scic"], "at least 15 days"),
        (("convocation_days", "", 14), ["fr_scic"], "at least 15 days"),
        (("proxies_one_in", "assembly", 10), ["fr_scop"], "at least 1 in 20"),
        (("request_days", "assembly", 22), ["be_sc"], "at most 21 days"),
        (("request_one_in", "assembly", 11), ["be_sc"], "at most 1 in 10"),
        (("quorum_percent", "", 101), [], "from 1 to 100"),
        (("college_percent", "", 40), [], "Nothing of this name"),
        (("bribes", "", 40), [], "Nothing of this name"),
    ],
)
def test_what_a_law_refuses_names_it_and_writes_nothing(adopt, rule, packs, said):
    with pytest.raises(ValidationError) as refused:
        adopt(("agenda_days", "", 7), rule, packs=packs)
    assert list(refused.value.message_dict) == ["rule-1"]
    assert said in refused.value.message_dict["rule-1"][0]
    assert Rulebook.objects.count() == 0


@pytest.mark.parametrize(
    ("rule", "packs"),
    [
        (("convocation_days", "assembly", 15), ["fr_scic"]),
        (("convocation_days", "board", 5), ["fr_scic"]),
        (("proxies_one_in", "assembly", 20), ["fr_scop"]),
        (("request_days", "assembly", 21), ["be_sc"]),
        (("request_one_in", "assembly", 10), ["be_sc"]),
    ],
)
def test_what_stands_just_within_the_law_is_written_down(adopt, rule, packs):
    assert adopt(rule, packs=packs).rules.count() == 1


def test_ruled_twice_for_the_same_bodies_is_refused(adopt):
    with pytest.raises(ValidationError, match="ruled twice"):
        adopt(("agenda_days", "", 7), ("agenda_days", "", 8))


def test_a_version_counts_from_its_first_day_and_the_older_one_on_any_day_before(adopt, cast):
    old, new = adopt(("agenda_days", "", 7), ago=40), adopt(("agenda_days", "", 9), ago=10, begins=15)
    assert rulebook_on(cast.today - 41 * DAY) is None
    assert rulebook_on(cast.today) == old
    assert rulebook_on(cast.today + 5 * DAY) == new


def test_an_entity_without_rules_stands_under_those_of_the_whole(adopt, cast):
    entity = cast.rennes.entity
    whole = adopt(("agenda_days", "", 7), ago=20)
    assert rulebook_on(cast.today, entity.pk) == whole
    own = adopt(("quorum_percent", "", 10), ago=10, entity=entity)
    assert rulebook_on(cast.today, entity.pk) == own
    assert rulebook_on(cast.today) == whole
    assert values(own, "board") == {"quorum_percent": 10}


def test_a_pack_brought_up_to_date_moves_nothing_that_was_written_before(adopt, cast):
    enter_pack(by=cast.farid, slug="own", text=PACK.format(least=20))
    rulebook = adopt(("quorum_percent", "assembly", 20), ago=5, packs=["own"])
    enter_pack(by=cast.farid, slug="own", text=PACK.format(least=30))
    assert [fact["value"] for fact in Rulebook.objects.get(pk=rulebook.pk).facts] == [20]
    with pytest.raises(ValidationError, match="at least 30"):
        adopt(("quorum_percent", "assembly", 20), packs=["own"])


@pytest.mark.parametrize("row", ["rulebook", "rule", "pack"])
def test_the_database_keeps_versions_rules_and_packs(adopt, cast, row):
    rulebook = adopt(("agenda_days", "", 7))
    kept = {"rulebook": rulebook, "rule": rulebook.rules.get()}.get(row) or enter_pack(
        by=cast.farid, slug="own", text=PACK.format(least=1)
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        type(kept).objects.filter(pk=kept.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(kept).objects.filter(pk=kept.pk).update(**{"value" if row == "rule" else "number": 9})


@pytest.mark.parametrize(
    ("ago", "begins", "said"),
    [(-1, 0, "once they were adopted"), (0, -1, "or later"), (50, 0, "dated later"), (40, 0, "Nothing changed")],
)
def test_versions_follow_each_other(adopt, ago, begins, said):
    adopt(("agenda_days", "", 7), ago=40)
    with pytest.raises(Refused, match=said):
        adopt(("agenda_days", "", 7), ago=ago, begins=begins)


def test_only_the_secretariat_writes_rules_down_and_the_trail_tells(adopt, cast):
    for other in (cast.chloe, cast.greta, cast.awa):
        with pytest.raises(Refused, match="secretariat"):
            adopt(("agenda_days", "", 7), by=other)
    adopt(("agenda_days", "", 7))
    entry = Entry.objects.get(verb="rules.recorded")
    assert (entry.actor, entry.details.facts) == (cast.farid, {"number": 1, "adopted_by": "The assembly"})


def test_packs_of_the_house_say_source_and_doubt_in_both_languages():
    packs = packs_of_the_house()
    assert [pack.slug for pack in packs] == ["be_sc", "fr_scic", "fr_scop"]
    for pack in packs:
        for fact in pack.facts:
            assert {"fr", "en"} <= fact.says.keys() & fact.doubt.keys()
            assert fact.law
            assert fact.link.startswith("https://")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x =", "not TOML"),
        ('title = "T"', r"at least one \[\[fact\]\]"),
        ('[[fact]]\nkey = "bribes"', "“key” is one of"),
        (PACK.format(least=0), "Fact 1: “value”"),
        (PACK.format(least=101), "Fact 1: “value”"),
        (PACK.format(least=1).replace("least", "about"), "“bound” is"),
        (PACK.format(least=1).replace("assembly", "mob"), "“kinds” lists"),
        (PACK.format(least=1) + 'link = "javascript:alert(1)"', "“link” is an address"),
        (PACK.format(least=1) + 'color = "red"', "nothing is called “color”"),
    ],
)
def test_a_text_that_is_no_pack_is_told_where_it_fails(text, said):
    with pytest.raises(ValidationError, match=said):
        pack_in("own", text)


def test_a_name_of_this_house_is_not_taken(cast):
    with pytest.raises(ValidationError, match="comes with Palabre"):
        enter_pack(by=cast.farid, slug="fr_scic", text=PACK.format(least=1))


def test_the_page_says_each_number_what_it_rests_on_and_what_the_law_asks(client, adopt):
    adopt(("agenda_days", "board", 7), ago=9, packs=["fr_scic"])
    page = client.get(reverse("rules:rules")).content.decode()
    for words in ("7 days", "board", "a house rule", "at least 15 days", "Check with your lawyer", "Version 1"):
        assert words in page
    assert "Write down a version" not in page


def test_the_secretariat_writes_a_version_by_the_page_and_a_refusal_loses_nothing(client, cast):
    client.force_login(cast.farid)
    address = reverse("rules:new_rulebook")
    sent = {
        "rule-TOTAL_FORMS": "2", "rule-INITIAL_FORMS": "0", "rule-0-key": "convocation_days", "rule-0-value": "3",
        "rule-0-kind": "assembly", "rule-0-layer": "statutes", "rule-1-layer": "house", "adopted_by": "The assembly",
        "adopted_on": cast.today.isoformat(), "packs": ["fr_scic"], "reach": "public",
    }  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "the law asks for at least 15 days" in refused.content.decode()
    assert 'value="3"' in refused.content.decode()
    assert client.post(address, sent | {"rule-0-value": "21"}).status_code == 303
    assert Rulebook.objects.get().rules.get().value == 21
    assert "21 days" in client.get(reverse("rules:rules")).content.decode()


def test_a_college_whose_weight_the_law_refuses_is_told_to_the_secretariat_alone(client, adopt, cast):
    adopt(("agenda_days", "", 7), packs=["fr_scic"])
    college = College.objects.order_by("pk").first()
    told = f"The college “{college.name}” weighs 60 % in the register"
    College.objects.filter(pk=college.pk).update(weight_percent=60)
    assert told not in client.get(reverse("rules:rules")).content.decode()
    client.force_login(cast.farid)
    assert told in client.get(reverse("rules:rules")).content.decode()
