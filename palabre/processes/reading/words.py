"""The published word list: the only words, per language, on which the reader leans.

Everything is written folded (small letters, no accents); a plural is listed beside its singular where both serve.
A name of a place, a person or an organisation has no business here.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Words:
    """What one language calls the parts of a working document. ``months`` and ``weekdays`` are in calendar order."""

    recommendation: tuple[str, ...]
    recommendations: tuple[str, ...]
    proposal: tuple[str, ...]  # a recommendation where no other word is used, a measure otherwise
    proposals: tuple[str, ...]
    measure: tuple[str, ...]
    measures: tuple[str, ...]
    finding: tuple[str, ...]  # headings of what argues
    introduction: tuple[str, ...]
    closing: tuple[str, ...]
    contents: tuple[str, ...]
    ordinals: tuple[str, ...]
    number: tuple[str, ...]
    articles: tuple[str, ...]
    title: tuple[str, ...]
    dated: tuple[str, ...]  # labels and phrases before the date of a version
    drafted: tuple[str, ...]  # labels of the drafters
    drafted_by: tuple[str, ...]  # phrases followed by their names
    group: tuple[str, ...]
    groups: tuple[str, ...]
    of: tuple[str, ...]
    secretary: tuple[str, ...]
    facilitator: tuple[str, ...]
    participant: tuple[str, ...]
    event: tuple[str, ...]
    video: tuple[str, ...]
    conjunctions: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    frequent: tuple[str, ...]  # small words by which the language is told


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _months(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in text.split(","))


FRENCH = Words(
    recommendation=_list("recommandation, reco"),
    recommendations=_list("recommandations, recos"),
    proposal=_list("proposition, preconisation, resolution"),
    proposals=_list("propositions, preconisations, resolutions"),
    measure=_list("mesure, action"),
    measures=_list("mesures, actions, pistes d'action, pistes d'actions, plan d'action, plan d'actions, moyens d'action"),
    finding=_list("constat, constats, contexte, pourquoi, argument, arguments, argumentaire, explication, explications, enjeu, enjeux, "
                  "probleme, problemes, problematique, motif, motifs, motivation, objectif, objectifs, raison, raisons, niveau, niveaux, "
                  "description, diagnostic, analyse, difficultes, exemple, exemples, question, questions"),
    introduction=_list("introduction, preambule, avant-propos, presentation, en guise d'introduction, resume, synthese, methode, methodologie"),
    closing=_list("conclusion, conclusions, annexe, annexes, remerciements, contact, contacts, pour aller plus loin, calendrier, "
                  "prochaines etapes, suite, suites, signatures, notes, commentaires, laisser un commentaire, et maintenant, glossaire, "
                  "bibliographie, sources, colophon"),
    contents=_list("sommaire, table des matieres, plan"),
    ordinals=_list("premiere, deuxieme, troisieme, quatrieme, cinquieme, sixieme, septieme, huitieme, neuvieme, dixieme, seconde"),
    number=_list("n°, no, nº, numero, num, n"),
    articles=_list("le, la, les, l, un, une, des, du, de, d, nos, notre, ce, cet, cette, ces, il, elle, on, en, a, au, aux, et, pour, par, dans, "
                   "nous, chaque, qu, que, si, plus, sur, avec"),
    title=_list("titre, theme, thematique, sujet, objet, intitule"),
    dated=_list("document de travail, version, date, mise a jour, mis a jour, maj, derniere mise a jour, etat, projet, date de la version, "
                "fait, redige, adopte, valide, imprime, publie, etabli, brouillon, en date"),
    drafted=_list("redaction, redacteur, redacteurs, redactrice, redactrices, redige par, redigee par, auteur, auteurs, autrice, autrices, "
                  "auteure, auteures, ecrit par, plume, plumes, equipe de redaction, comite de redaction, groupe de redaction, redactions, "
                  "coordination et redaction, propose par, etabli par, document etabli par, document prepare par, prepare par"),
    drafted_by=_list("redige par, redigee par, rediges par, redigees par, ecrit par, ecrite par, redaction de, texte de, prepare par, etabli par"),
    group=_list("groupe de travail, groupe local, groupe, antenne, section, atelier, cercle, commission, bureau, nom du groupe"),
    groups=_list("groupes de travail, groupes locaux, groupes, antennes, antennes locales, sections, ateliers, cercles, commissions, bureaux, "
                 "groupes et antennes, sections locales, groupes participants, groupe(s)"),
    of=_list("de la, de l', des, du, de, d'"),
    secretary=_list("secretaire, secretariat, secretaire de seance, prise de notes, preneuse de notes, preneur de notes, notes prises par"),
    facilitator=_list("facilitateur, facilitatrice, facilitation, animateur, animatrice, animation, anime par, facilite par, moderation, "
                      "moderateur, moderatrice, facilitateurs et facilitatrices, animateurs et animatrices, facilitateurs/facilitatrices"),
    participant=_list("participant, participante, participants et participantes, participantes et participants, present, presente, "
                      "personnes presentes, membres, membre, membres du groupe, participation, etaient presents, avec la participation de, presences, "
                      "membres presents"),
    event=_list("rendez-vous, reunion, session, seance, rencontre, atelier, assemblee, assemblee generale, debat, discussion, permanence, "
                "webinaire, echange, presentation publique, soiree, conference, cafe"),
    video=_list("visioconference, visio-conference, visio conference, visio, videoconference, video-conference, session video, reunion video, "
                "reunion en ligne, session en ligne, webinaire, seance en ligne, seance video, reunion en visio"),
    conjunctions=_list("et, ainsi que"),
    months=_months("janvier janv, fevrier fevr fev, mars, avril avr, mai, juin, juillet juil, aout, septembre sept, octobre oct, novembre nov, decembre dec"),
    weekdays=_list("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    frequent=_list("le, la, les, des, et, du, pour, est, dans, une, que, nous, sur, aux, ce, ou, qui, se, avec, au"),
)

DUTCH = Words(
    recommendation=_list("aanbeveling"),
    recommendations=_list("aanbevelingen"),
    proposal=_list("voorstel, advies, resolutie"),
    proposals=_list("voorstellen, adviezen, resoluties"),
    measure=_list("maatregel, actie, actiepunt"),
    measures=_list("maatregelen, acties, actiepunten, actieplan"),
    finding=_list("vaststelling, vaststellingen, context, waarom, argument, argumenten, argumentatie, toelichting, uitleg, probleem, problemen, "
                  "probleemstelling, motivering, motivatie, doel, doelstelling, doelstellingen, doelen, reden, redenen, niveau, niveaus, "
                  "beschrijving, analyse, achtergrond, situatie, bevindingen, voorbeeld, voorbeelden, vraag, vragen"),
    introduction=_list("inleiding, voorwoord, introductie, vooraf, woord vooraf, ter inleiding, samenvatting, werkwijze, methode"),
    closing=_list("conclusie, conclusies, besluit, slot, slotwoord, bijlage, bijlagen, dankwoord, contact, kalender, volgende stappen, "
                  "vervolg, hoe verder, nawoord, handtekeningen, noten, reacties, laat een reactie achter, woordenlijst, bronnen, colofon"),
    contents=_list("inhoud, inhoudsopgave, inhoudstafel"),
    ordinals=_list("eerste, tweede, derde, vierde, vijfde, zesde, zevende, achtste, negende, tiende"),
    number=_list("nr, nummer, no"),
    articles=_list("de, het, een, onze, ons, deze, dit, die, dat, er, in, op, aan, van, en, voor, met, we, wij, elke, elk, als, om, te, bij, ook"),
    title=_list("titel, thema, onderwerp, betreft"),
    dated=_list("werkdocument, versie, datum, bijgewerkt, bijgewerkt op, laatst bijgewerkt, stand, ontwerp, opgesteld, goedgekeurd, gedateerd, "
                "laatste wijziging, datum van de versie, kladversie, werkversie"),
    drafted=_list("redactie, opgesteld door, geschreven door, auteur, auteurs, opstellers, opsteller, redacteur, redacteurs, redacteuren, "
                  "schrijvers, schrijver, redactieteam, voorbereid door, eindredactie"),
    drafted_by=_list("opgesteld door, geschreven door, tekst van, voorbereid door, opgemaakt door"),
    group=_list("werkgroep, groep, afdeling, lokale groep, kring, atelier, commissie, kantoor, naam van de groep"),
    groups=_list("werkgroepen, groepen, afdelingen, lokale groepen, kringen, ateliers, commissies, kantoren, deelnemende groepen"),
    of=_list("van de, van het, van, uit"),
    secretary=_list("secretaris, secretarissen, secretariaat, verslaggever, verslaggevers, verslaggeefster, notulist, notulisten, verslag"),
    facilitator=_list("facilitator, begeleider, begeleidster, begeleiders, begeleiding, facilitering, moderator, moderatie, gespreksleider, "
                      "gespreksleiders, begeleid door"),
    participant=_list("deelnemer, deelnemers, deelneemster, deelneemsters, aanwezig, aanwezigen, leden, deelname, deelnemers en deelneemsters"),
    event=_list("bijeenkomst, vergadering, afspraak, sessie, ontmoeting, workshop, debat, gesprek, overleg, webinar, zitting, infosessie, avond, "
                "algemene vergadering, infoavond"),
    video=_list("videovergadering, videogesprek, videosessie, videobijeenkomst, videoconferentie, video-overleg, onlinevergadering, "
                "online vergadering, online sessie, onlinesessie, online bijeenkomst, onlinebijeenkomst, webinar, digitale bijeenkomst"),
    conjunctions=_list("en, alsook"),
    months=_months("januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sept sep, oktober okt, november nov, december dec"),
    weekdays=_list("maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag"),
    frequent=_list("de, het, een, en, van, voor, is, dat, die, met, op, te, niet, wij, onze, zijn, aan, er, ook, bij"),
)

ENGLISH = Words(
    recommendation=_list("recommendation"),
    recommendations=_list("recommendations"),
    proposal=_list("proposal, resolution"),
    proposals=_list("proposals, resolutions"),
    measure=_list("measure, action"),
    measures=_list("measures, actions, action points, action plan"),
    finding=_list("finding, findings, context, why, argument, arguments, rationale, explanation, problem, problems, reason, reasons, aim, aims, "
                  "objective, objectives, goals, background, analysis, level, levels, description, example, examples, question, questions"),
    introduction=_list("introduction, foreword, preface, preamble, summary, method"),
    closing=_list("conclusion, conclusions, annex, annexes, appendix, thanks, acknowledgements, contact, calendar, next steps, signatures, notes, "
                  "comments, leave a comment, glossary, sources"),
    contents=_list("contents, table of contents"),
    ordinals=_list("first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth"),
    number=_list("no, nr, number"),
    articles=_list("the, a, an, our, this, these, that, it, in, on, of, and, for, with, we, to, each, every, as, by, if, there"),
    title=_list("title, theme, topic, subject"),
    dated=_list("working document, working paper, version, date, updated, last updated, draft, adopted, dated, as of"),
    drafted=_list("drafted by, written by, author, authors, drafting, drafters, editors, drafter, text by, prepared by"),
    drafted_by=_list("drafted by, written by, prepared by"),
    group=_list("working group, local group, group, branch, circle, committee, workshop"),
    groups=_list("working groups, local groups, groups, branches, circles, committees, workshops"),
    of=_list("of the, of, from, in"),
    secretary=_list("secretary, secretaries, note taker, note-taker, notes by, minutes by"),
    facilitator=_list("facilitator, facilitators, facilitation, chair, moderator, facilitated by"),
    participant=_list("participant, participants, present, attendees, members"),
    event=_list("meeting, session, assembly, workshop, discussion, debate, webinar, gathering, appointment"),
    video=_list("video meeting, video conference, videoconference, video call, video session, online meeting, online session, webinar"),
    conjunctions=_list("and, as well as"),
    months=_months("january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep, october oct, november nov, december dec"),
    weekdays=_list("monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
    frequent=_list("the, and, of, to, a, in, is, for, that, on, with, are, be, our, we, as, this, by, not, it"),
)

GERMAN = Words(
    recommendation=_list("empfehlung"),
    recommendations=_list("empfehlungen"),
    proposal=_list("vorschlag"),
    proposals=_list("vorschlage"),
    measure=_list("maßnahme, massnahme, aktion"),
    measures=_list("maßnahmen, massnahmen, aktionen"),
    finding=_list("feststellung, feststellungen, kontext, warum, argument, argumente, begrundung, erlauterung, problem, probleme, ziel, ziele, "
                  "grund, grunde, hintergrund, analyse, beschreibung, ebenen, beispiel, beispiele, frage, fragen"),
    introduction=_list("einleitung, vorwort, einfuhrung, praambel, zusammenfassung"),
    closing=_list("schluss, fazit, anhang, anhange, dank, kontakt, kalender, nachste schritte, unterschriften, anmerkungen, kommentare, glossar"),
    contents=_list("inhalt, inhaltsverzeichnis"),
    ordinals=_list("erste, zweite, dritte, vierte, funfte, sechste, siebte, achte, neunte, zehnte"),
    number=_list("nr, nummer"),
    articles=_list("der, die, das, den, dem, ein, eine, unser, unsere, dieser, diese, dieses, es, in, im, auf, und, fur, mit, wir, zu, jede, jeder"),
    title=_list("titel, thema, betreff"),
    dated=_list("arbeitsdokument, arbeitspapier, version, fassung, datum, stand, aktualisiert, entwurf"),
    drafted=_list("redaktion, verfasst von, geschrieben von, autor, autoren, autorin, autorinnen, verfasser, verfasserin, verfasserinnen"),
    drafted_by=_list("verfasst von, geschrieben von, erstellt von"),
    group=_list("arbeitsgruppe, lokalgruppe, gruppe, ortsgruppe, kreis"),
    groups=_list("arbeitsgruppen, lokalgruppen, gruppen, ortsgruppen, kreise"),
    of=_list("von der, der, von, aus"),
    secretary=_list("schriftfuhrer, schriftfuhrerin, protokoll, protokollfuhrer, protokollantin, sekretariat"),
    facilitator=_list("moderation, moderator, moderatorin, begleitung, leitung"),
    participant=_list("teilnehmer, teilnehmerin, teilnehmerinnen, teilnehmende, anwesend, anwesende, mitglieder"),
    event=_list("sitzung, treffen, versammlung, termin, gesprach, werkstatt"),
    video=_list("videokonferenz, videositzung, onlinetreffen, online-treffen, webinar"),
    conjunctions=_list("und, sowie"),
    months=_months("januar jan, februar feb, marz, april apr, mai, juni jun, juli jul, august aug, september sept, oktober okt, november nov, dezember dez"),
    weekdays=_list("montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag"),
    frequent=_list("der, die, das, und, von, fur, ist, den, mit, auf, zu, nicht, wir, ein, eine, sich, dem, auch, bei, des"),
)

# French measures are often written as infinitives: "Publier …", "Mettre …".
INFINITIVE_ENDINGS = ("er", "ir", "re")
NOT_INFINITIVES = frozenset(
    "premier dernier hier entier singulier particulier notre votre autre entre contre outre encore quatre titre membre lettre septembre "
    "octobre novembre decembre janvier fevrier cher avenir desir plaisir metier dossier atelier papier quartier chantier notaire centre "
    "nombre ordre cadre oeuvre mesure lecture rencontre".split()
)

LANGUAGES = {"fr": FRENCH, "nl": DUTCH, "en": ENGLISH, "de": GERMAN}


def every(*names: str) -> tuple[str, ...]:
    """The words of all languages under these names, longest first, so that a pattern tries "working group" before "group"."""
    known = {field.name for field in fields(Words)}
    unknown = set(names) - known
    if unknown:
        raise KeyError(f"no such list of words: {sorted(unknown)}")
    found = {word for words in LANGUAGES.values() for name in names for word in getattr(words, name)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
