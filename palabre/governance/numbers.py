"""Numbers given to decisions, under the lock of their body. Building blocks: the action around asks and records."""

from datetime import date

from django.db.models import Max

from palabre.core.stemming import words_in
from palabre.governance.models import Body, Decision, DecisionNumber
from palabre.governance.numbering import code_of


def lock_numbers(body: Body) -> str:
    """Take the body's numbers for this transaction, and say with which letters they begin.

    A body without any yet takes its letters under the lock of all bodies, so that two never take the same.
    """
    code = _code(body)
    locked = Body.objects.select_for_update(of=("self",), no_key=True)
    if code:
        locked.get(pk=body.pk)
        return code
    list(locked.order_by("pk"))
    taken = set(DecisionNumber.objects.order_by().values_list("code", flat=True).distinct())
    return _code(body) or code_of(body.name, taken)


def _code(body: Body) -> str:
    return DecisionNumber.objects.filter(body=body).order_by("id").values_list("code", flat=True).first() or ""


def number(decision: Decision, *, code: str, on: date) -> DecisionNumber:
    """Give ``decision`` the next number of its body's year, under ``lock_numbers``; freeze the words decided."""
    point, body = decision.point, decision.point.item.body
    last = DecisionNumber.objects.filter(body=body, year=on.year).aggregate(last=Max("number"))["last"]
    numbered = DecisionNumber(
        decision=decision, body=body, code=code, year=on.year, number=(last or 0) + 1, on=on,
        text=decision.amended_text or point.text,
    )  # fmt: skip
    numbered.words = words_in(f"{numbered} {point.reference} {point.title} {numbered.text} {decision.reason}")
    numbered.save()
    return numbered
