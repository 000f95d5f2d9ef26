"""Languages one may say one speaks: those of our countries and neighbours, and those often spoken at home."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, str | Promise] = {
    "fr": _("French"),
    "nl": _("Dutch"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
    "br": _("Breton"),
    "oc": _("Occitan"),
    "wa": _("Walloon"),
    "ar": _("Arabic"),
    "ber": _("Tamazight"),
    "wo": _("Wolof"),
    "ln": _("Lingala"),
    "tr": _("Turkish"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
    "fa": _("Persian"),
    "zh": _("Chinese"),
    "vi": _("Vietnamese"),
    "lsf": _("French Sign Language"),
    "vgt": _("Flemish Sign Language"),
    "lsfb": _("Sign language of French-speaking Belgium"),
}
