"""In which languages texts are written here, whatever languages the pages themselves speak."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))]
