"""Addresses of the programs that are called."""

from django.urls import path

from palabre.commons.webhooks.views import webhooks

app_name = "webhooks"
urlpatterns = [
    path("", webhooks.webhooks, name="webhooks"),
    path("<int:pk>/", webhooks.webhook, name="webhook"),
    path("<int:pk>/trials/", webhooks.trials, name="trials"),
    path("<int:pk>/retries/", webhooks.retries, name="retries"),
    path("<int:pk>/resumption/", webhooks.resumption, name="resumption"),
    path("<int:pk>/end/", webhooks.end, name="end"),
]
