from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    name = "palabre.processes"

    def ready(self) -> None:
        from palabre.commons.conversations.leaving import decide
        from palabre.commons.notices import answering
        from palabre.commons.trail import rounds
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.webhooks import topics
        from palabre.core.holes import fill_with
        from palabre.people import holdings
        from palabre.processes import answers_by_mail, held, invariants, panels, secretariat, verbs
        from palabre.processes.forms import comments
        from palabre.processes.queries.leavers import places_that_decide
        from palabre.processes.verbs import outcomes

        holdings.register(*held.ALL)
        decide(places_that_decide)
        fill_with("once", lambda request, word: comments.new_once())
        fill_with("opened_at", lambda request, discussion: comments.stamp(int(discussion), request.user))
        trail_verbs.register(*verbs.ALL)
        outcomes.add()
        answering.register(*answers_by_mail.ALL)
        topics.offer("texts", _("Processes and their versions"), verbs.OF_TEXTS)
        topics.offer("comments", _("Comments, support and answers"), verbs.OF_COMMENTS)
        panels.offer_all()
        invariants.register_own()
        rounds.every(600, "processes.secretariat", secretariat.keep_secretariat_in_step)
