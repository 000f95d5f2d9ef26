import pytest

from palabre.processes.reading import propose

pytestmark = pytest.mark.either_engine


def test_a_bold_label_alone_names_no_measure():
    html = (
        "<h1>Propositions</h1><h2>Recommandation 1 – Ouvrir</h2><p>Pourquoi.</p>"
        "<p><b>Mesure 1.1 :</b> Ouvrir le samedi. Avec un café.</p><p><b>Mesure 1.2 :</b> Ouvrir les comptes.</p>"
    )
    [recommendation] = propose(html).recommendations
    assert [(measure.title, measure.text) for measure in recommendation.measures] == [
        ("Mesure 1.1 : Ouvrir le samedi.", "Avec un café."),
        ("Mesure 1.2 : Ouvrir les comptes.", ""),
    ]
