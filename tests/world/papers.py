"""Papers put before the meetings of the board: replaced, held back, withdrawn; and their addresses."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.commons.files.store import store_file
from palabre.core import clock
from palabre.governance.actions import papers
from palabre.governance.models import AgendaItem, Paper, PaperVersion, PaperWithdrawal
from palabre.governance.paper_terms import NewPaper
from palabre.people.alone import nobody


class Anew(SimpleUploadedFile):
    """A file that several send, one after the other: each time from its beginning."""

    def read(self, *size):
        self.seek(0)
        return super().read(*size)


HELD_PAPER = "Sarclette"  # stands in files held back and nowhere else
ADDRESSES = {
    "governance:new_paper": lambda w: [w.to_come.pk],
    "governance:paper": lambda w: [w.paper.pk],
    "governance:paper_versions": lambda w: [w.paper.pk],
    "governance:paper_withdrawal": lambda w: [w.paper.pk],
    "governance:paper_file": lambda w: [w.paper.versions.first().pk],
}
WORDS = {
    "governance:new_paper": lambda w: {
        "title": "The roof", "language": "fr", "because": "It came in.", "file": Anew("roof.txt", b"It leaks."),
    },
    "governance:paper_versions": lambda w: {"file": Anew("roof.txt", b"It leaks more."), "because": "It rained."},
    "governance:paper_withdrawal": lambda w: {"because": "It was of another meeting."},
}  # fmt: skip
ROOF = {"title": "The roof", "language": "fr", "because": "It came in."}
DEEDS = {
    "governance.add_paper": lambda w, by: papers.add_paper(
        w.to_come, by=by, paper=NewPaper(**ROOF, file=a_text("roof.txt", "It leaks."))
    ),
    "governance.replace_paper": lambda w, by: papers.replace_paper(
        w.paper, by=by, file=a_text("roof.txt", "It leaks more."), because="It rained."
    ),
    "governance.withdraw_paper": lambda w, by: papers.withdraw_paper(w.paper, by=by, because="It was of another."),
}

# As in tests/test_invariants.py: of papers, and of what ties the bodies before which they are put.
FAULTS = [
    (
        "governance: papers",
        "Paper {paper} has no first version.",
        ["DELETE FROM governance_paperversion WHERE paper_id = {paper}"],
    ),
    (
        "governance: papers",
        "Paper {paper} is of an item of another body than its meeting’s.",
        ["UPDATE governance_paper SET item_id = {item_elsewhere} WHERE id = {paper}"],
    ),
    (
        "governance: ties",
        "Body {tied_body} watches body {board}: its powers and its ties disagree.",
        ["DELETE FROM governance_bodytie WHERE id = {tie}"],
    ),
]


def named(w):
    """What FAULTS names."""
    return {
        "paper": w.held_paper, "item_elsewhere": w.item_elsewhere, "tie": w.tie, "tied_body": w.tie.body,
        "board": w.tie.toward,
    }  # fmt: skip


def a_text(name, words):
    return SimpleUploadedFile(name, words.encode())


def papers_of_the_board(world):
    """For the meeting that sits and the one to come: ``n`` papers on one item, the last in ``n`` versions, ``n`` of
    the whole meeting that are held back, and ``n`` that were withdrawn. ``paper`` is of the one to come.
    """
    elsewhere = {
        "body": world.assembly.body,
        "source": "own",
        "audience": world.audience("item"),
        "kind": "information",
    }
    world.item_elsewhere = AgendaItem.objects.create(title="Of the assembly", closed_at=clock.now(), **elsewhere)
    for meeting, item in ((world.meeting, world.item), (world.to_come, world.to_come.items.first())):
        for number in range(world.n):
            open_one = a_paper(world, meeting, f"Accounts {number}", item=item)
            a_version(world, open_one, 1, f"accounts {meeting.pk} {number}")
            until_on = world.cast.today + timedelta(days=300)
            held = a_paper(
                world, meeting, f"Contract {number}", held_until_on=until_on, held_because="It is not signed."
            )
            a_version(world, held, 1, f"{HELD_PAPER} {meeting.pk} {number}")
        world.paper, world.held_paper = open_one, held
        for version in range(2, world.n + 1):
            a_version(world, open_one, version, f"accounts {meeting.pk} {version}")
        for number in range(world.n):
            gone = a_paper(world, meeting, f"By mistake {number}")
            a_version(world, gone, 1, f"mistake {meeting.pk} {number}")
            PaperWithdrawal.objects.create(paper=gone, because="It was of another meeting.", by=world.cast.farid)


def a_paper(world, meeting, title, **said):
    return Paper.objects.create(
        meeting=meeting, title=title, language="fr", by=world.cast.farid, audience=world.audience("paper"), **said
    )


def a_version(world, paper, number, words):
    file = store_file(a_text(f"{paper.title}.txt", words), by=world.cast.farid, audience=nobody())
    because = "A line was missing." if number > 1 else ""
    return PaperVersion.objects.create(paper=paper, number=number, file=file, because=because, by=world.cast.farid)
