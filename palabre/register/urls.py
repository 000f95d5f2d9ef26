"""Addresses of the register of members."""

from django.urls import path

from palabre.register.views import entities, mine, people

app_name = "register"
urlpatterns = [
    path("me/register/", mine.mine, name="mine"),
    path("me/branches/", mine.follows, name="follows"),
    path("me/branches/<int:pk>/ending/", mine.follow_ending, name="follow_ending"),
    path("members/register/", people.members, name="members"),
    path("members/register/<int:pk>/", people.member, name="member"),
    path("members/register/<int:pk>/belongings/<int:entity>/", people.belongings, name="belongings"),
    path("members/register/lines/<int:pk>/correction/", people.correction, name="correction"),
    path("members/register/lines/<int:pk>/ending/", people.ending, name="ending"),
    path("members/register/lines/<int:pk>/number/", people.number, name="number"),
    path("members/register/entities/<int:pk>/", entities.entity, name="entity"),
    path("members/register/entities/<int:pk>/statuses/", entities.statuses, name="statuses"),
    path("members/register/colleges/<int:pk>/weights/", entities.weights, name="weights"),
]
