"""Step 2 of 2: give every decision recorded before its number, in the order in which they were recorded.

Step 1 (0006) made the table. Running again goes on where it stopped. Nothing is updated: numbers are rows of their own,
so the decisions themselves stay untouched under their triggers.
"""

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models import Max

from palabre.core.components.dates import day_of
from palabre.core.stemming import words_in
from palabre.governance.numbering import code_of

BATCH = 1_000


def fill(apps: Any, schema_editor: Any) -> None:
    Decision = apps.get_model("governance", "Decision")
    DecisionNumber = apps.get_model("governance", "DecisionNumber")
    codes = dict(DecisionNumber.objects.order_by("-id").values_list("body", "code"))
    last: Counter = Counter()
    for body, year, number in DecisionNumber.objects.order_by().values_list("body", "year").annotate(Max("number")):
        last[body, year] = number
    missing = Decision.objects.filter(number=None).order_by("at", "id").select_related("point__item__body", "meeting")
    while batch := list(missing[:BATCH]):
        rows = []
        for decision in batch:
            point, body, on = decision.point, decision.point.item.body, day_of(decision.meeting.starts_at)
            code = codes.setdefault(body.pk, code_of(body.name, set(codes.values()) - {codes.get(body.pk)}))
            last[body.pk, on.year] += 1
            number, text = last[body.pk, on.year], decision.amended_text or point.text
            said = f"{code} {on.year}-{number:03} {point.reference} {point.title} {text} {decision.reason}"
            rows.append(
                DecisionNumber(
                    decision=decision,
                    body=body,
                    code=code,
                    year=on.year,
                    number=number,
                    on=on,
                    text=text,
                    words=words_in(said),
                )
            )
        DecisionNumber.objects.bulk_create(rows)


class Migration(migrations.Migration):
    atomic = False  # each batch commits alone
    dependencies = [("governance", "0006_decision_numbers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
