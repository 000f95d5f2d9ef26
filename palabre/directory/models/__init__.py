from palabre.directory.models.portrait import Portrait, PortraitDraft
from palabre.directory.models.profile import Profile, Shown, Spoken
from palabre.directory.models.searching import Tally
from palabre.directory.models.vocabulary import Chosen, Term

__all__ = ["Chosen", "Portrait", "PortraitDraft", "Profile", "Shown", "Spoken", "Tally", "Term"]
