"""For every address of the house: what stands in it, and words one could send there."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from palabre.commons.notices.tokens import Stop, arrived_path, stop_path, undo_path
from palabre.core import clock
from palabre.directory.models import Profile
from palabre.directory.stopping import stop_path as letters_stop
from tests.world import agendas, hours, papers, past
from tests.world.papers import Anew
from tests.world.rules import PACK, a_version

# Addresses whose pages are others' work and tested there: Django's admin (tests/test_admin_is_read_only.py).
NOT_OURS = ("admin",)


def last_of(path):
    """What stands last in an address: here, a token that somebody found in a mail."""
    return path.rstrip("/").rpartition("/")[2]


MESSAGE = {"to": "members", "title": "The assembly", "text": "Come.", "legal": ""}
OWN_DEEDS = ("support", "support_ending", "withdrawal", "corrections", "speaking")
ARGUMENTS = {
    **papers.ADDRESSES,
    **agendas.ADDRESSES,
    **hours.ARGUMENTS,
    **past.ARGUMENTS,
    "api:body": lambda w: [w.body.pk],
    "api:commitment": lambda w: [w.commitment.pk],
    "api:decision": lambda w: [w.decision.pk],
    "api:entry": lambda w: [w.entry.pk],
    "api:meeting": lambda w: [w.meeting.pk],
    "api:process": lambda w: [w.walked.pk],
    "api:recommendation": lambda w: [w.walked_recommendation.pk],
    "api:register_members": lambda w: [w.cast.france.pk],
    "api:version": lambda w: [w.walked_recommendation.pk, 1],
    "conversations:people": lambda w: [w.measure.discussion_id],
    "directory:hearing": lambda w: [w.letter.reader_id],
    "directory:letter": lambda w: [w.letter.handle],
    "directory:letters_stop": lambda w: [last_of(letters_stop(w.cast.awa.pk, w.cast.bruno.pk))],
    "directory:messages": lambda w: [w.profile.handle],
    "directory:refusal": lambda w: [w.letter.handle],
    "directory:person": lambda w: [w.profile.handle],
    "directory:photo": lambda w: [w.profile.handle],
    "directory:term": lambda w: [w.term.pk],
    "files:file": lambda w: [w.files[0].pk],
    "notices:device_ending": lambda w: [w.device.pk],
    "notices:news": lambda w: [w.message.pk],
    "notices:arrived": lambda w: [last_of(arrived_path(w.cast.edwige))],
    "notices:broadcast": lambda w: [w.drafts[0].pk],
    "notices:words": lambda w: [w.drafts[0].pk],
    "notices:trial": lambda w: [w.drafts[0].pk],
    "notices:sending": lambda w: [w.drafts[0].pk],
    "notices:discarding": lambda w: [w.drafts[0].pk],
    "notices:proof_csv": lambda w: [w.message.pk],
    "notices:stop": lambda w: [last_of(stop_path(Stop(w.cast.edwige.pk)))],
    "notices:stopped": lambda w: [last_of(undo_path(Stop(w.cast.edwige.pk, pace="daily")))],
    "four_eyes:act": lambda w: [w.acts[0].pk],
    "four_eyes:confirmation": lambda w: [w.acts[0].pk],
    "four_eyes:refusal": lambda w: [w.acts[0].pk],
    "four_eyes:withdrawal": lambda w: [w.acts[0].pk],
    "wishes:description": lambda w: [w.walked.pk],
    "webhooks:webhook": lambda w: [w.webhooks[0].pk],
    "webhooks:trials": lambda w: [w.webhooks[0].pk],
    "webhooks:retries": lambda w: [w.webhooks[0].pk],
    "webhooks:resumption": lambda w: [w.webhooks[0].pk],
    "webhooks:end": lambda w: [w.webhooks[0].pk],
    "governance:body": lambda w: [w.body.pk],
    "governance:month": lambda w: [w.body.pk],
    "governance:body_meetings": lambda w: [w.body.pk],
    "governance:body_mandates": lambda w: [w.body.pk],
    "governance:new_mandate": lambda w: [w.body.pk],
    "governance:mandate_ending": lambda w: [w.coopted.pk],
    "governance:mandate_resignation": lambda w: [w.mandate.pk],
    "governance:mandate_confirmation": lambda w: [w.coopted.pk],
    "governance:composition": lambda w: [w.body.pk],
    "directory:poster": lambda w: [w.body.pk],
    "governance:meeting": lambda w: [w.meeting.pk],
    "governance:sitting": lambda w: [w.meeting.pk],
    "governance:sitting_wall": lambda w: [w.meeting.pk],
    "governance:sitting_passages": lambda w: [w.meeting.pk],
    "governance:sitting_presence": lambda w: [w.meeting.pk],
    "governance:sitting_headcounts": lambda w: [w.assembly.pk],
    "governance:point_counts": lambda w: [w.point.pk],
    "governance:minutes": lambda w: [w.meeting.pk],
    "governance:minutes_pdf": lambda w: [w.meeting.pk],
    "governance:agenda_pdf": lambda w: [w.meeting.pk],
    "governance:convocation_pdf": lambda w: [w.meeting.pk],
    "governance:meeting_agenda": lambda w: [w.to_come.pk],
    "governance:agenda_publication": lambda w: [w.to_come.pk],
    "governance:meeting_ics": lambda w: [w.meeting.pk],
    "governance:body_ics": lambda w: [w.body.pk],
    "governance:minutes_writing": lambda w: [w.meeting.pk],
    "governance:minutes_parts": lambda w: [w.meeting.pk],
    "governance:minutes_part": lambda w: [w.meeting.pk, "summary"],
    "governance:minutes_presentation": lambda w: [w.meeting.pk],
    "governance:minutes_approval": lambda w: [w.presented.meeting_id],
    "governance:minutes_corrections": lambda w: [w.approved[0].meeting_id],
    "governance:new_agenda_request": lambda w: [w.body.pk],
    **{f"governance:request_{deed}": lambda w: [w.gathering_request.pk] for deed in OWN_DEEDS},
    "governance:agenda_request": lambda w: [w.gathering_request.pk],
    "governance:request_answer": lambda w: [w.waiting_request.pk],
    "governance:request_merger": lambda w: [w.merging_request.pk],
    "governance:item": lambda w: [w.item.pk],
    "governance:item_meeting": lambda w: [w.waiting_item.pk],
    "governance:point_decision": lambda w: [w.point.pk],
    "governance:decision": lambda w: [w.decision.pk],
    "governance:decision_opinions": lambda w: [w.decision.pk],
    "governance:commitment": lambda w: [w.commitment.pk],
    "governance:commitment_notes": lambda w: [w.commitment.pk],
    "governance:commitment_proofs": lambda w: [w.commitment.pk],
    "membership:session_ending": lambda w: [w.session.pk],
    "membership:token_ending": lambda w: [w.token.pk],
    "membership:duty_ending": lambda w: [w.duty.pk],
    "mfa_edit_webauthn": lambda w: [1],
    "mfa_remove_webauthn": lambda w: [1],
    "membership:about_text": lambda w: ["legal"],
    "membership:about_version": lambda w: ["legal", 1],
    "membership:house_text": lambda w: ["legal", "en"],
    "membership:nouns": lambda w: ["en"],
    "membership:admission": lambda w: [w.requests[0].pk],
    "membership:refusal": lambda w: [w.requests[0].pk],
    "processes:manuscript": lambda w: [w.manuscripts[0].pk],
    "processes:correction": lambda w: [w.manuscripts[0].pk],
    "processes:description": lambda w: [w.manuscripts[0].pk],
    "processes:undoing": lambda w: [w.manuscripts[0].pk],
    "processes:publication": lambda w: [w.manuscripts[0].pk],
    "processes:process": lambda w: [w.walked.pk],
    "processes:groups": lambda w: [w.walked.pk],
    "processes:seats": lambda w: [w.open.pk],
    "processes:seat_ending": lambda w: [w.group.seats.get(member=w.cast.driss).pk],
    "processes:comment": lambda w: [w.comment.pk],
    "processes:process_pdf": lambda w: [w.walked.pk, 1],
    "processes:process_docx": lambda w: [w.walked.pk, 1],
    "processes:process_odt": lambda w: [w.walked.pk, 1],
    "processes:process_markdown": lambda w: [w.walked.pk, 1],
    "processes:process_comments": lambda w: [w.open.pk],
    "processes:answers": lambda w: [w.open.pk],
    "processes:answer": lambda w: [w.comment.pk],
    "processes:support": lambda w: [w.comment.pk],
    "processes:name_removal": lambda w: [w.comment.pk],
    "processes:follow": lambda w: [w.open.discussion_id],
    "processes:measure": lambda w: [w.walked_measure.pk],
    "processes:measure_comments": lambda w: [w.measure.pk],
    "processes:recommendation": lambda w: [w.walked_recommendation.pk],
    "processes:recommendation_comments": lambda w: [w.recommendation.pk],
    "processes:recommendation_pdf": lambda w: [w.walked_recommendation.pk, 1],
    "processes:recommendation_docx": lambda w: [w.walked_recommendation.pk, 1],
    "processes:recommendation_odt": lambda w: [w.walked_recommendation.pk, 1],
    "processes:recommendation_markdown": lambda w: [w.walked_recommendation.pk, 1],
    "processes:versions": lambda w: [w.walked_recommendation.pk],
    "processes:version": lambda w: [w.walked_recommendation.pk, 1],
    "processes:difference": lambda w: [w.walked_recommendation.pk, 1, 2],
    "processes:draft": lambda w: [w.recommendation.pk],
    "processes:referral": lambda w: [w.referable.pk],
    "governance:powers": lambda w: [w.body.pk],
    "rules:rulebook": lambda w: [w.rulebook.pk],
    "statutes:adoption": lambda w: [w.statutes.pk],
    "statutes:article": lambda w: [w.article.pk],
    "statutes:comparison": lambda w: [w.statutes.pk],
    "statutes:rendering": lambda w: [w.article.pk, "summary", "en"],
    "statutes:term": lambda w: [w.glossary_term.pk],
    "statutes:term_removal": lambda w: [w.glossary_term.pk],
    "statutes:text": lambda w: [w.statutes.pk],
    "statutes:text_pdf": lambda w: [w.statutes.pk],
    "statutes:versions": lambda w: [w.statutes.pk],
    "register:member": lambda w: [w.cast.edwige.pk],
    "register:belongings": lambda w: [w.cast.edwige.pk, w.cast.france.pk],
    "register:correction": lambda w: [w.line.pk],
    "register:ending": lambda w: [w.line.pk],
    "register:number": lambda w: [w.line.pk],
    "register:entity": lambda w: [w.cast.france.pk],
    "register:statuses": lambda w: [w.cast.france.pk],
    "register:weights": lambda w: [w.cast.college.pk],
    "register:invitation": lambda w: [w.invited_line.pk],
    "register:invitation_withdrawal": lambda w: [w.invitation.pk],
    "register:invitations": lambda w: [w.cast.france.pk],
    "register:everybody": lambda w: [w.cast.france.pk],
    "register:invited": lambda w: [w.invited_with],
    "register:invited_joining": lambda w: [w.invited_with],
    "register:import": lambda w: [w.judged.pk],
    "register:import_rows": lambda w: [w.judged.pk],
    "register:import_columns": lambda w: [w.file.pk],
    "register:import_application": lambda w: [w.judged.pk],
    "register:import_second": lambda w: [w.judged.pk],
    "register:import_withdrawal": lambda w: [w.file.pk],
    "register:follow_ending": lambda w: [w.branches[0].pk],
    "site:feed": lambda w: ["commitments"],
    "site:outbox_mail": lambda w: ["no-such-mail"],
    "site:cast_sign_in": lambda w: [w.cast.awa.pk],
}


def _day(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def _line(world, prefix):
    said = {"college": world.cast.college.pk, "branch": world.cast.rennes.pk, "status": "", "shares": 9}
    return {
        f"{prefix}-{name}": value
        for name, value in {**said, "from_on": _day(-100), "until_on": "", "reason": "Typed wrong."}.items()
    }


WORDS = {
    **papers.WORDS,
    **agendas.WORDS,
    **hours.WORDS,
    **past.WORDS,
    "directory:cut": lambda w: {"alt": "", "size": 100, "across": 50, "down": 50},
    "conversations:people": lambda w: {"words": "Awa"},
    "directory:directory": lambda w: {"words": "Trade"},
    "directory:letter": lambda w: {"text": "Hello."},
    "directory:messages": lambda w: {"text": "Hello."},
    "directory:profile": lambda w: {"about": "Hello.", **{f"{part}_for": 2 for part in Profile.PARTS}},
    "directory:term": lambda w: {"label": "New", "deed": "keep"},
    "directory:vocabulary": lambda w: {"kind": "trade", "labels": "Weaving"},
    "governance:body_meetings": lambda w: {
        "starts_at_0": _day(40),
        "starts_at_1": "18:00",
        "starts_at": f"{_day(40)}T18:00",
    },
    "governance:sitting_passages": lambda w: {
        "to": f"{w.item.pk}.{w.meeting.passages.last().pk}",
        "anchor": f"i{w.item.pk}",
        "text": "Noted.",
        "saves": 0,
    },
    "governance:sitting_presence": lambda w: {"member": w.cast.chloe.pk, "how": "left"},
    "governance:sitting_headcounts": lambda w: {
        f"c{w.cast.college.pk}_{name}": number
        for name, number in {"entitled": 90, "in_room": 80, "by_video": 1, "represented": 2}.items()
    },
    "governance:point_counts": lambda w: {
        "in_favour": 0,
        "against": 1,
        "abstaining": 0,
        "not_taking_part": 0,
        "way": "open",
        "because": "A slip.",
    },
    "governance:meeting_agenda": lambda w: {
        "item-TOTAL_FORMS": "1",
        "item-INITIAL_FORMS": "0",
        "item-0-title": "The roof",
        "item-0-kind": "decision",
        "item-0-text": "Shall it be mended?",
        "item-0-box_minutes": "10",
    },
    "governance:agenda_publication": lambda w: {"reason": "It fell in yesterday."},
    "governance:minutes_parts": lambda w: {"title": "Other matters"},
    "governance:minutes_part": lambda w: {"text": "Shorter.", "saves": 1},
    "governance:minutes_presentation": lambda w: {"reason": "A word was missing."},
    "governance:minutes_approval": lambda w: {"meeting": w.meeting.pk},
    "governance:minutes_corrections": lambda w: {"text": "Lille, not Lyon; and in March."},
    "governance:new_mandate": lambda w: {
        "who": "Hugo",
        "role": "director",
        "obtained": "elected",
        "from_on": _day(0),
        "until_on": _day(300),
    },
    "governance:mandate_ending": lambda w: {"because": "resigned", "on": _day(30)},
    "governance:mandate_resignation": lambda w: {"on": _day(30)},
    "governance:mandate_confirmation": lambda w: {"on": _day(0)},
    "governance:new_agenda_request": lambda w: {
        "title": "Bicycles for the branches",
        "why": "It is far.",
        "what": "Buy two.",
        "speaks": "room",
        "seen": "1",
    },
    "governance:request_answer": lambda w: {"fate": "refused", "reason": "The law decides it."},
    "governance:request_merger": lambda w: {"agrees": "1"},
    "governance:request_corrections": lambda w: {"text": "Two, not three."},
    "governance:request_speaking": lambda w: {"speaks": "read", "speech": "Dear all"},
    "governance:composition": lambda w: {
        "seats_most": 12,
        "seats_article": w.article.pk,
        "college-TOTAL_FORMS": 0,
        "college-INITIAL_FORMS": 0,
        "apart-TOTAL_FORMS": 0,
        "apart-INITIAL_FORMS": 0,
    },
    "governance:point_decision": lambda w: {"outcome": "refused", "reason": "It was tried before."},
    "governance:decision_opinions": lambda w: {"minority": "Too dear.", "minority_by": "Two of us"},
    "governance:commitment_notes": lambda w: {"status": "under_way", "text": "Half of it.", "next_check_on": _day(30)},
    "governance:commitment_proofs": lambda w: {"title": "A list", "url": "https://example.org/list"},
    "governance:item_meeting": lambda w: {"meeting": w.meetings[-1].pk},
    "processes:correction": lambda w: {"place": "r1", "deed": "save", "saves": 1, "title": "Buy nearer"},
    "processes:undoing": lambda w: {"saves": 1},
    "membership:me": lambda w: {"name": "Another name", "pseudonym": ""},
    "api:register_members": lambda w: {"members": [{"email": w.cast.edwige.email, "shares": 7}]},
    "membership:tokens": lambda w: {"name": "A script", "scope": "mine", "ends_on": _day(30)},
    "membership:duties": lambda w: {"who": "Hugo", "kind": "register", "where": "whole", "until_on": _day(30)},
    "privacy:erasure": lambda w: {"words": "kept"},
    "privacy:erasures": lambda w: {"who": "Hugo", "words": "kept"},
    "four_eyes:refusal": lambda w: {"reason": "Nobody told us."},
    "membership:joining": lambda w: {"branch": w.cast.rennes.pk, "message": "Hello."},
    "membership:admission": lambda w: {"college": w.cast.college.pk, "from_on": _day(0), "shares": 1},
    "membership:refusal": lambda w: {"reason": "Not yet."},
    "membership:cooperative": lambda w: {"name": "Estran", "motto": "Together", "accent": "#7a3b1d"},
    "notices:devices": lambda w: {"endpoint": "https://fcm.googleapis.com/x", "point": "x", "secret": "x"},
    "notices:mutes": lambda w: {"kind": "governance.commitment", "pk": w.commitment.pk},
    "notices:readings": lambda w: {"up_to": 1},
    "membership:house_text": lambda w: {"title": "Legal notice", "marked": "We are Estran."},
    "membership:nouns": lambda w: {"branch-singular": "section", "branch-plural": "sections", "branch-gender": "f"},
    "membership:rights": lambda w: {
        "right-TOTAL_FORMS": 1,
        "right-INITIAL_FORMS": 0,
        "right-0-sentence": "Vote",
        "right-0-article": "art. 1",
    },
    "membership:leavers": lambda w: {"accounts": "open"},
    "membership:witnesses": lambda w: {"addresses": "kept@example.org"},
    "register:imports": lambda w: {
        "entity": w.cast.france.pk,
        "effective_on": _day(0),
        "file": Anew("members.csv", b"Nom;Courriel\nAwa;awa@example.org\n"),
    },
    "register:import_columns": lambda w: {"column-0": "name", "column-1": "email"},
    "register:follows": lambda w: {"branch": w.elsewhere.pk},
    "register:belongings": lambda w: _line(w, f"new-{w.cast.france.pk}"),
    "register:correction": lambda w: _line(w, f"line-{w.line.pk}"),
    "register:ending": lambda w: {f"end-{w.line.pk}-last_day": _day(0), f"end-{w.line.pk}-reason": "She left."},
    "register:number": lambda w: {f"number-{w.line.pk}-number": "N99", f"number-{w.line.pk}-reason": "Payroll."},
    "register:invited": lambda w: {"way": "code"},
    "register:invitation": lambda w: {"how": "hand_over"},
    "register:statuses": lambda w: {"name": "Funder", "votes": "on"},
    "register:weights": lambda w: {
        f"weight-{w.cast.college.pk}-{name}": value
        for name, value in {"weight_percent": 35, "from_on": _day(0), "reason": "Decided in June."}.items()
    },
    "notices:rhythm": lambda w: {"pace": "weekly", "hour": 18, "weekday": 4, "zone": "", "budget": 4},
    "wishes:wishes": lambda w: {"reach": ["opinion"], "subjects": [w.subject.pk], "pace": "weekly", "budget": 4},
    "wishes:obstacles": lambda w: {"kinds": ["stairs", "hour"]},
    "wishes:keeping": lambda w: {"names": "Housing\nPay"},
    "wishes:months": lambda w: {"months": 6},
    "wishes:description": lambda w: {"subjects": [w.subject.pk]},
    "notices:new_broadcast": lambda w: MESSAGE,
    "notices:words": lambda w: MESSAGE | {"title": "Another title"},
    "notices:sending": lambda w: {"seen": w.drafts[0].changed_at.isoformat()},
    "governance:powers": lambda w: {
        "power-TOTAL_FORMS": 1,
        "power-INITIAL_FORMS": 0,
        "power-0-kind": "decides",
        "power-0-what": "the rate",
        "power-0-article": w.article.pk,
    },
    "rules:new_rulebook": a_version,
    "rules:new_pack": lambda w: {"slug": "italy", "text": PACK.format(least=30)},
    "statutes:new_text": lambda w: {"kind": "charter", "title": "Charter", "language": "en", "reach": "public"},
    "statutes:adoption": lambda w: {
        "whole": "## Article 1 – Title 0\n\nNew words.",
        "assembly": "The assembly",
        "adopted_on": _day(0),
    },
    "statutes:rendering": lambda w: {"title": "Plainly", "marked": "Come, or nothing is decided."},
    "statutes:new_term": lambda w: {"word": "proxy", "explanation": "A voice lent.", "language": "en"},
    "statutes:term": lambda w: {"word": "quorum", "explanation": "How many it takes to decide.", "language": "en"},
    "webhooks:webhooks": lambda w: {"address": "https://example.org/new", "topics": ["texts"]},
    "processes:answer": lambda w: {"fate": "not_taken", "reason": "Another group works on it."},
    "processes:process_comments": lambda w: {"text": "Words", "once": "11111111"},
    "processes:measure_comments": lambda w: {"text": "Words", "once": "22222222"},
    "processes:recommendation_comments": lambda w: {"text": "Words", "once": "33333333"},
    "processes:seats": lambda w: {"who": "Awa", "group": w.group.pk, "role": "participant", "chosen": w.cast.awa.pk},
    "processes:referral": lambda w: {"number": 1},
    "processes:manuscripts": lambda w: {"text": "# A document\n\n## Buy near\n\n- A list\n", "name": "A document"},
}


def words_for(name, world):
    return WORDS.get(name, lambda w: {})(world)


def patterns():
    """Every named address: ``SimpleNamespace(name, takes)`` where ``takes`` says whether something stands in it."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda found: found.name)


def _walk(entries, prefix, taken):
    for entry in entries:
        takes = (*taken, *entry.pattern.converters, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            if entry.name and not prefix.startswith(NOT_OURS):
                yield SimpleNamespace(name=prefix + entry.name, takes=bool(takes))
        else:
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry.url_patterns, inner, takes)
