from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "palabre.governance"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.governance import verbs

        trail_verbs.register(*verbs.ALL)
