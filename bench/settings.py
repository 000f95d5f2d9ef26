"""Palabre's own settings, with one bare page beside the house's addresses: in the same processes, in the same run."""

from palabre.config.settings import *  # noqa: F403 -- a settings module is made of names

ROOT_URLCONF = "bench.addresses"
