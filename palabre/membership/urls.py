"""Addresses of what concerns oneself and one's membership."""

from django.urls import path

from palabre.membership.views import admissions, cooperative, joining, me

app_name = "membership"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="name"),
    path("me/rhythm/", me.rhythm, name="rhythm"),
    path("me/sessions/", me.sessions, name="sessions"),
    path("me/membership/", joining.joining, name="joining"),
    path("members/admissions/", admissions.admissions, name="admissions"),
    path("members/admissions/<int:pk>/", admissions.admission, name="admission"),
    path("members/cooperative/", cooperative.cooperative, name="cooperative"),
]
