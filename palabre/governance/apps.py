from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "palabre.governance"

    def ready(self) -> None:
        from palabre.commons.trail import rounds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.governance import invariants, verbs
        from palabre.governance.actions.overdue import return_overdue

        trail_verbs.register(*verbs.ALL)
        rounds.every(60, "governance.overdue", return_overdue)
        invariants.register_own()
