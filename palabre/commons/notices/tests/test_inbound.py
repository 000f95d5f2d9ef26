"""Mail that comes in: answers, loops, what comes back."""

import hashlib
import time
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail as outbox

from palabre.commons.notices import answering
from palabre.commons.notices.actions.inbound import read_inbound
from palabre.commons.notices.answering import Answerable
from palabre.commons.notices.broadcasts.listing import list_some
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.forgetting import forget_inbound
from palabre.commons.notices.inbound.sealed import Sealed, mark_of, seal, unseal
from palabre.commons.notices.inbound.signing import signature_of
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.models import BroadcastMail, InboundMail, Notice, Trouble
from palabre.commons.notices.working import mail_messages_awhile
from palabre.core.verdict import Refused, no
from palabre.people.models import Member

SECRET = "not a secret: thirty-two letters at least"
pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def house(settings, monkeypatch, cast):
    """Mail comes in here; a branch may be answered. ``house.said`` is what became of it."""
    settings.INBOUND_SECRET, settings.INBOUND_ADDRESS = SECRET, "answers@palabre.example"
    found = SimpleNamespace(said=[], refuses="")

    def say(pk, member, text, once):
        if found.refuses:
            raise Refused(no(found.refuses))
        if (pk, member.pk, once) not in [(each[0], each[1], each[3]) for each in found.said]:
            found.said.append((pk, member.pk, text, once))
        return f"/branches/{pk}/"

    kind = Answerable(kind="people.branch", code="b", longest=300, say=say)
    monkeypatch.setitem(answering.registry, kind.kind, kind)
    return found


@pytest.fixture
def told(house, cast, happen, why):
    """The mail that Bruno had: he may answer it."""
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    assert mail_some() == 1
    return outbox.outbox.pop().message()


@pytest.fixture
def hand_on(client):
    """``hand_on(message)``: as a mail server does; gives the status. Signed with the time, the secret, the body."""

    def hand_on(message, *, ago=0, secret=SECRET, signature=""):
        raw = message if isinstance(message, bytes) else bytes(message)
        timestamp = str(int(time.time()) - ago)
        headers = {
            "X-Palabre-Timestamp": timestamp,
            "X-Palabre-Signature": signature or signature_of(secret, timestamp, raw),
        }
        answer = client.post("/notices/inbound/", raw, content_type="message/rfc822", headers=headers)
        hand_on.last = headers
        return answer.status_code

    return hand_on


def an_answer(told, text="I agree.", *, sender="bruno@example.org", **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, told["Reply-To"], f"Re: {told['Subject']}"
    message["Message-ID"] = f"<{hashlib.sha256(text.encode()).hexdigest()[:12]}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(f"{text}\n\nOn Mon, 3 Mar 2025 at 10:12, Estran <x@y.example> wrote:\n> old words\n")
    return message


def test_a_mail_about_one_thing_may_be_answered_and_says_that_it_is_published(told, house):
    assert told["Reply-To"].startswith("answers+")
    local = told["Reply-To"].partition("@")[0]
    assert len(local) <= 64
    assert "published there as a comment" in told.as_string()
    assert told["From"] == "Palabre <palabre@localhost>"


def test_an_answer_becomes_a_comment_without_what_it_quotes_and_once(told, house, hand_on, cast):
    message = an_answer(told)
    assert hand_on(message) == 202
    assert read_inbound() == 1
    assert [(pk, member, text) for pk, member, text, _once in house.said] == [
        (cast.rennes.pk, cast.bruno.pk, "I agree.")
    ]
    assert hand_on(message, ago=3) == 202  # the server hands it on again, signed anew
    assert read_inbound() == 0
    assert (len(house.said), outbox.outbox) == (1, [])
    assert not InboundMail.objects.exclude(raw=b"").exists()


def test_the_same_call_a_wrong_signature_and_an_old_one_are_refused(told, house, hand_on, client):
    message = an_answer(told)
    assert hand_on(message) == 202
    again = client.post("/notices/inbound/", bytes(message), content_type="message/rfc822", headers=hand_on.last)
    assert again.status_code == 409
    assert hand_on(message, secret="another secret of thirty-two letters") == 401
    assert hand_on(message, ago=301) == 401
    assert hand_on(bytes(message) + b"x", signature=hand_on.last["X-Palabre-Signature"]) == 401
    assert client.post("/notices/inbound/", b"x", content_type="message/rfc822").status_code == 401
    assert hand_on(b" ") == 400
    assert InboundMail.objects.count() == 1


def test_without_a_secret_there_is_no_such_address(hand_on, cast):
    assert hand_on(b"x") == 404


def test_words_of_another_address_are_refused_and_the_member_is_told_why(told, house, hand_on):
    hand_on(an_answer(told, sender="thief@example.org"))
    read_inbound()
    assert house.said == []
    (answer,) = outbox.outbox
    assert answer.to == ["bruno@example.org"]
    assert "did not come from the address" in answer.body
    assert "I agree." in answer.body
    assert answer.message()["Auto-Submitted"] == "auto-replied"


def test_what_the_policy_refuses_is_told_once_with_its_sentence_and_the_words(told, house, hand_on):
    house.refuses = "This is closed to comments."
    message = an_answer(told)
    hand_on(message)
    hand_on(message, ago=2)
    read_inbound()
    read_inbound()
    (answer,) = outbox.outbox
    assert "This is closed to comments." in answer.body
    assert answer.message()["In-Reply-To"] == message["Message-ID"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<list.example.org>"},
        {"Return_Path": "<>"},
        {"X_Auto_Response_Suppress": "All"},
    ],
    ids=str,
)
def test_what_a_machine_wrote_is_neither_published_nor_answered(told, house, hand_on, headers):
    house.refuses = "No."
    hand_on(an_answer(told, **headers))
    assert read_inbound() == 1
    assert (house.said, outbox.outbox) == ([], [])


