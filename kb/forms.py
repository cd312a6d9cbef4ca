"""Build time only: from the words of our texts to all their inflected forms (Morfeusz 2, SGJP; see NOTICE)."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.words import fold, nearest, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from morfeusz2 import Morfeusz

SYNONYMS = Path(__file__).parent / "synonyms.toml"
OFTEN = 3  # a word that Morfeusz does not know is a word (a name, slang), no typing error, when it is seen so often

# Endings of the first and second person and of the conditional, which Morfeusz counts as words of their own.
_ENDINGS = {
    "praet:sg:m": ("em", "es", "by", "bym"),
    "praet:sg:f": ("m", "s", "by", "bym"),
    "praet:sg:n": ("by",),
    "praet:pl": ("smy", "scie", "by", "bysmy"),
}


@dataclass(frozen=True, slots=True)
class Forms:
    """``concepts``: folded form → name of its concept; ``ours``: concepts of our pages; ``spellings``: known words."""

    concepts: dict[str, str]
    ours: frozenset[str]
    spellings: tuple[str, ...]


def synonyms(path: Path = SYNONYMS) -> dict[str, list[str]]:
    """Name of a group → its words, all sections of the file together."""
    groups: dict[str, list[str]] = {}
    for section in tomllib.loads(path.read_text("utf-8")).values():
        groups.update(section)
    return groups


def collect(ours: Iterable[str], foreign: Iterable[str], groups: dict[str, list[str]]) -> Forms:
    """The table for texts of ours and texts that are none of ours (they must be told apart, so they need words too)."""
    from morfeusz2 import Morfeusz

    morfeusz = Morfeusz(generate=True)
    counts, foreign_counts = _count(ours), _count(foreign)
    everything = counts + foreign_counts
    group_of = {word: name for name, members in groups.items() for word in members}
    lemmas = _lemmas(morfeusz, everything)
    for word in group_of:
        lemmas.setdefault(word, 1)
    best: dict[str, tuple[int, str]] = {}
    for lemma, count in sorted(lemmas.items()):
        name = lemma.split(":", 1)[0]
        concept = group_of.get(name, name)
        for form in {fold(name), *_inflected(morfeusz, lemma)}:
            best[form] = max(best.get(form, (0, "")), (count, concept))
    folded: Counter[str] = Counter()
    for word, count in everything.items():
        folded[fold(word)] += count
    known = Counter({word: count for word, count in folded.items() if word in best})
    for word, count in folded.items():
        if count >= OFTEN and word not in best and not _is_mistyped(word, count, known):
            best[word] = (count, word)
    for word, name in group_of.items():
        best[fold(word)] = (0, name)
    table = {form: concept for form, (_, concept) in best.items()}
    used = {table[form] for form in map(fold, counts) if form in table}
    spellings = sorted((word for word in folded if word in table), key=lambda word: (-folded[word], word))
    return Forms(table, frozenset(used | set(groups)), tuple(spellings))


def _is_mistyped(word: str, count: int, known: Counter[str]) -> bool:
    """Whether a word ten times as frequent is so near that it will be corrected: writers copy typing errors too."""
    spellings = [other for other, often in known.items() if often >= 10 * count]
    return nearest(word, spellings) is not None


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(typed.lower() for text in texts for typed, _ in words(text))


def _lemmas(morfeusz: Morfeusz, counts: Counter[str]) -> dict[str, int]:
    """Lemmas of the words as written, with how often they occur; nothing for words unknown to Morfeusz."""
    lemmas: dict[str, int] = defaultdict(int)
    for word, count in counts.items():
        readings = morfeusz.analyse(word)
        if any(start for start, _, _ in readings):  # several segments: zrobił+am
            readings = [reading for reading in readings if reading[0] == 0 and reading[2][2].startswith("praet")]
        for lemma in {lemma for _, _, (_, lemma, tag, _, _) in readings if tag != "ign"}:
            lemmas[lemma] += count
    return lemmas


def _inflected(morfeusz: Morfeusz, lemma: str) -> set[str]:
    """All forms of a lemma, folded; negated participles and gerunds („niewgranie”) are left out."""
    forms: set[str] = set()
    for form, of, tag, _, _ in morfeusz.generate(lemma.split(":", 1)[0]):
        if (":" in lemma and of != lemma) or ":neg" in tag:
            continue
        plain = fold(form)
        forms.add(plain)
        for start, endings in _ENDINGS.items():
            if tag.startswith(start):
                forms.update(plain + ending for ending in endings)
    return forms
