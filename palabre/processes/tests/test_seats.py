import pytest
from django.core import mail

from palabre.commons.trail.verbs import Why
from palabre.core.verdict import Refused
from palabre.processes.actions.seats import end_seat, give_seat
from palabre.processes.models import Seat
from palabre.processes.verbs import manuscripts as verbs


def writes(review, member):
    return review.process.writers.lets_in(member)


def test_a_seat_gives_the_pen_in_the_same_moment_and_the_member_is_told(cast, review, entries):
    assert not writes(review, cast.awa)
    seat = give_seat(review.group, by=cast.farid, member=cast.awa, role="participant")
    assert (seat.from_on, seat.until_on, writes(review, cast.awa)) == (cast.today, None, True)
    entry = entries("processes.seat_given")[0].entry
    assert list(verbs.SEAT_GIVEN.told(entry)) == [(cast.awa.pk, Why.SEAT)]
    assert verbs.SEAT_GIVEN.about(entry) == ("processes.process", review.process.pk)
    assert mail.outbox == []


def test_an_ended_seat_takes_the_pen_away_at_once(cast, review, entries):
    seat = Seat.objects.get(member=cast.driss)
    end_seat(seat, by=cast.farid)
    assert not Seat.objects.on(cast.today).filter(pk=seat.pk).exists()
    assert not writes(review, cast.driss)
    end_seat(seat, by=cast.farid)
    assert len(entries("processes.seat_ended")) == 1
    assert list(verbs.SEAT_ENDED.told(entries("processes.seat_ended")[0].entry)) == [(cast.driss.pk, Why.SEAT)]


def test_a_seat_ended_on_its_first_day_and_taken_up_again_writes_again(cast, review):
    seat = give_seat(review.group, by=cast.farid, member=cast.awa, role="participant")
    end_seat(seat, by=cast.farid)
    assert not writes(review, cast.awa)
    again = give_seat(review.group, by=cast.farid, member=cast.awa, role="secretary")
    assert (again.pk, again.role, writes(review, cast.awa)) == (seat.pk, "secretary", True)


def test_who_sits_in_two_groups_keeps_the_pen_when_one_seat_ends(cast, review):
    other = review.process.groups.create(name="Lille")
    give_seat(other, by=cast.farid, member=cast.driss, role="participant")
    end_seat(Seat.objects.get(member=cast.driss, group=review.group), by=cast.farid)
    assert writes(review, cast.driss)
    end_seat(Seat.objects.get(member=cast.driss, group=other), by=cast.farid)
    assert not writes(review, cast.driss)


def test_the_same_seat_twice_is_given_once(cast, review, entries):
    for _ in range(2):
        give_seat(review.group, by=cast.farid, member=cast.awa, role="participant")
    assert (Seat.objects.filter(member=cast.awa).count(), len(entries("processes.seat_given"))) == (1, 1)


@pytest.mark.parametrize(
    ("by", "role", "allowed"),
    [
        ("farid", "participant", True),
        ("farid", "facilitator", True),
        ("farid", "secretary", True),
        ("bruno", "participant", True),
        ("bruno", "facilitator", False),
        ("bruno", "secretary", False),
        ("driss", "participant", False),
        ("hugo", "participant", False),
        ("chloe", "participant", False),
        ("awa", "participant", False),
        ("greta", "participant", False),
        ("zoe", "participant", False),
    ],
)
def test_who_gives_which_seat(cast, review, by, role, allowed):
    if allowed:
        assert give_seat(review.group, by=getattr(cast, by), member=cast.edwige, role=role).role == role
    else:
        with pytest.raises(Refused):
            give_seat(review.group, by=getattr(cast, by), member=cast.edwige, role=role)
        assert not Seat.objects.filter(member=cast.edwige).exists()


def test_a_facilitator_does_not_lower_another_facilitator_to_participant(cast, review):
    Seat.objects.filter(member=cast.hugo).update(role="facilitator")
    with pytest.raises(Refused):
        give_seat(review.group, by=cast.bruno, member=cast.hugo, role="participant")
    assert Seat.objects.get(member=cast.hugo).role == "facilitator"


def test_everyone_may_leave_their_own_seat_and_nobody_else_s(cast, review):
    end_seat(Seat.objects.get(member=cast.driss), by=cast.driss)
    assert not writes(review, cast.driss)
    with pytest.raises(Refused):
        end_seat(Seat.objects.get(member=cast.hugo), by=cast.awa)


