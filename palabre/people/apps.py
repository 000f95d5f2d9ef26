from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "palabre.people"

    def ready(self) -> None:
        from django.conf import settings

        from palabre.core import clock
        from palabre.people import checks, held, holdings, moved_clock, named  # noqa: F401 -- some register themselves

        holdings.register(*held.ALL)

        if settings.CLOCK_MOVABLE:
            clock.read_offset_from(moved_clock.offset)
