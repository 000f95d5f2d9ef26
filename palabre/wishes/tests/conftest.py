from palabre.processes.tests.in_review import review as review
from palabre.wishes.tests.wishing import subjects as subjects
from palabre.wishes.tests.wishing import wishes as wishes
