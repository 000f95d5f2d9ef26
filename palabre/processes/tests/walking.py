"""One voice, walked step by step through the chapters’ own actions; and how many queries some work asks."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.commons.conversations.models import Comment
from palabre.commons.texts.revisions import newest
from palabre.core import clock
from palabre.governance.actions.commitments import NewProof, note_progress
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.items import schedule_item
from palabre.governance.models import AgendaItem, Commitment, Meeting
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.actions.revisions import publish_version
from palabre.processes.models import Recommendation
from palabre.processes.queries.thread import thread_of

NOBODY = AnonymousUser()


class Walk:
    """One comment of Awa's on the first measure of ``review``; every step gives the walk back."""

    def __init__(self, cast, board, review, say):
        self.cast, self.board, self.review = cast, board, review
        self.comment = say(review.measure, cast.awa, "Without Dutch, half of us read it a week later.")

    def answered(self, fate="taken_in", comment=None):
        answer_comment(comment or self.comment, by=self.cast.bruno, fate=fate, reason="Half of us read Dutch.")
        return self

    def taken_up(self, *comments):
        last = newest(self.review.first.text)
        parts = [{**part, "title": f"{part['title']}, in both languages"} for part in last.parts]
        publish_version(
            self.review.first, by=self.cast.bruno, title=last.title, html=last.html, reason="Heard in the margin.",
            measures=parts, answers=[comment.answer for comment in again(*(comments or [self.comment]))],
        )  # fmt: skip
        return self

    def referred(self):
        self.review.over()
        refer_recommendation(Recommendation.objects.get(pk=self.review.first.pk), by=self.cast.bruno)
        self.item = AgendaItem.objects.get(source="recommendation")
        return self

    def scheduled(self):
        schedule_item(self.item, by=self.cast.farid, meeting=self.board.meeting)
        return self

    def decided(self, outcome="accepted", place=1):
        """The meeting began an hour ago; the point in this place is decided."""
        Meeting.objects.update(starts_at=clock.now() - timedelta(hours=1))
        soon = self.cast.today + timedelta(days=20)
        terms = {
            "accepted": {"owner_service": "The secretariat", "means": "a day", "due_on": soon, "next_check_on": soon},
            "refused": {},
            "deferred": {"next_check_on": soon},
        }[outcome]
        point = self.item.points.get(position=place)
        decide_point(point, by=self.cast.chloe, outcome=outcome, reason="It costs little.", **terms)
        return self

    def done(self):
        proof = NewProof("The agenda of May", url="https://estran.example/may")
        commitment = Commitment.objects.get(decision__point__position=1)
        note_progress(commitment, by=self.cast.chloe, status="done", text="Published twice.", proof=proof)
        return self

    def knots(self, viewer=NOBODY, comment=None):
        (found,) = again(comment or self.comment)
        return thread_of(found, viewer).knots

    def titles(self, viewer=NOBODY, comment=None):
        return [(knot.state, str(knot.title)) for knot in self.knots(viewer, comment)]


def again(*comments):
    return Comment.objects.select_related("author", "answer__by").filter(pk__in=[one.pk for one in comments])


def queries(work):
    """How many queries ``work`` asks. The clock's own are not counted: only tests and the demo move it."""
    with CaptureQueriesContext(connection) as seen:
        work()
    return sum("clock_offset_seconds" not in query["sql"] for query in seen.captured_queries)
