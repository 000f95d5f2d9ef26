from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "palabre.commons.files"
