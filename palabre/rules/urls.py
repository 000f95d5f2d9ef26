from django.urls import path

from palabre.rules.views import packs, rulebooks

app_name = "rules"
urlpatterns = [
    path("", rulebooks.rules, name="rules"),
    path("versions/new/", rulebooks.new_rulebook, name="new_rulebook"),
    path("versions/<int:pk>/", rulebooks.rulebook, name="rulebook"),
    path("packs/", packs.packs, name="packs"),
    path("packs/new/", packs.new_pack, name="new_pack"),
]
