"""Addresses of notices. The stop link in a mail works without signing in: its token says for whom."""

from django.urls import path

from palabre.commons.notices.views import addresses, broadcasts, devices, inbound, news, notices, rhythm, stopping

app_name = "notices"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("readings/", notices.readings, name="readings"),
    path("news/", news.all_news, name="all_news"),
    path("news/<int:pk>/", news.news, name="news"),
    path("broadcasts/", broadcasts.broadcasts, name="broadcasts"),
    path("broadcasts/new/", broadcasts.new_broadcast, name="new_broadcast"),
    path("broadcasts/<int:pk>/", broadcasts.broadcast, name="broadcast"),
    path("broadcasts/<int:pk>/words/", broadcasts.words, name="words"),
    path("broadcasts/<int:pk>/trial/", broadcasts.trial, name="trial"),
    path("broadcasts/<int:pk>/sending/", broadcasts.sending, name="sending"),
    path("broadcasts/<int:pk>/discarding/", broadcasts.discarding, name="discarding"),
    path("broadcasts/<int:pk>/proof.csv", broadcasts.proof_csv, name="proof_csv"),
    path("addresses/", addresses.addresses, name="addresses"),
    path("address/trial/", addresses.address_trial, name="address_trial"),
    path("address/<str:token>/", addresses.arrived, name="arrived"),
    path("inbound/", inbound.inbound, name="inbound"),
    path("mutes/", notices.mutes, name="mutes"),
    path("rhythm/", rhythm.rhythm, name="rhythm"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<int:pk>/end/", devices.ending, name="device_ending"),
    path("told.js", devices.worker, name="worker"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("stopped/<str:token>/", stopping.stopped, name="stopped"),
]
