from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "palabre.wishes"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.wishes import panels, verbs

        trail_verbs.register(*verbs.ALL)
        panels.offer_all()
