from django.apps import AppConfig


class PastConfig(AppConfig):
    name = "palabre.past"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.past import held, panels, verbs
        from palabre.past.forgetting import forget_old_lines
        from palabre.people import holdings

        trail_verbs.register(*verbs.ALL)
        holdings.register(*held.ALL)
        panels.offer_all()
        every(6 * 3600, "past.forgetting", forget_old_lines)
