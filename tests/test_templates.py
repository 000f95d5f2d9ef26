"""Templates: none forgotten, none that hides a fault, none that would break the content security policy."""

import ast
import re
from pathlib import Path

import allauth
import django
import pytest
from django.template import Context, Origin, Template

from tests.house import PACKAGE, python_texts, short, sources, texts
from tests.undefined import UndefinedVariable

pytestmark = pytest.mark.either_engine

NAMED = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
# Django asks for these by itself, by their status.
ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Where HTML made by our own sanitiser is shown; each has a test with a corpus of attacks.
MAY_SAY_SAFE: set[str] = set()


def name_of(path):
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def our_templates():
    return texts(path for path in PACKAGE.rglob("templates/**/*") if path.is_file())


def names_in(python):
    """Every string that ends like a template, and ``ui/card.html`` for ``render("card", …)`` of a component.

    A name put together at run time is found by nobody: write it whole.
    """
    names = set()
    for text in python.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value.split("#")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "render" and node.args:
                names.add(f"ui/{getattr(node.args[0], 'value', '')}.html")
    return names


def unused_templates(templates, python):
    included = {name for text in templates.values() for name in NAMED.findall(text)}
    others = [Path(package.__file__).parent for package in (allauth, django)]
    used = included | ASKED_BY_DJANGO | names_in(python)
    return [
        short(path)
        for path in templates
        if (name := name_of(path)) not in used
        and not any(next(root.rglob(f"templates/{name}"), None) for root in others)
    ]


def inline(templates):
    return [
        f"{short(path)}: {found[0]}"
        for path, text in templates.items()
        if "mails" not in path.parts  # mail programs read only what stands in the mail itself
        for found in INLINE.finditer(text)
    ]


def called_safe(templates):
    spoken = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")
    return [
        short(path)
        for path, text in templates.items()
        if spoken.search(text) and name_of(path) not in MAY_SAY_SAFE and path.suffix != ".txt"
    ]


def unused_static(paths, text):
    # A behaviour is named by its attribute: data-behaviour="copy-link" loads copy-link.js.
    return [short(p) for p in paths if p.name not in text and f'"{p.stem}"' not in text and f" {p.stem}" not in text]


def test_every_template_is_used():
    assert unused_templates(our_templates(), python_texts()) == []


def test_every_static_file_is_used():
    text = "\n".join(texts(path for kind in ("*.py", "*.html", "*.js", "*.css") for path in sources(kind)).values())
    static = [path for path in PACKAGE.rglob("static/**/*") if path.suffix in {".css", ".js", ".svg", ".png"}]
    assert unused_static(static, text) == []


def test_no_style_and_no_script_stands_in_a_page():
    assert inline(our_templates()) == []


def test_nothing_is_called_safe_by_a_template():
    assert called_safe(our_templates()) == []


def test_a_variable_nobody_gave_fails_in_our_templates():
    ours = Template(
        "{% if ghost %}{% endif %}<p>{{ ghost.name }}</p>", Origin(str(PACKAGE / "site/templates/ours.html"))
    )
    with pytest.raises(UndefinedVariable, match=r"ours\.html: ghost\.name"):
        ours.render(Context())


def test_it_does_not_in_the_templates_of_others():
    assert Template("<p>{{ ghost }}</p>", Origin("/elsewhere/theirs.html")).render(Context()) == "<p></p>"
