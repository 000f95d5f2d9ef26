import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.commons.files.models import File
from palabre.commons.files.store import UnwelcomeFile
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.verbs import Why, registry, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.commitments import NewProof, add_proof, note_progress
from palabre.governance.models import Commitment, ProgressNote, Proof
from palabre.governance.policies import may_note

PAGE = "https://example.org/minutes"


@pytest.fixture
def keep_files_aside(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def scan(keep_files_aside):
    return lambda name="minutes.pdf": SimpleUploadedFile(name, b"%PDF-1.7 the minutes")


def test_the_owner_says_how_it_goes(cast, promise, days, told, last_entry):
    note = note_progress(promise, by=cast.driss, status="under_way", text=" Two of three. ", next_check_on=days(40))

    promise.refresh_from_db()
    assert (promise.status, promise.next_check_on) == ("under_way", days(40))
    assert (note.text, note.status, note.next_check_on, note.by) == ("Two of three.", "under_way", days(40), cast.driss)
    entry = last_entry()
    assert sentence_of(entry) == "Driss notes: “Agendas” is under way"
    assert told(entry) == {cast.driss.pk: Why.OWNER, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}
    assert registry[entry.verb].about(entry) == ("governance.commitment", promise.pk)


@pytest.mark.parametrize("who", ["chloe", "farid"])
def test_who_sits_on_the_body_notes_it_too(cast, promise, days, who):
    note_progress(promise, by=getattr(cast, who), status="not_done", text="Nobody had time.", next_check_on=days(40))

    assert Commitment.objects.get().status == "not_done"


def test_done_without_a_proof_is_refused(cast, promise):
    with pytest.raises(Refused, match="“Done” needs a proof"):
        note_progress(promise, by=cast.driss, status="done", text="All of it.")

    assert Commitment.objects.get().status == "under_way"
    assert not ProgressNote.objects.exists()


def test_done_with_its_proof_in_one_go(cast, promise, last_entry):
    note_progress(promise, by=cast.driss, status="done", text="All of it.", proof=NewProof("The minutes", url=PAGE))

    promise.refresh_from_db()
    assert (promise.status, promise.next_check_on) == ("done", None)
    proof = Proof.objects.get()
    assert (proof.title, proof.url, proof.by) == ("The minutes", PAGE, cast.driss)
    assert Link.objects.filter(
        kind="proved",
        from_kind="governance.commitment",
        from_id=promise.pk,
        to_kind="governance.proof",
        to_id=proof.pk,
    ).exists()
    assert sentence_of(last_entry()) == "Driss notes: “Agendas” is done"


def test_done_with_a_proof_given_earlier(cast, promise):
    add_proof(promise, by=cast.driss, title="The minutes", url=PAGE)
    note_progress(promise, by=cast.driss, status="done", text="All of it.")

    assert Commitment.objects.get().status == "done"


def test_a_proof_that_is_no_good_keeps_the_note_back_too(cast, promise, scan):
    with pytest.raises(UnwelcomeFile):
        note_progress(
            promise, by=cast.driss, status="done", text="All of it.", proof=NewProof("It runs", file=scan("run.exe"))
        )

    assert Commitment.objects.get().status == "under_way"
    assert not Proof.objects.exists()
    assert Entry.objects.count() == 1  # the decision's


def test_a_file_is_a_proof_for_the_readers_of_the_commitment(cast, promise, scan, last_entry):
    proof = add_proof(promise, by=cast.farid, title="The minutes", file=scan())

    assert (proof.file.name, proof.file.audience) == ("minutes.pdf", promise.audience)
    assert sentence_of(last_entry()) == "Farid added a proof to “Agendas”"
    assert Commitment.objects.get().status == "under_way"


def test_the_same_note_and_the_same_proof_are_kept_once(cast, promise, scan, days):
    for _ in range(2):
        note_progress(promise, by=cast.driss, status="under_way", text="Half.", next_check_on=days(30))
        add_proof(promise, by=cast.driss, title="The minutes", file=scan())
        add_proof(promise, by=cast.driss, title="The page", url=PAGE)

    assert ProgressNote.objects.count() == 1
    assert list(Proof.objects.values_list("title", flat=True)) == ["The minutes", "The page"]
    assert File.objects.count() == 1
    assert Entry.objects.count() == 4


# --- refusals -------------------------------------------------------------------------------------

OTHERS = "Only whoever it was entrusted to, or who sits on “The board”, notes the progress."


@pytest.mark.parametrize("who", ["awa", "bruno", "greta", "zoe"])
def test_others_note_nothing_and_prove_nothing(cast, promise, days, who):
    someone = getattr(cast, who)

    assert may_note(someone, promise).reason == OTHERS
    with pytest.raises(Refused, match="entrusted to"):
        note_progress(promise, by=someone, status="under_way", text="Half.", next_check_on=days(30))
    with pytest.raises(Refused, match="entrusted to"):
        add_proof(promise, by=someone, title="The page", url=PAGE)


def test_a_visitor_notes_nothing(promise):
    assert may_note(AnonymousUser(), promise).reason == (
        "Whoever it was entrusted to, or who sits on the body, notes the progress."
    )


def test_what_was_refused_only_changes_by_a_decision(cast, before_the_board, accept, days):
    refused = accept(before_the_board.points.first(), outcome="refused").commitment

    for deed in (
        lambda: note_progress(refused, by=cast.chloe, status="under_way", text="After all.", next_check_on=days(9)),
        lambda: add_proof(refused, by=cast.chloe, title="The page", url=PAGE),
    ):
        with pytest.raises(Refused, match=r"This was refused\. Only a new decision of the body can change that\."):
            deed()


def test_what_was_deferred_may_only_be_put_off(cast, before_the_board, accept, days):
    deferred = accept(before_the_board.points.first(), outcome="deferred", next_check_on=days(9)).commitment

    with pytest.raises(Refused, match="has promised nothing yet"):
        note_progress(deferred, by=cast.chloe, status="under_way", text="Let us.", next_check_on=days(20))
    note_progress(deferred, by=cast.chloe, status="postponed", text="The accounts are late.", next_check_on=days(30))

    assert Commitment.objects.get().next_check_on == days(30)


def test_a_note_does_not_reject(cast, promise):
    with pytest.raises(Refused, match="Only a decision of the body rejects a measure"):
        note_progress(promise, by=cast.driss, status="rejected", text="No.")


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"text": " "}, "text", "Please say in a few words what happened."),
        ({"text": "x" * 2001}, "text", "Please keep it under 2000 characters."),
        ({"next_check_on": None}, "next_check_on", "Please say when it is next checked."),
        ({"next_check_on": -1}, "next_check_on", "This day has passed. Please choose one that is still to come."),
        ({"status": "maybe"}, "status", "Please choose how it stands."),
    ],
)
def test_what_a_note_lacks_is_said(cast, promise, days, changed, field, sentence):
    said = {"status": "under_way", "text": "Half.", "next_check_on": 30} | changed
    if said["next_check_on"]:
        said["next_check_on"] = days(said["next_check_on"])

    with pytest.raises(ValidationError) as fault:
        note_progress(promise, by=cast.driss, **said)

    assert fault.value.message_dict == {field: [sentence]}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " ", "url": PAGE}, "title"),
        ({"title": "Nothing"}, "url"),
        ({"title": "A trap", "url": "javascript:alert(1)"}, "url"),
        ({"title": "Elsewhere", "url": "ftp://example.org/minutes"}, "url"),
        ({"title": "Half an address", "url": "example.org"}, "url"),
    ],
)
def test_what_is_not_a_proof_is_said(cast, promise, given, field):
    with pytest.raises(ValidationError) as fault:
        add_proof(promise, by=cast.driss, **given)

    assert list(fault.value.message_dict) == [field]
    assert not Proof.objects.exists()
