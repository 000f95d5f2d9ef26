"""The machine that measured, without its name or any path; and what processes cost: CPU and memory, from /proc."""

import os
import platform
import re
from pathlib import Path

PROC = Path("/proc")


def description() -> list[str]:
    """A line each: processor, memory, system, Python and Django, and how busy it is right now."""
    import django

    model = re.search(r"^model name\s*:\s*(.+)$", (PROC / "cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s+(\d+)", (PROC / "meminfo").read_text(), re.M)
    return [
        f"Processor: {model[1].strip() if model else platform.machine()}, {os.cpu_count()} cores",
        f"Memory: {int(memory[1]) // 1024 if memory else '?'} MB; system: {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, Django {django.get_version()}",
        f"Load of the last minute, five, fifteen: {' '.join(f'{each:.1f}' for each in os.getloadavg())}",
    ]


def cpu_of(pid: int) -> float:
    """Seconds of processor a process has used, its threads together; 0 when it is gone."""
    nanoseconds = 0
    try:
        for thread in (PROC / str(pid) / "task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return _ticks(pid)
    return nanoseconds / 1e9


def whole_cpu_of(pid: int) -> float:
    """The same to the hundredth of a second, with threads that have ended: argon2 makes eight for each password."""
    return _ticks(pid)


def _ticks(pid: int) -> float:
    try:
        words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def pss_of(pid: int) -> int:
    """Bytes of memory, what is shared counted in parts (PSS)."""
    found = re.search(r"^Pss:\s+(\d+)", (PROC / str(pid) / "smaps_rollup").read_text(), re.M)
    return int(found[1]) * 1024 if found else 0


def children_of(pid: int) -> list[int]:
    """The processes started by this one, all the way down."""
    by_parent: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            by_parent.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        waiting = [child for parent in waiting for child in by_parent.get(parent, [])]
        found += waiting
    return found
