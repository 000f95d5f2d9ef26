"""Check an exported history of Palabre with nothing but Python: ``python verify.py history.jsonl [--seal SHA256]``.

This file imports nothing of Palabre, so that whoever distrusts the program can read it whole. Palabre itself hashes
with the functions below; there is no second copy of the rule.

The rule. A *row* of the record is hashed as SHA-256(0x00 ‖ canonical JSON of [kind, {column: value}]), its *leaf*.
The leaves of a seal (kinds in alphabetical order, ids ascending) make a Merkle tree as in RFC 6962, section 2.1: a
node is SHA-256(0x01 ‖ left ‖ right), so that no leaf can pass for a node. The *seal* holds the tree's root, says which
ids it covers, carries the SHA-256 of the seal before it, and has a SHA-256 of its own over all of that. Canonical
JSON: keys sorted, no spaces, UTF-8, instants in UTC with microseconds.

A history is JSON, an object a line: ``{"history": …}``, then each ``{"seal": …}`` followed by the rows it holds as
``{"kind": …, "row": …, "words": …}``, at last ``{"end": …}``.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

MARK = 8  # hex digits of a leaf that a seal keeps beside its root, so that a change can be told by its id
Span = tuple[int, int]  # first and last id, both inside
Found = tuple[str, int, bytes]  # kind, id, leaf
CANNOT_SEE = (
    "This cannot see what was never sealed, nor the work of someone who rewrote everything, seals included, "
    "and owns every published copy of them."
)


# --- the hashing rule -------------------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """``value`` as JSON of one spelling only. Words cut in the middle of a sign (surrogates) pass as they are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def leaf_of(kind: str, row: dict[str, Any]) -> bytes:
    """The leaf of one row, 32 bytes. ``row`` holds every column the seal covers, as JSON values."""
    return hashlib.sha256(b"\x00" + canonical([kind, row])).digest()


def sha256_of_words(salt: str, actor_name: str, label: str, facts: dict) -> str:
    """What an entry keeps of its words: they may be erased, and its row stays the same."""
    return hashlib.sha256(canonical([salt, actor_name, label, facts])).hexdigest()


def sha256_of_seal(seal: dict[str, Any]) -> str:
    """SHA-256 (hex) over everything a seal says but this hash itself."""
    return hashlib.sha256(canonical({name: said for name, said in seal.items() if name != "sha256"})).hexdigest()


