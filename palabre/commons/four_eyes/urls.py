"""Addresses of exceptional acts. Everyone reads them; a few answer."""

from django.urls import path

from palabre.commons.four_eyes.views import acts

app_name = "four_eyes"
urlpatterns = [
    path("", acts.acts, name="acts"),
    path("<int:pk>/", acts.act, name="act"),
    path("<int:pk>/confirmation/", acts.confirmation, name="confirmation"),
    path("<int:pk>/refusal/", acts.refusal, name="refusal"),
    path("<int:pk>/withdrawal/", acts.withdrawal, name="withdrawal"),
]
