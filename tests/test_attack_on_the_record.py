"""Two hundred random changes to the record by plain SQL, each alone: `palabre check` finds every one, and no other."""

import json
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from palabre.commons.trail import append_only, invariants, sealing, seals
from palabre.commons.trail.against_seals import seals_hold
from palabre.commons.trail.models import EntryDetails, Link, Seal, SealTip
from tests.world import build

pytestmark = pytest.mark.long
ATTACKS = 200
FAR = 10**9  # an id that nothing has
SIGNS = "0123456789abcdefXÉ "


@pytest.fixture
def world(cast, monkeypatch):
    """Everything sealed; the triggers are gone, as for someone who owns the database."""
    made = build(cast, 2)
    sealing.seal_new(None)
    asked = {name: invariants.registry[name] for name in ("trail: seals", "trail: words")}
    monkeypatch.setattr(invariants, "registry", asked)
    connection.check_constraints()  # on PostgreSQL what the foreign keys still owe would forbid it
    with connection.cursor() as cursor:
        for model in append_only.kept():
            table = model._meta.db_table
            for name, _, _ in append_only._triggers(connection, model):
                on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
                cursor.execute(f'DROP TRIGGER "{name}"{on}')
    return made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def another(field, value, chance):
    """A value that says something else, of a kind the column takes (the database may still refuse it)."""
    kind = field.get_internal_type()
    if value is None:
        return date(2020, 1, 1) if kind == "DateField" else datetime.fromisoformat("2020-01-01T00:00Z") if (
            kind == "DateTimeField") else 1  # fmt: skip
    if field.null and chance.random() < 0.2:
        return None
    if isinstance(value, datetime):
        return value + timedelta(microseconds=chance.choice((-1, 1)))
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        return value[:place] + chance.choice(SIGNS) + value[place + chance.randrange(2) :]
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 7, FAR))
    said = json.dumps(value)
    place = chance.randrange(len(said))
    return json.loads(said[:place] + chance.choice(SIGNS) + said[place + 1 :])


def change_a_column(model, chance):
    row = chance.choice(list(model._base_manager.order_by("pk")))
    field = chance.choice(model._meta.local_concrete_fields)
    before = getattr(row, field.attname)
    value = another(field, before, chance)
    if value == before:
        return 0
    pk = model._meta.pk.column
    written = field.get_db_prep_save(value, connection)
    return run(f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{pk}" = %s', written, row.pk)


def delete_a_row(model, chance):
    row = chance.choice(list(model._base_manager.order_by("pk")))
    return run(f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', row.pk)


def insert_a_row(model, chance):
    """A copy of a row, with an id below all others; for seals and the tip, one more at the end."""
    row = chance.choice(list(model._base_manager.order_by("pk")))
    row.pk = row.pk + 1 if model in (Seal, SealTip) else -chance.randrange(5)
    for field in model._meta.local_concrete_fields:
        if not field.primary_key and (field.unique or field.name in ("number", "previous", "place")):
            value = getattr(row, field.attname)
            setattr(row, field.attname, value + FAR if isinstance(value, int) else "another")
    row.save(force_insert=True)
    return 1


def swap_two_rows(model, chance):
    rows = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    if len(rows) < 2:
        return 0
    one, other = chance.sample(rows, 2)
    sql = f'UPDATE "{model._meta.db_table}" SET "{model._meta.pk.column}" = %s WHERE "{model._meta.pk.column}" = %s'
    return min(run(sql, *step) for step in ((FAR, one), (one, other), (other, FAR)))


DEEDS = (change_a_column, change_a_column, change_a_column, delete_a_row, insert_a_row, swap_two_rows)
TABLES = [*append_only.kept(), Seal, Seal, SealTip, EntryDetails]


def attacked(model, chance):
    """One change, or none where the database itself refuses it: (what was done, what check says)."""
    deed = chance.choice(DEEDS)
    if deed is insert_a_row and model is EntryDetails:
        return None
    try:
        with transaction.atomic():
            if not deed(model, chance):
                return None
            found = list(invariants.broken())
            transaction.set_rollback(True)
    except (DatabaseError, ValueError):
        return None
    return f"{deed.__name__} {model._meta.label}", found


def test_every_change_is_found_and_nothing_else(world):
    chance = Random(20201124)
    assert list(invariants.broken()) == []
    done, unseen = [], []
    while len(done) < ATTACKS:
        attack = attacked(TABLES[len(done) % len(TABLES)], chance)  # none is left to chance
        if attack is None:
            continue
        done.append(attack[0])
        if not attack[1]:
            unseen.append(attack[0])
        assert list(invariants.broken()) == [], f"a false alarm after {attack[0]} was taken back"
    assert unseen == []
    tables = {model._meta.label for model in TABLES}
    assert {attack.partition(" ")[2] for attack in done} == tables
    assert {attack.partition(" ")[0] for attack in done} == {deed.__name__ for deed in DEEDS}


def test_a_change_to_what_is_not_sealed_yet_is_not_claimed_to_be_found(world):
    link = Link.objects.create(entry=world.entry, kind="proved", from_kind="a", from_id=1, to_kind="b", to_id=2)
    assert seals.state().unsealed == {"trail.link": 1}
    run("UPDATE trail_link SET to_id = 3 WHERE id = %s", link.pk)
    assert list(seals_hold()) == []
    assert seals.state().unsealed == {"trail.link": 1}

    sealing.seal_new()
    run("UPDATE trail_link SET to_id = 2 WHERE id = %s", link.pk)
    assert len(list(seals_hold())) == 1
