from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "palabre.site"

    def ready(self) -> None:
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.core.holes import fill_with
        from palabre.site import verbs
        from palabre.site.corner import corner

        fill_with("corner", corner)
        trail_verbs.register(*verbs.ALL)
