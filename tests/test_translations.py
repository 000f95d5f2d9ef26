"""French is complete: every word of every app, translated, certain, with the same blanks to fill in."""

import ast
import re

import polib
import pytest

from tests.house import PACKAGE, parsed, short, sources
from tests.messages import CONTEXT, LANGUAGES, PLAIN, PLURAL, apps, messages_of, po_of

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd%]")
EACH = [pytest.param(app, language, id=f"{app.name}-{language}") for app in apps() for language in LANGUAGES]


def entries(app, language):
    place = po_of(app, language)
    return [entry for entry in polib.pofile(str(place)) if not entry.obsolete] if place.exists() else []


def blanks(text):
    return sorted(found[0] for found in BLANK.finditer(text))


def translations(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize(("app", "language"), EACH)
def test_every_word_is_translated(app, language):
    there = {(e.msgid, e.msgid_plural, e.msgctxt or "") for e in entries(app, language) if all(translations(e))}
    missing = {
        message.id: places for message, places in messages_of(app).items()
        if (message.id, message.plural, message.context) not in there
    }  # fmt: skip
    assert missing == {}, "bin/fmt lists them in the app's .po"


@pytest.mark.parametrize(("app", "language"), EACH)
def test_no_translation_is_uncertain_or_without_its_word(app, language):
    assert [entry.msgid for entry in entries(app, language) if entry.fuzzy] == []
    known = {(message.id, message.context) for message in messages_of(app)}
    assert [e.msgid for e in entries(app, language) if (e.msgid, e.msgctxt or "") not in known] == []


@pytest.mark.parametrize(("app", "language"), EACH)
def test_translations_fill_in_the_same_blanks(app, language):
    wrong = [
        entry.msgid
        for entry in entries(app, language)
        for said in translations(entry)
        # A singular may say "one" in words, so it is held to no more than what the plural has.
        if not (set(blanks(said)) <= set(blanks(entry.msgid + entry.msgid_plural)) if entry.msgid_plural
                else blanks(said) == blanks(entry.msgid))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(("app", "language"), EACH)
def test_typography_is_french(app, language):
    """No exclamation marks; the typographic apostrophe; a no-break space before two-part marks."""
    wrong = [
        said for e in entries(app, language) for said in translations(e) if re.search(r"[!]|\w'\w|\w [;?»:]|« \w", said)
    ]
    assert wrong == []


def test_only_whole_sentences_are_marked():
    """An f-string or a variable inside gettext() is never found by who translates."""
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in sources("*.py")
        if "tests" not in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in (PLAIN | PLURAL | CONTEXT) - {"gettext", "gettext_lazy"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_compiled_translations_are_not_in_the_repository():
    ignored = (PACKAGE.parent / ".gitignore").read_text(encoding="utf-8").split()
    assert "*.mo" in ignored
