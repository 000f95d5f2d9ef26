"""Fields, tied together for those who do not see them."""

import re

from django import forms

from palabre.core.tests.showing import HOSTILE, show


class Sample(forms.Form):
    title = forms.CharField(help_text="Short.", label="Title")
    why = forms.CharField(widget=forms.Textarea(attrs={"maxlength": 50, "data-behaviour": "x"}), required=False)
    via = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="How.")
    agreed = forms.BooleanField(label="I agree")
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Nothing fits.")


def test_a_field_ties_label_help_and_widget_together():
    html = show("{% field form.title %}", form=Sample())
    assert '<label for="id_title">Title</label>' in html
    assert '<p class="field-help" id="id_title_helptext">Short.</p>' in html
    assert 'aria-describedby="id_title_helptext"' in html
    assert "aria-invalid" not in html


def test_a_wrong_field_says_so_to_everyone():
    html = show("{% field form.title %}", form=Sample({}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"><p>This field is required.</p>' in html


def test_what_was_typed_is_escaped_in_its_field():
    assert "<script" not in show(
        "{% field form.title %}{% field form.why %}", form=Sample({"title": HOSTILE, "why": HOSTILE})
    )


def test_a_group_of_choices_is_a_fieldset_with_its_legend():
    html = show("{% field form.via %}", form=Sample({}))
    assert '<fieldset class="field" data-kind="group" aria-describedby="id_via_helptext id_via_error">' in html
    assert "<legend>Via</legend>" in html


def test_a_long_text_with_a_limit_gets_a_counter_and_keeps_its_own_behaviour():
    html = show("{% field form.why %}", form=Sample())
    assert 'data-behaviour="x count-characters"' in html
    assert 'data-count-output="id_why_left"' in html
    assert '<output class="field-left" id="id_why_left"' in html
    assert "(optional)" in html


def test_fields_shows_the_whole_forms_mistakes_then_every_field():
    html = show("{% fields form %}", form=Sample({"title": "a"}))
    assert (
        html.index("Nothing fits.")
        < html.index('name="key"')
        < html.index('name="title"')
        < html.index('name="agreed"')
    )


def test_the_summary_leads_to_each_field():
    html = show("{% errors form %}", form=Sample({}))
    assert re.findall(r'href="([^"]+)"', html) == ["#form-error", "#id_title", "#id_via_0", "#id_agreed"]
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert show("{% errors form %}", form=Sample()) == ""
