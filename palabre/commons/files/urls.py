from django.urls import path

from palabre.commons.files import views

app_name = "files"
urlpatterns = [path("<int:pk>/", views.file, name="file")]
