"""Something that happens, as in the chapters' own tests."""

from palabre.commons.notices.tests.conftest import happen as happen
from palabre.commons.notices.tests.conftest import why as why
from palabre.commons.trail.tests.conftest import bodies as bodies
from palabre.commons.trail.tests.conftest import greet as greet
from palabre.commons.trail.tests.conftest import greeted as greeted
