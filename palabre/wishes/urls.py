"""Addresses of what members wish."""

from django.urls import path

from palabre.wishes.views import keeping, obstacles, wishes

app_name = "wishes"
urlpatterns = [
    path("me/wishes/", wishes.wishes, name="wishes"),
    path("me/wishes/later/", wishes.later, name="later"),
    path("me/obstacles/", obstacles.mine, name="obstacles"),
    path("wishes/obstacles/", obstacles.totals, name="totals"),
    path("wishes/", keeping.keeping, name="keeping"),
    path("wishes/months/", keeping.months, name="months"),
    path("wishes/asking/", keeping.asking, name="asking"),
    path("wishes/processes/<int:pk>/", keeping.description, name="description"),
]
