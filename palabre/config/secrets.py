"""Settings that are given as a file: ``PALABRE_SECRET_KEY_FILE=/run/secrets/key`` instead of the key itself.

For whoever keeps secrets out of the environment: systemd's credentials, a container engine's secrets. Every setting may
be given so (environs reads it); here it is looked at first, so that a mistake is a sentence.
"""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

OURS = ("PALABRE_", "DATABASE_URL")
SUFFIX = "_FILE"


def look_at_files(surroundings: Mapping[str, str]) -> None:
    """Raises ``ImproperlyConfigured`` for a setting given twice, or by a file that cannot be read. Says no content."""
    for name, place in surroundings.items():
        if not (name.startswith(OURS) and name.endswith(SUFFIX) and place):
            continue
        setting = name.removesuffix(SUFFIX)
        if surroundings.get(setting):
            raise ImproperlyConfigured(f"{setting} and {name} are both set. Leave one of them out.")
        try:
            empty = not Path(place).read_text(encoding="utf-8").strip()
        except OSError as fault:
            raise ImproperlyConfigured(f"{name}: {place} cannot be read: {fault.strerror}.") from None
        except UnicodeDecodeError:
            raise ImproperlyConfigured(f"{name}: {place} is no text.") from None
        if empty:
            raise ImproperlyConfigured(f"{name}: {place} is empty.")
