"""Files of members: what each row would do, all or nothing, twice the same, two people where many would end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.four_eyes.actions.acts import ask, confirm
from palabre.commons.trail.models import Entry
from palabre.core.tables.unwelcome import UnwelcomeSheet
from palabre.core.verdict import Refused
from palabre.people.models import Belonging, Branch, Cooperative, Duty, Entity, Member, MemberNumber, Status
from palabre.register import staging
from palabre.register.actions.belongings import correct_belonging
from palabre.register.actions.ending_many import ENDING_MANY, facts_of
from palabre.register.actions.imports import (
    apply_import,
    bring_in_file,
    name_columns,
    withdraw_import,
    work_on_imports,
)
from palabre.register.models import ImportFile, ImportRow, RegisterImport

DAY = timedelta(days=1)
HEADER = "N°;Nom;Prénom;Courriel;Antenne;Collège;Statut;Parts;Depuis;Jusqu’au\n"


@pytest.fixture
def lille(cast):
    Member.objects.update(language="en")
    cast.farid.refresh_from_db()
    Status.objects.create(entity=cast.france, name="Salariée")
    return Branch.objects.create(name="Lille", entity=cast.france)


@pytest.fixture
def brought(cast, lille):
    def bring(text, *, full=False, by=None, effective_on=None, name="membres.csv"):
        data = text if isinstance(text, bytes) else (HEADER + text).encode()
        of = bring_in_file(
            cast.france, by=by or cast.farid, name=name, data=data, full=full, effective_on=effective_on or cast.today
        )
        name_columns(of, by=by or cast.farid, mapping=of.mapping)
        work_on_imports()
        of.refresh_from_db()
        return of

    return bring


def judged(of):
    return [(row.line, row.kind, row.why) for row in of.rows.order_by("line", "pk")]


def written(of, by):
    apply_import(of, by=by)
    work_on_imports()
    of.refresh_from_db()
    return of.state


def test_a_file_is_judged_row_by_row_and_writes_nothing(cast, brought):
    of = brought(
        "1;Quimper;Solveig;solveig@example.org;Lille;Members;Salariée;3;2020-02-03;\n"
        ";;;awa@example.org;Lille;;;;;\n"
        ";;;edwige@example.org;;;;;;03/02/2030\n"
        ";;;hugo@example.org;;;;;;\n"
        "2;Nobody;;nowhere;;;;;;\n"
        "1;Twice;;twice@example.org;Lille;Members;;;2020-02-03;\n"
        "3;New;;new@example.org;Atlantis;Members;;;2020-02-03;\n"
        "4;New;;new4@example.org;Lille;Members;;many;2020-02-03;\n"
        "5;New;;new5@example.org;Lille;Members;;;31/02/2020;\n"
        "=1+1;New;;new6@example.org;Lille;Members;;;2020-02-03;\n"
        "7;New;;;Lille;Members;;;2020-02-03;\n"
        ";;;;;;;;2020-02-03;\n"
    )
    assert judged(of) == [
        (2, "new", ""),
        (3, "changed", ""),
        (4, "ended", ""),
        (5, "same", ""),
        (6, "refused", "“nowhere” is no e-mail address."),
        (7, "refused", "Line 2 has the same member number."),
        (8, "refused", "No branch is called “Atlantis”."),
        (9, "refused", "“many” is no number of shares."),
        (10, "refused", "“31/02/2020” is no day. Write 2020-02-03 or 03/02/2020."),
        (11, "refused", "The member number is a formula. Save the file with values only."),
        (12, "refused", "Somebody new needs an e-mail address: it is how they sign in."),
        (13, "refused", "No member number and no address: nobody can tell who this is."),
    ]
    assert (of.state, Belonging.objects.count(), Member.objects.count()) == ("judged", 7, 9)


def test_it_is_written_as_a_whole_with_its_history_and_again_changes_nothing(cast, brought, lille):
    text = (
        "1;Quimper;Solveig;solveig@example.org;Lille;Members;Salariée;3;2020-02-03;\n2;;;awa@example.org;Lille;;;;;\n"
    )
    of = brought(text)
    assert written(of, cast.farid) == "applied"

    solveig = Member.objects.get(email="solveig@example.org")
    line = solveig.belongings.get()
    assert (solveig.name, line.branch, line.shares, str(line.from_on)) == ("Solveig Quimper", lille, 3, "2020-02-03")
    assert (line.status.name, line.inscription.reason, line.inscription.by) == ("Salariée", "membres.csv", cast.farid)
    assert not solveig.has_usable_password()
    before, after = cast.awa.belongings.in_force().order_by("from_on")
    assert (before.branch, before.until_on) == (cast.rennes, cast.today - DAY)
    assert (after.branch, after.from_on, after.until_on) == (lille, cast.today, None)
    assert set(MemberNumber.objects.values_list("number", "member__name")) == {("1", "Solveig Quimper"), ("2", "Awa")}
    assert not ImportFile.objects.exists()
    assert Entry.objects.filter(verb="register.import_applied").count() == 1

    again = brought(text)
    assert {row.kind for row in again.rows.all()} == {"same"}
    count = Belonging.objects.count()
    assert written(again, cast.farid) == "applied"
    assert Belonging.objects.count() == count


def test_two_people_a_number_and_an_address_that_disagree_are_refused(cast, brought):
    brought_first = brought("1;;;awa@example.org;;;;;;\n2;;;edwige@example.org;;;;;;\n")
    written(brought_first, cast.farid)
    of = brought(
        "1;;;edwige@example.org;;;;;;\n3;;;awa@example.org;;;;;;\n4;;;hugo@example.org;;;;;;\n;;;hugo@example.org;;;;;;\n"
    )
    assert judged(of) == [
        (2, "refused", "The number is one person’s and the address another’s."),
        (3, "refused", "This person has the number 1 here."),
        (4, "changed", "The member number is new."),
        (5, "refused", "Line 4 has the same address: two rows for one person."),
    ]


def test_the_register_moved_meanwhile_so_nothing_is_written(cast, brought, lille):
    of = brought("9;New;;new@example.org;Lille;Members;;;2020-02-03;\n;;;awa@example.org;Lille;;;;;\n")
    correct_belonging(cast.awa.belongings.get(), by=cast.farid, shares=5, reason="Five.")
    count = Belonging.objects.count()
    assert written(of, cast.farid) == "judged"
    assert "changed meanwhile" in of.problem
    assert (Belonging.objects.count(), MemberNumber.objects.count()) == (count, 0)
    name_columns(of, by=cast.farid, mapping=of.mapping)
    work_on_imports()
    assert written(of, cast.farid) == "applied"
    assert cast.awa.belongings.on(cast.today).get().shares == 5


def test_a_full_file_ends_whoever_is_not_in_it_and_that_takes_two(cast, brought):
    Duty.objects.create(member=cast.chloe, kind=Duty.Kind.REGISTER, from_on=cast.today, until_on=cast.today + 9 * DAY)
    people = [m for m in Member.objects.filter(belongings__isnull=False) if m not in (cast.hugo, cast.driss)]
    of = brought("".join(f";;;{m.email};;;;;;\n" for m in people), full=True)
    assert sorted(of.rows.filter(kind="ended").values_list("name", flat=True)) == ["Driss", "Hugo"]
    with pytest.raises(Refused, match="takes two people"):
        apply_import(of, by=cast.farid)
    act = ask(ENDING_MANY, by=cast.farid, facts=facts_of(of))
    with pytest.raises(Refused, match="somebody else confirms"):
        confirm(act, by=cast.farid)
    confirm(act, by=cast.chloe)
    work_on_imports()
    of.refresh_from_db()
    assert (of.state, of.applied_by) == ("applied", cast.chloe)
    assert not cast.hugo.belongs()
    assert cast.hugo.belongs(cast.today - DAY)
    assert cast.awa.belongs()


@pytest.mark.parametrize("row", [";;;edwige@example.org;;;;;;03/02/2030\n", ";;;edwige@example.org;;;;9;;03/02/2030\n"])
def test_an_end_takes_two_also_beside_another_change_and_ends_what_was_entrusted(cast, brought, row):
    # One in seven is more than one in a hundred.
    day = {"from_on": cast.today, "until_on": cast.today + 9999 * DAY}
    duty = Duty.objects.create(member=cast.edwige, kind=Duty.Kind.REGISTER, branch=cast.rennes, **day)
    Duty.objects.create(member=cast.chloe, kind=Duty.Kind.REGISTER, **day)
    of = brought(row)
    with pytest.raises(Refused, match="takes two people"):
        apply_import(of, by=cast.farid)
    confirm(ask(ENDING_MANY, by=cast.farid, facts=facts_of(of)), by=cast.chloe)
    work_on_imports()
    assert str(cast.edwige.belongings.on(cast.today + DAY).get().until_on) == "2030-02-03"
    duty.refresh_from_db()
    assert str(duty.until_on) == "2030-02-03"


def test_a_worker_that_is_killed_goes_on_where_it_stopped(cast, brought, monkeypatch):
    monkeypatch.setattr(staging, "BATCH", 2)
    text = "".join(f"{n};New {n};;new{n}@example.org;Lille;Members;;;2020-02-03;\n" for n in range(1, 8))
    of = bring_in_file(
        cast.france, by=cast.farid, name="a.csv", data=(HEADER + text).encode(), full=False, effective_on=cast.today
    )
    Branch.objects.get_or_create(name="Lille", entity=cast.france)
    name_columns(of, by=cast.farid, mapping=of.mapping)
    of.refresh_from_db()
    assert not staging.read_on(of, until=0)  # one batch, then no time is left
    assert of.rows.count() == 2
    work_on_imports()
    assert [line for line, kind, why in judged(of)] == [2, 3, 4, 5, 6, 7, 8]
    of.refresh_from_db()
    apply_import(of, by=cast.farid)
    assert not staging.make_accounts(of, until=0)
    assert (Member.objects.filter(email__startswith="new").count(), Belonging.objects.count()) == (2, 7)
    work_on_imports()
    assert (Member.objects.filter(email__startswith="new").count(), Belonging.objects.count()) == (7, 14)


def test_whoever_is_named_again_after_leaving_needs_a_later_first_day_and_has_their_account_again(cast, brought):
    cast.awa.belongings.all().replace(until_on=cast.today - 10 * DAY)
    Member.objects.filter(pk=cast.awa.pk).update(is_active=False, closed_at=cast.awa.joined_at)
    refused = brought(";;;awa@example.org;;;;;;\n")
    assert [row.kind for row in refused.rows.all()] == ["refused"]
    of = brought(f";;;awa@example.org;;;;;{cast.today};\n")
    assert written(of, cast.farid) == "applied"
    assert cast.awa.belongs()
    assert Member.objects.get(pk=cast.awa.pk).is_active


def test_columns_named_once_are_remembered_and_must_say_who(cast, brought, lille):
    data = "Zut;Wer;Où\n1;awa@example.org;Lille\n".encode()
    of = bring_in_file(cast.france, by=cast.farid, name="a.csv", data=data, full=False, effective_on=cast.today)
    assert of.mapping == ["", "", ""]
    for mapping, sentence in (
        (["", "", ""], "One column must hold"),
        (["number", "number", ""], "Two columns cannot"),
        (["number"], "not about the columns"),
    ):
        with pytest.raises(Refused, match=sentence):
            name_columns(of, by=cast.farid, mapping=mapping)
    name_columns(of, by=cast.farid, mapping=["number", "email", "branch"])
    again = bring_in_file(cast.france, by=cast.farid, name="b.csv", data=data, full=False, effective_on=cast.today)
    assert again.mapping == ["number", "email", "branch"]
    withdraw_import(again, by=cast.farid)
    assert list(ImportFile.objects.values_list("of", flat=True)) == [of.pk]


def test_another_entitys_keeper_brings_nothing_in(cast, lille):
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    Duty.objects.create(
        member=cast.bruno, kind=Duty.Kind.REGISTER, entity=belgium, from_on=cast.today, until_on=cast.today
    )
    with pytest.raises(Refused, match="keep the register of Estran France"):
        bring_in_file(
            cast.france, by=cast.bruno, name="a.csv", data=b"Nom;Courriel\nA;a@example.org\n", full=False,
            effective_on=cast.today,
        )  # fmt: skip


def test_the_pages_walk_from_the_file_to_the_register(client, cast, lille):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.farid)
    address = reverse("register:imports")
    said = {"entity": cast.france.pk, "effective_on": cast.today.isoformat()}
    pdf = client.post(address, {**said, "file": SimpleUploadedFile("a.csv", b"%PDF-1.7 ...")})
    assert (pdf.status_code, "neither CSV nor XLSX" in pdf.content.decode()) == (422, True)
    text = HEADER + "1;Quimper;Solveig;solveig@example.org;Lille;Members;;;2020-02-03;\n2;=cmd;;nowhere;;;;;;\n"
    done = client.post(address, {**said, "file": SimpleUploadedFile("a.csv", text.encode("windows-1252"))})
    of = RegisterImport.objects.get()
    assert (done.status_code, done.url) == (303, reverse("register:import", args=[of.pk]))
    named = {f"column-{place}": name for place, name in enumerate(of.mapping)}
    wrong = client.post(reverse("register:import_columns", args=[of.pk]), {"column-0": "nothing"})
    assert wrong.status_code == 422
    assert client.post(reverse("register:import_columns", args=[of.pk]), named).status_code == 303
    assert "0 rows so far" in client.get(done.url).content.decode()
    work_on_imports()
    page = client.get(done.url + "?kind=refused").content.decode()
    assert "is no e-mail address" in page
    assert "Solveig" not in page
    answer = client.get(reverse("register:import_rows", args=[of.pk]))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0] == "\ufeffline,result,number,name,email,why"
    assert lines[2] == "3,refused row,2,'=cmd,nowhere,“nowhere” is no e-mail address."
    assert client.post(reverse("register:import_application", args=[of.pk])).status_code == 303
    work_on_imports()
    assert "written in the register" in client.get(done.url).content.decode()
    assert Member.objects.get(email="solveig@example.org").belongs()
    client.force_login(cast.awa)
    assert client.get(done.url).status_code == 403
    assert Cooperative.objects.count() == 1


def test_a_file_too_wide_or_empty_is_refused_with_a_sentence(cast, brought):
    for data, sentence in (
        (b"Nom;Courriel\n", "There is no row in this file"),
        (b"", "There is no row in this file"),
        (b"a" * 600 + b";b\n1;2\n", "far too long"),
        (b"\x00\x01\x02\x03", "neither CSV nor XLSX"),
        (b"PK\x03\x04 nothing", "damaged"),
    ):
        with pytest.raises(UnwelcomeSheet, match=sentence):
            brought(data)
    assert not RegisterImport.objects.exists()
    assert not ImportRow.objects.exists()
