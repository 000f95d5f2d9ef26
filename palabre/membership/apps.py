from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "palabre.membership"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.membership import verbs

        trail_verbs.register(*verbs.ALL)
