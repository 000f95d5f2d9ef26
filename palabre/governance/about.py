"""What pages that are kept may be about, of this chapter (``commons.trail.kept_pages``)."""

from palabre.commons.trail.verbs import About

# What members said, as chapters above show it beside items, decisions and commitments: their verbs touch it.
WORDS: About = ("governance.words", 0)
