"""Addresses of notices. The stop link in a mail works without signing in: its token says for whom."""

from django.urls import path

from palabre.commons.notices.views import devices, notices, rhythm, stopping

app_name = "notices"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("readings/", notices.readings, name="readings"),
    path("mutes/", notices.mutes, name="mutes"),
    path("rhythm/", rhythm.rhythm, name="rhythm"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<int:pk>/end/", devices.ending, name="device_ending"),
    path("told.js", devices.worker, name="worker"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("stopped/<str:token>/", stopping.stopped, name="stopped"),
]
