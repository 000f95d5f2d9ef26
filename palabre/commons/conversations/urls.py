"""Addresses of discussions: what a page asks for while someone writes in one."""

from django.urls import path

from palabre.commons.conversations.views import people

app_name = "conversations"
urlpatterns = [path("<int:pk>/people/", people.people, name="people")]
