"""Programs and archives that a message brings or leads to: a genuine one of P1 has neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.mail.letters.message import Message

_MOST, _LONGEST_TEXT = 5, 200_000
_SUFFIXES = "exe|scr|bat|cmd|msi|js|jse|vbs|vbe|wsf|hta|lnk|ps1|jar|iso|img|zip|rar|7z|gz|cab|ace|docm|xlsm|pptm|apk"
_NAME = re.compile(rf"(?<![\w.()\[\]%+-])[\w.()\[\]%+-]{{1,100}}\.(?:{_SUFFIXES})(?![\w/.-]|%[0-9a-f])", re.IGNORECASE)


def dangers(message: Message, foreign: Iterable[str]) -> tuple[str, ...]:
    """Names of such files: attached, named in the text, or at the end of a link that does not lead to P1."""
    ends = (re.split(r"[?#]", link)[0].rpartition("/")[2] for link in foreign)
    texts = (body.text[:_LONGEST_TEXT] for body in message.bodies)
    found = (name[0] for text in (*message.files, *ends, *texts) for name in _NAME.finditer(text))
    return tuple(dict.fromkeys(found))[:_MOST]
