"""The article of the statutes behind a refusal."""

from django.utils.translation import gettext as _

from palabre.people.models import Member
from palabre.statutes.queries.in_force import articles_named


def as_said_by(article: int | None, by: Member) -> str:
    """ " See Our statutes, art. 7.": as it is called today, for whoever may read it; else nothing."""
    found = articles_named(by, [article]).get(article) if article else None
    return " " + _("See %(article)s.") % {"article": found.label} if found else ""
