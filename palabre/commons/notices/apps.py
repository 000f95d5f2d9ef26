from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "palabre.commons.notices"

    def ready(self) -> None:
        from palabre.commons.notices import deliver, held, panels, rounds, verbs, working
        from palabre.commons.notices.actions import inbound
        from palabre.commons.notices.broadcasts import circles
        from palabre.commons.notices.mailing import mail
        from palabre.commons.notices.pushing import push
        from palabre.commons.trail import record
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.people import holdings

        holdings.register(*held.ALL)
        record.readers.append(rounds.READER)
        every(5, rounds.DELIVER, deliver.deliver_some)
        trail_verbs.register(*verbs.ALL)
        circles.register(*circles.ALL)
        panels.offer_all()
        every(5, rounds.INBOUND, inbound.read_inbound)
        every(5, rounds.LIST, working.list_awhile)
        every(20, rounds.MAIL, working.mail_awhile)
        every(20, rounds.MESSAGES, working.mail_messages_awhile)
        every(20, rounds.PUSH, push.push_some)
        every(24 * 3600, rounds.FORGET, mail.forget_sent)
