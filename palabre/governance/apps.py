from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "palabre.governance"

    def ready(self) -> None:
        from palabre.commons.notices.broadcasts import circles
        from palabre.commons.trail import rounds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.webhooks import topics
        from palabre.governance import held, invariants, verbs
        from palabre.governance.actions.overdue import return_overdue
        from palabre.governance.circles import BODY
        from palabre.people import holdings

        holdings.register(*held.ALL)
        trail_verbs.register(*verbs.ALL)
        circles.register(BODY)
        decided, promised = verbs.POINT_DECIDED.values(), verbs.PROGRESS_NOTED.values()
        topics.offer("decisions", _("Meetings and decisions"), [verbs.MEETING_CALLED, verbs.ITEM_SCHEDULED, *decided])
        followed = [verbs.PROOF_ADDED, verbs.OVERDUE_RETURNED, verbs.OVERDUE_SCHEDULED]
        topics.offer("commitments", _("Commitments, their news and their proofs"), [*promised, *followed])
        rounds.every(60, "governance.overdue", return_overdue)
        invariants.register_own()
