"""For the page of components: show a piece of template, and beside it what it becomes."""

from django import template
from django.template.base import Node, Parser, Template, Token, TokenType
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_WRITTEN = {TokenType.TEXT: "{}", TokenType.BLOCK: "{{% {} %}}", TokenType.VAR: "{{{{ {} }}}}", TokenType.COMMENT: ""}


@register.tag
def example(parser: Parser, token: Token) -> Node:
    """``{% example %}{% level "consultation" %}{% endexample %}``: the result, and the code that made it."""
    source: list[str] = []
    while parser.tokens:
        found = parser.next_token()
        if found.token_type == TokenType.BLOCK and found.contents == "endexample":
            return ExampleNode("".join(source).strip("\n"))
        source.append(_WRITTEN[found.token_type].format(found.contents))
    raise TemplateSyntaxError("example has no endexample")


class ExampleNode(Node):
    def __init__(self, source: str) -> None:
        self.source = _dedented(source)
        self.compiled = Template(source)

    def render(self, context: Context) -> SafeString:
        shown = self.compiled.nodelist.render(context)
        return format_html(
            '<div class="example"><div class="example-shown">{}</div><pre tabindex="0"><code>{}</code></pre></div>',
            shown,
            self.source,
        )


def _dedented(source: str) -> str:
    lines = source.splitlines()
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:] for line in lines)
