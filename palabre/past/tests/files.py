"""Files of past recommendations, made by plain code from a seed; and the count a person would make of them."""

import csv
import io
import random

from openpyxl import Workbook

HEADER = ["Cycle", "Groupe", "Thème", "Statut", "Note", "Référence", "Recommandation"]
CYCLES = ("2010", "2013", "2016", "2019")
GROUPS = ("Rennes", "Lille", "Gand", "Namur", "Brest", "")
THEMES = ("Transports", "Prêt de matériel", "Formation", "Égalité", "Communication")
# The words of the secretary's own spreadsheet, with how often they come.
WORDS = {"Fait": 7, "En cours": 4, "À faire": 2, "Abandonné": 2, "Reporté": 1}
MEANING = {
    "Fait": "done", "En cours": "under_way", "À faire": "not_done", "Abandonné": "rejected", "Reporté": "postponed"
}  # fmt: skip


def lines_of(number, seed=2016):
    """``number`` lines, each a list of cells under ``HEADER``; the same seed gives the same lines."""
    chance = random.Random(seed)
    words = [word for word, often in WORDS.items() for _time in range(often)]
    return [
        [
            CYCLES[count % len(CYCLES)], chance.choice(GROUPS), chance.choice(THEMES), chance.choice(words),
            chance.choice(("", "Voté à l’unanimité", "Œuvre à suivre ; voir « CA »")), f"R{count:03}",
            f"Recommandation n° {count} sur l’entraide",
        ]
        for count in range(1, number + 1)
    ]  # fmt: skip


def as_csv(lines, encoding="utf-8-sig", separator=";", header=HEADER):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([header, *lines])
    return out.getvalue().encode(encoding)


def as_xlsx(lines, header=HEADER):
    book, out = Workbook(), io.BytesIO()
    for row in (header, *lines):
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.save(out)
    return out.getvalue()


def counted_by_hand(lines, cycle=None):
    """How many lines there are, how many are done, and the whole percent a person writes beside it: half upwards,
    but 100 only when all are done and 0 only when none is.
    """
    of = [line for line in lines if cycle in (None, line[0])]
    done = sum(1 for line in of if line[3] == "Fait")
    percent = int(done * 100 / len(of) + 0.5)
    if percent == 100 and done < len(of):
        percent = 99
    if percent == 0 and done:
        percent = 1
    return len(of), done, percent
