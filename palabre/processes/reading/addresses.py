"""E-mail addresses never leave the reader."""

import re

# Every repetition is bounded, so that a megabyte of letters costs no more than its length.
_ADDRESS = re.compile(
    r"(?:mailto:\s*)?(?<![\w.+%-])[\w.+%'-]{1,64}"
    r"(?:@|\s?[\[(]\s?(?:at|arobase|apenstaartje)\s?[\])]\s?|%40|＠)"
    r"[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?(?:dot|point|punt)\s?[\])]\s?)[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
_SIGN = re.compile(r"@|＠|%40|[\[(]\s?(?:at|arobase|apenstaartje)\s?[\])]", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"\s?(?:\(\s*\)|\[\s*\]|<\s*>|&lt;\s*&gt;)")


def holds_address(text: str) -> bool:
    return bool(_SIGN.search(text)) and bool(_ADDRESS.search(text))


def cut_addresses(text: str) -> str:
    """The text without its addresses; the brackets that held them stay."""
    return _ADDRESS.sub("", text) if holds_address(text) else text


def without_addresses(text: str) -> str:
    """The text without its addresses nor the empty brackets they leave."""
    if not holds_address(text):
        return text
    return re.sub(r"[ \t]{2,}", " ", _EMPTY_BRACKETS.sub("", _ADDRESS.sub("", text))).strip()
