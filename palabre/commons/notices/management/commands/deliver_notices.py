from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing.mail import mail_some


class Command(BaseCommand):
    help = "Tell members what happened since the last run, send the mails that are due, then stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=200, help="entries per transaction (default 200)")

    def handle(self, *, batch: int, **options: Any) -> None:
        entries = mails = 0
        while read := deliver_some(batch):
            entries += read
        while sent := mail_some():
            mails += sent
        self.stdout.write(f"{entries} entries read, {mails} mails sent")
