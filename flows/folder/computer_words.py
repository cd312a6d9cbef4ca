"""What a pharmacy's computers are called, and how they are counted, as the words stand in Polish sentences."""

from __future__ import annotations

import re

from flows.base.patterns import regex
from flows.base.polish import bare_words, fold
from flows.folder.computers import MAX_COMPUTERS

NUMBERS = dict(zip(("jeden", "dwa", "trzy", "cztery", "piec", "szesc", "siedem", "osiem"), range(1, 9), strict=True))
NUMBERS |= {
    "jednego": 1,
    "jedno": 1,
    "jedna": 1,
    "dwie": 2,
    "dwoch": 2,
    "trzech": 3,
    "czterech": 4,
    "pieciu": 5,
    "dziewiec": 9,
    "dziesiec": 10,
}
ANY_COMPUTERS = r"komputer\w*|komp|kompy|kompow|stanowisk\w*|sztuk\w*|maszyn\w*"
COUNTED = rf"{ANY_COMPUTERS}|kas|kasy|laptop\w*|pecet\w*|okienk\w*|biura"
_KINDS = {
    "kasa": r"kas(?:a|y|ie|e|ach|ami)?",
    "biuro": r"biur(?:o|a|ze|u|em)",
    "zaplecze": r"zaplecz(?:e|a|u|em)",
    "laptop": r"laptop(?:a|ie|owi|em|y)?",
    "notebook": r"notebook(?:a|u|iem)?",
    "komputer": r"komputer(?:a|ze|owi|em)?",
    "komp": r"komp(?:a|ie|em)?",
    "pecet": r"pece(?:t|ta|cie|tem)",
    "stanowisko": r"stanowisk(?:o|a|u|iem)",
    "recepcja": r"recepcj(?:a|i|e)",
    "sala": r"sal(?:a|i|e)",
    "serwer": r"serwer(?:a|ze|em)?",
    "gabinet": r"gabine(?:t|tu|cie|tem)",
    "ekspedycja": r"ekspedycj(?:a|i|e)",
    "receptura": r"receptur(?:a|y|ze|e)",
    "magazynek": r"magazyn(?:ek|ku|ka|kiem)",
    "okienko": r"okienk(?:o|a|u|iem)",
    "izba": r"izb(?:a|y|ie|e)",
}
"""What stands in a pharmacy, with its forms."""
_OWNED = ("laptop", "notebook", "komputer", "komp", "pecet", "stanowisko")
"""Those that are told apart by whose they are, or where they stand."""
_ORDINALS = {
    "1": r"pierwsz(?:y|a|e|ej|ym|ego)",
    "2": r"drug(?:i|a|ie|iej|im|iego)",
    "3": r"trzeci(?:a|e|ej|m|ego)?",
    "4": r"czwart(?:y|a|e|ej|ym|ego)",
    "5": r"piat(?:y|a|e|ej|ym|ego)",
}
_NEW = r"now(?:y|a|e|ej|ym|ego)"
_FIRST = rf"(?:{'|'.join(_ORDINALS.values())}|{_NEW}|star(?:y|a|e|ej|ym|ego)|glown(?:y|a|e|ej|ym|ego))"
_THIS = regex(r"(?:to )?(?:ten|tutaj|tu)(?: komputer)?(?: tutaj| tu)?|(?:na )?tym(?: komputerze)?")
_OTHERS = regex(
    r"(?:p1|p12|krok\w*?|etap\w*?|punkt\w*?|pkt|tls|wss|csr|pem|jks|sow|windows\w*?|win|wersj\w+?|zsmopl|plik\w*?|"
    r"wnios\w+?|komplet\w*?|raportnet\w*?|ksef|kowal|hasl\w+?)\d*|\d+.*"
)
"""What is spoken of here and is no computer."""
_NO_NAME = (
    r"(?:i|oraz|a|na|w|we|do|u|od|to|jest|sa|ma|maja|juz|jeszcze|jednak|tez|nie|nic|gotow\w*|zrobi\w*|wgra\w*|"
    r"zainstalowa\w*|dziala\w*|ok|tylko|wszystko|oba|certyfikat\w*|recznie|dzis\w*|wczoraj|ale|ten|tam|tu|chyba)"
)
"""Words that end a name."""
SEPARATOR = regex(r"\s*[,;]\s*(?:i\s+|oraz\s+|w tym\s+)?|\s+(?:i|oraz|a także|plus)\s+", re.IGNORECASE)
_NUMBERED = regex(r"(?P<base>.*\D)(?P<number>\d{1,3})")


