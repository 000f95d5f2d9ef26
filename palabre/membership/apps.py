from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "palabre.membership"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.membership import verbs, witnesses

        trail_verbs.register(*verbs.ALL)
        every(600, "membership.witnesses", witnesses.mail_witnesses)
