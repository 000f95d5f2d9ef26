from django.apps import AppConfig


class FourEyesConfig(AppConfig):
    name = "palabre.commons.four_eyes"

    def ready(self) -> None:
        from palabre.commons.four_eyes import held, verbs
        from palabre.commons.four_eyes.actions import expiry
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.people import holdings

        holdings.register(*held.ALL)
        trail_verbs.register(*verbs.ALL)
        every(600, "four_eyes.expire", expiry.expire_due)
