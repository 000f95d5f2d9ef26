"""What a column of a file of past recommendations can hold, and how people call it, and each status, there."""

from django.utils.translation import gettext_lazy as _

from palabre.core.tables.headers import folded
from palabre.governance.models import Commitment

FIELDS = {
    "cycle": _("cycle"),
    "group": _("group"),
    "theme": _("theme"),
    "status": _("status"),
    "note": _("note"),
    "reference": _("reference"),
    "title": _("title"),
    "text": _("text"),
    "decided_on": _("decided on"),
    "body": _("body that decided"),
    "owner": _("who takes care of it"),
    "due_on": _("due"),
    "proof": _("link of a proof"),
}
NEEDED = ("cycle", "theme", "status")
SYNONYMS = {
    "cycle": "cycle;annee;exercice;millesime;year;term;jaar;periode",
    "group": "groupe;groupe de travail;section;antenne;origine;group;working group;groep;werkgroep",
    "theme": "theme;thematique;sujet;domaine;axe;chantier;topic;subject;thema;onderwerp",
    "status": "statut;etat;avancement;suite;suivi;realisation;status;state;progress;stand",
    "note": "note;notes;commentaire;commentaires;remarque;remarques;observation;observations;precision;comment;"
    "comments;remark;remarks;opmerking;opmerkingen",
    "reference": "reference;ref;numero;n;no;num;id;code;number;nummer;referentie",
    "title": "titre;intitule;recommandation;libelle;objet;mesure;title;recommendation;aanbeveling;titel",
    "text": "texte;description;detail;details;contenu;developpement;text;body text;tekst;omschrijving",
    "decided_on": "date;decide le;date de decision;date de l ag;vote le;decided on;decision date;datum;beslist op",
    "body": "instance;organe;decide par;body;decided by;orgaan",
    "owner": "responsable;pilote;porteur;porteuse;referent;en charge;owner;responsible;verantwoordelijke",
    "due_on": "echeance;delai;pour le;avant le;due;due date;deadline;vervaldatum",
    "proof": "preuve;lien;lien de preuve;justificatif;url;proof;link;evidence;bewijs",
}
_STATUS = Commitment.Status
STATUS_WORDS = {
    _STATUS.DONE: "fait;faite;faits;realise;realisee;termine;terminee;acheve;achevee;ok;oui;clos;close;done;completed;"
    "finished;yes;gedaan;klaar;uitgevoerd",
    _STATUS.UNDER_WAY: "en cours;en cours de realisation;commence;commencee;partiel;partiellement;"
    "partiellement realise;under way;underway;in progress;ongoing;started;partly;bezig;lopend",
    _STATUS.NOT_DONE: "non fait;pas fait;non realise;non realisee;a faire;non;rien;pas commence;not done;to do;no;"
    "not started;niet gedaan;te doen",
    _STATUS.REJECTED: "rejete;rejetee;refuse;refusee;abandonne;abandonnee;non retenu;non retenue;sans suite;ecarte;"
    "rejected;refused;dropped;declined;verworpen;afgewezen;geweigerd",
    _STATUS.POSTPONED: "reporte;reportee;differe;differee;ajourne;ajournee;en attente;plus tard;suspendu;postponed;"
    "deferred;on hold;later;uitgesteld;in afwachting",
}
_KNOWN = {word: status for status, words in STATUS_WORDS.items() for word in words.split(";")}


def meant(word: str, said_before: dict[str, str]) -> str:
    """Which status a word of the file means: as it was said before, or as we know it; "" for neither."""
    return said_before.get(word, "") or _KNOWN.get(folded(word), "")
