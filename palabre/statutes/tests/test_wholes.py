"""A whole text is cut into its articles as it was pasted, and gives its marks again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.commons.texts.marked import html_of, marked_of
from palabre.commons.texts.models import Revision
from palabre.statutes.models import Clause
from palabre.statutes.wholes import Unreadable, articles_in, marked_whole, same_words

WHOLE = """
# Title I
## Article 1er – Form
It is a **cooperative**.

### In detail
- one
- two

Article 2
Members decide.

# Title II
Art. 3 bis. Seat
Article 2 says who decides, and this sentence is so long that nobody would take it for the title of an article at all.
"""


def test_headings_of_every_kind_begin_an_article():
    found = articles_in(WHOLE)
    assert [(each.section, each.number, each.title) for each in found] == [
        ("Title I", "1", "Form"),
        ("Title I", "2", ""),
        ("Title II", "3 bis", "Seat"),
    ]
    assert "<h3>In detail</h3>" in found[0].html
    assert "<li>two</li>" in found[0].html
    assert "Article 2 says who decides" in found[2].html


@pytest.mark.parametrize(
    ("whole", "why"),
    [
        ("Some words only.", "No article was found"),
        ("Before.\n## Article 1\nWords", "before the first article: “Before.”"),
        ("## Article 1\nOne\n## Article 1\nTwo", "Article 1 stands here twice"),
        ("## Article 1\n## Article 2\nTwo", "Article 1 has no words"),
    ],
)
def test_what_cannot_be_cut_is_refused_with_its_reason(whole, why):
    with pytest.raises(Unreadable, match=why):
        articles_in(whole)


def clauses(written):
    return [
        Clause(section=each.section, number=each.number, revision=Revision(title=each.title, html=each.html))
        for each in written
    ]


def test_the_marks_give_the_same_articles_again():
    found = articles_in(WHOLE)
    again = articles_in(marked_whole(clauses(found), "Article"))
    assert [(e.section, e.number, e.title) for e in again] == [(e.section, e.number, e.title) for e in found]
    assert all(same_words(new.html, old.html) for new, old in zip(again, found, strict=True))


@given(
    st.lists(st.sampled_from(["One *word*.", "- an item", "1. first", "a_b * c", "### Part", "<b>x</b>", "5. Five"]))
)
def test_what_is_opened_and_sent_again_says_the_same(lines):
    there = html_of("\n\n".join(lines))
    assert same_words(html_of(marked_of(there)), there)
