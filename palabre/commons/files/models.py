"""Uploaded files with their readers. Never trusted, never shown inside our pages, always downloaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


def _place(file: "File", name: str) -> str:
    """Where the bytes lie: by their hash, so that no name an uploader chose reaches the disk."""
    return f"{file.sha256[:2]}/{file.sha256}"


class File(Addressed):
    """A file somebody handed in: what it is called, what it weighs, who may have it."""

    name = models.CharField(_("name"), max_length=160)
    media_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content = models.FileField(_("content"), upload_to=_place, max_length=200)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("file")

    def __str__(self) -> str:
        return self.name
