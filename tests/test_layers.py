"""What import-linter cannot see: foreign keys written as strings, addresses and templates named in templates."""

import re

import pytest
from django.apps import apps

from tests.house import PACKAGE, ROW, label, python_texts, short, sources, texts

pytestmark = pytest.mark.either_engine

NAMED_IN_TEMPLATE = re.compile(r"""\{%\s*(?:url|include|static|extends)\s+["'](\w+)[:/]""")
NAMED_IN_PYTHON = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["'](\w+):""")


def above(lower: str, named: str) -> bool:
    """Whether ``lower`` may not name ``named``: it stands higher, or beside in the same row."""
    if lower == named or lower not in ROW or named not in ROW:
        return False
    return ROW[named] >= ROW[lower]


def test_every_app_has_a_row():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("palabre.")}
    assert ours <= set(ROW)
    folders = {label(path) for path in sources("*.py") if len(path.relative_to(PACKAGE).parts) > 1}
    assert folders - {"config", "__init__.py"} <= set(ROW)


def relations_upwards(models):
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in models
        for field in model._meta.get_fields(include_hidden=False)
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and above(model._meta.app_label, field.related_model._meta.app_label)
    ]


def upwards_in_templates(texts):
    # "site" is exempt downwards only as a frame: every page extends site/base.html (house.md, section 11).
    return [
        f"{short(path)} names {found[1]}"
        for path, text in texts.items()
        for found in NAMED_IN_TEMPLATE.finditer(text)
        if above(label(path), found[1]) and not (found[1] == "site" and "extends" in found[0])
    ]


def upwards_in_code(texts):
    return [
        f"{short(path)} names {name}"
        for path, text in texts.items()
        for name in NAMED_IN_PYTHON.findall(text)
        if above(label(path), name)
    ]


def test_no_relation_points_upwards():
    assert relations_upwards(apps.get_models()) == []


def test_no_template_names_an_app_above():
    assert upwards_in_templates(texts(sources("*.html"))) == []


def test_no_code_names_an_address_above():
    assert upwards_in_code(python_texts()) == []
