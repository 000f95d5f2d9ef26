from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "palabre.wishes"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.people import consents, holdings
        from palabre.wishes import choosing, counting, held, panels, verbs

        trail_verbs.register(*verbs.ALL)
        holdings.register(*held.ALL)
        consents.register(choosing.OBSTACLES)
        panels.offer_all()
        every(6 * 3600, "wishes.count", counting.count_monthly)
