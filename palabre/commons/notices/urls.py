"""Addresses of notices. The stop link in a mail works without signing in: its token says for whom."""

from django.urls import path

from palabre.commons.notices.views import notices, rhythm, stopping

app_name = "notices"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("readings/", notices.readings, name="readings"),
    path("mutes/", notices.mutes, name="mutes"),
    path("rhythm/", rhythm.rhythm, name="rhythm"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("stopped/<str:token>/", stopping.stopped, name="stopped"),
]
