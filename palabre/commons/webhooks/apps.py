from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "palabre.commons.webhooks"

    def ready(self) -> None:
        from palabre.commons.trail import record
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.commons.webhooks import held, owing, verbs
        from palabre.commons.webhooks.actions import sending
        from palabre.people import holdings

        holdings.register(*held.ALL)
        trail_verbs.register(*verbs.ALL)
        record.readers.append(owing.READER)
        every(5, "webhooks.owe", owing.owe_some)
        every(5, "webhooks.send", sending.send_due)
        every(3600, "webhooks.forget", owing.forget_old)
