from django.urls import path

from palabre.statutes.views import articles, glossary, reading, versions

app_name = "statutes"
urlpatterns = [
    path("", reading.statutes, name="statutes"),
    path("new/", versions.new_text, name="new_text"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/new/", glossary.term, name="new_term"),
    path("glossary/<int:pk>/", glossary.term, name="term"),
    path("glossary/<int:pk>/removal/", glossary.term_removal, name="term_removal"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/<slug:kind>/<slug:language>/", articles.rendering, name="rendering"),
    path("<int:pk>/", reading.text, name="text"),
    path("<int:pk>.pdf", reading.text_pdf, name="text_pdf"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
    path("<int:pk>/versions/new/", versions.adoption, name="adoption"),
    path("<int:pk>/comparison/", versions.comparison, name="comparison"),
]
