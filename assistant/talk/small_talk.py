"""Greetings, thanks, temper and the like: only when they are the whole line, so that no question is taken for one.

What is said beside („kurde, gdzie ten link?”) is left out, and the rest is read as it stands. Nothing is quoted back.
"""

from __future__ import annotations

import re

from assistant.talk.moods import Mood, mood
from flows.base.patterns import regex
from flows.base.polish import fold

_ON = "Proszę wpisać „co dalej” albo zadać pytanie."
_CLOSE = "Aby zamknąć program, proszę wpisać „koniec”."
HELLO = f"Dzień dobry! W czym pomóc? {_ON}"
_GREETED = "Dzień dobry!"
_ABOUT = (
    "Jestem asystentem, czyli programem na tym komputerze, nie człowiekiem. Pomagam odnowić certyfikaty P1 apteki: "
    "odpowiadam na pytania i prowadzę przez kolejne kroki."
)
_THANKS = "Proszę bardzo! Jeśli coś jeszcze jest niejasne, proszę pytać."
_BYE = "Do widzenia i dobrego dnia!"
_WISH = "Dziękuję i wzajemnie!"
_FINE = "Dziękuję, u mnie wszystko działa."
_SORRY = "Przykro mi, że coś idzie nie tak. Proszę napisać jednym zdaniem, co się dzieje, a postaram się pomóc."
_FINE_THEN = "Świetnie."
_UNSURE = "To nic pilnego."
_WAIT = "Spokojnie, poczekam. Nic się nie zmieni, dopóki czegoś Państwo nie wpiszą."
_NOT_TODAY = "Rozumiem. Można przerwać w każdej chwili i nic nie przepadnie; zapisane pliki zostają."
_NO_JOKE = "Przepraszam, to nie był żart. Co było niejasne? Można wpisać „nie rozumiem” albo zapytać inaczej."
_WEATHER = "Pogody stąd nie widzę, ale w odnowieniu pomogę."
_NO_FUN = "Na żartach się nie znam, tylko na certyfikatach P1."
_KIND = "Dziękuję, miło mi!"
_THINKING = "Spokojnie, mam czas."
_NO_MATTER = "Nic się nie stało."
_EASY = (
    "Spokojnie, da się to zrobić bez znajomości komputerów: idziemy po jednym małym kroku, a przed każdą zmianą pytam."
)
_HELPING = "Już pomagam. Proszę napisać jednym zdaniem, co się dzieje."
_IN_WORDS = "Proszę napisać jednym zdaniem, o co chodzi."
_OUTSIDE = {
    **dict.fromkeys((_ABOUT, _FINE, _FINE_THEN, _UNSURE, _WEATHER, _NO_FUN, _KIND, _THINKING, _NO_MATTER, _EASY), _ON),
    **dict.fromkeys((_BYE, _WISH, _NOT_TODAY), _CLOSE),
}
"""What is added where no question stands that comes again anyway."""
_INSIDE = dict.fromkeys((_EASY, _HELPING, _IN_WORDS), "„nie rozumiem” wyjaśni to pytanie.")
_OF_MOOD: dict[Mood, str] = {
    "thinking": _THINKING,
    "laughing": _KIND,
    "temper": _SORRY,
    "lost": _EASY,
    "plea": _HELPING,
    "sorry": _NO_MATTER,
    "weather": _WEATHER,
    "wordless": _IN_WORDS,
}

