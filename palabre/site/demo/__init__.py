"""The demo cooperative, Estran: ours to write, walked into the database by the real actions."""

from datetime import timedelta

from django.db import transaction

from palabre.commons.notices.models import Notice
from palabre.commons.trail import rounds
from palabre.core import clock
from palabre.people.models import Member
from palabre.site.demo.councils import seat_councils
from palabre.site.demo.eyes import two_by_two
from palabre.site.demo.hours import open_hours
from palabre.site.demo.house_texts import say_who_we_are
from palabre.site.demo.mandates import keep_mandates
from palabre.site.demo.messages import write_to_all
from palabre.site.demo.papers import put_papers
from palabre.site.demo.past import bring_in_the_past
from palabre.site.demo.people import CAST, settle
from palabre.site.demo.points import ask_for_points
from palabre.site.demo.powers import say_who_decides
from palabre.site.demo.profiles import describe_people
from palabre.site.demo.register import keep_register
from palabre.site.demo.rights import tell_rights
from palabre.site.demo.ruling import rule, say_what_bodies_are
from palabre.site.demo.sittings import sit_and_tell
from palabre.site.demo.statutes import found
from palabre.site.demo.stories import tell_all
from palabre.site.demo.templates import keep_templates
from palabre.site.demo.wishes import describe, obstacles, wish

OLD_NEWS = 3  # days: what happened before is read and mailed already, or the outbox would open on years of mail


def seed(members: int = 300) -> None:
    """Fill an empty database with the demo cooperative. All or nothing; about ten seconds for 300 members."""
    with transaction.atomic():
        cast = settle(members)
        keep_register(cast)
        found(cast)
        rule(cast)
        say_what_bodies_are()
        wish(cast)
        sit_and_tell(cast)
        tell_all(cast)
        describe(cast)
        obstacles()
        two_by_two(cast)
        describe_people(cast)
        say_who_decides(cast)
        keep_mandates(cast)
        seat_councils(cast)
        ask_for_points(cast)
        bring_in_the_past(cast)
        put_papers(cast)
        keep_templates(cast)
        open_hours(cast)
        say_what_bodies_are()
        tell_rights(cast)
        say_who_we_are(cast)
        write_to_all(cast)
    rounds.walk_due(all_now=True)
    _read_old_news()


def _read_old_news() -> None:
    """Mark what is old as read and mailed."""
    old = Notice.objects.filter(entry__at__lt=clock.now() - timedelta(days=OLD_NEWS))
    old.update(read_at=clock.now(), mailed_at=clock.now())


def cast_sign_ins() -> list[tuple[str, str, str]]:
    """For each of the cast: name, who they are, address. The password is ``people.sign_in.KNOWN_PASSWORD``."""
    there = set(Member.objects.values_list("email", flat=True))
    rows = [(part.name, part.who, f"{part.key}@estran.example") for part in CAST]
    return [row for row in rows if row[2] in there]
