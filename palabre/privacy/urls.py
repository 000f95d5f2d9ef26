"""Addresses of what concerns one's own data."""

from django.urls import path

from palabre.privacy.views import erasing, held, others, packages

app_name = "privacy"
urlpatterns = [
    path("me/data/", held.held, name="held"),
    path("me/data/package/", packages.package, name="package"),
    path("me/data/package/taking/", packages.taking, name="taking"),
    path("me/erasure/", erasing.erasure, name="erasure"),
    path("me/erasure/undoing/", erasing.undoing, name="undoing"),
    path("members/erasures/", others.erasures, name="erasures"),
]
