"""German words."""

from palabre.processes.reading.words.shape import Words, months, words

GERMAN = Words(
    recommendation=words("empfehlung"),
    recommendations=words("empfehlungen"),
    proposal=words("vorschlag"),
    proposals=words("vorschlage"),
    measure=words("maßnahme, massnahme, aktion"),
    measures=words("maßnahmen, massnahmen, aktionen"),
    finding=words(
        "feststellung, feststellungen, kontext, warum, argument, argumente, begrundung, erlauterung, problem, "
        "probleme, ziel, ziele, grund, grunde, hintergrund, analyse, beschreibung, ebenen, beispiel, beispiele, "
        "frage, fragen"
    ),
    introduction=words("einleitung, vorwort, einfuhrung, praambel, zusammenfassung"),
    closing=words(
        "schluss, fazit, anhang, anhange, dank, kontakt, kalender, nachste schritte, unterschriften, anmerkungen, "
        "kommentare, glossar"
    ),
    contents=words("inhalt, inhaltsverzeichnis"),
    ordinals=words("erste, zweite, dritte, vierte, funfte, sechste, siebte, achte, neunte, zehnte"),
    number=words("nr, nummer"),
    articles=words(
        "der, die, das, den, dem, ein, eine, unser, unsere, dieser, diese, dieses, es, in, im, auf, und, fur, "
        "mit, wir, zu, jede, jeder"
    ),
    title=words("titel, thema, betreff"),
    dated=words("arbeitsdokument, arbeitspapier, version, fassung, datum, stand, aktualisiert, entwurf"),
    drafted=words(
        "redaktion, verfasst von, geschrieben von, autor, autoren, autorin, autorinnen, verfasser, verfasserin, "
        "verfasserinnen"
    ),
    drafted_by=words("verfasst von, geschrieben von, erstellt von"),
    group=words("arbeitsgruppe, lokalgruppe, gruppe, ortsgruppe, kreis"),
    groups=words("arbeitsgruppen, lokalgruppen, gruppen, ortsgruppen, kreise"),
    of=words("von der, der, von, aus"),
    secretary=words("schriftfuhrer, schriftfuhrerin, protokoll, protokollfuhrer, protokollantin, sekretariat"),
    facilitator=words("moderation, moderator, moderatorin, begleitung, leitung"),
    participant=words("teilnehmer, teilnehmerin, teilnehmerinnen, teilnehmende, anwesend, anwesende, mitglieder"),
    event=words("sitzung, treffen, versammlung, termin, gesprach, werkstatt"),
    video=words("videokonferenz, videositzung, onlinetreffen, online-treffen, webinar"),
    conjunctions=words("und, sowie"),
    months=months(
        "januar jan, februar feb, marz, april apr, mai, juni jun, juli jul, august aug, september sept, oktober "
        "okt, november nov, dezember dez"
    ),
    weekdays=words("montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag"),
    frequent=words(
        "der, die, das, und, von, fur, ist, den, mit, auf, zu, nicht, wir, ein, eine, sich, dem, auch, bei, des"
    ),
)
