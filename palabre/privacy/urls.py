"""Addresses of what concerns one's own data."""

from django.urls import path

from palabre.privacy.views import erasing, held, others

app_name = "privacy"
urlpatterns = [
    path("me/data/", held.held, name="held"),
    path("me/erasure/", erasing.erasure, name="erasure"),
    path("me/erasure/undoing/", erasing.undoing, name="undoing"),
    path("members/erasures/", others.erasures, name="erasures"),
]
