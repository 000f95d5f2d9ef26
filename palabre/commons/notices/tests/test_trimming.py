"""What remains of an answer: samples written after what real mail programs send, in three languages."""

# ruff: noqa: E501 -- samples stay as mail programs write them

import time

import pytest

from palabre.commons.notices.inbound.from_html import words_of
from palabre.commons.notices.inbound.trimming import trimmed

WORDS = "Je suis d’accord avec la mesure 3.\n\nMais qui paie ?"
OLD = "Estran : la mesure 3\n> Bonjour Awa,\n> voici ce qui est arrivé.\n"

PLAIN = {
    "gmail fr": f"{WORDS}\n\nLe lun. 3 mars 2025 à 10:12, Estran <estran@example.org> a\nécrit :\n\n> {OLD}",
    "gmail fr, no-break": f"{WORDS}\n\nLe lun. 3 mars 2025, 10:12, Estran <estran@example.org> a écrit\u00a0:\n\n> {OLD}",
    "gmail en": f"{WORDS}\n\nOn Mon, Mar 3, 2025 at 10:12 AM Estran <estran@example.org>\nwrote:\n\n> {OLD}",
    "gmail nl": f"{WORDS}\n\nOp ma 3 mrt 2025 om 10:12 schreef Estran <estran@example.org>:\n\n> {OLD}",
    "apple fr": f"{WORDS}\n\nEnvoyé de mon iPhone\n\n> Le 3 mars 2025 à 10:12, Estran <estran@example.org> a écrit :\n> \n> {OLD}",
    "apple en": f"{WORDS}\n\nSent from my iPhone\n\n> On 3 Mar 2025, at 10:12, Estran <estran@example.org> wrote:\n> \n> {OLD}",
    "apple nl": f"{WORDS}\n\nVerstuurd vanaf mijn iPhone\n\n> Op 3 mrt 2025 om 10:12 heeft Estran <e@example.org> het volgende geschreven:\n> {OLD}",
    "apple nl, alone": f"{WORDS}\n\nOp 3 mrt 2025, om 10:12 heeft Estran <e@example.org> het volgende geschreven:\n\n{OLD}",
    "thunderbird fr": f"{WORDS}\n\nLe 03/03/2025 à 10:12, Estran a écrit :\n> {OLD}",
    "thunderbird en": f"{WORDS}\n\nOn 03/03/2025 10:12, Estran wrote:\n> {OLD}",
    "thunderbird nl": f"{WORDS}\n\nOp 03-03-2025 om 10:12 schreef Estran:\n> {OLD}",
    "thunderbird, signed": f"{WORDS}\n\n-- \nAwa Diop\nGraphiste, Lille\n\nLe 03/03/2025 à 10:12, Estran a écrit :\n> {OLD}",
    "outlook fr": f"{WORDS}\n\nDe : Estran <estran@example.org>\nEnvoyé : lundi 3 mars 2025 10:12\nÀ : Awa Diop\nObjet : Estran : la mesure 3\n\n{OLD}",
    "outlook fr, ruled": f"{WORDS}\n________________________________\nDe: Estran <estran@example.org>\nEnvoyé: lundi 3 mars 2025 10:12\nÀ: Awa\nObjet: x\n\n{OLD}",
    "outlook fr, old": f"{WORDS}\n\n-----Message d'origine-----\nDe : Estran\nEnvoyé : lundi\n\n{OLD}",
    "outlook en": f"{WORDS}\n\nFrom: Estran <estran@example.org>\nSent: Monday, 3 March 2025 10:12\nTo: Awa\nSubject: x\n\n{OLD}",
    "outlook en, old": f"{WORDS}\n\n-----Original Message-----\nFrom: Estran\n\n{OLD}",
    "outlook nl": f"{WORDS}\n\nVan: Estran <estran@example.org>\nVerzonden: maandag 3 maart 2025 10:12\nAan: Awa\nOnderwerp: x\n\n{OLD}",
    "outlook nl, old": f"{WORDS}\n\n-----Oorspronkelijk bericht-----\nVan: Estran\n\n{OLD}",
    "outlook phone fr": f"{WORDS}\n\nTélécharger Outlook pour Android<https://aka.ms/x>\n________________________________\nDe : Estran\n{OLD}",
    "outlook phone en": f"{WORDS}\n\nGet Outlook for iOS<https://aka.ms/x>\n________________________________\nFrom: E\n{OLD}",
    "outlook phone nl": f"{WORDS}\n\nOutlook voor iOS downloaden<https://aka.ms/x>\n________________________________\n{OLD}",
    "k-9 fr": f"{WORDS}\n-- \nEnvoyé de mon appareil Android avec K-9 Mail. Veuillez excuser ma brièveté.\n\n{OLD}",
    "k-9 en, quoted": f"{WORDS}\n\nOn 3 March 2025 10:12:00 CET, Estran <estran@example.org> wrote:\n>{OLD}",
    "orange fr": f"{WORDS}\n\n> Message du 03/03/25 10:12\n> De : \"Estran\" <estran@example.org>\n> A : awa@example.org\n> {OLD}",
    "only words": WORDS,
}  # fmt: skip


@pytest.mark.parametrize("sample", PLAIN)
def test_only_what_is_new_remains(sample):
    assert trimmed(PLAIN[sample].replace("\n", "\r\n")) == WORDS


HTML = {
    "gmail": f'<div dir="ltr">{{}}</div><br><div class="gmail_quote"><div class="gmail_attr">Le lun. 3 mars, Estran a écrit :<br></div><blockquote>{OLD}</blockquote></div>',
    "outlook": f'<html><head><style>p {{{{ }}}}</style></head><body><div>{{}}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> Estran</div><div>{OLD}</div></body></html>',
    "apple": f'<html><body>{{}}<br><br><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br><blockquote type="cite">Le 3 mars, Estran a écrit :<br>{OLD}</blockquote></div></body></html>',
    "thunderbird": f'<body>{{}}<br><div class="moz-cite-prefix">Le 03/03/2025, Estran a écrit :<br></div><blockquote type="cite">{OLD}</blockquote></body>',
    "unclosed": f"<p>{{}}<blockquote>{OLD}",
}  # fmt: skip


@pytest.mark.parametrize("sample", HTML)
def test_of_html_alone_the_words_are_read(sample):
    html = HTML[sample].format("Je suis d’accord &amp; content.<br><br>Mais qui <b>paie</b> ?<script>alert(1)</script>")
    assert trimmed(words_of(html)) == "Je suis d’accord & content.\n\nMais qui paie ?"


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a écrit au conseil : il est d’accord.\nMoi aussi.",
        "On wrote about it: nobody listened.\n\nFrom: here to there.",
        "Ce qui manque :\n- le prix\n- la date\n\nCordialement à vous, mais plus vite.",
        "> la première question\nOui.\n> la seconde\nNon.",
        "De : tout cela je ne sais rien.\nOp zich goed.",
    ],
)
def test_words_that_only_look_like_a_quotation_stay(text):
    kept = trimmed(text)
    assert kept == text.removeprefix("> la première question\n")


def test_hostile_words_take_no_longer_than_their_length():
    begun = time.process_time()
    for text in (
        "Le " * 60_000,
        "> " * 60_000,
        "On a <b@c> " * 15_000,
        "\nLe a" * 40_000,
        "-" * 100_000,
        "<div>" * 40_000,
    ):
        trimmed(text)
        words_of(text)
    assert time.process_time() - begun < 20
