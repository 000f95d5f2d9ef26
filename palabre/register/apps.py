from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "palabre.register"

    def ready(self) -> None:
        from palabre.commons.four_eyes import deeds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.core.panels import offer
        from palabre.people import holdings
        from palabre.register import held, panels, places, verbs
        from palabre.register.actions.ending_many import ENDING_MANY
        from palabre.register.actions.imports import work_on_imports
        from palabre.register.actions.leaving import close_accounts_of_leavers
        from palabre.register.inviting import send_invitations

        trail_verbs.register(*verbs.ALL)
        places.add()
        holdings.register(*held.ALL)
        deeds.register(ENDING_MANY)
        every(600, "register.leavers", close_accounts_of_leavers)
        every(2, "register.imports", work_on_imports)
        every(5, "register.invitations", send_invitations)
        offer("membership.me", panels.branches_i_follow)
        offer("membership.keeping", panels.register_i_keep)
