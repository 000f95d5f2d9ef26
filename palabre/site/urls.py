"""Every address of the house, chapter by chapter."""

from django.contrib import admin
from django.urls import include, path

from palabre.site import addresses

urlpatterns = [
    path("", include(addresses)),
    path("processes/", include("palabre.processes.urls")),
    path("governance/", include("palabre.governance.urls")),
    path("rules/", include("palabre.rules.urls")),
    path("statutes/", include("palabre.statutes.urls")),
    path("discussions/", include("palabre.commons.conversations.urls")),
    path("notices/", include("palabre.commons.notices.urls")),
    path("webhooks/", include("palabre.commons.webhooks.urls")),
    path("exceptional-acts/", include("palabre.commons.four_eyes.urls")),
    path("files/", include("palabre.commons.files.urls")),
    path("api/v1/", include("palabre.site.api.urls")),
    path("", include("palabre.membership.urls")),
    path("", include("palabre.register.urls")),
    path("", include("palabre.privacy.urls")),
    path("", include("palabre.wishes.urls")),
    path("", include("palabre.directory.urls")),
    path("", include("palabre.past.urls")),
    path("accounts/", include("palabre.membership.account_addresses")),
    path("admin/", admin.site.urls),
]

handler400 = "palabre.site.views.refusals.unreadable"
handler404 = "palabre.site.views.refusals.missing"
handler500 = "palabre.site.views.refusals.broken"