_GREETINGS = (
    r"czesc|hej(?:ka|o)?|siem(?:a|ka)|elo|witam(?: serdecznie| pana| pania)?|witaj|halo+|"
    r"dzien dobry(?: panstwu| pani| panu)?|dobry|"
    r"dobry wieczor|dobry den|hello|hi|czesc asystencie|hej asystencie|czolem"
)
_SWEARING = (
    r"kurd[ea]|kurcze(?: blade)?|kurna|kurw\w*(?: mac)?|jasna cholera|cholera(?: jasna)?|do cholery|do diabla|"
    r"do licha|szlag(?: by to trafil)?|"
    r"jezu(?:s maria)?|matko(?: boska)?|boze(?: swiety)?|rany(?: boskie)?|o rany|o matko|o boze|o nie|psiakrew|masakra|"
    r"dramat|na milosc boska|o kurde|ja pierdole|pierdole|ech|ehh?|uff?|ojej|oj|no nie|no ladnie|pieknie"
)
_THANKING = (
    r"(?:ok |super |bardzo |serdecznie |wielkie )*(?:dzieki|dziekuje|dzieks|thx|thanks|bog zaplac)"
    r"(?: (?:wielkie|bardzo|slicznie|serdecznie|za pomoc|pomoglo|kochan\w+|pieknie|panie|pani|asystencie))*|"
    r"pomoglo dzieki"
)
_INSULTS = (
    r"(?:(?:ale |co za |jest(?:es|escie) |ty |wy |to |ten |z was |banda |zwykly |jakis |same |jakas )*"
    r"(?:idiot\w*|idioc\w*|debil\w*|kretyn\w*|glup\w+(?: (?:bot|program|automat|maszyna))?|durn\w+(?: program| bot)?|"
    r"beznadziejn\w+|beznadzieja|badziew\w*|porazka|szmelc|zlom|smiec\w*|do (?:dupy|niczego|bani)|banda|tragedia|"
    r"paranoja|koszmar|skandal|chore|cyrk)(?: jest\w*| po prostu| jakas| jakies| totaln\w+)*)"
)
_ANGER = (
    r"zamknij sie|cicho badz|(?:to |nic |juz |znowu |nadal )*nie dziala|nic nie umiesz|"
    r"(?:jestem |ale jestem )?(?:wsciekl\w+|zla|zly|wkurzon\w+)|"
    r"(?:ja )?mam (?:juz |tego )*(?:dosc|dosyc)(?: tego)?|(?:to )?mnie (?:wkurza|denerwuje|irytuje)|"
    r"(?:wkurza|denerwuje|irytuje) mnie to|szlag mnie (?:trafi|trafia)|nienawidze tego|"
    r"(?:oni |ci |znowu |znow |cos )*(?:popsuli|zepsuli|schrzanili)|zawsze to samo|(?:znowu|znow) to samo|ile mozna|"
    r"nerwicy (?:tu )?dostane|zwariuje|oszaleje|rece opadaja"
)
_PATTERNS = {
    _GREETED: rf"{_GREETINGS}|jest tu kto|jest tam ktos|jestes tam|(?:{_GREETINGS}) (?:to (?:znowu )?ja|tu (?:apteka|"
    r"magister|kierowni\w+)|z (?:tej )?apteki)(?: .{0,40})?|to (?:znowu )?ja(?: z apteki.{0,40})?",
    _THANKS: _THANKING,
    _WISH: r"(?:zycze )?(?:milego|dobrego|spokojnego|udanego) (?:dnia|wieczoru|weekendu|dyzuru|urlopu|popoludnia)|"
    r"(?:zdrowych |wesolych )+swiat|smacznego|szczesliwego nowego roku|wszystkiego dobrego|powodzenia|trzymaj sie",
    _BYE: r"do widzenia|pa(?:pa)?|na razie|narazie|czesc i do widzenia|do zobaczenia|dobranoc|zegna[mj]|to wszystko|"
    r"to tyle|nara|bye|do jutra|do uslyszenia",
    _ABOUT: r"kim (?:ty )?jestes|kto ty(?: jestes)?|czym jestes|co to za program|co ty jestes|kto tam|przedstaw sie|"
    r"(?:a )?(?:czy )?(?:ty )?jestes (?:bot\w*|robot\w*|czlowiek\w*|ai|sztuczna inteligencja|prawdziw\w+|zywy|"
    r"automat\w*)|"
    r"(?:ty )?(?:czlowiek|robot|bot|automat)(?: (?:czy|albo) (?:robot|czlowiek|bot|automat|maszyna))?|ile masz lat|"
    r"jak (?:masz na imie|sie nazywasz|ci na imie)|z kim (?:ja )?(?:rozmawiam|pisze)|"
    r"(?:czy )?(?:to|rozmawiam z) (?:bot\w*|czlowiek\w*|robot\w*|maszyna)|kto cie (?:stworzyl|napisal|zrobil)",
    _FINE: r"co slychac|jak (?:sie masz|leci|tam|zdrowie|zdrowko|mija dzien)|co tam|co u ciebie|co porabiasz",
    _SORRY: rf"(?:{_SWEARING})(?: (?:{_SWEARING}))*|{_INSULTS}|(?:{_SWEARING})? ?(?:{_ANGER})(?: (?:{_ANGER}|"
    rf"{_SWEARING}))*",
    _FINE_THEN: r"ok|okej|okay|dobrze|dobra|super|swietnie|rozumiem|jasne|w porzadku|spoko|fajnie|ekstra|git|"
    r"aha|aha ok",
    _UNSURE: r"(?:no |to |ja )*(?:chyba|raczej|moze|byc moze|mysle ze|wydaje mi sie ze)"
    r"(?: (?:tak|nie|jest|jestem|gotowe))*",
    _WAIT: r"(?:zaraz |chwila |moment |sekunde |czekaj |poczekaj )*(?:zaraz|chwil(?:a|e|ke|eczke)|"
    r"moment(?:cik)?|sekund[ae]|"
    r"czekaj|poczekaj|(?:bo )?(?:klient\w*|pacjent\w*|telefon|szef\w*|ktos)(?: (?:mi|wlasnie|juz))* "
    r"(?:przysz\w+|dzwoni|czeka|wola)|mam (?:klient\w*|pacjent\w*|kolejke|telefon)|zaraz (?:wracam|wroce|przyjde)|"
    r"musze (?:isc |podejsc )?do (?:klient\w*|pacjent\w*|okienka))(?: (?:zaraz|chwila|prosze|bo ktos przyszedl))*",
    _NOT_TODAY: r"nie mam (?:(?:dzis|dzisiaj|teraz|juz) )?(?:do tego )?(?:glowy|sily|ochoty|nerwow)(?: do tego)?"
    r"(?: (?:dzis|dzisiaj|teraz))?|nie chce mi sie(?: (?:tego|dzis|dzisiaj|juz|robic))*|(?:jestem )?(?:padnieta|"
    r"zmeczon[ay])|"
    r"nie dam (?:juz |dzis )?rady",
    _NO_JOKE: r"(?:pan|pani|ty|wy)?(?: )?(?:sie )?(?:ze mnie )?(?:nabija(?:sz|cie)?(?: sie)?(?: ze mnie)?|"
    r"zartuje(?:sz)?|"
    r"kpi(?:sz)?|jaja sobie robisz|smieje(?:sz)? sie)(?: ze mnie| sobie| chyba)?|(?:to )?(?:jakis )?zart",
    _WEATHER: r"(?:a )?jaka (?:jest |bedzie )?(?:dzis |jutro )*pogoda(?: (?:dzis|jutro))*",
    _NO_FUN: r"(?:opowiedz|powiedz|znasz|daj) (?:mi )?(?:jakis |cos )?(?:dowcip|kawal|zart|smieszn\w+)|"
    r"zaspiewaj(?: cos)?",
    _KIND: r"(?:jestes |ale jestes )(?:super|kochan\w+|swietn\w+|najlepsz\w+|mil\w+|pomocn\w+|genialn\w+)|brawo|"
    r"dobra robota|kocham cie|uwielbiam cie|lubie cie|swietna robota",
}
_REPLIES = tuple((reply, regex(pattern)) for reply, pattern in _PATTERNS.items())
_BESIDE = regex(
    rf"{_SWEARING}|{_GREETINGS}|{_THANKING}|{_INSULTS}|{_ANGER}|"
    r"przepraszam(?: pani?a?)?|prosze pan[ai]?|pani[ae]?|panstwo|kochan\w+"
)
_FIRST_WORDS = regex(rf"(?:{_SWEARING})(?: |$)")
_TOPICS = regex(r"\b(?:certyfik|wniosk|wnios|plik|link|hasl|csr|pem|p12|jks|zsmopl|raportn|folder)")
"""A line that names one of them is no small talk: nine of ten questions need not be compared with all that is."""
_LONGEST = 80  # characters: a longer line is more than small talk
_DECORATION = regex(r"[^a-z0-9]+")
_CLAUSE = r"\s*[,;!…]+\s*|\s*\.{2,}\s*|\.\s+|\s+[-–]\s+"
_CLAUSES = regex(_CLAUSE)
_PARTS = regex(rf"{_CLAUSE}|\s+i\s+")


