"""The page of notices."""

from django.urls import reverse

from palabre.commons.notices.broadcasts.news import unread_count
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Mute, Notice
from palabre.commons.notices.queries import groups_of, told_to
from palabre.people.models import Listed

PAGE = "/notices/"


def test_what_i_was_told_stands_grouped_by_subject_with_the_reason_newest_first(client, cast, happen, why, another):
    happen(cast.awa, (cast.bruno, why.owner))
    happen(cast.awa, (cast.bruno, why.owner), subject=another)
    happen(cast.chloe, (cast.bruno, why.seat))
    deliver_some()
    client.force_login(cast.bruno)

    page = client.get(PAGE).content.decode()

    assert [(group.title, len(group.lines)) for group in groups_of(told_to(cast.bruno), cast.bruno)] == [
        ("Rennes", 2),
        ("Namur", 1),
    ]
    assert "Chloé moved the tree of Rennes" in page
    assert "You are told because you sit in the group." in page
    assert page.count('<span class="tag">new</span>') == 3


def test_things_are_named_by_their_own_title_when_notices_speak_of_parts_of_them(cast, happen, why, board):
    """As a decision speaks of its commitment: the group carries the commitment's title."""
    happen(cast.awa, (cast.bruno, why.owner), about=["governance.body", board.body.pk])
    happen(cast.awa, (cast.bruno, why.owner), about=["people.branch", 999])
    deliver_some()
    groups = {group.kind: (group.title, group.path) for group in groups_of(told_to(cast.bruno), cast.bruno)}
    assert groups["governance.body"] == ("The board", board.body.get_absolute_url())
    assert groups["people.branch"][0] == "Rennes"


def test_a_notice_of_what_i_may_no_longer_read_is_gone_the_same_minute(client, cast, happen, why, audiences):
    closed = audiences.listing("the board", cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner), audience=closed)
    deliver_some()
    client.force_login(cast.bruno)
    assert "moved the tree" in client.get(PAGE).content.decode()
    Listed.objects.filter(audience=closed).delete()
    assert "moved the tree" not in client.get(PAGE).content.decode()


def test_all_are_marked_read_up_to_what_the_page_showed(client, cast, happen, why):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    seen = Notice.objects.get().pk
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner))
    deliver_some()
    client.force_login(cast.bruno)

    answer = client.post(reverse("notices:readings"), {"up_to": seen})

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert unread_count(cast.bruno) == 1
    assert unread_count(cast.driss) == 1
    assert Notice.objects.get(pk=seen).mailed_at is not None
    assert client.post(reverse("notices:readings"), {"up_to": "all of them"}).status_code == 422
    assert unread_count(cast.bruno) == 1


def test_one_subject_is_muted_and_heard_again(client, cast, happen, why):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    client.force_login(cast.bruno)
    form = {"kind": "people.branch", "pk": cast.rennes.pk}

    client.post(reverse("notices:mutes"), form)
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    assert Notice.objects.count() == 1
    assert "Hear of this again" in client.get(PAGE).content.decode()

    client.post(reverse("notices:mutes"), {**form, "again": "on"})
    assert not Mute.objects.exists()


def test_only_what_one_was_told_about_can_be_muted(client, cast, happen, why):
    client.force_login(cast.bruno)
    assert client.post(reverse("notices:mutes"), {"kind": "people.branch", "pk": 7}).status_code == 404
    assert client.post(reverse("notices:mutes"), {"kind": "people.branch"}).status_code == 422
    assert not Mute.objects.exists()


def test_an_empty_page_says_what_will_be_there(client, cast):
    client.force_login(cast.edwige)
    assert "Nothing yet" in client.get(PAGE).content.decode()


def test_notices_are_for_those_who_are_signed_in(client, cast):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_one_three_and_thirty_notices_ask_the_same_number_of_queries(
    client, cast, happen, why, steady_clock, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    with django_assert_max_num_queries(30) as few:
        client.get(PAGE)
    for number in (2, 27):
        for _ in range(number):
            happen(cast.awa, (cast.bruno, why.owner))
        deliver_some()
        with django_assert_num_queries(len(few)):
            client.get(PAGE)
