from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "palabre.privacy"

    def ready(self) -> None:
        from palabre.commons.four_eyes import deeds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.people import holdings
        from palabre.privacy import held, invariants, marking, packing, panels, retention, telling, verbs
        from palabre.privacy.actions import erasures, packages

        holdings.register(*held.ALL)
        trail_verbs.register(*verbs.ALL)
        deeds.register(erasures.ERASING_SOMEONE)
        invariants.register_own()
        panels.offer_all()
        every(20, "privacy.tell", telling.tell_of_erasures)
        every(60, "privacy.erase", erasures.erase_due)
        every(60, "privacy.marks", marking.note_marks)
        every(10, "privacy.pack", packages.make_packages)
        every(20, "privacy.sweep", packing.sweep)
        every(3600, "privacy.forget", retention.forget_all)