def small_talk(text: str, *, inside: bool = False) -> str | None:
    """The reply to a line that is nothing but small talk, else None. Letters drawn out („czeeeść”) do not matter.

    ``inside``: a question stands, and is asked again after it.
    """
    if len(text) > _LONGEST:
        return None
    line = _folded(text)
    if _TOPICS.search(line):
        return None
    reply = _reply(line) or _reply(re.sub(r"(.)\1{2,}", r"\1", line)) or _of_mood(text) or _of_clauses(text)
    if reply is None:
        return None
    if reply == _GREETED and not inside:
        return HELLO
    return f"{reply} {(_INSIDE if inside else _OUTSIDE).get(reply, '')}".rstrip()


def without_temper(text: str) -> str:
    """The line without what is only mood or courtesy beside its content; the line itself where that is all."""
    if len(text) > 4 * _LONGEST or "\\" in text or "/" in text:
        return text
    parts = [each for each in _CLAUSES.split(text) if each]
    if len(parts) == 1:
        return _without_first(text)
    kept = [each for each in parts if not _BESIDE.fullmatch(_folded(each)) and mood(each) is None]
    if not kept or len(kept) == len(parts):
        return _without_first(text)
    return _without_first(text[text.index(kept[0]) :] if len(kept) == 1 and text.endswith(kept[0]) else ", ".join(kept))


def _without_first(text: str) -> str:
    words = text.split(" ")
    for count in (3, 2, 1):
        if len(words) > count + 1 and _FIRST_WORDS.fullmatch(_folded(" ".join(words[:count]))):
            return " ".join(words[count:])
    return text


def _folded(text: str) -> str:
    return _DECORATION.sub(" ", fold(text)).strip()


def _reply(line: str) -> str | None:
    return next((reply for reply, pattern in _REPLIES if pattern.fullmatch(line)), None)


def _of_mood(text: str) -> str | None:
    felt = mood(text)
    return _OF_MOOD[felt] if felt is not None else None


def _of_clauses(text: str) -> str | None:
    """„dzień dobry, to ja, z apteki na rogu”: every part is small talk; the last of them that says more is answered."""
    parts = [each for each in _PARTS.split(text) if _folded(each)]
    replies = [reply for each in parts if (reply := _reply(_folded(each)) or _of_mood(each))]
    if not replies or len(replies) < len(parts):
        return None
    return next((each for each in reversed(replies) if each not in {_GREETED, _FINE_THEN, _THANKS}), replies[-1])
