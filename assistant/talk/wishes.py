"""Short wishes about what was just said: more, shorter, simpler, an example, are you sure, why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.screen import answer_sentences
from assistant.screen.render import Reply
from assistant.talk.page_words import rest_of, words_of
from flows.base.polish import fold
from kb.page import EXAMPLE, REASON, SIMPLER, first_sentence

if TYPE_CHECKING:
    from assistant.talk.said import Said
    from kb.page import Page

Wish: TypeAlias = Literal["more", "shorter", "simpler", "example", "sure", "why"]

_WISHES: dict[Wish, str] = {
    "more": (
        "wiecej|rozwin|szerzej|szczegoly|szczegolow|szczegolowo|dokladniej|calosc|caly opis|pelny opis|reszta|"
        "reszte|rozwin temat|wiecej szczegolow|wiecej informacji|wiecej na ten temat|cala strone|dalszy ciag|"
        "w szczegolach"
    ),
    "shorter": (
        "krocej|krotko|skrocie|w skrocie|skroc|jednym zdaniem|w jednym zdaniu|w dwoch slowach|streszczenie|"
        "za dlugie|za dlugo|za duzo tekstu|zwiezle|zwiezlej|konkretnie|sedno|sama odpowiedz|krotsza wersja|"
        "krotsza wersje|do rzeczy"
    ),
    "simpler": (
        "prosciej|po ludzku|jasniej|latwiej|przystepniej|nie rozumiem|nie kumam|nie lapie|nie bardzo rozumiem|"
        "nic nie rozumiem|dalej nie rozumiem|wciaz nie rozumiem|jak dziecku|jak dla dziecka|zbyt trudne|"
        "za trudne|po polsku|normalnie|prostym jezykiem|prostymi slowami|innymi slowami|inaczej|"
        "jak krowie na rowie|jak babci|co to znaczy|czyli co|nie jasne|niejasne"
    ),
    "example": "przyklad|na przyklad|na przykladzie|przykladu|z przykladem|przykladowo|np|na przyklad jak",
    "sure": (
        "na pewno|pewny|pewna|pewien|pewne|na pewno tak jest|jestes pewien|jestes pewna|jestes pewny|skad wiesz|"
        "skad to wiesz|skad wiadomo|skad pewnosc|skad ta pewnosc|skad te informacje|serio|naprawde|powaznie|"
        "prawda|zrodlo|kto tak mowi|kto tak twierdzi|nie mylisz sie|mylisz sie|sprawdzone|na bank|mam wierzyc|"
        "napewno|na pewno tak"
    ),
    "why": (
        "dlaczego|czemu|po co|po co to|z jakiego powodu|dlaczego tak|czemu tak|a to dlaczego|z czego to wynika|"
        "jaki powod|skad to sie bierze|dlaczego tak jest|czemu tak jest|w jakim celu|po co tak|"
        "czemu nie|dlaczego nie|niby czemu|niby dlaczego|z jakiej racji|czemu to|dlaczego to|skad taki wymog"
    ),
}
_BY_WORDS: dict[str, Wish] = {words: wish for wish, line in _WISHES.items() for words in line.split("|")}
# Words around a wish that change nothing: „da się krócej?”, „a możesz mi to powiedzieć trochę jaśniej, proszę”.
_COURTESY = (
    "a ale bardziej by chce chcialabym chcialbym ciebie cos czy da dac daj dalo daloby dobrze hej i ja jakas "
    "jakies jakis jakos jednak jest jeszcze masz mi mogl moglabys moglby moglbys moze mozesz mozna nam "
    "napisac napisz no o ok opisac opisz opowiedz opowiedziec pan pani panie podac podaj pokaz pokazac "
    "poprosze powie powiedz powiedziec prosilabym prosilbym prosze raz sie tak tego teraz to troche tym "
    "umiesz wiec wyjasnic wyjasnij wytlumacz wytlumaczyc"
)
_AROUND = frozenset(_COURTESY.split())
_LONGEST = 60  # characters: a longer line is a question of its own


def wish(line: str) -> Wish | None:
    """The wish that the whole line is, in the words people use for it; else None."""
    if len(line) > _LONGEST:
        return None
    words = "".join(sign if sign.isalnum() else " " for sign in fold(line)).split()
    core = [word for word in words if word not in _AROUND]
    found = _BY_WORDS.get(" ".join(words)) or _BY_WORDS.get(" ".join(core))
    parts = line.split(",")
    if found is not None or len(parts) == 1:
        return found
    several = {wish(part) for part in parts if part.strip()}  # „za długo, proszę krótko”
    return several.pop() if len(several) == 1 else None


def fulfil(said: Said, wanted: Wish, page: Page) -> tuple[Said, tuple[Reply, ...]]:
    """What is said to the wish, and what was said last after that. Each reply begins with a sentence of the page."""
    now = words_of(page, said.answer, said.question, bare=said.bare)
    match wanted:
        case "more" if said.whole or not rest_of(page, now):
            return said, (Reply(first_sentence(page.lead), "page"), Reply(answer_sentences.WAS_ALL, "muted"))
        case "more":
            return replace(said, whole=True), (Reply(rest_of(page, now), "page"),)
        case "shorter":
            return said, (Reply(first_sentence(now), "page"),)
        case "sure":
            answer = page.answer(said.answer)
            source = answer.source if answer is not None else page.source
            return said, (Reply(first_sentence(now), "page"), Reply(answer_sentences.sources(source)))
    ident = {"simpler": SIMPLER, "example": EXAMPLE, "why": REASON}[wanted]
    answer = page.answer(ident)
    if answer is None:
        return said, (Reply(first_sentence(page.lead), "page"), Reply(answer_sentences.NO_MORE_WORDS, "muted"))
    return replace(said, answer=ident), (Reply(answer.text, "page"),)
