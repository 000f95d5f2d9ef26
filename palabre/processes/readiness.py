"""What a corrected document still lacks before it can be published."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.commons.texts.revisions import LONGEST, MOST_PARTS
from palabre.core.verdict import YES, Verdict, no
from palabre.processes.corrections.shape import LONGEST_TITLE

LONGEST_NAME = 120


def ready_to_publish(proposal: dict[str, Any]) -> Verdict:
    """Whether this can be published as it stands; otherwise the first thing to mend."""
    lacking = lacks(proposal)
    return no(lacking[0]) if lacking else YES


def lacks(proposal: dict[str, Any]) -> list[str]:
    """Everything to mend before publication, in the order of the document. Empty: ready."""
    lacking = _names(proposal)
    if not proposal["recommendations"]:
        lacking.append(
            _("There is no recommendation yet. Make one of a paragraph: move it to “a recommendation of its own”.")
        )
    if _length(proposal["introduction"]) > LONGEST:
        lacking.append(_("The introduction is longer than twenty pages: set a part of it aside."))
    for number, recommendation in enumerate(proposal["recommendations"], start=1):
        lacking += _of_recommendation(number, recommendation)
    return lacking


def _names(proposal: dict[str, Any]) -> list[str]:
    return [
        _("This name is longer than %(most)s characters: “%(name)s…”. Shorten it, or set it aside.")
        % {"most": LONGEST_NAME, "name": name[:60]}
        for name in [*proposal["groups"], *proposal["drafters"]]
        if len(name) > LONGEST_NAME
    ]


def _of_recommendation(number: int, recommendation: dict[str, Any]) -> list[str]:
    lacking, measures = [], recommendation["measures"]
    if not recommendation["title"].strip():
        lacking.append(_("Recommendation %s has no title.") % number)
    if not measures:
        lacking.append(
            _("Recommendation %s has no measure. A body answers measure by measure: make one of a paragraph.") % number
        )
    if len(measures) > MOST_PARTS:
        lacking.append(
            _("Recommendation %(number)s has more than %(most)s measures: make two recommendations of it.")
            % {"number": number, "most": MOST_PARTS}
        )
    if len(recommendation["title"]) > LONGEST_TITLE:
        lacking.append(_("The title of recommendation %s is too long: split it with an empty line.") % number)
    if _length(recommendation["text"]) > LONGEST:
        lacking.append(_("The text of recommendation %s is longer than twenty pages: set a part of it aside.") % number)
    for place, measure in enumerate(measures, start=1):
        lacking += _of_measure(f"{number}.{place}", measure)
    return lacking


def _of_measure(reference: str, measure: dict[str, Any]) -> list[str]:
    if not measure["title"].strip():
        return [_("Measure %s has no words.") % reference]
    if len(measure["title"]) > LONGEST_TITLE:
        return [_("The first line of measure %s is too long: cut it after a sentence with an empty line.") % reference]
    if _length(measure["text"]) > LONGEST:
        return [_("Measure %s is longer than twenty pages: set a part of it aside.") % reference]
    return []


def _length(paragraphs: list[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)
