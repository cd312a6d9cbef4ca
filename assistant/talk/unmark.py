"""„Skłamałam, jeszcze nie wysłałam”, „krok 2 nie jest zrobiony”: an entry about a step done by hand was a mistake."""

from __future__ import annotations

from assistant.talk.session import Session
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.model import ByHand

_SORRY = (
    r"(?:(?:oj|ojej|ups|no|a|ale|nie|przepraszam|sorry|sory|jednak|stop|czekaj|zaraz|bo|ja|sklamal[ae]m|"
    r"pomylil[ae]m sie|pomylka|to nieprawda|nieprawda|to byl blad|to byla pomylka|za szybko|za wczesnie|"
    r"pospieszyl[ae]m sie|zartowal[ae]m|"
    r"przez pomylke|niechcacy|zle kliknal[ae]m|zle wpisal[ae]m) )*"
)
_STILL = r"(?:(?:jeszcze|jednak|wcale|tak naprawde|wlasciwie|w ogole|tego|go|to|wniosku|sie) )*"
_DONE = r"(?:zrobion\w+|wykonan\w+|skonczon\w+|ukonczon\w+|gotow\w+|zalatwion\w+)"
_TAIL = r"(?: (?:jeszcze|wcale|jednak|naprawde|wniosku|go|tego|do konca))*"
_ANY = regex(
    rf"{_SORRY}(?:(?:cofnij|odwolaj|wycofaj|usun|skresl) (?:to |ten |moje |ostatnie )?(?:zrobione|zapis|oznaczenie)"
    rf"|(?:to|ten krok|ta czynnosc) {_STILL}nie (?:jest|bylo|byl|zostalo|zostal) {_STILL}{_DONE}"
    rf"|(?:tego|tego kroku) {_STILL}nie {_STILL}(?:zrobil[ae]m|wykonal[ae]m|skonczyl[ae]m)"
    rf"|{_STILL}nie {_STILL}(?:zrobil[ae]m|wykonal[ae]m) (?:tego|tego kroku)){_TAIL}"
)
_SENT = regex(
    rf"{_SORRY}(?:wniosek |wniosku )?{_STILL}nie (?:(?:jest|zostal|byl) {_STILL}(?:wyslan\w+|zlozon\w+)"
    rf"|{_STILL}(?:wyslal[ae]m|zlozyl[ae]m|podpisal[ae]m|wyslalismy|zlozylismy)){_TAIL}"
)
_STEP = regex(
    rf"{_SORRY}(?:krok |kroku |krokow )?(?P<step>[a-z0-9]+) {_STILL}nie {_STILL}(?:(?:jest|zostal|byl|bylo) {_STILL})?"
    rf"(?:{_DONE}|zaimportowan\w+|zainstalowan\w+|zmienion\w+|zrobil[ae]m|wykonal[ae]m){_TAIL}"
    rf"|{_SORRY}{_STILL}nie (?:zrobil[ae]m|wykonal[ae]m|skonczyl[ae]m) {_STILL}(?:krok|kroku) (?P<number>[1-9]){_TAIL}"
)
_MOST = 120
"""Characters; a longer line tells a story."""


def withdrawn(session: Session, text: str) -> str | None:
    """The step whose entry the line withdraws, "" for the last one; None when it says nothing of the kind.

    At the very question that asks whether it was done, „jeszcze nie” is its answer.
    """
    folded = bare_words(text)
    if len(text) > _MOST or text.rstrip().endswith("?"):
        return None
    if _ANY.fullmatch(folded):
        step = ""
    elif match := _STEP.fullmatch(folded):
        named = match["step"] or match["number"]
        found = next((flow.name for flow in session.flows.values() if named in {flow.name, str(flow.number)}), None)
        if found is None:
            return None
        step = found
    elif _SENT.fullmatch(folded):
        step = "sow"
    else:
        return None
    asked = session.pending
    if isinstance(asked, ByHand) and session.flow is not None and step in {"", session.flow.name}:
        return None
    return step
