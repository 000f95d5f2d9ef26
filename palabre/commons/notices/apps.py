from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "palabre.commons.notices"

    def ready(self) -> None:
        from palabre.commons.notices import deliver, held, mail, push, rounds
        from palabre.commons.trail import record
        from palabre.commons.trail.rounds import every
        from palabre.people import holdings

        holdings.register(*held.ALL)
        record.readers.append(rounds.READER)
        every(5, rounds.DELIVER, deliver.deliver_some)
        every(20, rounds.MAIL, mail.mail_some)
        every(20, rounds.PUSH, push.push_some)
        every(24 * 3600, rounds.FORGET, mail.forget_sent)
