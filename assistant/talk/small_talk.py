"""Greetings, thanks and the like: only when they are the whole line, so that no question is ever taken for one."""

from __future__ import annotations

import re

from flows.base.polish import fold

_ABOUT = (
    "Jestem asystentem, czyli programem na tym komputerze. Pomagam odnowić certyfikaty P1 apteki: "
    "odpowiadam na pytania i prowadzę przez kolejne kroki. Proszę wpisać „co dalej” albo zadać pytanie."
)
_HELLO = "Dzień dobry! W czym pomóc? Proszę wpisać „co dalej” albo zadać pytanie o certyfikaty P1."
_THANKS = "Proszę bardzo! Jeśli coś jeszcze jest niejasne, proszę pytać."
_BYE = "Do widzenia! Aby zamknąć program, proszę wpisać „koniec”."
_FINE = "Dziękuję, u mnie wszystko działa. W czym pomóc? Proszę wpisać „co dalej” albo zadać pytanie."
_SORRY = "Przykro mi, że coś idzie nie tak. Proszę napisać jednym zdaniem, co się dzieje, a postaram się pomóc."
_FINE_THEN = "Świetnie. Proszę wpisać „co dalej”, a powiem, co teraz."

_LINES = {
    _HELLO: "czesc|hej|hejka|hejo|siema|siemka|elo|witam|witaj|halo|dzien dobry|dobry|dobry wieczor|dobry den|hello|hi|"
    "dzien dobry panstwu|czesc asystencie|hej asystencie|witam serdecznie|czolem|jest tu kto|jest tam ktos|jestes tam",
    _THANKS: "dziekuje|dzieki|dzieki wielkie|wielkie dzieki|dziekuje bardzo|bardzo dziekuje|serdecznie dziekuje|dzieks|"
    "dzieki za pomoc|dziekuje za pomoc|dziekuje slicznie|thx|thanks|dzieki bardzo|super dzieki|ok dzieki|ok dziekuje|"
    "dzieki pomoglo|pomoglo dzieki|bog zaplac",
    _BYE: "do widzenia|pa|papa|na razie|narazie|czesc i do widzenia|do zobaczenia|dobranoc|zegnam|zegnaj|milego dnia|"
    "to wszystko|to tyle|nara|bye",
    _ABOUT: "kim jestes|kto ty|kto ty jestes|czym jestes|co to za program|co ty jestes|jestes botem|jestes robotem|"
    "jestes czlowiekiem|czy jestes czlowiekiem|czy jestes botem|czy jestes robotem|jak masz na imie|jak sie nazywasz|"
    "z kim rozmawiam|z kim pisze|kto tam|czy to bot|czy to czlowiek|przedstaw sie|jestes ai|"
    "jestes sztuczna inteligencja",
    _FINE: "co slychac|jak sie masz|jak leci|co tam|co u ciebie|jak tam|jak zdrowie|jak zdrowko|co porabiasz",
    _SORRY: "kurde|cholera|o nie|masakra|jestes glupi|jestes beznadziejny|nic nie umiesz|beznadzieja|glupi bot|"
    "glupi program|to nie dziala|nie dziala|nic nie dziala|dramat|jestem wsciekla|"
    "jestem wsciekly|mam dosc|mam juz dosc",
    _FINE_THEN: "ok|okej|okay|dobrze|dobra|super|swietnie|rozumiem|jasne|w porzadku|spoko|fajnie|ekstra|git|aha",
}
_REPLIES = {line: reply for reply, lines in _LINES.items() for line in lines.split("|")}
_LONGEST = 40  # characters: a longer line is more than small talk
_DECORATION = re.compile(r"[^a-z0-9]+")


def small_talk(text: str) -> str | None:
    """The reply to a line that is nothing but small talk, else None. Letters drawn out („czeeeść”) do not matter."""
    if len(text) > _LONGEST:
        return None
    line = _DECORATION.sub(" ", fold(text)).strip()
    return _REPLIES.get(line) or _REPLIES.get(re.sub(r"(.)\1{2,}", r"\1", line))
