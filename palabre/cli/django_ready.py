"""Set Django up, so that a wrong setting is a sentence and not a traceback."""

import os

from palabre.cli.stopping import Stop


def set_up() -> None:
    """Load settings and apps. Raises ``Stop`` with the sentence of the setting that is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as fault:
        raise Stop(str(fault)) from None
