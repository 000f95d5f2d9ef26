"""The pages of open hours: finding one, asking, supporting, answering, and finding the answer again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.governance.actions.hours import call_off_hour, change_hour
from palabre.governance.actions.questions import answer_question, support_question, withdraw_question
from palabre.governance.hour_terms import Answering
from palabre.governance.models import Body, OpenHour, Question

WHY = "Why are meetings so late?"


@pytest.fixture
def read(client):
    def get(address, viewer=None, status=200):
        if viewer:
            client.force_login(viewer)
        answer = client.get(address)
        assert answer.status_code == status
        return answer.content.decode()

    return get


def main(html):
    return html.partition("<main")[2]


def of(body):
    return f"/governance/bodies/{body.pk}/hours/"


def at(hour, deed=""):
    return f"/governance/hours/{hour.pk}/{deed}"


def on(question, deed=""):
    return f"/governance/questions/{question.pk}/{deed}"


@pytest.fixture
def typed(receiving):
    said = receiving()
    return {
        "about": said.about,
        "from_at": f"{said.from_at:%Y-%m-%dT%H:%M}",
        "until_at": f"{said.until_at:%Y-%m-%dT%H:%M}",
        "place": said.place,
        "receivers": [mandate.pk for mandate in said.receivers],
    }


# --- finding one -----------------------------------------------------------------------------------------------------


def test_from_the_body_to_its_next_open_hour_and_to_all_of_them(read, cast, board, announce):
    assert "No open hour is announced now." in read(board.body.get_absolute_url())
    announce(in_days=9, about="The rate")
    hour = announce(in_days=3)

    html = read(board.body.get_absolute_url())

    assert at(hour) in html
    assert "The rate" not in html
    assert of(board.body) in html
    listed = main(read(of(board.body)))
    assert listed.index("The budget") < listed.index("The rate")
    assert "Chloé" in listed


def test_a_visitor_reads_when_where_and_who_and_is_asked_to_sign_in(read, announce):
    html = read(at(announce(link="https://meet.example.org/board")))

    for words in ("The budget", "Lille", "Chloé", "https://meet.example.org/board", "Please sign in."):
        assert words in html


def test_one_called_off_says_why_and_gives_no_link(read, cast, board, announce):
    hour = announce(link="https://meet.example.org/board")
    call_off_hour(hour, by=cast.farid, reason="Chloé is ill.")

    html = read(at(hour), cast.awa)

    assert "Chloé is ill." in html
    assert "meet.example.org" not in html
    assert "Send my question" not in html
    assert "called off" in main(read(of(board.body)))
    assert "No open hour is announced now." in read(board.body.get_absolute_url())


def test_one_changed_says_why_and_what_stood_before(read, cast, announce, receiving):
    hour = announce()
    change_hour(hour, by=cast.farid, receiving=receiving(place="Gand"), reason="The room is taken.")

    html = main(read(at(hour)))

    for words in ("The room is taken.", "Gand", "Lille"):
        assert words in html


# --- announcing ------------------------------------------------------------------------------------------------------


def test_the_secretary_announces_one_and_others_are_told_why_not(client, read, cast, board, typed):
    new = f"{of(board.body)}new/"
    assert "announces its open hours" in read(new, cast.awa)
    assert new not in read(of(board.body))
    assert client.post(new, typed).status_code == 403
    assert new in read(of(board.body), cast.farid)

    answer = client.post(new, typed)

    hour = OpenHour.objects.get()
    assert (answer.status_code, answer.url) == (303, at(hour))
    assert hour.questions_until == hour.from_at


def test_what_is_missing_is_said_and_what_was_typed_stays(client, cast, board, typed):
    client.force_login(cast.farid)

    answer = client.post(f"{of(board.body)}new/", typed | {"place": "", "about": "The year to come"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Please say where: a place, a link, or both." in html
    assert "The year to come" in html
    assert not OpenHour.objects.exists()


def test_it_is_changed_and_called_off_with_a_reason(client, read, cast, announce, typed):
    hour = announce()
    assert "The budget" in read(at(hour, "change/"), cast.farid)
    assert client.post(at(hour, "change/"), typed | {"place": "Gand"}).status_code == 422
    assert client.post(at(hour, "change/"), typed | {"place": "Gand", "reason": "Taken."}).status_code == 303
    answer = client.post(at(hour, "calling-off/"), {"reason": ""})
    assert (answer.status_code, "everyone who wished to come" in answer.content.decode()) == (422, True)
    assert client.post(at(hour, "calling-off/"), {"reason": "Ill."}).status_code == 303

    hour.refresh_from_db()
    assert (hour.place, hour.called_off_because, hour.changes.get().reason) == ("Gand", "Ill.", "Taken.")
    read(at(hour, "change/"), status=403)


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "hugo", "zoe"])
def test_nobody_else_changes_it_or_calls_it_off(client, read, cast, announce, typed, who):
    hour = announce()
    assert "change/" not in read(at(hour), getattr(cast, who))
    read(at(hour, "change/"), status=403)
    assert client.post(at(hour, "change/"), typed | {"reason": "No."}).status_code == 403
    assert client.post(at(hour, "calling-off/"), {"reason": "No."}).status_code == 403


# --- asking, supporting, answering -----------------------------------------------------------------------------------


def test_a_member_asks_and_finds_the_question_on_its_own_page(client, read, cast, announce):
    hour = announce()
    client.force_login(cast.awa)
    assert client.post(at(hour, "questions/"), {"text": "  "}).status_code == 422

    answer = client.post(at(hour, "questions/"), {"text": WHY})

    question = Question.objects.get()
    assert (answer.status_code, answer.url) == (303, on(question))
    html = main(read(on(question)))
    for words in (WHY, "Awa", "It is answered at the open hour, or in writing before.", "Withdraw this question"):
        assert words in html
    assert WHY in main(read(at(hour)))


def test_a_question_too_long_comes_back_as_typed(client, cast, announce):
    client.force_login(cast.awa)
    answer = client.post(at(announce(), "questions/"), {"text": "Why? " * 200})
    assert (answer.status_code, "Why? Why? Why?" in answer.content.decode()) == (422, True)


def test_under_a_pseudonym_no_page_says_the_name(client, read, cast, board, announce):
    cast.edwige.pseudonym = "Night gull"
    cast.edwige.save()
    hour = announce()
    assert "Under my pseudonym, Night gull" in read(at(hour), cast.edwige)
    client.post(at(hour, "questions/"), {"text": WHY, "pseudonymous": "on"})
    question = Question.objects.get()
    for address in (on(question), at(hour), of(board.body)):
        html = main(read(address, cast.hugo))
        assert "Edwige" not in html
        assert "Night gull" in html or address == of(board.body)


def test_supporting_from_the_list_and_from_the_page(client, read, cast, announce, ask):
    question = ask(announce())
    assert "nobody supports it yet" in read(on(question), cast.hugo)

    answer = client.post(on(question, "support/"), {"in_list": "1"})
    assert answer.url == f"{at(question.hour)}#question-{question.pk}"
    html = read(at(question.hour))
    assert "supported by 1 member" in html
    assert "You support this question." in html

    assert client.post(on(question, "support/ending/")).url == on(question)
    assert "nobody supports it yet" in read(on(question))


def test_supporters_are_not_named(read, cast, announce, ask):
    question = ask(announce())
    support_question(question, by=cast.hugo)
    assert "Hugo" not in main(read(on(question), cast.driss))
    assert "Hugo" not in main(read(at(question.hour)))


def test_who_may_not_ask_or_support_is_told_why(client, read, cast, announce, ask):
    question = ask(announce())
    assert "you are not one of them today" in read(at(question.hour), cast.zoe)
    assert "you are not one of them today" in read(on(question))
    assert client.post(at(question.hour, "questions/"), {"text": "Why?"}).status_code == 403
    assert client.post(on(question, "support/")).status_code == 403


def test_who_receives_answers_and_everyone_reads_it(client, read, cast, announce, ask):
    question = ask(announce())
    assert "Keep this answer" not in read(on(question), cast.hugo)
    assert client.post(on(question, "answers/"), {"text": "No.", "how": "written"}).status_code == 403
    assert "Answer this question" in read(at(question.hour), cast.chloe)
    assert "Keep this answer" in read(on(question))
    assert client.post(on(question, "answers/"), {"text": "", "how": "written"}).status_code == 422
    assert client.post(on(question, "answers/"), {"text": "Soon.", "how": "room"}).status_code == 422

    assert client.post(on(question, "answers/"), {"text": "The trains.", "how": "written"}).status_code == 303

    client.logout()
    for address in (on(question), at(question.hour)):
        html = main(read(address))
        assert "The trains." in html
        assert "Answered in writing" in html


def test_a_correction_stands_beside_what_it_corrects(client, read, cast, announce, ask):
    question = ask(announce())
    answer = answer_question(question, by=cast.chloe, answering=Answering("In May."))
    client.force_login(cast.farid)

    client.post(on(question, "answers/"), {"text": "In June.", "how": "written", "corrects": answer.pk})

    html = main(read(on(question)))
    assert html.index("In May.") < html.index("Correction") < html.index("In June.")


def test_after_the_hour_what_was_not_answered_says_since_when(read, cast, board, announce, ask, move_clock):
    hour = announce()
    question, answered = ask(hour), ask(hour, "And when?")
    withdraw_question(ask(hour, "Never mind?"), by=cast.awa)
    answer_question(answered, by=cast.chloe, answering=Answering("In May."))
    move_clock(days=8)

    for address in (on(question), at(hour), of(board.body)):
        html = main(read(address))
        assert "no answer yet" in html
        assert "for 5 days" in html
        assert html.count("no answer yet") == 1
    assert "withdrawn by who asked it" in main(read(at(hour)))
    month = main(read(f"/governance/bodies/{board.body.pk}/month/"))
    assert WHY in month
    for words in ("And when?", "Never mind?"):
        assert words not in month


def test_a_month_is_silent_about_questions_still_to_be_answered(read, board, announce, ask):
    ask(announce())
    assert WHY not in read(f"/governance/bodies/{board.body.pk}/month/")


def test_questions_and_answers_are_found_by_their_words_whatever_the_ending(read, cast, board, announce, ask):
    hour = announce()
    answer_question(ask(hour), by=cast.chloe, answering=Answering("Parce que la salle est prise par les locataires."))
    ask(hour, "And the rate?")

    found = main(read(f"{of(board.body)}?q=locataire salles"))
    assert WHY in found
    assert "And the rate?" not in found
    assert "No question and no answer has these words" in read(f"{of(board.body)}?q=bicycle")
    assert "No question and no answer has these words" in read(f"{of(board.body)}?q=le la")


def test_with_no_question_the_page_says_what_will_be_there(read, board):
    assert "its questions and their answers stay here" in read(of(board.body))


def test_many_questions_come_in_pages(read, cast, board, announce, ask, move_clock):
    hour = announce()
    words = [f"Why number {number}?" for number in range(25)]
    Question.objects.bulk_create(
        Question(hour=hour, audience=hour.audience, author=cast.awa, text=text, words="") for text in words
    )
    move_clock(days=4)
    for address in (at(hour), of(board.body)):
        first, second = main(read(address)), main(read(f"{address}?page=2"))
        assert sum(text in first for text in words) == 20
        assert all((text in first) != (text in second) for text in words)


def test_what_one_may_not_read_does_not_exist(client, read, cast, board, announce, ask, audiences, typed):
    hour = announce()
    question = ask(hour)
    few = audiences.listing("few", cast.chloe)
    for model in (Body, OpenHour, Question):
        model.objects.update(audience=few)
    for address in (of(board.body), f"{of(board.body)}new/", at(hour), at(hour, "hour.ics"), on(question)):
        read(address, cast.driss, status=404)
    for address in (
        f"{of(board.body)}new/", at(hour, "change/"), at(hour, "calling-off/"), at(hour, "questions/"),
        on(question, "support/"), on(question, "support/ending/"), on(question, "withdrawal/"),
        on(question, "answers/"),
    ):  # fmt: skip
        assert client.post(address, typed).status_code == 404, address
    assert WHY in read(on(question), cast.chloe)


def test_a_question_of_a_few_stands_on_no_page_of_others(read, cast, board, announce, ask, audiences, move_clock):
    hour = announce()
    ask(hour)
    Question.objects.update(audience=audiences.listing("few", cast.chloe))
    for address in (at(hour), f"{of(board.body)}?q=meetings"):
        assert WHY not in read(address, cast.driss)
    move_clock(days=8)
    for address in (at(hour), of(board.body), f"/governance/bodies/{board.body.pk}/month/"):
        assert WHY not in read(address)


def test_hours_go_into_calendars_those_called_off_struck_out(client, cast, board, announce):
    hour = announce()
    one, feed = at(hour, "hour.ics"), f"/governance/bodies/{board.body.pk}/meetings.ics"
    for address in (one, feed):
        calendar = client.get(address).content.decode()
        assert "The board – The budget" in calendar
        assert "STATUS:CANCELLED" not in calendar
    call_off_hour(hour, by=cast.farid, reason="Ill.")
    for address in (one, feed):
        assert client.get(address).content.decode().count("STATUS:CANCELLED") == 1


def test_pages_ask_as_many_queries_for_one_question_as_for_many(client, cast, board, announce, ask, steady_clock):
    hour = announce()
    support_question(ask(hour), by=cast.hugo)
    client.force_login(cast.chloe)

    def counted():
        found = []
        for address in (at(hour), f"{of(board.body)}?q=why", board.body.get_absolute_url()):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found.append(len(captured))
        return found

    one = counted()
    for number in range(5):
        question = ask(hour, f"Why {number}?", by=cast.bruno)
        support_question(question, by=cast.driss)
        answer_question(question, by=cast.chloe, answering=Answering("So."))
    announce(in_days=5)
    assert counted() == one
