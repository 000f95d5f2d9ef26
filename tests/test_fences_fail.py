"""Each fence has been seen to fail: here is, for each, the fault it is there to find.

Two have theirs beside them: tests/test_policy_twins.py and tests/test_queries.py, which need a world to plant it in.
"""

import subprocess
import sys
from types import ModuleType

import polib
import pytest
from django.db import models
from django.db.models import signals  # noqa: TID251 -- planted, to be found
from django.test.utils import isolate_apps

from palabre.commons.trail.verbs import Verb
from palabre.people.models import Member
from tests import test_actions_have_verbs as deeds
from tests import test_layers as layers
from tests import test_no_signals as house_rules
from tests import test_sizes as sizes
from tests import test_templates as templates
from tests import test_translations as words
from tests.house import PACKAGE, ROOT, ROWS

pytestmark = pytest.mark.either_engine

CORE, PAGE = PACKAGE / "core/planted.py", PACKAGE / "governance/templates/governance/planted.html"
VIEW = PACKAGE / "governance/views/planted.py"


def function(lines):
    return "def long():\n" + "    pass\n" * (lines - 1)


# The fence, the file, what stands in it, and what must be said of it.
PLANTED = [
    (layers.upwards_in_templates, PAGE, '{% url "processes:process" 1 %}', "{} names processes"),
    (layers.upwards_in_templates, PAGE, '{% include "processes/parts/x.html" %}', "{} names processes"),
    (layers.upwards_in_templates, PAGE, '{% include "site/parts/x.html" %}', "{} names site"),
    (layers.upwards_in_code, VIEW, 'reverse("processes:process", args=[1])', "{} names processes"),
    (sizes.long_files, CORE, "\n" * 401, "{}: 401 lines"),
    (sizes.long_files, PAGE, "\n" * 151, "{}: 151 lines"),
    (sizes.long_files, CORE.with_suffix(".css"), "\n" * 251, "{}: 251 lines"),
    (sizes.long_files, CORE.with_suffix(".js"), "\n" * 121, "{}: 121 lines"),
    (sizes.long_functions, CORE, function(51), "{}: long has 51 lines"),
    (sizes.long_functions, VIEW, function(41), "{}: long has 41 lines"),
    (sizes.large_classes, CORE, "class Long:\n" + "    x = 1\n" * 200, "{}: Long has 201 lines"),
    (sizes.large_classes, CORE, "class Three(A, B, C): pass", "{}: Three has 3 bases"),
    (house_rules.connections_in, CORE, "post_save.connect(tell)", "{}:1"),
    (house_rules.connections_in, CORE, "signals.m2m_changed.connect(tell)", "{}:1"),
    (house_rules.connections_in, CORE, "about = fields.GenericForeignKey()", "{}:1"),
    (house_rules.called_by_what_they_are_not, CORE.with_name("utils.py"), "", "{}"),
    (house_rules.other_clocks, CORE, "at = timezone.now()", "{}: timezone.now("),
    (house_rules.other_clocks, CORE, "on = date.today()", "{}: date.today("),
    (templates.inline, PAGE, '<p style="color: red">', "{}:  style="),
    (templates.inline, PAGE, "<script>alert(1)</script>", "{}: <script>"),
    (templates.inline, PAGE, "<button onclick='x()'>", "{}:  onclick='"),
    (templates.inline, PAGE, '<a href="javascript:x()">', "{}: javascript:"),
    (templates.called_safe, PAGE, "{{ comment.text|safe }}", "{}"),
    (templates.called_safe, PAGE, "{% autoescape off %}", "{}"),
    (words.half_sentences, CORE, '_(f"Hello {name}")', "{}:1"),
    (words.half_sentences, CORE, 'gettext("Hello " + name)', "{}:1"),
]


@pytest.mark.parametrize(("fence", "path", "text", "said"), PLANTED)
def test_what_is_planted_is_found(fence, path, text, said):
    assert fence({path: text}) == [said.format(path.relative_to(ROOT))]


@pytest.mark.parametrize(
    ("fence", "path", "text"),
    [
        (layers.upwards_in_templates, PAGE, '{% extends "site/base.html" %}{% url "people:me" %}'),
        (sizes.long_files, CORE, "\n" * 400),
        (sizes.long_functions, CORE, function(50)),
        (sizes.long_functions, VIEW, function(40)),
        (templates.inline, PAGE, '<script src="x.js"></script><p data-style="x">'),
    ],
)
def test_what_is_allowed_is_not_found(fence, path, text):
    assert fence({path: text}) == []


@isolate_apps()
def test_a_foreign_key_upwards_is_found_even_as_a_string():
    class Above(models.Model):
        class Meta:
            app_label = "processes"

    class Planted(models.Model):
        above = models.ForeignKey("processes.Above", models.PROTECT, related_name="+")

        class Meta:
            app_label = "governance"

    assert layers.relations_upwards([Planted]) == ["governance.Planted.above -> processes.Above"]
    assert layers.relations_upwards([Above]) == []


