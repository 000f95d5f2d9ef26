from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "palabre.commons.notices"
