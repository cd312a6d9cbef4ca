"""Passwords and numbers of persons that turn up where they would be seen: known ones, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, TypeAlias

from flows.base.passphrase_words import passphrase_words
from flows.base.patterns import regex
from flows.base.polish import fold
from flows.base.secret import Secret

Private: TypeAlias = Literal["", "password", "pesel"]

_SHORTEST_HELD = 6
"""Characters; a shorter password stands in ordinary sentences by chance and is only known as a whole line."""
_NAMED = regex(
    r"(?:^|[^\w.-])(?:has[lł]o|password|passwd|passphrase|pwd|pass)(?:\s?[:=]\s*|\s+(?:to|jest):?\s+)(?P<value>\S.*)",
    re.IGNORECASE | re.MULTILINE,
)
_OPTION = regex(r"(?:^|\s)-{1,2}(?:has[lł]o|password|pass|pwd)(?:[ =]+)(?P<value>\S+)", re.IGNORECASE)
_SENTENCE = regex(
    r"(?:jaki\w*|co|gdzie\w*|jak|czy|kiedy|kt[oó]r\w+|do|z|w|i|na|od|inn\w+|zapomnian\w+|nieznan\w+|jest|s[aą]|to|sam\w|nie\w*|"
    r"z[lł]\w+|b[lł][eę]dn\w+|dobr\w+|poprawn\w+|za|zbyt|tak\w*|ten|ta|tylko|chyba|moje|nasze|musi|mo[zż]e|ma|mam|reset|set|use|be|zapisan\w+|"
    r"potrzebn\w+|wa[zż]n\w+|podan\w+|stare|nowe|brak|pust\w+)\b",
    re.IGNORECASE,
)
"""Behind „hasło:” or „hasło to” begins a sentence, not a password."""
_ORDINARY = regex(
    r"\S+@\S+\.\w+|\S*[/\\]\S*|\S+\.[A-Za-z]\w{1,4}|(?:tls|wss|terminy|stary)-\S+|https?:\S+|\+?[\d .:/-]+|"
    r"\(?0x[0-9a-f]{2,16}\)?|(?:windows|raportnet|office|kasa|komputer|stanowisko|serwer|krok)\d{1,4}\w{0,4}",
    re.IGNORECASE,
)
"""Addresses, paths, names of files, days, numbers of telephones and codes of errors."""
_SIGNS = frozenset("!@#$%^&*?+~")
_SHORTEST, _LONGEST, _ALONE, _SHORTEST_NAMED = 8, 40, 10, 5
_FEWEST_WORDS, _MOST_WORDS = 4, 8
_JOINED = regex(r"[-_.,+]+")
_ELEVEN = regex(r"(?<![\d-])\d{11}(?![\d-])")
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)


def holds_secret(line: str, secrets: Iterable[Secret]) -> bool:
    """Whether the line is a password in memory or has one inside („moje hasło to …”)."""
    text = Secret(line.strip())
    held = Secret(line).reveal()  # in the same normal form
    return any(
        secret == text or (len(secret.reveal()) >= _SHORTEST_HELD and secret.reveal() in held) for secret in secrets
    )


def looks_private(line: str, *, expected: bool = False) -> Private:
    """What the line holds by its looks: a password, a PESEL, or "" for an ordinary line.

    A single word is suspected sooner than one in a sentence („jak odnowić certyfikat2026”), unless such a word was
    ``expected``: the name of a computer or of a folder that is there.
    """
    if any(_is_pesel(match[0]) for match in _ELEVEN.finditer(line)):
        return "pesel"
    words = line.split()
    named = _NAMED.search(line)
    if named and _is_value(named["value"].strip()):
        return "password"
    if _OPTION.search(line) or _of_proposed_words(line):
        return "password"
    if "-----BEGIN" in line or not words:
        return ""
    alone = len(words) == 1 and not expected
    return "password" if any(_is_mixed(word, alone=alone) for word in words) else ""


def _is_pesel(digits: str) -> bool:
    """By its check digit and the day in it."""
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= 31 and _sum(digits) % 10 == 0  # noqa: PLR2004  (months, days)


def _sum(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))


def _is_value(text: str) -> bool:
    if text.endswith("?") and " " in text:
        return False
    return _SENTENCE.match(text) is None and len(text.strip(".,;…")) >= _SHORTEST_NAMED


def _is_mixed(word: str, *, alone: bool) -> bool:
    shouted = "!" in word[-3:]
    word = word.strip("\"'„”“«»‘’.,;:()[]<>").rstrip("?!") if not alone else word.strip("\"'„”“«»")
    if not _SHORTEST <= len(word) <= _LONGEST or _ORDINARY.fullmatch(word):
        return False
    lower, upper = any(map(str.islower, word)), any(map(str.isupper, word))
    digit, sign = any(map(str.isdigit, word)), bool(_SIGNS & set(word.rstrip("?!")))
    if not (lower and digit):
        return False
    if not alone:
        return sign or (upper and shouted)
    return upper or sign or (len(word) >= _ALONE and word.isalnum() and not re.fullmatch(r"[0-9a-f]+", word))


def _of_proposed_words(line: str) -> bool:
    """Four or more of the words that passwords are proposed of, one after another."""
    run = 0
    for word in re.findall(r"\w+", fold(line)):
        run = run + 1 if word in _proposed_words() else 0
        if run >= _FEWEST_WORDS:
            return True
    return False


@cache
def _proposed_words() -> frozenset[str]:
    return frozenset(passphrase_words())


def may_be_phrase(line: str, unknown: Sequence[str]) -> bool:
    """Whether it may be a password of several words: nearly all are foreign to us, or joined, and it asks nothing."""
    words = line.split()
    if len(words) == 1 and len(_JOINED.split(line)) >= _FEWEST_WORDS:
        return True
    return _FEWEST_WORDS <= len(words) <= _MOST_WORDS and not line.endswith("?") and len(unknown) >= len(words) - 1
