from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "palabre.directory"

    def ready(self) -> None:
        from palabre.commons.conversations.naming import offer
        from palabre.commons.trail import verbs as trail_verbs
        from palabre.commons.trail.rounds import every
        from palabre.directory import agreeing, held, mailing, panels, rounds, verbs
        from palabre.directory.queries import links, naming
        from palabre.people import consents, holdings, named

        holdings.register(*held.ALL)
        consents.register(*agreeing.ALL)
        trail_verbs.register(*verbs.ALL)
        panels.offer_all()
        named.lead_to(links.profile_links)
        offer(naming.nameable, naming.who_hears_no_more)
        every(60, "directory.follow_names", rounds.follow_names)
        every(3600, "directory.forget_drafts", rounds.forget_drafts)
        every(3600, "directory.forget_tallies", rounds.forget_tallies)
        every(5, "directory.mail_letters", mailing.mail_letters)
        every(3600, "directory.forget_letters", rounds.forget_letters)