def test_a_loop_ends_after_two_messages(told, house, hand_on):
    """A program that answers our refusal without saying that it is one."""
    house.refuses = "This is closed to comments."
    for turn in range(6):
        hand_on(an_answer(told, f"Absent until Monday, {turn}"))
        read_inbound()
    assert len(outbox.outbox) == 2


def test_one_of_our_own_mails_that_comes_round_is_not_answered(told, house, hand_on):
    message = an_answer(told)
    message.replace_header("Message-ID", told["Message-ID"])
    hand_on(message)
    read_inbound()
    assert (house.said, outbox.outbox) == ([], [])


def test_only_quotation_too_long_too_old_and_a_file_each_get_their_sentence(told, house, hand_on, later):
    for text in ("", "x" * 301):
        hand_on(an_answer(told, text))
        read_inbound()
    assert ["no words of yours" in outbox.outbox[0].body, "longer than a comment" in outbox.outbox[1].body] == [
        True
    ] * 2
    later(days=2)
    with_file = an_answer(told, "Here it is.")
    with_file.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="x.pdf")
    hand_on(with_file)
    read_inbound()
    assert [each[2] for each in house.said] == ["Here it is."]
    assert "comments take none" in outbox.outbox[2].body
    later(days=120)
    hand_on(an_answer(told, "Late."))
    read_inbound()
    assert "too old" in outbox.outbox[3].body
    assert len(house.said) == 1


def test_a_token_is_for_one_person_and_cannot_be_made_or_changed(cast, house):
    sealed = Sealed.to(cast.bruno, "b", 7)
    word = seal(sealed)
    assert len(word) == 47
    assert unseal(word.upper()) == sealed
    assert sealed.is_for(cast.bruno)
    assert not sealed.is_for(cast.awa)
    for at in range(len(word)):
        changed = word[:at] + ("a" if word[at] != "a" else "b") + word[at + 1 :]
        assert unseal(changed) in (None, sealed)  # the last letter carries a bit that means nothing
    assert unseal("") is unseal("not a word!") is None


def came_back(told, status="5.1.1", *, action="failed", quoted=None):
    head = (quoted or told.as_string()).partition("\n\n")[0]
    return (
        "From: MAILER-DAEMON@mx.example\nTo: answers@palabre.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; bruno@example.org\nAction: {action}\nStatus: {status}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{head}\n\n--b--\n"
    ).encode()


