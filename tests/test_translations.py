"""French is complete: every word of every app, translated, certain, with the same blanks to fill in."""

import ast
import re
from collections import defaultdict

import polib
import pytest

from tests.house import PACKAGE, python_texts, short
from tests.messages import CONTEXT, LANGUAGES, PLAIN, PLURAL, apps, messages_of, po_of

pytestmark = pytest.mark.either_engine

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd%]")
EACH = [pytest.param(app, language, id=f"{app.name}-{language}") for app in apps() for language in LANGUAGES]


def entries(app, language):
    place = po_of(app, language)
    return [entry for entry in polib.pofile(str(place)) if not entry.obsolete] if place.exists() else []


def blanks(text):
    return sorted(found[0] for found in BLANK.finditer(text))


def translations(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def untranslated(app, language):
    there = {(e.msgid, e.msgid_plural, e.msgctxt or "") for e in entries(app, language) if all(translations(e))}
    return [m.id for m in messages_of(app) if (m.id, m.plural, m.context) not in there]


def uncertain_or_left_over(app, language):
    known = {(message.id, message.context) for message in messages_of(app)}
    return [e.msgid for e in entries(app, language) if e.fuzzy or (e.msgid, e.msgctxt or "") not in known]


def other_blanks(app, language):
    return [
        entry.msgid
        for entry in entries(app, language)
        for said in translations(entry)
        # A singular may say "one" in words, so it is held to no more than what the plural has.
        if not (set(blanks(said)) <= set(blanks(entry.msgid + entry.msgid_plural)) if entry.msgid_plural
                else blanks(said) == blanks(entry.msgid))
    ]  # fmt: skip


def untypographic(app, language):
    """No exclamation marks; the typographic apostrophe; a no-break space before two-part marks."""
    return [
        e.msgid
        for e in entries(app, language)
        for said in translations(e)
        if re.search(r"[!]|\w'\w|\w [;?»:]|« \w", said)
    ]


def half_sentences(texts):
    """An f-string or a variable inside gettext() is never found by who translates."""
    return [
        f"{short(path)}:{node.lineno}"
        for path, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in PLAIN | PLURAL | CONTEXT
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


@pytest.mark.parametrize(("app", "language"), EACH)
def test_every_word_is_translated(app, language):
    assert untranslated(app, language) == [], "bin/fmt lists them in the app's .po"


@pytest.mark.parametrize(("app", "language"), EACH)
def test_no_translation_is_uncertain_or_without_its_word(app, language):
    assert uncertain_or_left_over(app, language) == []


@pytest.mark.parametrize(("app", "language"), EACH)
def test_translations_fill_in_the_same_blanks(app, language):
    assert other_blanks(app, language) == []


@pytest.mark.parametrize(("app", "language"), EACH)
def test_typography_is_french(app, language):
    assert untypographic(app, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_are_translated_the_same_everywhere(language):
    """The catalogues become one: of two translations of the same words, readers would see one anywhere. A context
    (``pgettext``) keeps two meanings apart.
    """
    said = defaultdict(set)
    for path in PACKAGE.glob(f"**/locale/{language}/LC_MESSAGES/django.po"):
        for entry in polib.pofile(path):
            said[entry.msgctxt, entry.msgid].add(entry.msgstr or tuple(entry.msgstr_plural.values()))
    assert {words: sorted(map(str, found)) for words, found in said.items() if len(found) > 1} == {}


def test_only_whole_sentences_are_marked():
    assert half_sentences(python_texts()) == []


def test_compiled_translations_are_not_in_the_repository():
    ignored = (PACKAGE.parent / ".gitignore").read_text(encoding="utf-8").split()
    assert "*.mo" in ignored
