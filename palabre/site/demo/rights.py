"""What the demo cooperative tells its members that they may do. Its statutes are invented, and so are the articles."""

from palabre.membership.actions.rights import set_rights
from palabre.membership.models import MemberRight
from palabre.people.models import College, Member
from palabre.site.demo.calendar import ago, on

RIGHTS = [
    ("Voter à l’assemblée générale : une personne, une voix, dans mon collège", "Statuts, art. 21", ""),
    ("Demander un point à l’ordre du jour de l’assemblée, avec le soutien de vingt membres", "Statuts, art. 18", ""),
    ("Me présenter au conseil d’administration", "Statuts, art. 27", "/governance/"),
    ("Lire le registre des engagements et demander des nouvelles d’un engagement", "Règlement intérieur, art. 9",
     "/governance/commitments/"),
    ("Lire les comptes quinze jours avant l’assemblée", "Statuts, art. 24", ""),
    ("Prendre part à la rédaction d’une recommandation", "Règlement intérieur, art. 4", "/processes/"),
    ("Saisir le comité d’éthique", "Statuts, art. 33", "/governance/"),
    ("Retirer ma part en quittant la coopérative", "Statuts, art. 14", ""),
]  # fmt: skip
OF_STAFF = ("Élire la personne qui représente le salariat permanent au conseil", "Statuts, art. 28", "/governance/")


def tell_rights(cast: dict[str, Member]) -> None:
    """Eight rights of every member, one of each college of permanent staff."""
    rows = [MemberRight(sentence=words, article=article, where=where) for words, article, where in RIGHTS]
    words, article, where = OF_STAFF
    for college in College.objects.filter(name="salariat permanent").order_by("pk"):
        rows.append(MemberRight(sentence=words, article=article, where=where, college=college))
    with on(ago(150)):
        set_rights(by=cast["farid"], rights=rows)
