"""Every action of the house, done once: what the permission matrix tries with each of the cast."""

import uuid
from datetime import timedelta

from palabre.commons.four_eyes.actions import acts
from palabre.commons.notices.actions import broadcasts
from palabre.commons.webhooks.actions import webhooks
from palabre.core import clock
from palabre.core.nouns import Noun
from palabre.directory.actions import portraits, profiles, relay, searching
from palabre.directory.actions import vocabulary as words
from palabre.directory.asked import Asked
from palabre.directory.portraits import Cut
from palabre.governance import written
from palabre.governance.actions import (
    agendas,
    approving,
    beside,
    commitments,
    composition,
    counts,
    decisions,
    items,
    mandates,
    meetings,
    minutes,
    powers,
    request_answers,
    requests,
    sittings,
)
from palabre.governance.models import Power
from palabre.governance.request_terms import Answering, Wording
from palabre.membership.actions import (
    cooperative,
    duties,
    house_texts,
    joining,
    names,
    rights,
    second_step,
    sessions,
    tokens,
    witnesses,
)
from palabre.membership.actions import nouns as own_words
from palabre.membership.models import MemberRight
from palabre.past.actions import imports as past_imports
from palabre.people.models import Cooperative
from palabre.privacy.actions import erasures, packages
from palabre.processes.actions import answers, comments, manuscripts, publication, referrals, revisions, seats
from palabre.processes.corrections.about import About
from palabre.processes.corrections.deeds import Correction
from palabre.processes.corrections.places import Place
from palabre.register.actions import belongings, following, imports, invitations, syncing, vocabulary
from palabre.register.actions import joining as joining_lines
from palabre.register.batches import Batch
from palabre.rules.actions import packs as law_packs
from palabre.rules.actions import rulebooks
from palabre.rules.models import Rule
from palabre.site.actions import clock as moved
from palabre.statutes.actions import adoptions, glossary, renderings
from palabre.statutes.wholes import Written
from palabre.wishes.actions import subjects
from tests.world import agendas as agenda_deeds
from tests.world import hours, papers
from tests.world.directory import a_photo
from tests.world.past import FILE, said_of
from tests.world.rules import PACK

DAY = timedelta(days=1)
PARTS = [{"anchor": "m1", "title": "Measure m1", "html": "<p>Do it better.</p>"}]
WRITTEN = {"title": "A clearer title", "html": "<p>Better.</p>", "measures": PARTS}


MESSAGE = {"circle": "members", "circle_id": None, "title": "The assembly", "text": "Come.", "legal": True}
CORRECTION = Correction(place=Place.parse("r1"), deed="save", title="Buy nearer")
ABOUT = About(title="Nearer", date="", language="fr", drafters=(("", "Luc"),), groups=(), events=())


def _terms(world):
    today = world.cast.today
    return {
        "title": "A document", "summary": "", "cycle": "", "language": "fr", "level": "consultation",
        "decider": world.body, "review_opens_on": today + DAY, "review_closes_on": today + 20 * DAY,
        "answers_close_on": today + 40 * DAY, "answer_due_on": today + 60 * DAY, "audience": "public",
        "speakers": "signed_in", "names": "either", "words_of_leavers": "choose",
    }  # fmt: skip


