"""What somebody wrote anew in an answer: without the mail it answers, and without the signature below.

Line by line, in time that grows with the length alone: these are words of strangers. It would rather leave a line too
much than take one away. Knows how Gmail, Outlook, Apple Mail, Thunderbird, K-9 and webmails of French, Dutch and
English introduce what they quote.
"""

import re

SPACES = re.compile(r"[ \t\u00a0\u202f\u2007\ufeff\u200b\u200e\u200f]+")
# "Le lun. 3 mars 2025 à 10:12, Awa <awa@…> a écrit :"; also broken over three lines.
BEGINS = re.compile(r"^(le|on|op|am)\b|^[^\s].{0,80}<\S+@\S+>", re.I)
WROTE = re.compile(
    r"\b(a écrit|a ecrit|écrit|wrote|schreef|het volgende geschreven|wrote the following)\s?:$|"
    r"\bschreef [^:]{1,200}:$",
    re.I,
)
MOST_BROKEN = 4  # lines
# "De : …" and, within the next lines, "Envoyé : …": what Outlook puts above.
FROM = re.compile(r"^\*?(de|from|van|von)\s?:\*?\s", re.I)
FIELD = re.compile(r"^\*?(envoyé|date|à|objet|cc|sent|to|subject|verzonden|datum|aan|onderwerp)\s?:", re.I)
RULE = re.compile(
    r"^[-_=]{2,}\s*(message d['’]origine|message original|message transféré|original message|original appointment|"
    r"forwarded message|oorspronkelijk bericht|doorgestuurd bericht)\s*[-_=]{2,}$",
    re.I,
)
LINE = re.compile(r"^[_]{10,}$|^-{20,}$")
DEVICE = re.compile(
    r"^\W{0,3}(envoyé (de|depuis|à partir de) (mon|ma|l['’]application|l['’]app|outlook|yahoo|proton|mail)\b|"
    r"télécharge[rz] outlook|obtenez outlook|provenance\s?: courrier|"
    r"sent from (my|outlook|mail|yahoo|proton|the)\b|get outlook for|"
    r"verzonden (vanaf|via|met|vanuit) (mijn|mail|outlook|yahoo|proton|de)\b|verstuurd vanaf mijn|"
    r"outlook (downloaden|voor)\b|download outlook)",
    re.I,
)
SIGNATURE = re.compile(r"^--$")


def trimmed(text: str) -> str:
    """The new words alone; empty where there are none."""
    lines = [SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    end = next((at for at in range(len(lines)) if _ends_at(lines, at)), len(lines))
    kept = lines[:end]
    # What is quoted at the top and answered below stays out; what is quoted between one's own words does not.
    while kept and (not kept[-1] or kept[-1].startswith(">")):
        kept.pop()
    while kept and (not kept[0] or kept[0].startswith(">")):
        kept.pop(0)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _ends_at(lines: list[str], at: int) -> bool:
    line = lines[at]
    if not line:
        return False
    if SIGNATURE.match(line) or DEVICE.match(line) or RULE.match(line):
        return True
    if LINE.match(line):
        return _headed(lines, at + 1)
    return _attribution(lines, at) or _headed(lines, at)


def _attribution(lines: list[str], at: int) -> bool:
    """A line, or up to four broken ones, by which a mail program says whom it quotes; with what follows quoted."""
    if not BEGINS.match(lines[at]):
        return False
    said = ""
    for line in lines[at : at + MOST_BROKEN]:
        if not line:
            return False
        said = f"{said} {line}"[-400:]
        if WROTE.search(said):
            return True
    return False


def _headed(lines: list[str], at: int) -> bool:
    """From, sent, to, subject: at least two fields below the first."""
    rest = [line for line in lines[at : at + 10] if line][:8]
    return bool(rest) and bool(FROM.match(rest[0])) and sum(bool(FIELD.match(line)) for line in rest[1:]) >= 2
