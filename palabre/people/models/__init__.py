from palabre.people.models.audience import Addressed, AddressedQuerySet, Audience, Listed
from palabre.people.models.belonging import Belonging, Duty
from palabre.people.models.cooperative import Branch, College, Cooperative, Entity
from palabre.people.models.member import Member

__all__ = [
    "Addressed",
    "AddressedQuerySet",
    "Audience",
    "Belonging",
    "Branch",
    "College",
    "Cooperative",
    "Duty",
    "Entity",
    "Listed",
    "Member",
]
