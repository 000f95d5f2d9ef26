"""What a column of a file of members can hold, and how headers call it in French, English and Dutch."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "number": _("member number"),
    "name": _("name"),
    "first": _("first name"),
    "email": _("e-mail address"),
    "college": _("college"),
    "branch": _("branch"),
    "status": _("member status"),
    "shares": _("shares"),
    "from_on": _("first day"),
    "until_on": _("last day"),
}
SYNONYMS = {
    "number": "numero;no;n;num;matricule;numero de membre;numero membre;numero d associe;id;identifiant;code;"
    "member number;number;employee number;external id;lidnummer;nummer;personeelsnummer;stamnummer",
    "name": "nom;nom complet;nom et prenom;prenom et nom;name;full name;last name;surname;family name;naam;"
    "volledige naam;achternaam;familienaam;nom de famille",
    "first": "prenom;first name;given name;voornaam",
    "email": "courriel;email;e mail;mail;adresse mail;adresse e mail;adresse electronique;adresse de courriel;mel;"
    "email address;e mail address;e mailadres;emailadres;mailadres",
    "college": "college;collegium;categorie",
    "branch": "antenne;agence;section;site;lieu;bureau;caisse locale;branch;office;location;vestiging;kantoor;afdeling;"
    "antenne de rattachement",
    "status": "statut;qualite;type de contrat;contrat;status;contract;kind;statuut;hoedanigheid",
    "shares": "parts;parts sociales;nombre de parts;nb parts;shares;number of shares;aandelen;aantal aandelen",
    "from_on": "depuis;depuis le;date d entree;entree;date d adhesion;adhesion;debut;date de debut;from;since;start;"
    "start date;joined;date joined;vanaf;sinds;begindatum;startdatum;datum in dienst",
    "until_on": "jusqu au;date de sortie;sortie;fin;date de fin;depart;until;end;end date;left;leaving date;tot;"
    "einddatum;datum uit dienst",
}
