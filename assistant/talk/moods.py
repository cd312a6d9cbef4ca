"""How somebody feels, in a line that holds nothing else: thinking aloud, laughter, temper, no confidence, a plea.

Pure. A line is read as a bag of words: one at least belongs to the mood, the others go with it or with any. So „no i
dupa”, „masakra jakaś z tym” and „to dla mnie za trudne” need no pattern of their own.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from flows.base.patterns import regex
from flows.base.polish import fold

Mood: TypeAlias = Literal["thinking", "laughing", "temper", "lost", "plea", "sorry", "weather", "wordless"]

_ANY = (
    "a ale az bardzo bo by byc byl bylo caly cala ci cie co dla dzis dzisiaj i ja jaka jakas jaki jakies jakis jak "
    "jest jestem juz ma mi mna mnie moja moj mam na naprawde nas nic nie no o od ojej oj po prostu pani pan panie "
    "prosze raczej sa se sie sobie strasznie taka taki takie tak tego ten ta te teraz tez to totalna totalnie troche "
    "tu tutaj ty tym w wam was wy wszystko z za zaraz ze znow znowu zupelnie zawsze zwykla zwykly"
)
_WITH_ANY = frozenset(_ANY.split())
_MOODS: dict[Mood, tuple[str, str]] = {
    "laughing": (r"(?:ha){2,}h?|(?:he){2,}h?|(?:hi){2,}|lol|x+d+|rotfl|smieszne|zabawne|usmial[ae]m", "ha"),
    "sorry": (r"przepraszam|sorki|sorry|sory|wybacz\w*|pardon|zagapil[ae]m|zamyslil[ae]m|wina", "najmocniej chwile"),
    "plea": (
        r"pomoz\w*|pomocy|ratunku|ratuj\w*|sos|help|pomogl\w*|blagam|litosci",
        "me ktos niech potrzebuje potrzebna pomoc pilnie natychmiast szybko",
    ),
    "lost": (
        (
            r"zielon[ay]|laik\w*|informatykiem|noga|tep[ay]|trudn[eya]|skomplikowan[eya]|ogarniam|ogarne|"
            r"pojecia|gubie|zgubil[ae]m|pogubil[ae]m|magia|tabaka|stresuje|boje|przerasta|blondynka|technicznie|"
            r"technolog\w*|przytlacza|kumat[ay]|znam|nadazam"
        ),
        "czarna komputer komputera komputerach komputerami komputerow stara stary ponad rogu glowe sily kompletnie",
    ),
    "temper": (
        (
            r"masakra|dup[aey]|chor[eay]|szlag|porazka|koszmar\w*|tragedia|dno|paranoja|horror|makabra|beznadziej\w*|"
            r"kpin[ay]|zenada|cholera|kurd[ea]|kurcze|kurwa|bzdur[ay]|absurd|wkurza\w*|wkurzy\w*|denerwuj\w*|"
            r"irytuj\w*|nerw\w*|spadaj\w*|pierd\w+|odwal\w*|odczep\w*|ogarnij|zalamk[ai]|zalamac|plakac|wariuje|oszalec|"
            r"zwariowac|dosc|dosyc|meczarnia|udreka|meke|nieporozumienie|fatalnie|okropn\w+|straszne|dramat|syf|bajzel|"
            r"slow|gadac|cicho"
        ),
        "wal gon wez szlak trafi jasna jasny szkoda brak badz drugi trzeci kolejny raz samo chce droga przez bez moze",
    ),
    "weather": (
        r"leje|pada|zimno|goraco|upal|mroz|pogoda|snieg|deszcz|slisko|wieje|duszno",
        "ladna piekna okropna brzydka paskudna dworze dzien jutro",
    ),
    "thinking": (
        r"h+m+|m+h*m+|e{2,}|e+h|y{2,}|u+m+|a{2,}|o{2,}|n+o+|zobaczmy|pomyslmy|zastanawiam|zastanowie|pomysle",
        "niech chwile musze",
    ),
}
_READ = {mood: (regex(cores), _WITH_ANY | frozenset(more.split())) for mood, (cores, more) in _MOODS.items()}
_SMILE = regex(r"[:;8=][-']?[)D(pP/|]+|[\U0001f600-\U0001f64f\U0001f910-\U0001f92f\u2639\u263a]")
_MOST_WORDS = 9


def mood(line: str) -> Mood | None:
    """The mood that is all of the line; None where it holds anything else. Signs without a word say nothing („???”)."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(_SMILE.sub(" ", line))).split()
    if not words:
        return "laughing" if _SMILE.search(line) else "wordless" if line.strip() else None
    if len(words) > _MOST_WORDS:
        return None
    for kind, (cores, around) in _READ.items():
        hits = [bool(cores.fullmatch(word)) for word in words]
        if any(hits) and all(hit or word in around for hit, word in zip(hits, words, strict=True)):
            return kind
    return None
