"""Addresses of past cycles."""

from django.urls import path

from palabre.past.views import imports

app_name = "past"
urlpatterns = [
    path("past-cycles/", imports.imports, name="imports"),
    path("past-cycles/<int:pk>/", imports.one, name="import"),
    path("past-cycles/<int:pk>/columns/", imports.columns, name="columns"),
    path("past-cycles/<int:pk>/words/", imports.words, name="words"),
    path("past-cycles/<int:pk>/application/", imports.application, name="application"),
    path("past-cycles/<int:pk>/withdrawal/", imports.withdrawal, name="withdrawal"),
]
