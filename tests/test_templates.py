"""Templates: none forgotten, none that hides a fault, none that would break the content security policy."""

import ast
import re
from pathlib import Path

import allauth
import django
import pytest
from django.template import Context, Origin, Template

from tests.house import PACKAGE, parsed, short, sources
from tests.undefined import UndefinedVariable

NAMED = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
# Django asks for these by itself, by their status.
ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
# Where HTML made by our own sanitiser is shown; each has a test with a corpus of attacks.
MAY_SAY_SAFE: set[str] = set()


def name_of(path):
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def our_templates():
    return {name_of(path): path for path in PACKAGE.rglob("templates/**/*") if path.is_file()}


def names_in_python():
    """Every string in our code that ends like a template; of an f-string, a pattern."""
    patterns = set()
    for path in sources("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(re.escape(node.value.split("#")[0]))
            elif isinstance(node, ast.JoinedStr):
                pieces = (re.escape(p.value) if isinstance(p, ast.Constant) else "[^/]+" for p in node.values)
                patterns.add("".join(pieces).split("\\#")[0])
    return re.compile("|".join(pattern for pattern in patterns if re.search(r"\.(html|txt|svg|xml)$", pattern)))


def test_every_template_is_used():
    python = names_in_python()
    included = {name for path in our_templates().values() for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    others = [Path(package.__file__).parent for package in (allauth, django)]
    unused = [
        short(path)
        for name, path in our_templates().items()
        if name not in included | ASKED_BY_DJANGO
        and not python.fullmatch(name)
        and not any(next(root.rglob(f"templates/{name}"), None) for root in others)
    ]
    assert unused == []


def test_every_static_file_is_used():
    text = "\n".join(
        path.read_text(encoding="utf-8") for kind in ("*.py", "*.html", "*.js", "*.css") for path in sources(kind)
    )
    static = [path for path in PACKAGE.rglob("static/**/*") if path.suffix in {".css", ".js", ".svg", ".png"}]
    # A behaviour is named by its attribute: data-behaviour="copy-link" loads copy-link.js.
    unused = [short(p) for p in static if p.name not in text and f'"{p.stem}"' not in text and f" {p.stem}" not in text]
    assert unused == []


def test_no_style_and_no_script_stands_in_a_page():
    wrong = [
        f"{short(path)}: {found[0]}"
        for path in our_templates().values()
        if "mails" not in path.parts  # mail programs read only what stands in the mail itself
        for found in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_nothing_is_called_safe_by_a_template():
    spoken = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")
    wrong = [
        name
        for name, path in our_templates().items()
        if spoken.search(path.read_text(encoding="utf-8")) and name not in MAY_SAY_SAFE and path.suffix != ".txt"
    ]
    assert wrong == []


def test_a_variable_nobody_gave_fails_in_our_templates():
    ours = Template(
        "{% if ghost %}{% endif %}<p>{{ ghost.name }}</p>", Origin(str(PACKAGE / "site/templates/ours.html"))
    )
    with pytest.raises(UndefinedVariable, match=r"ours\.html: ghost\.name"):
        ours.render(Context())


def test_it_does_not_in_the_templates_of_others():
    assert Template("<p>{{ ghost }}</p>", Origin("/elsewhere/theirs.html")).render(Context()) == "<p></p>"
