"""What pages that are kept may be about, of this chapter (``commons.trail.kept_pages``)."""

from palabre.commons.trail.verbs import About

PROFILES: About = ("directory.profiles", 0)  # all of them: names lead to them, and faces of bodies show them
