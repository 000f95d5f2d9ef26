"""Addresses of profiles. That of a person is drawn, never counted: sixteen hexadecimal digits."""

from django.urls import path, re_path

from palabre.directory.views import directory, letters, people, portrait, profile, seated, vocabulary

HANDLE = "(?P<handle>[0-9a-f]{16})"

app_name = "directory"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
    path("me/profile/photo/", portrait.portrait, name="portrait"),
    path("me/profile/photo/square/", portrait.cut, name="cut"),
    path("me/profile/photo/square.jpg", portrait.draft, name="draft"),
    path("me/profile/photo/removal/", portrait.portrait_removal, name="portrait_removal"),
    path("members/", directory.directory, name="directory"),
    path("governance/people/", seated.seated, name="seated"),
    path("governance/people/branches/", seated.seated_by_branch, name="seated_by_branch"),
    path("governance/people/<int:pk>/poster/", seated.poster, name="poster"),
    path("members/vocabulary/", vocabulary.vocabulary, name="vocabulary"),
    path("members/vocabulary/<int:pk>/", vocabulary.term, name="term"),
    path("members/letters/", letters.letters, name="letters"),
    path("members/letters/hearing/<int:pk>/", letters.hearing, name="hearing"),
    path("members/letters/stop/<str:token>/", letters.letters_stop, name="letters_stop"),
    re_path(rf"^members/letters/{HANDLE}/$", letters.letter, name="letter"),
    re_path(rf"^members/letters/{HANDLE}/refusal/$", letters.refusal, name="refusal"),
    re_path(rf"^members/{HANDLE}/messages/$", people.messages, name="messages"),
    re_path(rf"^members/{HANDLE}/$", people.person, name="person"),
    re_path(rf"^members/{HANDLE}/photo\.jpg$", people.photo, name="photo"),
]