# --- the page ---------------------------------------------------------------------------------------------------


def seek(browser, review, **fields):
    given = {"group": review.group.pk, "role": "participant"} | fields
    return browser.post(f"/processes/{review.process.pk}/seats/", given)


def test_anyone_reads_who_sits_where_without_an_account(review, as_):
    shown = as_().get(f"/processes/{review.process.pk}/groups/")
    assert shown.status_code == 200
    for words in ("Rennes", "Bruno", "facilitator", "Hugo", "Driss"):
        assert words in shown.text
    assert "@" not in shown.text.split("<main")[1].split("</main>")[0]
    assert "Give a seat" not in shown.text


def test_a_seat_is_given_by_searching_a_name_then_choosing(cast, review, as_):
    found = seek(as_(cast.farid), review, who="dwig")
    assert (found.status_code, "Edwige" in found.text, "edwige@example.org" in found.text) == (200, True, False)
    signed = found.text.split('name="chosen" value="')[1].split('"')[0]
    given = seek(as_(cast.farid), review, who="dwig", chosen=signed)
    assert given.status_code == 303
    assert Seat.objects.get(member=cast.edwige).group == review.group


def test_only_the_secretariat_finds_by_an_exact_address(cast, review, as_):
    assert "Zoe" in seek(as_(cast.farid), review, who="ZOE@example.org").text
    refused = seek(as_(cast.bruno), review, who="zoe@example.org")
    unknown = seek(as_(cast.bruno), review, who="noone@example.org")
    assert (refused.status_code, unknown.status_code) == (422, 422)
    assert "We found nobody under these words." in refused.text
    assert "We found nobody under these words." in unknown.text
    assert "zoe@example" not in seek(as_(cast.farid), review, who="oe@example.org").text.replace('value="oe@', "")


def test_a_facilitator_finds_members_by_name_and_not_whoever_has_an_account(cast, review, as_):
    assert seek(as_(cast.bruno), review, who="Edw").status_code == 200
    assert seek(as_(cast.bruno), review, who="Zoe").status_code == 422
    assert seek(as_(cast.bruno), review, who="Ed").status_code == 422


def test_a_number_one_did_not_find_gives_no_seat_and_no_name(cast, review, as_):
    answer = seek(as_(cast.bruno), review, who="Edwige", chosen=str(cast.zoe.pk))
    found = seek(as_(cast.farid), review, who="Zoe").text
    signed_for_farid = found.split('name="chosen" value="')[1].split('"')[0]
    stolen = seek(as_(cast.bruno), review, who="Edwige", chosen=signed_for_farid)
    assert (answer.status_code, stolen.status_code) == (422, 422)
    assert not Seat.objects.filter(member=cast.zoe).exists()


def test_a_facilitator_who_asks_for_more_than_a_participant_reads_why_not(cast, review, as_):
    found = seek(as_(cast.bruno), review, who="Edwige")
    signed = found.text.split('name="chosen" value="')[1].split('"')[0]
    refused = seek(as_(cast.bruno), review, who="Edwige", chosen=signed, role="facilitator")
    assert (refused.status_code, "ask the secretariat" in refused.text) == (403, True)


def test_whoever_gives_no_seats_is_refused_with_the_reason(cast, review, as_):
    refused = seek(as_(cast.awa), review, who="Edwige")
    assert (refused.status_code, "The secretariat gives seats" in refused.text) == (403, True)
    assert as_().post(f"/processes/{review.process.pk}/seats/", {}).status_code == 403


def test_a_seat_is_ended_on_the_page(cast, review, as_):
    seat = Seat.objects.get(member=cast.driss)
    assert as_(cast.awa).post(f"/processes/seats/{seat.pk}/ending/").status_code == 403
    assert as_(cast.bruno).post(f"/processes/seats/{seat.pk}/ending/").status_code == 303
    assert not writes(review, cast.driss)


def test_groups_one_may_not_read_do_not_exist(cast, review, audiences, as_):
    review.process.audience = audiences.members
    review.process.save()
    seat = Seat.objects.get(member=cast.driss)
    assert as_(cast.zoe).get(f"/processes/{review.process.pk}/groups/").status_code == 404
    assert as_(cast.zoe).post(f"/processes/seats/{seat.pk}/ending/").status_code == 404
    assert as_(cast.zoe).post(f"/processes/{review.process.pk}/seats/").status_code == 404
