from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "palabre.register"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.core.panels import offer
        from palabre.register import panels, verbs
        from palabre.register.actions.leaving import close_accounts_of_leavers

        trail_verbs.register(*verbs.ALL)
        every(600, "register.leavers", close_accounts_of_leavers)
        offer("membership.me", panels.branches_i_follow)
        offer("membership.keeping", panels.register_i_keep)
