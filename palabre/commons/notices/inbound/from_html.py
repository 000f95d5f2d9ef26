"""The words of a mail that came as HTML alone: paragraphs and lists; what mail programs mark as quoted is left out.

Read as a stream by the standard library: a tree of 100,000 elements one in another, which anybody may send, took
BeautifulSoup more than nine minutes, this two seconds.
"""

from html.parser import HTMLParser

BREAKS = {"br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "table", "hr"}
APART = {"p", "ul", "ol", "h1", "h2", "h3", "h4", "table"}
UNSEEN = {"script", "style", "head", "title", "template"}
VOID = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"}
QUOTED = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "gmail_signature", "moz-signature")
QUOTED_ID = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "ms-outlook-mobile-signature")
ALL_BELOW = ("divrplyfwdmsg", "appendonsend")  # Outlook does not enclose what it quotes: all that follows is


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.over = False

    @property
    def silent(self) -> bool:
        return self.over or bool(self.open and self.open[-1][1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: (value or "").lower() for name, value in attrs}
        mark, name = found.get("class", ""), found.get("id", "")
        if any(each in name for each in ALL_BELOW):
            self.over = True
        quoted = tag in UNSEEN or tag == "blockquote" or name.startswith(QUOTED_ID)
        quoted = quoted or any(each in mark for each in QUOTED)
        if not self.silent and tag in BREAKS:
            self.said.append("\n\n" if tag in APART else "\n")
            if tag == "li":
                self.said.append("- ")
        if tag not in VOID:
            self.open.append((tag, quoted or self.silent))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self.open[-50:]]
        if tag in names:
            while self.open and self.open.pop()[0] != tag:
                pass
        if not self.silent and tag in APART:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            before, after = " " * data[:1].isspace(), " " * data[-1:].isspace()
            self.said.append(f"{before}{' '.join(data.split())}{after}" if data.strip() else " ")


def words_of(html: str) -> str:
    """Plain text. Reads at most what a mail of words needs; nothing of it is ever shown as HTML."""
    words = _Words()
    words.feed(html)
    words.close()
    return "".join(words.said).strip()
