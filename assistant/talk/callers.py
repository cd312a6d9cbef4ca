"""What a helpdesk says of somebody who calls, as that person would ask it. Pure.

„Pani z apteki mówi, że nie ma pliku p12” asks what „nie mam pliku p12” does, and „stoi na kroku 4” is the place.
"""

from __future__ import annotations

from flows.base.patterns import regex
from flows.base.polish import bare_words

_WHO = (
    r"(?:(?:ta|ten|jakas|jakis|jedna|jeden|nasza|nasz|moja|moj|starsza|starszy) )?"
    r"(?:pani(?: magister)?|pan(?: magister)?|klient\w*|apteka|farmaceut\w+|technik\w*|osoba|uzytkowni\w+|"
    r"dzwoniac\w+|rozmowc\w+|magister|ktos)(?: (?:z|ze|od|w) (?:\w+ )?(?:apteki|apteka|aptece|linii|telefonu))?"
    r"(?: dzwoniac\w+)?"
)
_THEM = r"(?:pania|pana|klientke|klienta|apteke|kogos|farmaceutke|farmaceute|rozmowce|osobe)"
_SAYS = r"(?:mowi|pisze|zglasza|twierdzi|narzeka|pyta|pyta sie|chce wiedziec|dopytuje|zglosila|zglosil)"
_FRAMES = (
    regex(
        rf"(?:mam|jest|mamy)(?: (?:tu|teraz|wlasnie))* {_THEM}(?: z apteki)?(?: na (?:linii|telefonie|sluchawce))"
        r"(?: (?:i|ktora|ktory|ze|co|ona|on))* (?P<rest>.{3,})"
    ),
    regex(
        rf"(?:dzwoni|dzwonila|dzwonil|zadzwonila|zadzwonil|napisala|napisal)(?: (?:do mnie|do nas|tu|wlasnie|teraz))*"
        rf"(?: {_WHO})?(?: (?:i|bo|ze|z pytaniem|ktora|ktory|{_SAYS}))* (?P<rest>.{{3,}})"
    ),
    regex(
        rf"{_WHO} (?:do mnie |mi |nam )*(?:(?:dzwoni i )?{_SAYS}|dzwoni (?:ze|bo))(?: mi| nam)?"
        r"(?: (?:ze|o to|bo|sie))* (?P<rest>.{3,})"
    ),
    regex(
        rf"{_WHO} (?P<rest>(?:nie )?(?:ma|moze|umie|wie|zna|pamieta|widzi|jest|stoi|utkn\w+|zostal\w?|dotarl\w?) .+)"
    ),
)
_PLACE = regex(
    r"(?:jest|stoi|utknela|utknal|zostal\w?|dotarl\w?) (?:juz )?(?:na|przy|w|do) (?:krok\w* )?(?P<where>\w+)"
    r"(?: i| ale| bo| a)?(?P<rest>(?: \w+)+)"
)
_WANTS_SECRETS = regex(
    r".*\b(?:prosi\w*|chce|chca|zada\w*|kaze|kaza|wyludz\w+)\b.*\b(?:hasl|dan|kod|pesel|login|klik|link)\w*.*"
)
"""Such a caller is no pharmacy in need."""
_FIRST_PERSON = {
    "ma": "mam",
    "maja": "mamy",
    "moze": "moge",
    "moga": "mozemy",
    "umie": "umiem",
    "wie": "wiem",
    "wiedza": "wiemy",
    "zna": "znam",
    "pamieta": "pamietam",
    "widzi": "widze",
    "im": "mi",
    "jej": "mi",
    "mu": "mi",
    "niej": "mnie",
    "niego": "mnie",
    "nich": "nas",
    "musi": "musze",
    "powinna": "powinnam",
}


def _step(name: str) -> list[str]:
    return ["krok", name] if name.isdigit() else [name]


def as_the_caller_asks(line: str) -> str:
    """The line as the caller would ask it, folded; the line itself where it tells of nobody."""
    folded = bare_words(line)
    for frame in _FRAMES if _WANTS_SECRETS.fullmatch(folded) is None else ():
        if match := frame.fullmatch(folded):
            rest = match["rest"]
            place = _PLACE.fullmatch(rest)
            words = [*_step(place["where"]), *place["rest"].split()] if place else rest.split()
            said = " ".join(_FIRST_PERSON.get(word, word) for word in words)
            return f"{said}?" if line.rstrip().endswith("?") else said
    return line
