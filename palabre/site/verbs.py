"""What can happen in this chapter, and who is told: the demo's time is moved, nobody is told."""

from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.verbs import Verb

CLOCK_MOVED = Verb(key="site.clock_moved", sentence=_("%(actor)s moved the demo’s clock to %(day)s"))
CLOCK_PUT_BACK = Verb(key="site.clock_put_back", sentence=_("%(actor)s put the demo’s clock back to real time"))

ALL: list[Verb] = [CLOCK_MOVED, CLOCK_PUT_BACK]