class Tree:
    """The Merkle root of leaves given one by one; keeps one hash a level, whatever their number."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []  # (leaves below, hash), from the largest

    def add(self, leaf: bytes) -> None:
        size = 1
        while self._peaks and self._peaks[-1][0] == size:
            leaf, size = _node(self._peaks.pop()[1], leaf), size * 2
        self._peaks.append((size, leaf))

    def root(self) -> str:
        """Hex. Of no leaf at all: SHA-256 of nothing, as RFC 6962 has it."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        root = self._peaks[-1][1]
        for _size, peak in reversed(self._peaks[:-1]):
            root = _node(peak, root)
        return root.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# --- what a seal says of its ids ----------------------------------------------------------------------


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` outside ``taken``. Both ascending and without overlap; linear in both."""
    left, cuts, at = [], list(taken), 0
    for first, last in spans:
        while at < len(cuts) and cuts[at][1] < first:
            at += 1
        here = at
        while here < len(cuts) and cuts[here][0] <= last:
            if cuts[here][0] > first:
                left.append((first, cuts[here][0] - 1))
            first = max(first, cuts[here][1] + 1)
            here += 1
        if first <= last:
            left.append((first, last))
    return left


def spans_of(ids: Iterable[int]) -> list[Span]:
    """Ascending ids as spans: 1 2 3 7 is (1, 3) (7, 7)."""
    spans: list[Span] = []
    for pk in ids:
        if spans and spans[-1][1] == pk - 1:
            spans[-1] = (spans[-1][0], pk)
        else:
            spans.append((pk, pk))
    return spans


def gaps_of(about: dict[str, Any]) -> list[Span]:
    return [(first, last) for first, last, _since in about.get("gaps", ())]


def covered(about: dict[str, Any]) -> list[Span]:
    """The ids a seal covers of one kind: those that came late, then its range but for the gaps in it."""
    late = [(first, last) for first, last in about.get("late", ())]
    return late + without([(about["first"], about["last"])], gaps_of(about))


def counted(spans: Iterable[Span]) -> int:
    return sum(last - first + 1 for first, last in spans)


def _counts_well(seal: dict[str, Any]) -> bool:
    """Whether ranges, marks and count agree: a range wider than its marks would be walked for ever."""
    ranges, marks = seal["ranges"], seal["marks"]
    rows = {kind: counted(covered(about)) for kind, about in ranges.items()}
    return sum(rows.values()) == seal["count"] and all(
        MARK * count == len(marks.get(kind, "")) for kind, count in rows.items()
    )


class Chain:
    """Follow seals in their order; say what does not fit together.

    ``sound`` tells whether the seal just followed can be believed: only then are rows compared with it, so a forged
    range is never walked. ``given_up`` are the ids, by kind, that it declares can no longer come.
    """

    def __init__(self) -> None:
        self.number, self.sha256, self.total = 0, "", 0
        self.sound = True
        self.last: dict[str, int] = {}
        self.open: dict[str, list[Span]] = {}
        self.given_up: dict[str, list[Span]] = {}

    def follow(self, seal: dict[str, Any]) -> Iterator[str]:
        name = f"Seal {seal['number']}"
        follows = self.sound and seal["number"] == self.number + 1
        wrong = list(self._in_the_chain(seal, name))
        self.sound, self.given_up = seal["sha256"] == sha256_of_seal(seal), {}
        if not self.sound:
            wrong.append(f"{name} was changed: it no longer has its hash.")
        elif not _counts_well(seal):
            self.sound = False
            wrong.append(f"{name} does not hold as many rows as it says.")
        elif follows:
            wrong += self._in_its_ranges(seal, name)
        if self.sound:
            self._go_on(seal)
        self.number, self.sha256, self.total = seal["number"], seal["sha256"], seal["total"]
        yield from wrong

    def _in_the_chain(self, seal: dict[str, Any], name: str) -> Iterator[str]:
        if seal["number"] > self.number + 1:
            yield f"Seals {self.number + 1} to {seal['number'] - 1} are missing."
        elif seal["number"] != self.number + 1:
            yield f"{name} stands after seal {self.number}."
        elif seal["previous"] != self.sha256:
            yield f"{name} does not follow on the seal before it."
        elif seal["total"] != self.total + seal["count"]:
            yield f"{name} counts {seal['total']} rows in all, and the seals before it {self.total}."

    def _in_its_ranges(self, seal: dict[str, Any], name: str) -> Iterator[str]:
        ranges = seal["ranges"]
        for kind in self.last.keys() - ranges.keys():
            yield f"{name} no longer speaks of {kind}."
        for kind, about in ranges.items():
            still_open = [gap for gap in gaps_of(about) if gap[0] < about["first"]]
            came = [(first, last) for first, last in about.get("late", ())]
            if about["first"] != self.last.get(kind, 0) + 1:
                yield f"{name} does not go on where {kind} ended."
            elif without(sorted(still_open + came), self.open.get(kind, [])):
                yield f"{name} speaks of gaps in {kind} that no seal before it left open."

    def _go_on(self, seal: dict[str, Any]) -> None:
        for kind, about in seal["ranges"].items():
            came = [(first, last) for first, last in about.get("late", ())]
            ahead = gaps_of(about)
            if gone := without(without(self.open.get(kind, []), came), ahead):
                self.given_up[kind] = gone
            self.last[kind], self.open[kind] = about["last"], ahead


def compare(seal: dict[str, Any], found: Iterable[Found]) -> Iterator[str]:
    """A sentence for every row of a sound ``seal`` that is not as it was sealed. ``found`` in order of kind and id."""
    tree = Tree()
    wrong = list(_wrong(seal, found, tree))
    for (kind, deed), same in groupby(wrong, key=lambda each: each[:2]):
        for first, last in spans_of(pk for _kind, _deed, pk in same):
            ids = f"{kind} {first}" if first == last else f"{kind} {first} to {last}"
            yield f"{ids} {deed} (seal {seal['number']})."
    if not wrong and tree.root() != seal["root"]:
        yield f"Something in seal {seal['number']} is not as it was sealed."


def _wrong(seal: dict[str, Any], found: Iterable[Found], tree: Tree) -> Iterator[tuple[str, str, int]]:
    wanted, place = list(_wanted(seal)), 0
    for kind, pk, leaf in found:
        tree.add(leaf)
        while place < len(wanted) and wanted[place][:2] < (kind, pk):
            yield wanted[place][0], "is missing", wanted[place][1]
            place += 1
        if place == len(wanted) or wanted[place][:2] != (kind, pk):
            yield kind, "stands where nothing was sealed", pk
            continue
        if wanted[place][2] != leaf.hex()[:MARK]:
            yield kind, "is not as it was sealed", pk
        place += 1
    for kind, pk, _mark in wanted[place:]:
        yield kind, "is missing", pk


def _wanted(seal: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    for kind, about in sorted(seal["ranges"].items()):
        marks, place = seal["marks"].get(kind, ""), 0
        for first, last in covered(about):
            for pk in range(first, last + 1):
                yield kind, pk, marks[place : place + MARK]
                place += MARK


# --- an exported history --------------------------------------------------------------------------------


class History:
    """Reads a history line by line; holds the rows' hashes of one seal at a time. ``number`` … ``rows`` say how far."""

    def __init__(self, kept: Iterable[str] = ()) -> None:
        self.chain = Chain()
        self.rows, self.words, self.ended = 0, 0, False
        self.missing = {sha.lower() for sha in kept}
        self._seal: dict[str, Any] | None = None
        self._found: list[Found] = []

    def faults(self, lines: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            try:
                yield from self._line(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                yield f"Line {number} cannot be read."
        yield from self._close()
        if not self.ended:
            yield "The history stops before its end."
        for sha in sorted(self.missing):
            yield f"The seal {sha} is not in this history."

    def _line(self, said: dict[str, Any]) -> Iterator[str]:
        if "seal" in said:
            yield from self._close()
            yield from self.chain.follow(said["seal"])
            self._seal = said["seal"]
            self.missing = {sha for sha in self.missing if not self._seal["sha256"].startswith(sha)}
        elif "row" in said:
            kind, row = said["kind"], said["row"]
            self.rows += 1
            self._found.append((kind, row["id"], leaf_of(kind, row)))
            if said.get("words"):
                yield from self._words(row, said["words"])
        elif "end" in said:
            self.ended = said["end"] == {"seals": self.chain.number, "rows": self.rows}

    def _words(self, row: dict[str, Any], words: dict[str, Any]) -> Iterator[str]:
        self.words += 1
        there = [words[name] for name in ("salt", "actor_name", "label", "facts")]
        if sha256_of_words(*there) != row["details_sha256"]:
            yield f"The words of entry {row['id']} are not those it was written with."

    def _close(self) -> Iterator[str]:
        """The seal whose rows have all been read."""
        found, self._found = self._found, []
        if self._seal is None:
            if found:
                yield "Rows stand before the first seal."
        elif self.chain.sound:
            yield from compare(self._seal, found)
        self._seal = None


def main() -> int:
    asks = argparse.ArgumentParser(description="Check an exported history of Palabre.", epilog=CANNOT_SEE)
    asks.add_argument("history", help="the file that `palabre history` wrote, or - for standard input")
    asks.add_argument("--seal", action="append", default=[], metavar="SHA256", help="a seal you kept: is it in there?")
    asked = asks.parse_args()
    history = History(asked.seal)
    faults = 0
    try:
        with sys.stdin if asked.history == "-" else open(asked.history, encoding="utf-8") as lines:
            for sentence in history.faults(lines):
                faults += 1
                print(sentence)
    except (OSError, UnicodeDecodeError) as fault:
        print(f"{asked.history} cannot be read: {fault}", file=sys.stderr)
        return 2
    print(f"{history.chain.number} seals, {history.rows} rows, the words of {history.words} entries were read.")
    print(f"{faults} findings." if faults else f"All is as it was sealed. The newest: {history.chain.sha256 or 'none'}")
    print(CANNOT_SEE)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
