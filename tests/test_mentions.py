"""Someone is named with an @: whom that may be, who is told, and what becomes of the name."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from palabre.commons.conversations.marked_names import mark_of, typed, written_out
from palabre.commons.conversations.models import Comment, Discussion, Mention
from palabre.commons.conversations.naming import Nameable, Named, names_in, suggested
from palabre.commons.conversations.policies import MOST_ASKED
from palabre.commons.conversations.speaking import follow
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.commons.notices.preferences import mute
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.nouns import Noun
from palabre.core.verdict import Refused
from palabre.directory.models import Profile, Refusal, Shown
from palabre.directory.queries.links import profile_links
from palabre.directory.queries.seen import person_seen
from palabre.directory.rounds import follow_names
from palabre.people.models import Audience, Belonging
from palabre.privacy.erasing import erase
from palabre.processes.actions.comments import comment_on, take_name_out
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """Awa is found by members and shows them everything; the others are found by nobody."""
    cache.clear()
    return build(cast, 1)


def rename(member, name):
    member.name = name
    member.save()
    follow_names()


def say(world, by, text, once="once", **more):
    world.measure.refresh_from_db()
    return comment_on(world.measure, by=by, text=text, once=once, **more)


def told(member, comment):
    entries = Entry.objects.filter(verb="processes.commented", details__facts__comment=comment.pk)
    return list(Notice.objects.filter(member=member, entry__in=entries).values_list("why", flat=True))


def deliver():
    while deliver_some():
        pass


def page_of(world, viewer=None):
    client = Client()
    if viewer:
        client.force_login(viewer)
    return client.get(world.measure.get_absolute_url()).content.decode()


# --- whom an @ means ------------------------------------------------------------------------------------------------


TYPED = {
    "@Awa Diop, what do you say?": "{}, what do you say?",
    "Ask @awa DIOP.": "Ask {}.",
    "(@Awa Diop) and @Awa Diop": "({}) and {}",
    "Line one\n@Awa Diop\nand more": "Line one\n{}\nand more",
    "@Awa": None,
    "@Diop Awa": None,
    "Write to awa@example.org or https://x.example/@Awa Diop": None,
}


def test_a_whole_name_behind_an_at_means_one_person(cast, world):
    rename(cast.awa, "Awa Diop")
    named = {text: names_in(text, by=cast.edwige, discussion=world.measure.discussion) for text in TYPED}
    assert {text: each.text for text, each in named.items()} == {
        text: (left or text).replace("{}", mark_of(cast.awa.pk)) for text, left in TYPED.items()
    }
    assert {text: each.nobody for text, each in named.items() if each.nobody} == {
        "@Awa": ("@Awa",),
        "@Diop Awa": ("@Diop",),
    }


def test_two_of_one_name_are_told_apart_by_their_branch_or_not_at_all(cast, world, monkeypatch):
    two = [Nameable(cast.awa.pk, "Awa Diop", "Rennes"), Nameable(cast.driss.pk, "Awa Diop", "Brest")]
    monkeypatch.setattr("palabre.commons.conversations.naming._finds", [lambda by, start: two])

    def named(text):
        return names_in(text, by=cast.edwige, discussion=world.measure.discussion)

    assert named("@Awa Diop") == Named("@Awa Diop", set(), ("@Awa",))
    assert named("@Awa Diop (Brest), please").text == f"{mark_of(cast.driss.pk)}, please"
    assert [each.typed for each in suggested("awa", by=cast.edwige, discussion=world.measure.discussion)] == [
        "Awa Diop (Brest)",
        "Awa Diop (Rennes)",
    ]


def test_whoever_cannot_be_named_is_nobody(cast, world):
    """Each of these was nameable a line before."""
    discussion = world.measure.discussion

    def by(writer):
        return names_in("@Awa", by=writer, discussion=Discussion.objects.get(pk=discussion.pk)).members

    assert by(cast.edwige) == {cast.awa.pk}
    Comment.objects.filter(author=cast.awa, discussion=discussion).update(pseudonymous=True)
    assert by(cast.edwige) == {cast.awa.pk}
    assert by(cast.zoe) == set(), "no member: the directory is not theirs"
    assert by(cast.awa) == set()
    Refusal.objects.create(member=cast.awa, writer=cast.edwige)
    assert (by(cast.edwige), by(cast.driss)) == (set(), {cast.awa.pk})
    Profile.objects.filter(member=cast.awa).update(found=False)
    assert by(cast.driss) == set()
    Comment.objects.filter(author=cast.awa, discussion=discussion).update(pseudonymous=False)
    assert by(cast.driss) == {cast.awa.pk}, "their name stands here already"
    listed = Audience.objects.create(reach="listed", label="Some")
    Discussion.objects.filter(pk=discussion.pk).update(audience=listed)
    assert by(cast.driss) == set()
    Discussion.objects.filter(pk=discussion.pk).update(audience=Audience.wide("public"))
    assert by(cast.driss) == {cast.awa.pk}
    cast.awa.is_active = False
    cast.awa.save()
    assert by(cast.driss) == set()


def test_nobody_types_a_mark_of_ours(cast, world):
    comment = say(world, cast.edwige, f"Look: {mark_of(cast.chloe.pk)}")
    assert (comment.text, comment.mentions.count()) == (f"Look: {cast.chloe.pk}", 0)
    assert typed("\ue000x\uf8ff") == "x"


def test_a_comment_names_five_at_most(cast, world, monkeypatch):
    people = [Nameable(each.pk, f"Someone{'abcdefgh'[at]}") for at, each in enumerate((
        cast.awa, cast.bruno, cast.chloe, cast.driss, cast.farid, cast.hugo
    ))]  # fmt: skip
    monkeypatch.setattr("palabre.commons.conversations.naming._finds", [lambda by, start: people])
    say(world, cast.edwige, " ".join(f"@{each.name}" for each in people[:5]), "five")
    with pytest.raises(Refused, match="five people"):
        say(world, cast.edwige, " ".join(f"@{each.name}" for each in people), "six")


# --- who is told ----------------------------------------------------------------------------------------------------


def test_who_is_named_is_told_once_of_each_because_they_were_named(cast, world):
    follow(world.measure.discussion, by=cast.awa)
    first = say(world, cast.edwige, "@Awa, in Dutch?", "a")
    second = say(world, cast.edwige, "Nobody is named here.", "b")
    third = say(world, cast.edwige, "@Awa, and in Breton?", "c")
    deliver()
    assert [told(cast.awa, each) for each in (first, second, third)] == [[Why.NAMED], [], [Why.NAMED]]
    facts = Entry.objects.select_related("details").get(details__facts__comment=first.pk).details.facts
    assert facts["excerpt"] == "@…, in Dutch?"


def test_who_muted_it_or_may_no_longer_read_it_is_not_told(cast, world):
    muted = say(world, cast.edwige, "@Awa, in Dutch?", "a")
    mute(cast.awa, "processes.recommendation", world.recommendation.pk)
    deliver()
    assert (told(cast.awa, muted), muted.mentions.count()) == ([], 1)


def test_whoever_names_themselves_by_a_second_click_is_named_once(cast, world):
    assert say(world, cast.edwige, "@Awa and @Awa") == say(world, cast.edwige, "@Awa and @Awa")
    assert Mention.objects.filter(comment__author=cast.edwige).count() == 1


# --- the name on the page -------------------------------------------------------------------------------------------


def test_the_name_is_the_one_of_today_and_leads_to_the_profile_for_who_may_see_it(cast, world):
    say(world, cast.edwige, "@Awa, in Dutch?")
    rename(cast.awa, "Awa <Diop>")
    link = f'<a class="named" href="{reverse("directory:person", args=[world.profile.handle])}">@Awa &lt;Diop&gt;</a>'

    assert link in page_of(world, cast.driss)
    signed_out = page_of(world)
    assert "@Awa &lt;Diop&gt;, in Dutch?" in signed_out
    assert world.profile.handle not in signed_out


def test_an_erasure_takes_the_name_out_of_the_words_of_others(cast, world):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    erase(cast.awa, words="kept", at=clock.now())
    comment.refresh_from_db()
    assert str(cast.awa.pk) not in comment.text
    assert not Mention.objects.filter(member=cast.awa).exists()
    assert "@someone who left, in Dutch?" in page_of(world, cast.driss)


def test_the_name_beside_words_leads_there_too_but_never_from_a_pseudonym(cast, world):
    handle = world.profile.handle
    assert f'href="/members/{handle}/">Awa</a>' in page_of(world, cast.driss)
    cast.awa.pseudonym = "Heron"
    cast.awa.save()
    Comment.objects.filter(author=cast.awa).update(pseudonymous=True)
    hidden = page_of(world, cast.driss)
    assert "Heron" in hidden
    assert handle not in hidden


def test_a_link_leads_nowhere_where_no_page_is(cast, world):
    """Twin of the page itself: for each reader, each way of showing, with and without anything to show."""
    Profile.objects.filter(member=cast.chloe).update(about="", photo_for=Shown.PUBLIC, about_for=Shown.PUBLIC)
    Profile.objects.get(member=cast.chloe).portrait.delete()
    Belonging.objects.filter(member=cast.edwige).replace(from_on=cast.today)
    seen = {}
    for shown in Shown:
        Profile.objects.exclude(member=cast.chloe).update(about_for=shown, photo_for=Shown.NOBODY)
        for viewer in (cast.awa, cast.driss, cast.edwige, cast.zoe):
            every = {each.member_id: each.handle for each in Profile.objects.all()}
            seen[shown, viewer.name] = set(profile_links(viewer, every))
            assert seen[shown, viewer.name] == {pk for pk, handle in every.items() if person_seen(handle, viewer)}
    assert len({frozenset(each) for each in seen.values()}) > 2


# --- while one writes -----------------------------------------------------------------------------------------------


def test_a_name_that_nobody_bears_is_asked_about_once(cast, world, client):
    client.force_login(cast.edwige)
    address = reverse("processes:measure_comments", args=[world.measure.pk])
    answer = client.post(address, {"text": "For @everyone and @Awa", "once": "a"})
    assert answer.status_code == 422
    assert "“@everyone” nobody would be told" in answer.content.decode()
    asked = answer.context["desk"].form["as_it_stands"].value()
    assert Comment.objects.filter(author=cast.edwige).count() == 0

    again = client.post(address, {"text": "For @everyone and @Awa", "once": "a", "as_it_stands": asked})
    assert again.status_code == 303
    assert Comment.objects.get(author=cast.edwige).text == f"For @everyone and {mark_of(cast.awa.pk)}"


def test_suggestions_name_only_who_can_be_named_and_end(cast, world, client):
    client.force_login(cast.edwige)
    address = reverse("conversations:people", args=[world.measure.discussion_id])
    assert 'data-name="Awa"' in client.post(address, {"words": "aw"}).content.decode()
    for words in ("a", "", "Chl", "driss", "awa@example.org", "example"):
        assert "data-name" not in client.post(address, {"words": words}).content.decode(), words
    for _ in range(MOST_ASKED - 7):
        assert client.post(address, {"words": "aw"}).status_code == 200
    assert client.post(address, {"words": "aw"}).status_code == 429
    client.force_login(cast.zoe)
    assert 'data-name="Awa"' in client.post(address, {"words": "aw"}).content.decode(), "her words stand there"
    Comment.objects.filter(author=cast.awa).update(pseudonymous=True)
    assert "data-name" not in client.post(address, {"words": "aw"}).content.decode(), "not by way of the directory"


# --- one's own name, taken out of the words of others ---------------------------------------------------------------


def take_out(client, comment):
    return client.post(reverse("processes:name_removal", args=[comment.pk]))


def test_who_is_named_takes_their_name_out_and_the_other_words_stay(cast, world, client):
    comment = say(world, cast.edwige, "@Awa and @Awa, in Dutch? Ask *@Awa*.")
    another = say(world, cast.edwige, "@Awa, in Breton?", "other")
    assert "Your name stands here." in page_of(world, cast.awa)
    assert "Your name stands here." not in page_of(world, cast.edwige)
    client.force_login(cast.awa)
    assert "Take my name out" in client.get(reverse("processes:comment", args=[comment.pk])).content.decode()

    assert take_out(client, comment).status_code == 303
    for _ in range(2):  # with the sentence that says it is done, and as the page is kept
        said = client.get(reverse("processes:comment", args=[comment.pk])).content.decode()
        assert "<p>a member and a member, in Dutch? Ask <strong>a member</strong>.</p>" in said
        assert "Take my name out" not in said
    comment.refresh_from_db()
    assert written_out([comment.text]) == ["a member and a member, in Dutch? Ask *a member*."]
    assert [each.mentions.count() for each in (comment, another)] == [0, 1]
    assert "@Awa, in Breton?" in page_of(world), "she asked for one of them"
    mine = Client()
    mine.force_login(cast.edwige)
    assert "a member and a member, in Dutch? Ask a member." in mine.get(reverse("processes:words")).content.decode()


def test_a_member_is_said_with_the_cooperative_s_own_word_and_in_french(cast, world, monkeypatch):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    take_name_out(comment, by=cast.awa)
    with translation.override("fr"):
        comment.refresh_from_db()
        assert written_out([comment.text]) == ["un membre, in Dutch?"]
    monkeypatch.setattr("palabre.core.nouns._source", lambda key, language: Noun("<coöperant>", "coöperanten"))
    assert "<p>a &lt;coöperant&gt;, in Dutch?</p>" in page_of(world)


def test_only_who_is_named_takes_a_name_out_and_only_their_own(cast, world, client):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    for person in (cast.edwige, cast.driss, cast.farid):
        client.force_login(person)
        refused = take_out(client, comment)
        assert refused.status_code == 403, person
        assert "Your name does not stand in these words." in refused.content.decode()
    assert take_out(Client(), comment).status_code == 403
    assert "@Awa, in Dutch?" in page_of(world)
    Discussion.objects.filter(pk=comment.discussion_id).update(closed_at=clock.now())
    assert [take_name_out(comment, by=cast.awa) for _ in range(2)] == [True, False], "after the closing, and once"
    closed = Audience.objects.create(reach="listed", label="Some")
    Discussion.objects.filter(pk=comment.discussion_id).update(audience=closed)
    client.force_login(cast.awa)
    assert take_out(client, comment).status_code == 404


def test_words_withdrawn_meanwhile_name_nobody(cast, world):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    erase(cast.edwige, words="withdrawn", at=clock.now())
    with pytest.raises(Refused, match="does not stand"):
        take_name_out(comment, by=cast.awa)
    comment.refresh_from_db()
    assert comment.text == "(Withdrawn by the person who wrote it.)"


def test_its_author_is_told_and_the_trail_knows_without_the_name(cast, world):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    follow(comment.discussion, by=cast.driss)
    take_name_out(comment, by=cast.awa)
    deliver()
    assert told(cast.awa, comment) == [], "nothing names her any more"
    entry = Entry.objects.select_related("details").get(verb="processes.name_taken_out")
    assert list(Notice.objects.filter(entry=entry).values_list("member", "why")) == [(cast.edwige.pk, Why.AUTHOR)]
    assert sentence_of(entry) == "Someone who was named took their name out of a comment on “Measure m1”"
    assert entry.details.actor_name == "Someone"
    assert entry.details.facts.keys() == {"process", "recommendation", "discussion", "reference", "comment"}


def test_an_erasure_leaves_a_name_taken_out_as_it_is(cast, world):
    comment = say(world, cast.edwige, "@Awa, in Dutch?")
    take_name_out(comment, by=cast.awa)
    erase(cast.awa, words="kept", at=clock.now())
    assert "<p>a member, in Dutch?</p>" in page_of(world, cast.driss)
