from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "palabre.statutes"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.people import holdings
        from palabre.statutes import held, invariants, verbs

        trail_verbs.register(*verbs.ALL)
        holdings.register(*held.ALL)
        invariants.register_own()
