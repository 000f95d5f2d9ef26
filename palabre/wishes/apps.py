from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "palabre.wishes"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.wishes import counting, panels, verbs

        trail_verbs.register(*verbs.ALL)
        panels.offer_all()
        every(6 * 3600, "wishes.count", counting.count_monthly)
