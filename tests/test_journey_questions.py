"""Ten questions people have, each answered from home in at most three clicks, by whoever never looked before."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import become

pytestmark = pytest.mark.journey

MOST_CLICKS = 3
# What is asked, which body answers first, what the answer says, and (where it leads on) what one presses then.
QUESTIONS = [
    ("où est le compte rendu de la dernière assemblée", "Assemblée générale", "Compte rendu", "Compte rendu"),
    ("qui fixe la cotisation", "Conseil d’administration", "contribution aux moyens communs", ""),
    ("comment mettre un point à l’ordre du jour", "Assemblée générale", "avec le soutien de vingt membres", "art. 18"),
    ("qui représente mon antenne à Rennes", "Conseil d’antenne de Rennes", "l’antenne de Rennes", ""),
    ("quand se réunit le conseil", "Conseil d’administration", "Prochaine réunion", ""),
    ("je veux me présenter au conseil d’administration", "Assemblée générale", "membre depuis six mois", "art. 27"),
    ("qui peut exclure un membre", "Assemblée générale", "l’exclusion d’un membre", "art. 15"),
    ("à qui parler d’un conflit", "Comité d’éthique", "Le saisir par écrit", ""),
    ("qui change les statuts", "Assemblée générale", "aux deux tiers des voix", "art. 23"),
    ("qui décide du budget de l’antenne de Gand", "Conseil d’antenne de Gand", "le budget de l’antenne", "art. 6"),
]


@pytest.mark.parametrize(("question", "body", "said", "leads"), QUESTIONS)
def test_a_question_is_answered_in_three_clicks(browse, question, body, said, leads):
    page = become(browse(width=390), "Hugo")
    page.goto("/")
    clicks = 0
    page.get_by_role("link", name="Qui décide de quoi").first.click()
    clicks += 1
    page.get_by_role("searchbox").fill(question)
    page.get_by_role("button", name="Trouver qui décide").click()
    clicks += 1
    first = page.locator("section.answer").first
    expect(first.locator("h2")).to_have_text(body)
    expect(first).to_contain_text(said)
    if leads:
        first.get_by_role("link", name=leads).first.click()
        clicks += 1
        expect(page.locator("h1")).to_be_visible()
        assert "who-decides" not in page.url
    assert clicks <= MOST_CLICKS
