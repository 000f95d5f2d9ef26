"""The tables that are kept in bench/results, each with what it was measured on and which targets it meets."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
BARE = "bare, signed in"
MOST, MOST_RECOMMENDATION, MOST_GROWTH, MOST_MB, MOST_SECONDS = 2.0, 1.6, 1.3, 300, 3.0
MOST_WRITE = 6.0  # milliseconds of CPU a comment
Place = dict[str, Any]


def pages(places: list[Place]) -> Path:
    """Write ``pages-<engine>.md`` from the figures of each place, the smallest first; give its path."""
    vendor = places[0]["engine"].split()[0]
    lines = [f"# Pages, {vendor}", "", *_heading(places), ""]
    for found in places:
        lines += [*_table(found), ""]
    lines += ["## Targets", "", *_targets(places)]
    return _kept(f"pages-{vendor}.md", lines)


def _kept(name: str, lines: list[str]) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def writes(found: Place, *, clients: int) -> Path:
    """Write ``writes-<engine>.md``; give its path."""
    vendor = found["engine"].split()[0]
    total = sum(found["parts"].values())
    parts = ", ".join(f"{name} {ms:.1f}" for name, ms in found["parts"].items() if ms)
    lines = [
        f"# Comments, {vendor}",
        "",
        f"`bin/bench writes`, {datetime.now(UTC).date()}, {found['engine']}; two server processes and a worker.",
        *(f"- {line}" for line in found["machine"]),
        "",
        f"{found['written']} comments by {clients} clients on one recommendation, among {found['comments']:,} comments",
        f"and {found['members']:,} members; {found['followers']:,} follow it, and had their mail of the day.",
        "CPU is milliseconds a comment until everyone was told: the POST, the worker, and the database's processes of",
        "this database (its writer and checkpointer serve all and are not counted, nor is the page that follows).",
        "",
        "| comments a second | median ms | 99th percentile ms | everyone told after s | CPU ms a comment | of it |",
        "|---:|---:|---:|---:|---:|---|",
        f"| {found['a_second']:.1f} | {found['median']:.0f} | {found['p99']:.0f} | {found['told_after']:.0f} "
        f"| {total:.1f} | {parts} |",
        "",
        _line("every comment is answered with its page", [f"answered {status}" for status in found["otherwise"]]),
        _line(f"at most {MOST_WRITE} ms CPU a comment, background work included ({total:.1f})", total > MOST_WRITE),
    ]
    return _kept(f"writes-{vendor}.md", lines)


def _heading(places: list[Place]) -> list[str]:
    return [
        f"`bin/bench pages`, {datetime.now(UTC).date()}, {places[0]['engine']}; two server processes, live settings.",
        *(f"- {line}" for line in places[-1]["machine"]),
        "",
        "CPU is milliseconds a request over all processes, the database's included and the client's not; in gzip.",
        "× is beside the bare page behind the login (session, member, three queries, twenty rows) of the same run.",
        "*warm*: this reader had the page this minute. *first*: others had it, this reader had not. *cold*: something",
        "happened since that touches every page, so nobody had it as it is now. Each minute a page is cold once.",
        "Latency is of warm pages asked by members who are signed in: milliseconds, median / 95th percentile.",
    ]


def _table(found: Place) -> list[str]:
    base = _bare(found)
    rows = [
        f"## {found['members']:,} members, {found['comments']:,} comments, {found['commitments']:,} commitments",
        "",
        "| page | reader | queries cold/warm | kB | warm ms | × | first ms | × | cold ms | × | 1 client | 8 | 16 |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for each in found["figures"]:
        costs = " | ".join(f"{each[kind]:.2f} | {each[kind] / base:.1f}" for kind in ("warm", "first", "cold"))
        spread = [each["latency"].get(count) for count in ("1", "8", "16")]
        waits = " | ".join(f"{pair[0]:.1f} / {pair[1]:.1f}" if pair else "" for pair in spread)
        size = f"{each['bytes'] / 1000:.1f}"
        counted = f"{each['queries_cold']}/{each['queries_warm']}"
        rows.append(f"| {each['name']} | {each['viewer']} | {counted} | {size} | {costs} | {waits} |")
    return rows


def _bare(found: Place) -> float:
    return next(each["warm"] for each in found["figures"] if each["name"] == BARE)


def _targets(places: list[Place]) -> list[str]:
    said = []
    for found in places:
        base = _bare(found)
        for kind in ("warm", "first", "cold"):
            ratios = {(each["name"], each["viewer"]): each[kind] / base for each in found["figures"]}
            ratios = {key: ratio for key, ratio in ratios.items() if not key[0].startswith("bare")}
            over = [f"{name} ({who}) {ratio:.1f}" for (name, who), ratio in ratios.items() if ratio > _most(name)]
            said.append(
                _line(f"{found['members']:,} members, {kind}: every page ≤ 2 × bare, recommendation ≤ 1.6", over)
            )
        mb = found["workers_bytes"] / 1e6
        memory = f"{found['members']:,} members: two workers ≤ {MOST_MB} MB"
        said.append(_line(f"{memory} ({mb:.0f}, and {found['above_bytes'] / 1e6:.0f} above them)", mb > MOST_MB))
        first = found["first_page"]
        said.append(
            _line(f"{found['members']:,} members: start to first page ≤ 3 s ({first:.1f})", first > MOST_SECONDS)
        )
    if len(places) > 1:
        for kind in ("warm", "first", "cold"):
            over = [f"{name} {ratio:.2f}" for name, ratio in _growth(places, kind).items() if ratio > MOST_GROWTH]
            said.append(_line(f"growth from the small to the large ≤ {MOST_GROWTH}, {kind}, beside bare", over))
    return said


def _most(name: str) -> float:
    return MOST_RECOMMENDATION if name.startswith("recommendation") else MOST


def _growth(places: list[Place], kind: str) -> dict[str, float]:
    """How many times its share of the bare page each page costs on the large place, of what it does on the small."""
    small, large = (
        {f"{each['name']} ({each['viewer']})": each[kind] / _bare(found) for each in found["figures"]}
        for found in (places[0], places[-1])
    )
    return {name: large[name] / small[name] for name in large if not name.startswith("bare")}


def _line(target: str, missed: list[str] | bool) -> str:
    if not missed:
        return f"- met: {target}"
    return f"- **missed**: {target}" + (f": {', '.join(missed)}" if isinstance(missed, list) else "")


def register(found: Place) -> Path:
    """Write ``register-<engine>.md``; give its path."""
    vendor = found["engine"].split()[0]
    lines = [
        f"# Import of the register, {vendor}",
        "",
        f"`bin/bench register`, {datetime.now(UTC).date()}, {found['engine']}; the worker's part in one process.",
        *(f"- {line}" for line in found["machine"]),
        "",
        f"{found['rows']:,} people in a CSV of {found['size'] / 1e6:.1f} MB (windows-1252), said to be complete, into",
        "an entity without members; then the same file again. Another process writes one small row all the while.",
        "",
        "| | brought in s | read s | written s | CPU s of the worker | more memory MB | others waited s | rows |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
        *(_import_line(name, found[key]) for name, key in (("first", "first"), ("again", "again"))),
        "",
    ]
    first, again = found["first"], found["again"]
    total, waited = sum(first["seconds"].values()), max(*first["waited"].values(), *again["waited"].values())
    changes = sum(again["sums"].values()) - again["sums"]["same"]
    lines += [
        _line(f"{found['rows']:,} rows in under two minutes ({total:.0f} s)", total > 120),
        _line(f"nobody else waits more than 5 s ({waited:.1f})", waited > 5),
        _line(f"the second time changes nothing ({changes} rows)", changes > 0),
    ]
    return _kept(f"register-{vendor}.md", lines)


def _import_line(name: str, found: Place) -> str:
    seconds, rows = found["seconds"], ", ".join(f"{key} {count:,}" for key, count in found["sums"].items() if count)
    waited = max(found["waited"].values())
    return (
        f"| {name} | {seconds['bring_in']:.1f} | {seconds['read']:.1f} | {seconds['write']:.1f} | {found['cpu']:.1f} "
        f"| {found['memory']:.0f} | {waited:.2f} | {rows} |"
    )


def signins(found: Place) -> Path:
    """Write ``signins-<engine>.md``; give its path."""
    vendor, stopped = found["engine"].split()[0], found["guesses"].count(429)
    lines = [
        f"# Signing in from one address, {vendor}",
        "",
        f"`bin/bench signins`, {datetime.now(UTC).date()}, {found['engine']}; two server processes, live settings.",
        *(f"- {line}" for line in found["machine"]),
        "",
        f"{found['members']:,} members, {found['clients']} at once, all from one address: each opens the page and",
        "sends it. Passwords are argon2. CPU is of all processes, the database's too and the client's not. Latency is",
        "of the sending.",
        "",
        "| signed in | seconds | a second | CPU ms each | median ms | 99th percentile ms |",
        "|---:|---:|---:|---:|---:|---:|",
        f"| {found['in']:,} | {found['seconds']:.0f} | {found['in'] / found['seconds']:.1f} | {found['cpu_ms']:.0f} "
        f"| {found['median']:.0f} | {found['p99']:.0f} |",
        "",
        _line(f"every one of {found['members']:,} is let in ({found['in']:,})", found["in"] < found["members"]),
        _line(f"within ten minutes ({found['seconds']:.0f} s)", found["seconds"] > 600),
        _line(
            f"then a guesser on one account is stopped after ten tries ({stopped} of {len(found['guesses'])} refused)",
            stopped != len(found["guesses"]) - 10,
        ),
        _line("and somebody else of the same address still signs in", found["another"] != 302),
    ]
    return _kept(f"signins-{vendor}.md", lines)


def digest(found: Place) -> Path:
    """Write ``digest-<engine>.md``; give its path."""
    vendor = found["engine"].split()[0]
    rate = found["mails"] / found["cpu"]
    lines = [
        f"# The morning's mails, {vendor}",
        "",
        f"`bin/bench digest`, {datetime.now(UTC).date()}, {found['engine']}; one worker in one process.",
        *(f"- {line}" for line in found["machine"]),
        "",
        f"{found['members']:,} members, {found['told']:,} of them with news ({found['owed']:,} notices). Each mail is",
        f"made whole, as it goes over the wire ({found['bytes'] / 1000:.1f} kB), and dropped; claims, budgets and",
        "marks are written. Rendered alone: subject, text and HTML, without the database and the wire's form.",
        "",
        "| mails | seconds | CPU s | rendered a second of CPU | whole a second of CPU | MB early | MB at the end |",
        "|---:|---:|---:|---:|---:|---:|---:|",
        f"| {found['mails']:,} | {found['seconds']:.0f} | {found['cpu']:.1f} | {found['rendered']:.0f} | {rate:.0f} "
        f"| {found['early']:.0f} | {found['late']:.0f} |",
        "",
        _line(f"500 rendered mails a second and core ({found['rendered']:.0f})", found["rendered"] < 500),
        _line(f"memory flat ({found['late'] - found['early']:+.0f} MB)", found["late"] > found["early"] + 10),
    ]
    return _kept(f"digest-{vendor}.md", lines)


def governance(found: Place) -> Path:
    """Write ``governance-<engine>.md``; give its path."""
    vendor = found["engine"].split()[0]
    small, again, large = found["small"], found["again"], found["large"]
    bare = large[0]["warm"]
    rows = list(zip(small, again, large, strict=True))
    lines = [
        f"# The pages of governance, {vendor}",
        "",
        f"`bin/bench governance`, {datetime.now(UTC).date()}, {found['engine']}; one process, no network.",
        *(f"- {line}" for line in found["machine"]),
        "",
        "The demo cooperative alone, then 150 bodies, 3,000 mandates, 2,000 meetings with minutes and 20,000 decisions",
        f"beside it ({found['poured']:.0f} s to pour). Queries are of the very same page, made anew, before and after.",
        "Milliseconds are of the processor, at the median, of pages of what was poured: *again*, asked again by the",
        "same member; *next*, by another each time, who belongs to the same and holds nothing; *anew*, from nothing.",
        "× bare is of the same run.",
        "",
        "| page | queries small | large | kB | again | × bare | next | × bare | anew | × bare |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {page['name']} | {before} | {after} | {page['kB']:.0f} | "
            + " | ".join(f"{page[way]:.1f} | {page[way] / bare:.1f}" for way in ("warm", "next", "cold"))
            + " |"
            for before, after, page in rows
        ),
        "",
        _line("the same queries in both", [page["name"] for before, after, page in rows if before != after]),
        _line("at most 3 × bare, asked again", [page["name"] for page in large if page["warm"] > 3 * bare]),
        _line("at most 3 × bare, the next reader", [page["name"] for page in large if page["next"] > 3 * bare]),
        _line("at most 3 × bare, made anew", [page["name"] for page in large if page["cold"] > 3 * bare]),
        "",
        f"Searched “compte rendu assemblée générale {found['sought'][0]}”: first “{found['sought'][1]}”.",
    ]
    return _kept(f"governance-{vendor}.md", lines)
