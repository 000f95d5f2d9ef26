"""More members, those who ask to join, and who usually reads what."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from palabre.commons.four_eyes.models import Act, same_as
from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import publish_revision
from palabre.core import clock
from palabre.core.drawn_secrets import hash_of
from palabre.membership.actions.duties import ENTRUSTING_THE_WHOLE, facts_of_entrusting
from palabre.membership.models import HouseText, JoinRequest, MemberRight, OwnNoun, Token, Witness
from palabre.people.models import Audience, Consent, Duty, Listed, Member
from palabre.privacy.models import Erasure, Package


def some_members(n):
    return Member.objects.bulk_create(
        Member(email=f"other{number}@example.org", name=f"Other {number}", password="!") for number in range(n)
    )


def people_who_ask(world):
    """Others ask to become members; Zoe has not asked yet. Awa's tokens and session. And witnesses of the seals."""
    world.requests = [
        JoinRequest.objects.create(member=member, branch=world.cast.rennes, audience=world.audience("request"))
        for member in world.others
    ]
    world.tokens = Token.objects.bulk_create(
        Token(
            member=world.cast.awa, name=f"Script {number}", scope="mine", sha256=hash_of(f"script {number}"),
            ends_on=clock.today() + timedelta(days=30),
        )
        for number in range(min(world.n, 9))
    )  # fmt: skip
    world.token = world.tokens[0]
    world.session = UserSession.objects.create(user=world.cast.awa, ip="127.0.0.1", session_key="left-in-a-library")
    for kind in ("legal", "privacy", "accessibility"):
        text = Text.objects.create(audience=Audience.wide("public"), language="en")
        HouseText.objects.create(kind=kind, language="en", text=text)
        with transaction.atomic():
            publish_revision(text, by=world.cast.farid, title=kind, html="<p>Words.</p>", parts=[], reason="")
    for key in ("branch", "college", "share"):
        OwnNoun.objects.create(key=key, language="nl", singular=key, plural=f"{key}s", gender="n")
    MemberRight.objects.bulk_create(
        MemberRight(sentence=f"Do {number}", article=f"art. {number}", position=number) for number in range(world.n)
    )
    Consent.objects.bulk_create(
        Consent(member=world.cast.awa, to="directory.photo", given=number % 2 == 0) for number in range(world.n)
    )
    Witness.objects.bulk_create(Witness(address=f"witness{number}@example.org") for number in range(world.n))


def duties_and_acts(world):
    """Chloé keeps the register, of the whole and of Rennes. Farid asked to entrust it to Edwige, again and again."""
    today = clock.today()
    for branch in (None, world.cast.rennes):
        world.duty = Duty.objects.create(
            member=world.cast.chloe, kind=Duty.Kind.REGISTER, branch=branch, from_on=today,
            until_on=today + timedelta(days=100),
        )  # fmt: skip
    world.acts = []
    for number in range(world.n):
        until_on = today + timedelta(days=200 + number)
        facts = facts_of_entrusting(world.cast.edwige, "register", until_on)
        world.acts.append(
            Act.objects.create(
                deed=ENTRUSTING_THE_WHOLE.key, facts=facts, same=same_as(facts), asked_by=world.cast.farid,
                expires_at=clock.now() + timedelta(days=7),
            )
        )  # fmt: skip


def second_thoughts(world):
    """Others wanted their accounts erased, and thought again. Edwige's data waits for her; others took theirs along."""
    now = clock.now()
    name = "packages/of-the-world.zip"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"a file"))
    waits = {"ready_at": now, "expires_at": now + timedelta(days=1)}
    world.package = Package.objects.create(member=world.cast.edwige, content=name, **waits)
    Package.objects.bulk_create(Package(member=each, taken_at=now, gone_at=now, **waits) for each in world.others)
    Erasure.objects.bulk_create(
        Erasure(member=member, due_at=now + timedelta(days=7), undone_at=now) for member in world.others
    )


def audiences_of_every_day(cast, reach="public"):
    """What the cooperative's things are: all for ``reach``, but for what only the secretariat reads, and a file for
    members. "listed" is a list with Awa and Bruno on it.
    """
    secretariat = a_list("The secretariat", cast.farid)
    kinds = {"manuscript": secretariat, "request": secretariat, "file": Audience.wide("members")}
    everyone = a_list("Two of us", cast.awa, cast.bruno) if reach == "listed" else Audience.wide(reach)
    return lambda kind: kinds.get(kind, everyone)


def a_list(label, *members):
    audience = Audience.objects.create(reach="listed", label=label)
    Listed.objects.bulk_create(Listed(audience=audience, member=member) for member in members)
    return audience
