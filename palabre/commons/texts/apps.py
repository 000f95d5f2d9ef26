from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "palabre.commons.texts"

    def ready(self) -> None:
        from palabre.commons.texts import held, invariants
        from palabre.people import holdings

        holdings.register(*held.ALL)
        invariants.register_own()
