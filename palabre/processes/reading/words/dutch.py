"""Dutch words."""

from palabre.processes.reading.words.shape import Words, months, words

DUTCH = Words(
    recommendation=words("aanbeveling"),
    recommendations=words("aanbevelingen"),
    proposal=words("voorstel, advies, resolutie"),
    proposals=words("voorstellen, adviezen, resoluties"),
    measure=words("maatregel, actie, actiepunt"),
    measures=words("maatregelen, acties, actiepunten, actieplan"),
    finding=words(
        "vaststelling, vaststellingen, context, waarom, argument, argumenten, argumentatie, toelichting, uitleg, "
        "probleem, problemen, probleemstelling, motivering, motivatie, doel, doelstelling, doelstellingen, "
        "doelen, reden, redenen, niveau, niveaus, beschrijving, analyse, achtergrond, situatie, bevindingen, "
        "voorbeeld, voorbeelden, vraag, vragen"
    ),
    introduction=words(
        "inleiding, voorwoord, introductie, vooraf, woord vooraf, ter inleiding, samenvatting, werkwijze, methode"
    ),
    closing=words(
        "conclusie, conclusies, besluit, slot, slotwoord, bijlage, bijlagen, dankwoord, contact, kalender, "
        "volgende stappen, vervolg, hoe verder, nawoord, handtekeningen, noten, reacties, laat een reactie "
        "achter, woordenlijst, bronnen, colofon"
    ),
    contents=words("inhoud, inhoudsopgave, inhoudstafel"),
    ordinals=words("eerste, tweede, derde, vierde, vijfde, zesde, zevende, achtste, negende, tiende"),
    number=words("nr, nummer, no"),
    articles=words(
        "de, het, een, onze, ons, deze, dit, die, dat, er, in, op, aan, van, en, voor, met, we, wij, elke, elk, "
        "als, om, te, bij, ook"
    ),
    title=words("titel, thema, onderwerp, betreft"),
    dated=words(
        "werkdocument, versie, datum, bijgewerkt, bijgewerkt op, laatst bijgewerkt, stand, ontwerp, opgesteld, "
        "goedgekeurd, gedateerd, laatste wijziging, datum van de versie, kladversie, werkversie"
    ),
    drafted=words(
        "redactie, opgesteld door, geschreven door, auteur, auteurs, opstellers, opsteller, redacteur, "
        "redacteurs, redacteuren, schrijvers, schrijver, redactieteam, voorbereid door, eindredactie"
    ),
    drafted_by=words("opgesteld door, geschreven door, tekst van, voorbereid door, opgemaakt door"),
    group=words("werkgroep, groep, afdeling, lokale groep, kring, atelier, commissie, kantoor, naam van de groep"),
    groups=words(
        "werkgroepen, groepen, afdelingen, lokale groepen, kringen, ateliers, commissies, kantoren, deelnemende groepen"
    ),
    of=words("van de, van het, van, uit"),
    secretary=words(
        "secretaris, secretarissen, secretariaat, verslaggever, verslaggevers, verslaggeefster, notulist, "
        "notulisten, verslag"
    ),
    facilitator=words(
        "facilitator, begeleider, begeleidster, begeleiders, begeleiding, facilitering, moderator, moderatie, "
        "gespreksleider, gespreksleiders, begeleid door"
    ),
    participant=words(
        "deelnemer, deelnemers, deelneemster, deelneemsters, aanwezig, aanwezigen, leden, deelname, deelnemers en "
        "deelneemsters"
    ),
    event=words(
        "bijeenkomst, vergadering, afspraak, sessie, ontmoeting, workshop, debat, gesprek, overleg, webinar, "
        "zitting, infosessie, avond, algemene vergadering, infoavond"
    ),
    video=words(
        "videovergadering, videogesprek, videosessie, videobijeenkomst, videoconferentie, video-overleg, "
        "onlinevergadering, online vergadering, online sessie, onlinesessie, online bijeenkomst, "
        "onlinebijeenkomst, webinar, digitale bijeenkomst"
    ),
    conjunctions=words("en, alsook"),
    months=months(
        "januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sept "
        "sep, oktober okt, november nov, december dec"
    ),
    weekdays=words("maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag"),
    frequent=words("de, het, een, en, van, voor, is, dat, die, met, op, te, niet, wij, onze, zijn, aan, er, ook, bij"),
)
