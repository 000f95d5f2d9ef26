"""French words."""

from palabre.processes.reading.words.shape import Words, months, words

FRENCH = Words(
    recommendation=words("recommandation, reco"),
    recommendations=words("recommandations, recos"),
    proposal=words("proposition, preconisation, resolution"),
    proposals=words("propositions, preconisations, resolutions"),
    measure=words("mesure, action"),
    measures=words(
        "mesures, actions, pistes d'action, pistes d'actions, plan d'action, plan d'actions, moyens d'action"
    ),
    finding=words(
        "constat, constats, contexte, pourquoi, argument, arguments, argumentaire, explication, explications, "
        "enjeu, enjeux, probleme, problemes, problematique, motif, motifs, motivation, objectif, objectifs, "
        "raison, raisons, niveau, niveaux, description, diagnostic, analyse, difficultes, exemple, exemples, "
        "question, questions"
    ),
    introduction=words(
        "introduction, preambule, avant-propos, presentation, en guise d'introduction, resume, synthese, methode, "
        "methodologie"
    ),
    closing=words(
        "conclusion, conclusions, annexe, annexes, remerciements, contact, contacts, pour aller plus loin, "
        "calendrier, prochaines etapes, suite, suites, signatures, notes, commentaires, laisser un commentaire, "
        "et maintenant, glossaire, bibliographie, sources, colophon"
    ),
    contents=words("sommaire, table des matieres, plan"),
    ordinals=words(
        "premiere, deuxieme, troisieme, quatrieme, cinquieme, sixieme, septieme, huitieme, neuvieme, dixieme, seconde"
    ),
    number=words("n°, no, nº, numero, num, n"),
    articles=words(
        "le, la, les, l, un, une, des, du, de, d, nos, notre, ce, cet, cette, ces, il, elle, on, en, a, au, aux, "
        "et, pour, par, dans, nous, chaque, qu, que, si, plus, sur, avec"
    ),
    title=words("titre, theme, thematique, sujet, objet, intitule"),
    dated=words(
        "document de travail, version, date, mise a jour, mis a jour, maj, derniere mise a jour, etat, projet, "
        "date de la version, fait, redige, adopte, valide, imprime, publie, etabli, brouillon, en date"
    ),
    drafted=words(
        "redaction, redacteur, redacteurs, redactrice, redactrices, redige par, redigee par, auteur, auteurs, "
        "autrice, autrices, auteure, auteures, ecrit par, plume, plumes, equipe de redaction, comite de "
        "redaction, groupe de redaction, redactions, coordination et redaction, propose par, etabli par, document "
        "etabli par, document prepare par, prepare par"
    ),
    drafted_by=words(
        "redige par, redigee par, rediges par, redigees par, ecrit par, ecrite par, redaction de, texte de, "
        "prepare par, etabli par"
    ),
    group=words(
        "groupe de travail, groupe local, groupe, antenne, section, atelier, cercle, commission, bureau, nom du groupe"
    ),
    groups=words(
        "groupes de travail, groupes locaux, groupes, antennes, antennes locales, sections, ateliers, cercles, "
        "commissions, bureaux, groupes et antennes, sections locales, groupes participants, groupe(s)"
    ),
    of=words("de la, de l', des, du, de, d'"),
    secretary=words(
        "secretaire, secretariat, secretaire de seance, prise de notes, preneuse de notes, preneur de notes, "
        "notes prises par"
    ),
    facilitator=words(
        "facilitateur, facilitatrice, facilitation, animateur, animatrice, animation, anime par, facilite par, "
        "moderation, moderateur, moderatrice, facilitateurs et facilitatrices, animateurs et animatrices, "
        "facilitateurs/facilitatrices"
    ),
    participant=words(
        "participant, participante, participants et participantes, participantes et participants, present, "
        "presente, personnes presentes, membres, membre, membres du groupe, participation, etaient presents, avec "
        "la participation de, presences, membres presents"
    ),
    event=words(
        "rendez-vous, reunion, session, seance, rencontre, atelier, assemblee, assemblee generale, debat, "
        "discussion, permanence, webinaire, echange, presentation publique, soiree, conference, cafe"
    ),
    video=words(
        "visioconference, visio-conference, visio conference, visio, videoconference, video-conference, session "
        "video, reunion video, reunion en ligne, session en ligne, webinaire, seance en ligne, seance video, "
        "reunion en visio"
    ),
    conjunctions=words("et, ainsi que"),
    months=months(
        "janvier janv, fevrier fevr fev, mars, avril avr, mai, juin, juillet juil, aout, septembre sept, octobre "
        "oct, novembre nov, decembre dec"
    ),
    weekdays=words("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    frequent=words("le, la, les, des, et, du, pour, est, dans, une, que, nous, sur, aux, ce, ou, qui, se, avec, au"),
)

# Measures are often written as infinitives: "Publier …", "Mettre …".
INFINITIVE_ENDINGS = ("er", "ir", "re")
NOT_INFINITIVES = frozenset(
    words(
        "atelier, autre, avenir, cadre, centre, chantier, cher, contre, decembre, dernier, desir, dossier, "
        "encore, entier, entre, fevrier, hier, janvier, lecture, lettre, membre, mesure, metier, nombre, "
        "notaire, notre, novembre, octobre, oeuvre, ordre, outre, papier, particulier, plaisir, premier, "
        "quartier, quatre, rencontre, septembre, singulier, titre, votre, "
    )
)
