from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "palabre.commons.texts"

    def ready(self) -> None:
        from palabre.commons.texts import invariants

        invariants.register_own()
