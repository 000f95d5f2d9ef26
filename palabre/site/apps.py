from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "palabre.site"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.site import verbs

        trail_verbs.register(*verbs.ALL)