_FORMS = "|".join(_KINDS.values())
_OWNED_FORMS = "|".join(_KINDS[kind] for kind in _OWNED)
_WORD = rf"(?!{_NO_NAME}\b)[a-z0-9]{{2,16}}"
_NAMED = regex(
    rf"(?:(?:{_FIRST} )?(?:{_FORMS}|pc|desktop)(?: ?(?:nr |numer )?\d{{1,4}})?|(?:{_FORMS}) {_FIRST}|"
    rf"(?:{_FIRST} )?(?:{_OWNED_FORMS})(?: (?:w|na|od|u))?(?: pan[ia]?)? {_WORD}|[a-z]+[a-z0-9]*\d+[a-z0-9]*)"
    r"(?: konto [a-z0-9]{1,20})?"
)


def is_this(part: str) -> bool:
    """„ten”, „tutaj”, „tym komputerze”."""
    return means_this(bare_words(part))


def means_this(words: str) -> bool:
    """The same of bare words."""
    return _THIS.fullmatch(words) is not None


def is_other(part: str) -> bool:
    """Something that is spoken of here and is no computer."""
    return _OTHERS.fullmatch(bare_words(part)) is not None


def is_computer(part: str) -> bool:
    """Whether it can be nothing else: „kasa 1”, „komputer w biurze”, „laptop kierowniczki”, „ten”."""
    return means_computer(bare_words(part))


def means_computer(words: str) -> bool:
    """The same of bare words."""
    return means_this(words) or (_NAMED.fullmatch(words) is not None and _OTHERS.fullmatch(words) is None)


def nominative(text: str) -> str:
    """„kasie2” is „kasa2”, „nowego laptopa” a „laptop”, „drugą kasę” „kasa 2”; whatever is no word of ours stays."""
    words = re.sub(r"^(?:na|w|we|do|u) ", "", text).split()
    while len(words) > 1 and re.fullmatch(_NEW, words[0]):
        words = words[1:]
    for place, forms in _ORDINALS.items():
        rest = [word for word in words if not re.fullmatch(forms, word)]
        if len(rest) == 1 < len(words):
            return f"{_kind(rest[0])} {place}"
    return " ".join([*map(_kind, words[:1]), *words[1:]])


def _kind(word: str) -> str:
    base = word.rstrip("0123456789")
    kind = next((kind for kind, forms in _KINDS.items() if re.fullmatch(forms, base)), base)
    return kind + word[len(base) :]


def number(head: str) -> int | None:
    """The count that the words begin with („3 komputery”, „jeszcze trzy”, „dwa na sali”), None for names."""
    words = fold(head).strip(" .").removeprefix("jeszcze ").split()
    if not words:
        return None
    if words[0].isdecimal():
        return int(words[0]) if len(words[0]) <= len(str(MAX_COMPUTERS)) else 0
    rest = " ".join(words[1:])
    alone = not rest or re.fullmatch(rf"(?:{COUNTED})?(?: ?(?:na|w|u) .+)?", rest) is not None
    return NUMBERS.get(words[0]) if alone else None


def parts_of(said: str) -> list[str]:
    """What is listed: „kasa 1, 2 i biuro” is three."""
    parts = [part.strip(" .") for part in SEPARATOR.split(said)]
    for at in range(1, len(parts)):
        before = _NUMBERED.fullmatch(parts[at - 1])
        if before and parts[at].isdecimal() and len(parts[at]) <= len(before["number"]) + 1:
            follows = int(parts[at]) > int(before["number"])
            parts[at] = before["base"] + parts[at] if follows and is_computer(parts[at - 1]) else parts[at]
    return [part for part in parts if part]
