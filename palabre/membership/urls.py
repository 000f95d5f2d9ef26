"""Addresses of what concerns oneself and one's membership."""

from django.urls import path

from palabre.membership.views import (
    admissions,
    cooperative,
    duties,
    house_texts,
    joining,
    me,
    nouns,
    rights,
    sessions,
    tokens,
)

app_name = "membership"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/membership/", joining.joining, name="joining"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/<int:pk>/ending/", tokens.token_ending, name="token_ending"),
    path("me/sessions/", sessions.sessions, name="sessions"),
    path("me/sessions/<int:pk>/ending/", sessions.session_ending, name="session_ending"),
    path("members/admissions/", admissions.admissions, name="admissions"),
    path("members/admissions/<int:pk>/admission/", admissions.admission, name="admission"),
    path("members/admissions/<int:pk>/refusal/", admissions.refusal, name="refusal"),
    path("members/duties/", duties.duties, name="duties"),
    path("members/duties/<int:pk>/ending/", duties.duty_ending, name="duty_ending"),
    path("members/cooperative/", cooperative.cooperative, name="cooperative"),
    path("about/", house_texts.about, name="about"),
    path("about/<slug:kind>/", house_texts.about_text, name="about_text"),
    path("about/<slug:kind>/<int:number>/", house_texts.about_text, name="about_version"),
    path("members/cooperative/texts/<slug:kind>/<slug:language>/", house_texts.house_text, name="house_text"),
    path("members/cooperative/words/<slug:language>/", nouns.nouns, name="nouns"),
    path("members/cooperative/rights/", rights.rights, name="rights"),
    path("members/cooperative/leavers/", cooperative.leavers, name="leavers"),
    path("members/cooperative/witnesses/", cooperative.witnesses, name="witnesses"),
]