def test_a_receiver_is_found_wherever_it_was_connected():
    def tell(**facts):
        """Would send a mail from inside a save."""

    signals.post_save.connect(tell, sender=Member)
    try:
        said = "test_a_receiver_is_found_wherever_it_was_connected.<locals>.tell"
        assert house_rules.receivers_of_ours() == [f"post_save: tests.test_fences_fail.{said}"]
    finally:
        assert signals.post_save.disconnect(tell, sender=Member)


def test_a_template_nobody_names_is_found_even_at_the_top_and_among_the_components():
    forgotten = [PACKAGE / place for place in ("site/templates/418.html", "core/templates/ui/ghost.html")]
    python = {CORE: 'render(request, f"{status}.html")\nrender_to_string(f"ui/{name}.html")\nrender("card")'}
    there = dict.fromkeys([*forgotten, PACKAGE / "core/templates/ui/card.html"], "")
    assert templates.unused_templates(there, python) == [
        "palabre/site/templates/418.html",
        "palabre/core/templates/ui/ghost.html",
    ]
    assert templates.unused_static([PACKAGE / "core/static/core/ghost.css"], "card.css") == [
        "palabre/core/static/core/ghost.css"
    ]


GOOD = '''
@transaction.atomic
def close(thing, *, by):
    """Close it."""
    require(may_close(by, thing))
    thing.save()
    record(verbs.CLOSED, thing, by=by)
'''


@pytest.mark.parametrize(
    ("fault", "without"),
    [
        (deeds.not_one_transaction, "@transaction.atomic"),
        (deeds.without_who, "*, by"),
        (deeds.without_trail, "record(verbs.CLOSED, thing, by=by)"),
        (deeds.without_policy, "require(may_close(by, thing))"),
        (deeds.without_words, '"""Close it."""'),
    ],
)
def test_an_action_that_lacks_one_thing_is_found(fault, without):
    path = PACKAGE / "core/actions/planted.py"
    assert without in GOOD
    for text, found in ((GOOD, []), (GOOD.replace(without, ""), ["close"])):
        looked_at = list(deeds.actions_in({path: text}, {"close"}))
        assert len(looked_at) == 1
        assert [node.name for path, tree, node in looked_at if fault(path, tree, node)] == found


def test_a_verb_nobody_says_is_found():
    module = ModuleType("planted")
    module.SAID, module.UNSAID = (Verb(key=f"core.{word}", sentence="…") for word in ("said", "unsaid"))
    assert deeds.unused_verbs([module], "record(verbs.SAID, …)") == ["planted: UNSAID"]


def test_words_that_are_not_french_yet_are_found(tmp_path):
    said = {"Hello": "", "Hello %(name)s": "Bonjour", "Gone": "Parti", "It's": "C'est fini !", "Unsure": "Incertain"}
    (tmp_path / "planted.py").write_text("\n".join(f"_({word!r})" for word in said if word != "Gone"))
    place = words.po_of(tmp_path, "fr")
    place.parent.mkdir(parents=True)
    new = polib.POFile()
    for word, translation in said.items():
        flags = ["fuzzy"] if word == "Unsure" else []
        new.append(polib.POEntry(msgid=word, msgstr=translation, flags=flags))
    new.save(str(place))
    assert words.untranslated(tmp_path, "fr") == ["Hello"]
    assert words.uncertain_or_left_over(tmp_path, "fr") == ["Gone", "Unsure"]
    assert "Hello %(name)s" in words.other_blanks(tmp_path, "fr")
    assert words.untypographic(tmp_path, "fr") == ["It's"]


UPWARDS = {  # one broken import for each contract of pyproject.toml
    "core/planted.py": "import palabre.people",
    "commons/trail/planted.py": "import palabre.commons.texts",
    "processes/models/planted.py": "import palabre.processes.actions",
}


def test_import_linter_finds_an_import_upwards_by_each_contract(tmp_path):
    """On a house of empty rooms with our own contracts."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    commons = {"trail", "files", "texts", "conversations", "notices", "webhooks", "four_eyes"}
    rooms = [f"commons/{name}" if name in commons else name for row in ROWS for name in row]
    inner = [f"{room}/{part}" for room in rooms for part in ("models", "actions")]
    for room in ("", "commons", *rooms, *inner):
        (tmp_path / "palabre" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "palabre" / room / "__init__.py").touch()
    assert linted(tmp_path) == (0, 0)
    for place, text in UPWARDS.items():
        (tmp_path / "palabre" / place).write_text(text)
    contracts = (ROOT / "pyproject.toml").read_text().count("[[tool.importlinter.contracts]]")
    assert linted(tmp_path) == (1, contracts)


def linted(place):
    """The status of lint-imports there, and how many contracts it found broken."""
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=place, env={"PYTHONPATH": str(place)}, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode, done.stdout.count(" BROKEN\n")
