"""Run in a process of its own with live settings: fills the rig's database; prints what the rig needs, as JSON."""

import json
import sys
from types import SimpleNamespace

import django


def people(count, name):
    from palabre.people.models import Member

    made = [Member(name=f"{name} {n}", email=f"{name.lower()}-{n}@example.org", password="!") for n in range(count)]
    return Member.objects.bulk_create(made)


def session_of(member):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "palabre.people.sign_in.MemberBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return session.session_key


def main(writers, followers):
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        told = filled(writers, followers)
    print(json.dumps(told))


def filled(writers, followers):
    """A process in public review; who writes there (and wants no mail), and who follows it and wants mail soon."""
    from palabre.commons.conversations.models import Follow
    from palabre.commons.notices.models import Rhythm
    from palabre.governance.models import Body
    from palabre.people.models import Audience
    from tests.cast import make_cast
    from tests.world.people import audiences_of_every_day
    from tests.world.processes import a_process

    cast = make_cast()
    audience = audiences_of_every_day(cast, "public")
    body = Body.objects.create(name="The board", audience=audience("body"))
    world = SimpleNamespace(cast=cast, n=1, audience=audience, body=body, speakers=Audience.wide("signed_in"))
    process = a_process(world, "In public review", review_ends=30)
    hands, ears = people(writers, "Writer"), people(followers, "Follower")
    Follow.objects.bulk_create(Follow(discussion=process.discussion, member=member) for member in ears)
    Rhythm.objects.bulk_create(Rhythm(member=member, pace=Rhythm.Pace.SOON) for member in ears)
    Rhythm.objects.bulk_create(Rhythm(member=member, pace=Rhythm.Pace.NEVER) for member in hands)
    return {"process": process.pk, "sessions": [session_of(member) for member in hands]}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
