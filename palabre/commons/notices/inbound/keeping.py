"""Keep a message that was handed in, until the worker reads it. Nothing is read here: whoever hands it on waits."""

import hashlib

from django.db import IntegrityError, transaction

from palabre.commons.notices.models import InboundMail


def keep(raw: bytes, signature: str) -> bool:
    """Keep it. False where this very call was made before. The same message in another call is kept once."""
    digest = hashlib.sha256(raw).hexdigest()
    again = InboundMail.objects.filter(sha256=digest).exclude(signature=signature).exists()
    outcome = InboundMail.Outcome.IGNORED if again else InboundMail.Outcome.WAITING
    try:
        with transaction.atomic():
            InboundMail.objects.create(signature=signature, sha256=digest, raw=b"" if again else raw, outcome=outcome)
    except IntegrityError:
        return False
    return True
