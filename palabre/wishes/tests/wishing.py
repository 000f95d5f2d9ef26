"""Subjects to wish, and a process to be told of."""

from types import SimpleNamespace

import pytest

from palabre.wishes.choosing import answer
from palabre.wishes.models import Subject


@pytest.fixture
def subjects(db):
    return SimpleNamespace(
        housing=Subject.objects.create(name="Housing"),
        pay=Subject.objects.create(name="Pay"),
        trains=Subject.objects.create(name="Trains"),
    )


@pytest.fixture
def wishes():
    """``wishes(cast.awa, subjects=[subjects.pay], moments=["evening"])``."""

    def wishes(member, subjects=(), branches=(), **answers):
        empty = {"reach": [], "formats": [], "languages": [], "moments": []}
        return answer(member, subjects=subjects, branches=branches, **{**empty, **answers})

    return wishes
