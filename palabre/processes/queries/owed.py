"""Answers that a body owes to processes."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from palabre.governance.models import Body
from palabre.processes.models import Process, Recommendation


def owed_by(body: Body, viewer: Any, until: date) -> QuerySet[Process]:
    """Processes whose answer ``body`` owes by ``until``, the first due first; ``left`` counts the recommendations that
    are not answered whole. One query.
    """
    open_ones = Recommendation.objects.visible_to(viewer).filter(Q(referral=None) | Q(referral__item__closed_at=None))
    left = Count("recommendations", filter=Q(recommendations__in=open_ones.values("pk")))
    found = Process.objects.visible_to(viewer).filter(decider=body, answer_due_on__lte=until)
    return found.annotate(left=left).filter(left__gt=0).order_by("answer_due_on", "id")
