"""The words of each app that wait to be translated: read from its sources, kept in its own .po. Needs no gettext.

`python -m tests.messages` (bin/fmt) rewrites every French .po: what is new comes in empty, what is gone goes,
what was translated stays; sorted, without line numbers. `tests/test_translations.py` fails on what is left empty.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.house import PACKAGE, parsed, short

LANGUAGES = ("fr",)
PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_", "N_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
STRING = r"""[uU]?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?"
)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What translators see. ``plural`` and ``context`` are empty where there is none."""

    id: str
    plural: str = ""
    context: str = ""


def apps() -> list[Path]:
    """Folders that own a .po: every app."""
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))


def po_of(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def messages_of(app: Path) -> dict[Message, list[str]]:
    """Every message of an app's sources (tests apart), with the files it stands in."""
    found: dict[Message, list[str]] = {}
    inner = [other for other in apps() if other != app and other.is_relative_to(app)]
    for path in sorted(app.rglob("*")):
        if not path.is_file() or {"tests", "migrations", "locale"} & set(path.parts) or _within(path, inner):
            continue
        if path.suffix == ".py":
            said = _in_python(path)
        elif "templates" in path.parts and path.suffix in {".html", ".txt", ".svg"}:
            said = _in_template(path)
        else:
            continue
        for message in said:
            found.setdefault(message, []).append(short(path))
    return found


def _within(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        if name in PLAIN and words and isinstance(words[0], str):
            yield Message(words[0])
        elif name in PLURAL and isinstance(words[0], str):
            yield Message(words[0], plural=str(words[1]))
        elif name in CONTEXT and isinstance(words[0], str):
            yield Message(str(words[1]), context=words[0])


def _in_template(path: Path) -> Iterator[Message]:
    for name, *quoted in IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"))):
        words = [ast.literal_eval(word) for word in quoted if word]
        if name == "ngettext":
            yield Message(words[0], plural=words[1])
        elif name == "pgettext":
            yield Message(words[1], context=words[0])
        elif name == "npgettext":
            yield Message(words[1], plural=words[2], context=words[0])
        else:
            yield Message(words[0])


def rewrite(app: Path, language: str) -> int:
    """Bring an app's .po in step with its sources; give how many messages wait for their translation."""
    place, messages = po_of(app, language), sorted(messages_of(app))
    if not messages and not place.exists():
        return 0
    old = polib.pofile(str(place)) if place.exists() else []
    known = {(entry.msgid, entry.msgctxt or ""): entry for entry in old if not entry.obsolete and not entry.fuzzy}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Project-Id-Version": "palabre",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    for message in messages:
        new.append(_entry(message, known.get((message.id, message.context))))
    place.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(place))
    return len(new.untranslated_entries())


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.id, msgctxt=message.context or None)
    if "%(" in message.id + message.plural:
        entry.flags.append("python-format")
    if known:
        entry.tcomment = known.tcomment
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = (known and known.msgstr_plural) or {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def main() -> int:
    for app in apps():
        for language in LANGUAGES:
            if waiting := rewrite(app, language):
                print(f"{short(po_of(app, language))}: {waiting} messages wait for their translation")
    return 0


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=True)
    sys.exit(main())
