from palabre.directory.models.portrait import Portrait, PortraitDraft
from palabre.directory.models.profile import Profile, Shown, Spoken
from palabre.directory.models.relay import Letter, Refusal
from palabre.directory.models.searching import Tally
from palabre.directory.models.vocabulary import Chosen, Term

__all__ = ["Chosen", "Letter", "Portrait", "PortraitDraft", "Profile", "Refusal", "Shown", "Spoken", "Tally", "Term"]
