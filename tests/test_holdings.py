"""Whatever is kept of a person is said, given out and erased: no field that holds some is forgotten."""

import pytest
from django.apps import apps
from django.db import models

from palabre.people import holdings
from palabre.people.holdings import Holding, Source
from palabre.people.models import Member

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)

# Fields that point to a member and are of no holding, each with its reason.
POINTERS = {
    "people.Member_groups.member": "Django's groups open nothing here; nobody is in one",
    "people.Member_user_permissions.member": "Django's permissions open nothing here; nobody has one",
    "admin.LogEntry.user": "the admin only reads: it never writes a line",
}
# Models in which words stand that are of no holding, each with its reason.
OF_NOBODY = {
    "wishes.Subject": "a word of the cooperative",
    "wishes.Figure": "a total, of five people at least",
    "membership.Witness": "addresses of those outside whom the secretariat asked to keep the seals; it takes them away",
    "membership.MemberRight": "what members may do, as the cooperative says it",
    "membership.HouseText": "which text, in which language; its versions say who published them (texts)",
    "membership.OwnNoun": "the cooperative's own words",
    "past.PastRow": "a line of a file of past cycles; its words go when it is written or withdrawn",
    "processes.EditionPart": "numbers",
    "processes.WorkingGroup": "the name of a group",
    "processes.Session": "a sitting: when, where to connect",
    "processes.Stage": "a step of a process",
    "processes.Recommendation": "a group's text; its versions say who published them (texts)",
    "processes.Measure": "a group's text",
    "governance.Body": "a body, not a person",
    "rules.Rule": "a number",
    "statutes.Statutes": "a founding text of the cooperative",
    "statutes.Clause": "an article of a founding text",
    "statutes.Rendering": "which kind, in which language; its versions say who published them (texts)",
    "statutes.GlossaryTerm": "a word, explained",
    "governance.Power": "what a body may do",
    "governance.BodyTie": "what tied two bodies, from when to when",
    "governance.Meeting": "a sitting: when and where",
    "governance.OpenHour": "when some of a body receive, where and what about; who changed it is held",
    "governance.Minutes": "a meeting's; who presented, approved and corrected them is held",
    "governance.DecisionNumber": "the words of a body's decision; who recorded it is held with the decision",
    "governance.Succession": "which decision follows which",
    "governance.HeldBack": "words about a meeting that are not open yet; who presented them is held",
    "governance.StandingItem": "what stands on every agenda",
    "governance.AgendaTemplate": "with what agendas begin",
    "governance.AgendaPoint": "a question put before a body",
    "conversations.Discussion": "a rule of a place",
    "notices.InboundMail": "a message as it came, gone as soon as the worker read it; that it came, two days",
    "webhooks.Delivery": "how a call to a program failed",
    "texts.Text": "a language",
    "trail.Link": "kinds and numbers",
    "trail.Pending": "the kind of a fault",
    "trail.SentForm": "a hash that says nothing of its words; forgotten after a day",
    "trail.Round": "the name of a round",
    "trail.Seal": "hashes",
    "trail.SealTip": "a hash",
    "people.Cooperative": "the cooperative itself",
    "people.Entity": "a legal person",
    "people.College": "a kind of members",
    "people.Branch": "a place",
    "governance.Incompatibility": "what nobody holds beside a mandate: a rule",
    "register.ImportFile": "a file as it came, gone as soon as it is written or withdrawn; its rows are held",
    "people.Status": "a quality in which members belong",
    "people.Audience": "a kind of readers; its label names nobody",
    "admin.LogEntry": "the admin only reads: it never writes a line",
    "auth.Permission": "Django's own list",
    "auth.Group": "Django's groups open nothing here; nobody is in one",
    "contenttypes.ContentType": "Django's own list",
    "sessions.Session": "who is signed in: told as “Your sign-ins on devices”, closed by an erasure",
    "socialaccount.SocialApp": "no row: the settings name the one other house",
    "socialaccount.SocialToken": "no row: what the other house gave us to ask with is thrown away",
    "account.EmailConfirmation": "codes are kept in sessions; the table stays empty and goes with its address",
}
# Single fields beside those that holdings name.
SINGLE = {
    "membership.JoinRequest.outcome", "processes.Process.summary", "processes.Process.cycle", "processes.Process.level",
    "processes.Process.language", "processes.Process.words_of_leavers",
    "governance.Commitment.owner_service", "governance.Commitment.means",
    "governance.Presentation.sha256",
    "texts.Revision.sha256", "trail.Entry.details_sha256", "trail.EntryDetails.salt", "webhooks.Webhook.salt",
    "people.Member.password",
}  # fmt: skip


def covered(registered):
    """Fields without the app's letters' case: ``people.member.name``."""
    return {name.lower() for holding in registered for source in holding.sources for name in source.covers()}


def pointers():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is Member:
                yield f"{model._meta.label}.{field.name}"


def words():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label not in OF_NOBODY:
            for field in model._meta.concrete_fields:
                if isinstance(field, WORDS):
                    yield f"{model._meta.label}.{field.name}"


def forgotten(registered):
    said = covered(registered) | {name.lower() for name in (*POINTERS, *SINGLE)}
    return [name for name in (*pointers(), *words()) if name.lower() not in said]


def test_every_field_that_holds_something_of_a_person_is_of_a_holding():
    assert forgotten(holdings.registry.values()) == [], "say it in the chapter's held.py, or say here why not"


def test_a_field_that_is_forgotten_is_found():
    left = [holding for holding in holdings.registry.values() if holding.key != "conversations.words"]
    assert set(forgotten(left)) >= {"conversations.Comment.author", "conversations.Comment.text"}


def test_no_reason_outlives_its_model():
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(OF_NOBODY) - there == set()
    assert set(POINTERS) - set(pointers()) == set()


@pytest.mark.parametrize("holding", holdings.registry.values(), ids=lambda holding: holding.key)
def test_every_holding_speaks_plainly(db, holding):
    for said in (holding.title, holding.why, holding.until):
        assert 10 < len(str(said)) < 200
    if holding.erase is None and holding.sources and holding.key != "membership.answers":
        assert holding.stays, "what is not erased says why it stays"
    for source in holding.sources:
        assert [holdings.label_of(source, column) for column in source.columns]
        assert list(source.rows(Member(pk=0)).values_list(*source.columns)[:0]) == []


def test_a_holding_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        holdings.register(Holding(key="people.account", title="", why="", until="", sources=(Source("a", "b", ()),)))
