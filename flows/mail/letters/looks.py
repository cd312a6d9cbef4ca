"""What looks like an e-mail, or like the beginning of one, among lines that were typed or pasted."""

from __future__ import annotations

import re

from flows.base.patterns import regex

_BEGINNING = regex(
    r"(?:od|do|dw|from|to|cc|temat|subject|date|data|wysłano|sent|received|return-path|delivered-to|reply-to"
    r"|message-id|mime-version|content-type)\s?:\s*\S|szanowni pa|-----|>\s*\S",
    re.IGNORECASE,
)
_HEAD = regex(
    r"(?:>\s*)*(?:(?:od|from|nadawca)\s?:.*@|(?:temat|subject)\s?:\s*\S|(?:return-path|received|delivered-to)\s?:)",
    re.IGNORECASE,
)
_HEADS = regex(
    r"^[>\s*]*(od|do|dw|from|to|cc|nadawca|temat|subject|date|data|wysłano|sent|received|return-path)\s?:\**\s*\S",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = regex(r"https?://|\bwww\.|\bhxxps?:", re.IGNORECASE)
_LETTERS = regex(
    r"szanown|dzie[nń] dobry|witam|z powa[zż]aniem|pozdrawia|ezdrowi|e-zdrowi|\bp1\b|certyfikat|csioz|kliknij|"
    r"za[lł][aą]cz",
    re.IGNORECASE,
)


def begins_letter(line: str) -> bool:
    """Whether the line is of an e-mail's head („Temat: …”) or its salutation, so that the rest of it must follow."""
    return _BEGINNING.match(line.strip()) is not None


def heads_letter(line: str) -> bool:
    """Whether the line is surely of an e-mail's head, also where none is asked for."""
    return _HEAD.match(line.strip()) is not None


def looks_like_letter(text: str) -> bool:
    """Whether pasted lines are an e-mail: two lines of a head, or a link with a salutation, a closing or our matter."""
    heads = {match[1].lower() for match in _HEADS.finditer(text)}
    links = _LINK.search(text) is not None
    return "\n" in text.strip() and (len(heads) > 1 or (links and (bool(heads) or _LETTERS.search(text) is not None)))
