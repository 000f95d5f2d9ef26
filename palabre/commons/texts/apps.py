from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "palabre.commons.texts"