DEEDS = {
    **papers.DEEDS,
    **agenda_deeds.DEEDS,
    **hours.DEEDS,
    "directory.describe_oneself": lambda w, by: profiles.describe_oneself(
        by=by, about="Hello.", ask="", trades=["Trade 0"], skills=[], languages=["fr"], shown={}, found=True
    ),
    "directory.hand_in_portrait": lambda w, by: portraits.hand_in_portrait(by=by, picture=a_photo()),
    "directory.keep_portrait": lambda w, by: portraits.keep_portrait(by=by, cut=Cut(), alt=""),
    "directory.remove_portrait": lambda w, by: portraits.remove_portrait(by=by),
    "directory.ask_directory": lambda w, by: searching.ask_directory(Asked(words="Trade"), by=by),
    "directory.write_letter": lambda w, by: relay.write_letter(w.profile, by=by, text="Hello.", gives_address=False),
    "directory.answer_letter": lambda w, by: relay.answer_letter(w.letter, by=by, text="Hello.", gives_address=False),
    "directory.refuse_letters": lambda w, by: relay.refuse_letters(by=by, writer=w.cast.bruno),
    "directory.hear_again": lambda w, by: relay.hear_again(by=by, writer=w.cast.bruno),
    "directory.add_terms": lambda w, by: words.add_terms(by=by, kind="trade", labels=["Weaving"]),
    "directory.keep_term": lambda w, by: words.keep_term(w.term, by=by, label="New"),
    "directory.decline_term": lambda w, by: words.decline_term(w.term, by=by, reason="Too vague."),
    "governance.call_meeting": lambda w, by: meetings.call_meeting(w.body, by=by, starts_at=clock.now() + 90 * DAY),
    "governance.pass_to": lambda w, by: sittings.pass_to(
        w.meeting, by=by, item=w.item, seen=w.meeting.passages.last().pk
    ),
    "governance.note_presence": lambda w, by: sittings.note_presence(
        w.meeting, by=by, members=[w.cast.chloe.pk], how="left"
    ),
    "governance.note_headcounts": lambda w, by: sittings.note_headcounts(
        w.assembly, by=by, heads=[sittings.Heads(w.cast.college.pk, 90, 80, 1, 2)]
    ),
    "governance.count_votes": lambda w, by: counts.count_votes(
        w.point, by=by, tally=counts.Tally(against=1), because="A slip."
    ),
    "governance.propose_point": lambda w, by: requests.propose_point(
        w.body, by=by, wording=Wording("Bicycles", "It is far.", "Buy two.")
    ),
    "governance.support_point": lambda w, by: requests.support_point(w.gathering_request, by=by),
    "governance.take_back_point_support": lambda w, by: requests.take_back_point_support(w.gathering_request, by=by),
    "governance.correct_point": lambda w, by: requests.correct_point(w.gathering_request, by=by, text="Two."),
    "governance.choose_speaking": lambda w, by: requests.choose_speaking(w.gathering_request, by=by, speaks="video"),
    "governance.withdraw_point": lambda w, by: requests.withdraw_point(w.gathering_request, by=by),
    "governance.answer_point": lambda w, by: request_answers.answer_point(
        w.waiting_request, by=by, answering=Answering("refused", reason="The law decides it.")
    ),
    "governance.answer_merger": lambda w, by: request_answers.answer_merger(w.merging_request, by=by, agrees=True),
    "governance.save_part": lambda w, by: minutes.save_part(
        w.meeting, by=by, anchor="summary", written=written.Written("Shorter."), saves=1
    ),
    "governance.add_part": lambda w, by: minutes.add_part(w.meeting, by=by, title="Other matters"),
    "governance.present_minutes": lambda w, by: minutes.present_minutes(w.meeting, by=by, reason="A word was missing."),
    "governance.approve_minutes": lambda w, by: approving.approve_minutes(w.presented, by=by, at=w.meeting),
    "governance.correct_minutes": lambda w, by: approving.correct_minutes(
        w.approved[0], by=by, text="Lille, not Lyon; and in March."
    ),
    "governance.open_mandate": lambda w, by: mandates.open_mandate(
        w.body,
        by=by,
        holder=w.cast.hugo,
        role="director",
        from_on=w.cast.today,
        until_on=w.cast.today + 300 * DAY,
        obtained="elected",
    ),
    "governance.end_mandate": lambda w, by: mandates.end_mandate(w.coopted, by=by, on=w.cast.today, because="resigned"),
    "governance.resign_mandate": lambda w, by: mandates.resign_mandate(w.mandate, by=by, on=w.cast.today),
    "governance.confirm_mandate": lambda w, by: mandates.confirm_mandate(w.coopted, by=by, on=w.cast.today),
    "governance.schedule_item": lambda w, by: items.schedule_item(w.waiting_item, by=by, meeting=_next_meeting(w)),
    "governance.set_agenda": lambda w, by: agendas.set_agenda(
        w.to_come, by=by, lines=[agendas.Line(None, "The roof", "Mend it?", "decision", 10, None, "", False)]
    ),
    "governance.publish_agenda": lambda w, by: agendas.publish_agenda(w.to_come, by=by, reason="It fell in."),
    "governance.decide_point": lambda w, by: decisions.decide_point(w.point, by=by, outcome="refused", reason="Tried."),
    "governance.add_opinion": lambda w, by: beside.add_opinion(w.decision, by=by, text="Too dear."),
    "governance.note_progress": lambda w, by: commitments.note_progress(
        w.commitment, by=by, status="under_way", text="Half of it.", next_check_on=w.cast.today + 30 * DAY
    ),
    "governance.add_proof": lambda w, by: commitments.add_proof(
        w.commitment, by=by, title="A list", url="https://example.org/"
    ),
    "notices.begin_broadcast": lambda w, by: broadcasts.begin_broadcast(by=by, **MESSAGE),
    "notices.change_broadcast": lambda w, by: broadcasts.change_broadcast(w.drafts[0], by=by, **MESSAGE),
    "notices.try_broadcast": lambda w, by: broadcasts.try_broadcast(w.drafts[0], by=by),
    "notices.send_broadcast": lambda w, by: broadcasts.send_broadcast(
        w.drafts[0], by=by, seen=w.drafts[0].changed_at.isoformat()
    ),
    "notices.discard_broadcast": lambda w, by: broadcasts.discard_broadcast(w.drafts[0], by=by),
    "webhooks.add_webhook": lambda w, by: webhooks.add_webhook(
        by=by, address="https://example.org/new", topics=["texts"]
    ),
    "webhooks.try_webhook": lambda w, by: webhooks.try_webhook(w.webhooks[0], by=by),
    "webhooks.retry_missed": lambda w, by: webhooks.retry_missed(w.webhooks[0], by=by),
    "webhooks.resume_webhook": lambda w, by: webhooks.resume_webhook(w.webhooks[0], by=by),
    "webhooks.end_webhook": lambda w, by: webhooks.end_webhook(w.webhooks[0], by=by),
    "four_eyes.ask": lambda w, by: acts.ask(
        duties.ENTRUSTING_THE_WHOLE, by=by, facts=duties.facts_of_entrusting(w.cast.bruno, "register", w.cast.today)
    ),
    "four_eyes.confirm": lambda w, by: acts.confirm(w.acts[0], by=by),
    "four_eyes.refuse": lambda w, by: acts.refuse(w.acts[0], by=by, reason="Nobody told us."),
    "four_eyes.withdraw": lambda w, by: acts.withdraw(w.acts[0], by=by),
    "membership.entrust_duty": lambda w, by: duties.entrust_duty(
        w.cast.bruno, by=by, kind="register", until_on=w.cast.today + 30 * DAY, branch=w.cast.rennes
    ),
    "membership.end_duty": lambda w, by: duties.end_duty(w.duty, by=by),
    "membership.entrust_first": lambda w, by: duties.entrust_first(
        w.cast.bruno, by=by, kind="register", until_on=w.cast.today + 30 * DAY
    ),
    "privacy.ask_erasure": lambda w, by: erasures.ask_erasure(by=by, words="kept"),
    "privacy.undo_erasure": lambda w, by: erasures.undo_erasure(erasures.ask_erasure(by=by, words="kept"), by=by),
    "privacy.ask_package": lambda w, by: packages.ask_package(by=by),
    "privacy.take_package": lambda w, by: packages.take_package(w.package, by=by).close(),
    "privacy.erase_again": lambda w, by: erasures.erase_again(w.cast.hugo, by=by, words="kept"),
    "membership.dress_cooperative": lambda w, by: cooperative.dress_cooperative(
        by=by, name="Estran", motto="Together", accent="#7a3b1d", logo=None
    ),
    "membership.choose_closing": lambda w, by: cooperative.choose_closing(by=by, closes=False),
    "membership.publish_house_text": lambda w, by: house_texts.publish_house_text(
        by=by, kind="legal", language="en", title="Legal notice", html="<p>We are Estran.</p>", reason=""
    ),
    "membership.choose_nouns": lambda w, by: own_words.choose_nouns(
        by=by, language="en", nouns={"branch": Noun("section", "sections")}
    ),
    "membership.set_rights": lambda w, by: rights.set_rights(
        by=by, rights=[MemberRight(sentence="Vote", article="art. 1")]
    ),
    "governance.set_composition": lambda w, by: composition.set_composition(
        w.body,
        by=by,
        limits=dict.fromkeys(composition.LIMITS) | {"seat_name": "", "kind": "other"},
        colleges=[],
        incompatibilities=[],
    ),
    "governance.set_powers": lambda w, by: powers.set_powers(
        w.body, by=by, powers=[Power(kind="decides", what="the rate", article=w.article)]
    ),
    "rules.record_rules": lambda w, by: rulebooks.record_rules(
        by=by,
        entity=None,
        rules=[Rule(key="agenda_days", value=9, layer="house")],
        packs=["fr_scic"],
        adopted_by="The assembly",
        adopted_on=w.cast.today,
        in_force_on=w.cast.today,
    ),
    "rules.enter_pack": lambda w, by: law_packs.enter_pack(by=by, slug="italy", text=PACK.format(least=30)),
    "statutes.open_statutes": lambda w, by: adoptions.open_statutes(
        by=by, kind="charter", title="Charter", entity=None, language="en"
    ),
    "statutes.record_adoption": lambda w, by: adoptions.record_adoption(
        w.statutes,
        by=by,
        articles=[Written("", "1", "Title 0", "<p>New words.</p>")],
        assembly="The assembly",
        adopted_on=w.cast.today,
        in_force_on=w.cast.today,
        reason="",
    ),
    "statutes.publish_rendering": lambda w, by: renderings.publish_rendering(
        w.article, by=by, kind="summary", language="en", number="1", title="Plainly", html="<p>Come.</p>"
    ),
    "statutes.explain_word": lambda w, by: glossary.explain_word(
        None, by=by, language="en", word="proxy", other_forms="", explanation="A voice lent."
    ),
    "statutes.take_word_out": lambda w, by: glossary.take_word_out(w.glossary_term, by=by),
    "membership.name_witnesses": lambda w, by: witnesses.name_witnesses(by=by, addresses=["kept@example.org"]),
    "membership.ask_to_join": lambda w, by: joining.ask_to_join(by, by=by, branch=w.cast.rennes, message="Hello."),
    "membership.admit": lambda w, by: joining.admit(
        w.requests[0], by=by, college=w.cast.college, from_on=w.cast.today, shares=1
    ),
    "membership.decline": lambda w, by: joining.decline(w.requests[0], by=by, reason="Not yet."),
    "membership.make_token": lambda w, by: tokens.make_token(
        by=by, name="A script", scope="public", ends_on=w.cast.today + 30 * DAY
    ),
    "membership.end_token": lambda w, by: tokens.end_token(w.token, by=by),
    "membership.end_second_step": lambda w, by: second_step.end_second_step(w.cast.awa, by=by),
    "membership.end_session": lambda w, by: sessions.end_session(w.session, by=by),
    "membership.end_other_sessions": lambda w, by: sessions.end_other_sessions(by=by, keep=None),
    "membership.change_name": lambda w, by: names.change_name(by, by=by, name="Another", pseudonym=""),
    "processes.answer_comment": lambda w, by: answers.answer_comment(w.comment, by=by, fate="not_taken", reason="No."),
    "processes.comment_on": lambda w, by: comments.comment_on(w.measure, by=by, text="Words", once=str(uuid.uuid4())),
    "processes.support_comment": lambda w, by: comments.support_comment(w.comment, by=by),
    "processes.take_back_support": lambda w, by: comments.take_back_support(w.comment, by=by),
    "processes.take_name_out": lambda w, by: comments.take_name_out(w.comment, by=by),
    "processes.bring_in_manuscript": lambda w, by: manuscripts.bring_in_manuscript(
        by=by, name="A document", data=b"# A document\n\n## Buy near\n\n- A list\n- A farm\n"
    ),
    "processes.correct_manuscript": lambda w, by: manuscripts.correct_manuscript(
        w.manuscripts[0], by=by, correction=CORRECTION, saves=1
    ),
    "processes.describe_manuscript": lambda w, by: manuscripts.describe_manuscript(
        w.manuscripts[0], by=by, about=ABOUT, saves=1
    ),
    "processes.undo_correction": lambda w, by: manuscripts.undo_correction(w.manuscripts[0], by=by, saves=1),
    "processes.publish_manuscript": lambda w, by: publication.publish_manuscript(w.manuscripts[0], by=by, **_terms(w)),
    "processes.refer_recommendation": lambda w, by: referrals.refer_recommendation(w.referable, by=by),
    "processes.save_draft_of": lambda w, by: revisions.save_draft_of(w.recommendation, by=by, saves=0, **WRITTEN),
    "processes.publish_version": lambda w, by: revisions.publish_version(
        w.recommendation, by=by, reason="Clearer", **WRITTEN
    ),
    "processes.give_seat": lambda w, by: seats.give_seat(w.group, by=by, member=w.cast.awa, role="participant"),
    "processes.end_seat": lambda w, by: seats.end_seat(w.group.seats.get(member=w.cast.driss), by=by),
    "register.open_belonging": lambda w, by: belongings.open_belonging(
        w.cast.zoe,
        by=by,
        college=w.cast.college,
        branch=w.cast.rennes,
        status=None,
        shares=1,
        from_on=w.cast.today,
        reason="Came by the payroll.",
    ),
    "register.correct_belonging": lambda w, by: belongings.correct_belonging(
        w.line, by=by, shares=9, reason="Typed wrong."
    ),
    "register.end_belonging": lambda w, by: belongings.end_belonging(
        w.line, by=by, last_day=w.cast.today, reason="She left."
    ),
    "register.number_member": lambda w, by: belongings.number_member(w.line, by=by, number="N99", reason="Payroll."),
    "register.sync_members": lambda w, by: syncing.sync_members(
        w.cast.france,
        Batch([{"email": w.cast.edwige.email, "shares": "7"}], effective_on=w.cast.today, program="Payroll"),
        by=by,
    ),
    "register.bring_in_file": lambda w, by: imports.bring_in_file(
        w.cast.france,
        by=by,
        name="members.csv",
        data=b"Nom;Courriel\nAwa;awa@example.org\n",
        full=False,
        effective_on=w.cast.today,
    ),
    "register.name_columns": lambda w, by: imports.name_columns(w.file, by=by, mapping=["name", "email"]),
    "register.apply_import": lambda w, by: imports.apply_import(w.judged, by=by),
    "register.withdraw_import": lambda w, by: imports.withdraw_import(w.file, by=by),
    "register.invite": lambda w, by: invitations.invite(w.invited_line, by=by),
    "register.invite_everybody": lambda w, by: invitations.invite_everybody(w.cast.france, by=by),
    "register.withdraw_invitation": lambda w, by: invitations.withdraw_invitation(w.invitation, by=by),
    "register.ask_for_mail": lambda w, by: invitations.ask_for_mail(w.handed, by=by, address="i@example.org"),
    "register.open_account": lambda w, by: invitations.open_account(w.invited_with, by=by),
    "register.join_account": lambda w, by: joining_lines.join_account(w.invited_with, by=by),
    "register.follow_branch": lambda w, by: following.follow_branch(w.elsewhere, by=by),
    "register.leave_branch": lambda w, by: following.leave_branch(w.branches[0], by=by),
    "register.name_status": lambda w, by: vocabulary.name_status(w.cast.france, by=by, name="Funder", votes=False),
    "register.weigh_college": lambda w, by: vocabulary.weigh_college(
        w.cast.college, by=by, weight_percent=35, from_on=w.cast.today, reason="Decided in June."
    ),
    "past.bring_in_history": lambda w, by: past_imports.bring_in_history(by=by, name="past.csv", data=FILE),
    "past.name_columns": lambda w, by: past_imports.name_columns(w.past_words, by=by, mapping=w.past_words.mapping),
    "past.say_words": lambda w, by: past_imports.say_words(w.past_words, by=by, said=said_of(w)),
    "past.apply_history": lambda w, by: past_imports.apply_history(w.past_judged, by=by),
    "past.withdraw_history": lambda w, by: past_imports.withdraw_history(w.past_columns, by=by),
    "wishes.keep_subjects": lambda w, by: subjects.keep_subjects(by=by, names=["Housing", "Pay"]),
    "wishes.describe_process": lambda w, by: subjects.describe_process(w.open, by=by, subjects=[w.subject]),
    "wishes.choose_months": lambda w, by: subjects.choose_months(by=by, months=6),
    "wishes.ask_everyone": lambda w, by: subjects.ask_everyone(by=by),
    "site.move_clock": lambda w, by: moved.move_clock(Cooperative.objects.get(pk=1), by=by, to=clock.now() + DAY),
}


def _next_meeting(world):
    return meetings.Meeting.objects.create(
        body=world.body, audience=world.body.audience, starts_at=clock.now() + 50 * DAY
    )