def test_a_mail_that_comes_back_for_good_stops_the_address_and_tells_the_secretariat(
    told, house, hand_on, client, cast, happen, why, later
):
    hand_on(came_back(told))
    read_inbound()
    assert Trouble.objects.get().member == cast.bruno
    assert outbox.outbox == []
    deliver_some()
    assert Notice.objects.get(member=cast.farid).entry.verb == "notices.address_stopped"

    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    later(hours=1)
    mail_some()
    assert [sent.to for sent in outbox.outbox] == [["farid@example.org"]]
    client.force_login(cast.farid)
    assert "Bruno" in client.get("/notices/addresses/").content.decode()
    client.force_login(cast.bruno)
    assert "Mails to you come back" in client.get("/").content.decode()

    client.post("/notices/address/trial/")
    client.post("/notices/address/trial/")
    assert mail_messages_awhile() == 1
    link = next(line for line in outbox.outbox[-1].body.splitlines() if "/notices/address/" in line)
    path = link.strip().partition("8000")[2]
    client.logout()
    assert client.get(path).status_code == 200
    assert Trouble.objects.exists()
    client.post(path)
    assert not Trouble.objects.exists()
    later(hours=2)
    assert mail_some() == 1
    assert outbox.outbox[-1].to == ["bruno@example.org"]


def test_soft_ones_are_counted_and_stop_after_five(told, house, hand_on, cast):
    for turn in range(5):
        assert Trouble.objects.stopping().count() == 0
        hand_on(came_back(told, f"4.2.{turn}", action="delayed"))
        read_inbound()
    assert Trouble.objects.stopping().count() == 1


def test_an_address_that_was_changed_is_written_to_again(told, house, hand_on, cast):
    hand_on(came_back(told))
    read_inbound()
    Member.objects.filter(pk=cast.bruno.pk).update(email="bruno@new.example")
    assert not Trouble.objects.stopping().exists()
    hand_on(came_back(told, "5.2.2"))  # of the old address
    read_inbound()
    assert not Trouble.objects.stopping().exists()


def test_nobody_stops_anothers_mail_by_writing_that_it_came_back(told, house, hand_on):
    forged = f"Message-ID: <{'a' * 47}.told@127.0.0.1>\nSubject: x"
    hand_on(came_back(told, quoted=forged + "\n\n"))
    read_inbound()
    assert not Trouble.objects.exists()


def test_of_a_message_to_many_the_proof_says_that_it_came_back(told, house, hand_on, cast):
    from palabre.commons.notices.actions.broadcasts import begin_broadcast, send_broadcast

    said = {"circle": "members", "circle_id": None, "title": "Come", "text": "All.", "legal": True}
    draft = begin_broadcast(by=cast.farid, **said)
    send_broadcast(draft, by=cast.farid, seen=draft.changed_at.isoformat())
    list_some()
    mail_messages_awhile()
    letter = next(each for each in outbox.outbox if each.to == ["bruno@example.org"])
    hand_on(came_back(letter.message()))
    read_inbound()
    assert BroadcastMail.objects.get(member=cast.bruno).state == BroadcastMail.State.BOUNCED


def test_what_cannot_be_read_is_tried_five_times_and_parked(told, house, hand_on, monkeypatch, later):
    monkeypatch.setitem(
        answering.registry, "people.branch", Answerable("people.branch", "b", 300, say=lambda *words: 1 / 0)
    )
    hand_on(an_answer(told))
    for _ in range(5):
        read_inbound()
        later(hours=1)
    assert InboundMail.objects.get().outcome == "parked"
    later(days=31)
    assert forget_inbound() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00", b"From: \nTo: answers+@palabre.example\n\nx", b"Content-Type: multipart/report\n\n--",
        b"Content-Type: text/plain; charset=nothing\nTo: a\n\n\xe9", b"To: =?utf-8?q?=FF?= <x@y>\n\n", b"A" * 3_000,
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--",
        b":\n\n", b"\n" * 99,
    ],
    ids=range(9),
)  # fmt: skip
def test_strange_mail_is_kept_read_and_forgotten(house, hand_on, raw):
    if hand_on(raw) == 202:
        assert read_inbound() == 1
    assert not InboundMail.objects.filter(outcome__in=["waiting", "parked"]).exists()
    assert outbox.outbox == []


def test_the_mark_of_an_address_does_not_heed_its_case(cast):
    assert mark_of("A@b.example ") == mark_of("a@B.example")
