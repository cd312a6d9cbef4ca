"""Whether a line is written in another language than Polish: by letters, and by small words that Polish has not."""

from __future__ import annotations

from flows.base.patterns import regex

_AFTER_LATIN = "\u0370"  # Greek comes next, then Cyrillic and the others; a regular expression of them costs 1.5 ms
_ENGLISH = (
    "the is are was how what where when who why which does did can could should must have has had my your our their "
    "this that these those it i you we they and or not of for with from please help need want know don there here get "
    "got give tell ask am be been will would about into after before because already still again some any"
)
_GERMAN = "der die das ist wie ich nicht und ein eine wo wann warum mein bitte haben kann muss was wir sie"
_SMALL_WORDS = tuple(frozenset(words.split()) for words in (_ENGLISH, _GERMAN))
_WORD = regex(r"[a-z']+")
FEWEST = 2  # of such words, and at least a third of all: names of buttons and errors are quoted in Polish questions
SHARE = 1 / 3


def is_foreign(line: str) -> bool:
    """Whether the line is not Polish; a Polish question that quotes an English message still is."""
    if sum(sign >= _AFTER_LATIN and sign.isalpha() for sign in line) > len(line) / 4:
        return True
    words = _WORD.findall(line.lower())
    small = max(sum(word in language for word in words) for language in _SMALL_WORDS)
    return small >= FEWEST and small >= len(words) * SHARE
