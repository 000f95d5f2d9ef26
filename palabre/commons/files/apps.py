from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "palabre.commons.files"

    def ready(self) -> None:
        from palabre.commons.files import held
        from palabre.people import holdings

        holdings.register(*held.ALL)
