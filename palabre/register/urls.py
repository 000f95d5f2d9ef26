"""Addresses of the register of members."""

from django.urls import path

from palabre.register.views import entities, imports, invitations, invited, mine, people

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
    path("members/register/lines/<int:pk>/invitation/", invitations.invitation, name="invitation"),
    path(
        "members/register/invitations/<int:pk>/withdrawal/",
        invitations.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("members/register/entities/<int:pk>/invitations/", invitations.invitations, name="invitations"),
    path("members/register/entities/<int:pk>/invitations/everybody/", invitations.everybody, name="everybody"),
    path("invitation/mailed/", invited.invited_mailed, name="invited_mailed"),
    path("invitation/<str:token>/", invited.invited, name="invited"),
    path("invitation/<str:token>/joining/", invited.invited_joining, name="invited_joining"),
    path("members/register/imports/", imports.imports, name="imports"),
    path("members/register/imports/<int:pk>/", imports.one, name="import"),
    path("members/register/imports/<int:pk>/rows.csv", imports.rows_csv, name="import_rows"),
    path("members/register/imports/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("members/register/imports/<int:pk>/application/", imports.application, name="import_application"),
    path("members/register/imports/<int:pk>/second/", imports.second, name="import_second"),
    path("members/register/imports/<int:pk>/withdrawal/", imports.withdrawal, name="import_withdrawal"),
    path("members/register/entities/<int:pk>/", entities.entity, name="entity"),
    path("members/register/entities/<int:pk>/statuses/", entities.statuses, name="statuses"),
    path("members/register/colleges/<int:pk>/weights/", entities.weights, name="weights"),
]
