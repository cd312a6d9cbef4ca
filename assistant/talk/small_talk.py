"""Greetings, thanks, temper and the like: only when they are the whole line, so that no question is taken for one.

What is said beside („kurde, gdzie ten link?”) is left out, and the rest is read as it stands. Nothing is quoted back.
"""

from __future__ import annotations

import re

from flows.base.patterns import regex
from flows.base.polish import fold

_ABOUT = (
    "Jestem asystentem, czyli programem na tym komputerze, nie człowiekiem. Pomagam odnowić certyfikaty P1 apteki: "
    "odpowiadam na pytania i prowadzę przez kolejne kroki. Proszę wpisać „co dalej” albo zadać pytanie."
)
HELLO = "Dzień dobry! W czym pomóc? Proszę wpisać „co dalej” albo zadać pytanie o certyfikaty P1."
_THANKS = "Proszę bardzo! Jeśli coś jeszcze jest niejasne, proszę pytać."
_BYE = "Do widzenia i dobrego dnia! Aby zamknąć program, proszę wpisać „koniec”."
_WISH = "Dziękuję i wzajemnie! Aby zamknąć program, proszę wpisać „koniec”."
_FINE = "Dziękuję, u mnie wszystko działa. W czym pomóc? Proszę wpisać „co dalej” albo zadać pytanie."
_SORRY = "Przykro mi, że coś idzie nie tak. Proszę napisać jednym zdaniem, co się dzieje, a postaram się pomóc."
_FINE_THEN = "Świetnie. Proszę wpisać „co dalej”, a powiem, co teraz."
_UNSURE = "To nic pilnego. Proszę wpisać „co dalej”, a sprawdzę, co już jest, i powiem, co teraz."
_WAIT = "Spokojnie, poczekam. Nic się nie zmieni, dopóki czegoś Państwo nie wpiszą."
_NOT_TODAY = "Rozumiem. Można przerwać w każdej chwili i nic nie przepadnie; zapisane pliki zostają. Zamyka „koniec”."
_NO_JOKE = "Przepraszam, to nie był żart. Co było niejasne? Można wpisać „nie rozumiem” albo zapytać inaczej."
_WEATHER = "Pogody stąd nie widzę, ale w odnowieniu pomogę. Proszę wpisać „co dalej” albo zadać pytanie."
_NO_FUN = "Na żartach się nie znam, tylko na certyfikatach P1. Proszę wpisać „co dalej” albo zadać pytanie."
_KIND = "Dziękuję, miło mi! Proszę wpisać „co dalej” albo zadać pytanie."

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
    r"(?:to |nic |juz |znowu |nadal )*nie dziala|nic nie umiesz|(?:jestem |ale jestem )?(?:wsciekl\w+|zla|zly|"
    r"wkurzon\w+)|"
    r"(?:ja )?mam (?:juz |tego )*(?:dosc|dosyc)(?: tego)?|(?:to )?mnie (?:wkurza|denerwuje|irytuje)|"
    r"(?:wkurza|denerwuje|irytuje) mnie to|szlag mnie (?:trafi|trafia)|nienawidze tego|"
    r"(?:oni |ci |znowu |znow |cos )*(?:popsuli|zepsuli|schrzanili)|zawsze to samo|(?:znowu|znow) to samo|ile mozna|"
    r"nerwicy (?:tu )?dostane|zwariuje|oszaleje|rece opadaja"
)
_PATTERNS = {
    HELLO: rf"{_GREETINGS}|jest tu kto|jest tam ktos|jestes tam|(?:{_GREETINGS}) (?:to (?:znowu )?ja|tu (?:apteka|"
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
    _WEATHER: r"(?:ale |no |co za )*(?:pogoda|leje|pada|upal|mroz|zimno|goraco|slonce|ladny dzien)(?: (?:dzis|dzisiaj|"
    r"na dworze|prawda|tu|strasznie|jak diabli))*|(?:a )?jaka (?:jest |bedzie )?(?:dzis |"
    r"jutro )*pogoda(?: (?:dzis|jutro))*",
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
_LONGEST = 80  # characters: a longer line is more than small talk
_DECORATION = regex(r"[^a-z0-9]+")
_CLAUSES = regex(r"\s*[,;!…]+\s*|\s*\.{2,}\s*|\.\s+|\s+[-–]\s+")


def small_talk(text: str) -> str | None:
    """The reply to a line that is nothing but small talk, else None. Letters drawn out („czeeeść”) do not matter."""
    if len(text) > _LONGEST:
        return None
    line = _folded(text)
    return _reply(line) or _reply(re.sub(r"(.)\1{2,}", r"\1", line)) or _of_clauses(text)


def without_temper(text: str) -> str:
    """The line without what is only mood or courtesy beside its content; the line itself where that is all."""
    if len(text) > 4 * _LONGEST or "\\" in text or "/" in text:
        return text
    kept = [each for each in _CLAUSES.split(text) if each and not _BESIDE.fullmatch(_folded(each))]
    if not kept or len(kept) == len([each for each in _CLAUSES.split(text) if each]):
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


def _of_clauses(text: str) -> str | None:
    """„dzień dobry, to ja, z apteki na rogu”: every part is small talk; the last of them that says more is answered."""
    parts = [_folded(each) for each in _CLAUSES.split(text)]
    replies = [reply for each in parts if each and (reply := _reply(each))]
    if not replies or len(replies) < len([each for each in parts if each]):
        return None
    return next((each for each in reversed(replies) if each not in {HELLO, _FINE_THEN, _THANKS}), replies[-1])
