from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "palabre.governance"

    def ready(self) -> None:
        from palabre.commons.notices.broadcasts import circles
        from palabre.commons.trail import rounds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.webhooks import topics
        from palabre.governance import held, hour_verbs, invariants, panels, paper_verbs, request_verbs, verbs
        from palabre.governance.actions.overdue import return_overdue
        from palabre.governance.actions.reminding import remind_owners
        from palabre.governance.actions.requests_due import settle_requests
        from palabre.governance.circles import BODY
        from palabre.people import holdings

        holdings.register(*held.ALL)
        trail_verbs.register(*verbs.ALL, *request_verbs.ALL, *paper_verbs.ALL, *hour_verbs.ALL)
        trail_verbs.tell_also(verbs.POINT_DECIDED.values(), request_verbs.told_of_the_decision)
        circles.register(BODY)
        panels.offer_all()
        decided = [*verbs.POINT_DECIDED.values(), verbs.OPINION_ADDED, *verbs.SUCCEEDED.values()]
        promised = verbs.PROGRESS_NOTED.values()
        met = [verbs.MEETING_CALLED, verbs.ITEM_SCHEDULED, *verbs.AGENDA_PUBLISHED.values()]
        met += [*request_verbs.ANSWERED.values(), request_verbs.BY_ITSELF, *paper_verbs.ALL]
        met += [hour_verbs.HOUR_ANNOUNCED, hour_verbs.HOUR_CHANGED, hour_verbs.HOUR_CALLED_OFF]
        met += [hour_verbs.ANSWERED, hour_verbs.ANSWER_CORRECTED]
        kept = [verbs.MINUTES_PRESENTED, verbs.MINUTES_APPROVED, verbs.MINUTES_CORRECTED]
        topics.offer("decisions", _("Meetings and decisions"), [*met, *kept, *decided])
        followed = [verbs.PROOF_ADDED, verbs.OVERDUE_RETURNED, verbs.OVERDUE_SCHEDULED]
        topics.offer("commitments", _("Commitments, their news and their proofs"), [*promised, *followed])
        rounds.every(60, "governance.overdue", return_overdue)
        rounds.every(3600, "governance.reminders", remind_owners)
        rounds.every(60, "governance.requests", settle_requests)
        invariants.register_own()
