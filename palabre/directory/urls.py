"""Addresses of profiles. That of a person is drawn, never counted: sixteen hexadecimal digits."""

from django.urls import path, re_path

from palabre.directory.views import directory, people, portrait, profile, vocabulary

HANDLE = "(?P<handle>[0-9a-f]{16})"

app_name = "directory"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
    path("me/profile/photo/", portrait.portrait, name="portrait"),
    path("me/profile/photo/square/", portrait.cut, name="cut"),
    path("me/profile/photo/square.jpg", portrait.draft, name="draft"),
    path("me/profile/photo/removal/", portrait.portrait_removal, name="portrait_removal"),
    path("members/", directory.directory, name="directory"),
    path("members/vocabulary/", vocabulary.vocabulary, name="vocabulary"),
    path("members/vocabulary/<int:pk>/", vocabulary.term, name="term"),
    re_path(rf"^members/{HANDLE}/$", people.person, name="person"),
    re_path(rf"^members/{HANDLE}/photo\.jpg$", people.photo, name="photo"),
]
