"""Where the contract of a process says what becomes of the words of people who leave."""

from collections import defaultdict
from collections.abc import Collection

from palabre.commons.conversations.leaving import Place
from palabre.processes.models import Measure, Process, Recommendation


def places_that_decide(discussions: Collection[int]) -> list[Place]:
    """The processes of these discussions that leave no choice, in their order. Three queries, whatever the number."""
    decided = Process.objects.exclude(words_of_leavers=Process.Leavers.CHOOSE)
    recommendations = Recommendation.objects.filter(process__in=decided)
    measures = Measure.objects.filter(recommendation__process__in=decided)
    found = defaultdict(set)
    for rows, to_process in ((decided, ""), (recommendations, "process__"), (measures, "recommendation__process__")):
        fields = [f"{to_process}{name}" for name in ("pk", "title", "words_of_leavers")]
        for *process, discussion in rows.filter(discussion__in=discussions).values_list(*fields, "discussion"):
            found[tuple(process)].add(discussion)
    return [Place(title, rule, frozenset(there)) for (_pk, title, rule), there in sorted(found.items())]
