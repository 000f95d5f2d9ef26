"""How tests look at a component: what its tag becomes, and what is left when only words are read."""

import re
from datetime import date

from django.template import Context, Template

TODAY = date(2026, 12, 9)  # a Wednesday; see conftest.py
HOSTILE = '<script>alert("1")</script>'


def show(source: str, **context: object) -> str:
    return " ".join(Template(source).render(Context(context)).split())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
