"""Which static files are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class HouseStatic(StaticFilesConfig):
    """Django's own, without htmx's optional extensions: we use none, and one names a module that is not shipped."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
