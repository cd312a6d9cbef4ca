"""Words: folding, the table of inflected forms, correction of typing errors. A concept is what a word means here.

A form (``certyfikatami``) leads to a lemma and a lemma to its group of synonyms; that name is the concept. Texts are
folded first, so writing without Polish letters or in capitals costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from kb import store

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from pathlib import Path

LONGEST = 40  # characters of a word; longer ones are keys and checksums that somebody pasted
CORRECTED = 4  # letters from which a typing error is corrected
MOST_EDITS = 2
_STROKES = str.maketrans("łđøı", "ldoi")  # letters that Unicode does not take apart
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without diacritics: „Żółw” → „zolw”."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower().translate(_STROKES))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).lower()


def words(text: str) -> list[tuple[str, str]]:
    """The words of a text: (as typed, folded). What has no Latin letter or digit is dropped."""
    whole = unicodedata.normalize("NFC", text)
    found = ((typed, "".join(_PLAIN.findall(fold(typed)))[:LONGEST]) for typed in _WORD.findall(whole))
    return [(typed, folded) for typed, folded in found if folded]


def key(name: str) -> int:
    """The 32-bit number under which a form, a concept or a feature stands in the data files."""
    return crc32(name.encode())


def find(keys: array[int], wanted: int) -> int:
    """Where `wanted` stands in sorted keys, or -1."""
    place = bisect_left(keys, wanted)
    return place if place < len(keys) and keys[place] == wanted else -1


def nearest(word: str, spellings: Sequence[str]) -> str | None:
    """The first of the nearest spellings: one edit from 4 letters, two from 8; a swap of neighbours is one edit (OSA).

    `spellings` come most frequent first, so that of equally near ones the usual word is meant. Shorter words and
    numbers have no near ones.
    """
    if len(word) < CORRECTED or word.isdigit():
        return None
    from rapidfuzz.distance import OSA  # few lines hold a typing error
    from rapidfuzz.process import extractOne

    allowed = MOST_EDITS if len(word) >= CORRECTED * 2 else 1
    found = extractOne(word, spellings, scorer=OSA.distance, score_cutoff=allowed)
    return found[0] if found else None


def _ends(word: str, size: int) -> tuple[str, str]:
    """A word's first and last letters: one edit leaves either of them whole, two edits nearly always do."""
    return f"{word[:size]}-", f"-{word[-size:]}"


class Vocabulary:
    """Which concept a word stands for. Forms are looked up by number; spellings are read only for a correction."""

    def __init__(self, arrays: dict[str, array[int]], spellings: Path) -> None:
        self._forms, self._meant = arrays["forms"], arrays["meant"]  # a form means the concept of that place
        self._concepts, self._ours, self._spellings = arrays["concepts"], arrays["ours"], spellings
        self._correct = lru_cache(maxsize=4096)(self._nearest)
        self._by_end: dict[str, list[tuple[int, str]]] = {}

    @classmethod
    def open(cls, data: Path) -> Vocabulary:
        """The vocabulary that the build step wrote."""
        _, arrays = store.load(data / "words.bin")
        return cls(arrays, data / "spellings.txt")

    def concept(self, folded: str) -> int | None:
        """The concept of a folded word as it stands, without correction."""
        place = find(self._forms, key(folded))
        return None if place < 0 else self._concepts[self._meant[place]]

    def is_ours(self, folded: str) -> bool:
        """Whether the pages (not only the questions that are none of ours) use the word."""
        place = find(self._forms, key(folded))
        return place >= 0 and bool(self._ours[self._meant[place]])

    def corrected(self, folded: str) -> str:
        """The word itself when it is known or nothing is near; otherwise the nearest known spelling."""
        return folded if find(self._forms, key(folded)) >= 0 else self._correct(folded)

    def _nearest(self, folded: str) -> str:
        if not self._by_end:
            for number, word in enumerate(self._spellings.read_text("utf-8").split("\n")):
                sizes = (1, 2) if len(word) <= CORRECTED + 1 else (2,)
                for end in (end for size in sizes for end in _ends(word, size)):
                    self._by_end.setdefault(end, []).append((number, word))
        size = 1 if len(folded) == CORRECTED else 2  # of four letters an edit in the middle may touch two on each side
        alike = {pair for end in _ends(folded, size) for pair in self._by_end.get(end, ())}
        return nearest(folded, [word for _, word in sorted(alike)]) or folded
