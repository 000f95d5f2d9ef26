"""Processes and what they are about, for whoever keeps the subjects."""

from typing import Any

from palabre.processes.models import Process
from palabre.wishes.models import Described

MOST = 50


def processes_described(viewer: Any) -> list[tuple[Process, list[str]]]:
    """The newest processes ``viewer`` may read, with the names of their subjects. Two queries."""
    processes = list(Process.objects.visible_to(viewer)[:MOST])
    names: dict[int, list[str]] = {process.pk: [] for process in processes}
    about = Described.objects.filter(process__in=processes).order_by("subject__name")
    for process, name in about.values_list("process", "subject__name"):
        names[process].append(name)
    return [(process, names[process.pk]) for process in processes]
