from palabre.people.models.audience import Addressed, AddressedQuerySet, Audience, Listed
from palabre.people.models.belonging import Belonging, Duty
from palabre.people.models.consent import Consent
from palabre.people.models.cooperative import Branch, College, Cooperative, Entity
from palabre.people.models.member import Member
from palabre.people.models.register import BranchFollow, CollegeWeight, Inscription, MemberNumber, Status, weights_on

__all__ = [
    "Addressed",
    "AddressedQuerySet",
    "Audience",
    "Belonging",
    "Branch",
    "BranchFollow",
    "College",
    "CollegeWeight",
    "Consent",
    "Cooperative",
    "Duty",
    "Entity",
    "Inscription",
    "Listed",
    "Member",
    "MemberNumber",
    "Status",
    "weights_on",
]
