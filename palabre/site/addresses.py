"""The front door's own addresses."""

from django.urls import path

from palabre.site.views import cast, clock, components, feeds, health, home, look, open_data, outbox, transparency

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("components/", components.components, name="components"),
    path("look.css", look.look, name="look"),
    path("logo.png", look.logo, name="logo"),
    path("healthz", health.healthz, name="healthz"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("transparency/", transparency.transparency, name="transparency"),
    path("feeds/<slug:name>.atom", feeds.feed, name="feed"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<slug:name>/", outbox.mail, name="outbox_mail"),
    path("clock/", clock.clock, name="clock"),
    path("cast/", cast.cast, name="cast"),
    path("cast/<int:pk>/sign-in/", cast.sign_in, name="cast_sign_in"),
]
