"""Programs and archives that a message brings or leads to: a genuine one of P1 has neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.base.patterns import regex

if TYPE_CHECKING:
    from flows.mail.letters.message import Message

_MOST, _LONGEST_TEXT = 5, 200_000
_SUFFIXES = "exe|scr|bat|cmd|msi|js|jse|vbs|vbe|wsf|hta|lnk|ps1|jar|iso|img|zip|rar|7z|gz|cab|ace|docm|xlsm|pptm|apk"
_ATTACHED = rf"{_SUFFIXES}|com|pif|cpl|scf|reg|svg|url|xll|xlam|dotm|one|appx|msix|vhdx?|wim|tar|tgz|bz2|xz|chm|msp"
_FILE = regex(rf".*\.(?:{_ATTACHED})[. ]*", re.IGNORECASE | re.DOTALL)
_NAME = regex(rf"(?<![\w.()\[\]%+-])[\w.()\[\]%+-]{{1,100}}\.(?:{_SUFFIXES})(?![\w/.-]|%[0-9a-f])", re.IGNORECASE)


def dangers(message: Message, foreign: Iterable[str]) -> tuple[str, ...]:
    """Names of such files: attached, by name or content, named in the text, or at the end of a foreign link."""
    ends = (re.split(r"[?#]", link)[0].rpartition("/")[2] for link in foreign)
    texts = (body.text[:_LONGEST_TEXT] for body in message.bodies)
    attached = (name for name in message.files if name in message.programs or _FILE.fullmatch(name))
    found = (name[0] for text in (*ends, *texts) for name in _NAME.finditer(text))
    return tuple(dict.fromkeys((*attached, *found)))[:_MOST]
