"""The cooperative's own words: chosen by the secretariat, with the right article wherever they stand."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from palabre.commons.trail.models import Entry
from palabre.core.nouns import Noun
from palabre.core.verdict import Refused
from palabre.membership.actions.nouns import choose_nouns
from palabre.membership.models import OwnNoun

WORDS = {"branch-singular": "pôle", "branch-plural": "pôles", "branch-gender": "m"}


def test_pages_use_them_with_the_right_article(client, cast):
    client.force_login(cast.farid)
    assert client.get(reverse("membership:nouns", args=["fr"])).status_code == 200
    assert client.post(reverse("membership:nouns", args=["fr"]), WORDS).status_code == 303
    with override("fr"):
        pages = [client.get(address, headers={"accept-language": "fr"}).content.decode()
                 for address in (reverse("site:home"), reverse("membership:me"))]  # fmt: skip
    for page in pages:
        assert "le pôle de <strong>Rennes</strong>" in page
        assert "l’antenne de" not in page  # other chapters' sentences still say the usual word
    english = client.get(reverse("site:home")).content.decode()
    assert "the branch of <strong>Rennes</strong>" in english
    assert Entry.objects.get().verb == "membership.nouns_chosen"


def test_left_empty_the_usual_word_comes_back(client, cast):
    client.force_login(cast.farid)
    client.post(reverse("membership:nouns", args=["fr"]), WORDS)
    client.post(reverse("membership:nouns", args=["fr"]), {})
    assert not OwnNoun.objects.exists()
    page = client.get(reverse("membership:me"), headers={"accept-language": "fr"}).content.decode()
    assert "l’antenne de <strong>Rennes</strong>" in page


def test_a_preview_says_them_in_sentences_and_keeps_nothing(client, cast):
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:nouns", args=["fr"]), WORDS | {"deed": "preview"})
    assert answer.status_code == 200
    assert "un pôle, le pôle, du pôle, au pôle, ce pôle, mon pôle, votre pôle" in answer.content.decode()
    assert not OwnNoun.objects.exists()


def test_half_a_word_comes_back_with_what_was_typed(client, cast):
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:nouns", args=["fr"]), {"branch-singular": "pôle"})
    assert answer.status_code == 422
    assert ("Please write both" in answer.content.decode(), 'value="pôle"' in answer.content.decode()) == (True, True)


def test_the_same_again_records_nothing(cast):
    for _time in range(2):
        choose_nouns(by=cast.farid, language="fr", nouns={"branch": Noun("pôle", "pôles", "m")})
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_chooses_them(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("membership:nouns", args=["fr"])).status_code == 403
    with pytest.raises(Refused, match="The secretariat keeps"):
        choose_nouns(by=getattr(cast, who), language="fr", nouns={})
