from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "palabre.processes"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.processes import panels, verbs

        trail_verbs.register(*verbs.ALL)
        panels.offer_all()
