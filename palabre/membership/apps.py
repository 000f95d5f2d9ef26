from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "palabre.membership"

    def ready(self) -> None:
        from palabre.commons.four_eyes import deeds
        from palabre.commons.trail import erasing
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.core import nouns
        from palabre.membership import held, own_nouns, verbs, witnesses
        from palabre.membership.actions import duties
        from palabre.membership.ended_sessions import forget_ended_sessions
        from palabre.people import holdings

        holdings.register(*held.ALL)
        holdings.stands_in_the_way(held.last_of_the_secretariat)
        erasing.also_named_in("membership.joinrequest", "member")
        nouns.read_from(own_nouns.own_noun)
        trail_verbs.register(*verbs.ALL)
        deeds.register(duties.ENTRUSTING_THE_WHOLE, duties.ENDING_FOR_THE_WHOLE)
        every(600, "membership.witnesses", witnesses.mail_witnesses)
        every(3600, "membership.sessions", forget_ended_sessions)
