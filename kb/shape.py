"""The shape of a question: what kind of answer it wants, and which way it leans.

„Muszę oba?” and „mogę pominąć jeden?” share a page and most words, and their answers are a yes and a no. What tells
them apart is small: a negation, „wystarczy”, „tylko”, „bez” against „trzeba”, „muszę”, „koniecznie”.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from kb.words import key

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = {  # of the question: what it asks for
    "czy": r"czy",
    "ile": r"ile|skilky|ilu|iloma|ilekroc|dlugo|szybko",
    "kiedy": r"kiedy|when|koly|odkad|dokad|termin\w*|wczesniej|pozniej",
    "kto": r"kto|who|chto|kogo|komu|kim|czyj\w*|ktos",
    "gdzie": r"gdzie|where|skad|dokad",
    "ktory": r"ktory\w*|ktora|ktore\w*|jaki\w*|jaka|jakie\w*",
    "jak": r"jak|how|sposob",
    "co": r"co|czego|czym|czemu",
    "dlaczego": r"dlaczego|why|czemu|poco|cel\w*",
    "jesli": r"jesli|jezeli|gdy\w*|jakby|skoro|chyba",
}
_LEANS = {  # of a yes/no question: which way
    "nie": r"nie|bez|zad\w+|nigdy|ani|nic|nikt|nikogo",
    "tylko": r"tylko|wystarcz\w*|starcz\w*|sam|sama|samo|samego|samym|samej|jeden|jedn\w+|jedyni\w+|wylacznie",
    "trzeba": r"trzeba|mus\w+|nalezy|koniecz\w+|obowiaz\w+|powin\w+|wymag\w+|potrzeb\w+|niezbedn\w+",
    "mozna": r"mog[ea]\w*|mozn\w+|moze\w*|da|dasie|wolno|uda|dozwolon\w+|przejdzie|zadziala",
    "pominac": r"pomin\w*|pomij\w*|odpus\w+|darowac|zrezyg\w+|ola[cl]\w*|zbedn\w+|niepotrzebn\w+|przeskocz\w*|"
    r"opusci\w*|zignor\w+",
    "oba": r"oba|obie|oboje|obydw\w+|dwa|dwie|obu|komplet\w*|kazd\w+|wszystki\w+|wszedzie|para|pare",
    "dobrze": r"dobrze|prawda|zgadza|racj[ae]|rozumiem|mysle|slusznie|pewno|pewna|pewny|kumam|sadze|pamietam",
    "juz": r"juz|zrobil\w*|wgral\w*|zainstalowal\w*|mam|jest",
    "blad": r"blad\w*|zle|pomyli\w*|omylk\w*|pomylk\w*|nieprawidlow\w*|odrzuc\w*|wyskakuj\w*|wyskoczy\w*",
}
_WH = {"ile", "kiedy", "kto", "gdzie"}  # „kiedy, przed czy po?” wants neither yes nor no
_BEFORE_CZY = re.compile(r"\w*pyta\w*|wie\w*|powie\w*|mow\w*|sprawdz\w*|a|i|no|to|ale|prosze|dobry|pan\w*")
NO_VERDICT = -1
_POLAR = ("nie", "pominac", "tylko", "trzeba", "mozna", "dobrze")
_PATTERNS = [(name, re.compile(pattern)) for name, pattern in {**_KINDS, **_LEANS}.items()]


def shape(folded: Sequence[str]) -> frozenset[int]:
    """Numbers of the features of a question's shape: each kind and lean, pairs of leans, the kind that comes first."""
    seen = dict.fromkeys(name for word in folded for name in _named(word))
    kinds, leans = [name for name in seen if name in _KINDS], [name for name in seen if name in _LEANS]
    names = [f"?{name}" for name in kinds] + [f"?{name}" for name in leans]
    names += [f"?{a}+{b}" for a, b in combinations(sorted(leans), 2)]
    names.append("?first " + (kinds[0] if kinds else "none"))
    return frozenset(map(key, names))


def polarity(folded: Sequence[str]) -> int:
    """Which of the leans that turn a yes into a no occur, a bit each: the same verdict holds for the same of them.

    NO_VERDICT for a question that asks who, when, how many: a yes or no is no answer to it. For one that is negated
    („nie muszę…?”, „chyba nie trzeba…?”) as well: „tak” and „nie” mean the same there, and both mean two things.
    """
    asks_assent = bool(folded) and folded[-1] in {"nie", "tak"}  # „…, tak?”: no more is meant than by „prawda?”
    said = [*folded[:-1], "prawda"] if asks_assent else folded
    if _is_negated(said) or _is_a_choice(said):
        return NO_VERDICT
    named = dict.fromkeys(name for word in said for name in _named(word))
    kinds = [name for name in named if name in _KINDS]
    if kinds and (kinds[0] in _WH or (kinds[0] not in {"czy", "jesli"} and "czy" not in kinds)):
        return NO_VERDICT
    return sum(1 << bit for bit, name in enumerate(_POLAR) if name in named)


def _is_negated(folded: Sequence[str]) -> bool:
    """Whether a statement with „nie” is put as a question; „czy nie…” and „mogę nie…” ask like any other."""
    for place, word in enumerate(folded):
        if word == "czy":
            return False
        if word == "nie" and not (place and "mozna" in _named(folded[place - 1])):
            return True
    return False


def _is_a_choice(folded: Sequence[str]) -> bool:
    """Whether one of two is asked for: „pliki czy linki?”; not „pani pyta, czy…”."""
    return any(
        word == "czy" and place and not _BEFORE_CZY.fullmatch(folded[place - 1]) for place, word in enumerate(folded)
    )


def has_shape(word: str) -> bool:
    """Whether the word says how something is asked rather than what about."""
    return bool(_named(word))


@lru_cache(maxsize=4096)
def _named(word: str) -> tuple[str, ...]:
    """The kinds and leans that the word stands for."""
    return tuple(name for name, pattern in _PATTERNS if pattern.fullmatch(word))
