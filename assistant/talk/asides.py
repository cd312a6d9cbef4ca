"""What people say at a question instead of answering it: „po co?”, „gdzie to znajdę?”, „nie wiem”, „nie mam”.

Pure. The step itself has the words (``flows.engine.about``); about a plan, the plan has them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from assistant.screen.step_sentences import AFTER_YES
from assistant.talk.actions import Note
from assistant.talk.plan_asides import of_plan
from assistant.talk.session import Session
from flows.base.patterns import regex
from flows.base.polish import bare_words, fold
from flows.engine.about import About
from flows.engine.model import AskSecret, ByHand, Do, Flow, Item

Aside: TypeAlias = Literal["why", "where", "looks", "unsure", "missing"]

BY_HAND = "by-hand"
_STEM = 4  # letters of a word that stand for its forms
_FILLER = r"(?:(?:no|a|ale|ej|hm+|kurcze|oj|to|i|prosze(?: pana| pani)?|wlasciwie|tez|wam|mi|wy) )*"
_THING = (
    r"(?: (?:to|tego|tam|ten|ta|te|go|jej|ich|ja|je|tej|takiego|takiej|numer\w*|data?|date|daty|wlasciwie|teraz|"
    r"tutaj|tu))*"
)
_PATTERNS: dict[Aside, str] = {
    "why": r"(?:po co|na co|do czego|czemu|dlaczego|w jakim celu)(?: (?:to|ci|wam|mi|komu|komus|wszystko|ten|ta|o|"
    r"pytasz|pytacie|pytanie|pani?|panu|caly|cala|cale|potrzebne|potrzebujesz|sluzy|jest|ma byc|mam|podawac|"
    r"podac|wpisywac|chcesz|chcecie|"
    r"wiedziec|folder\w*|hasl\w*|pesel\w*|nip\w*|pwz|adres\w*|e?mail\w*|dat\w+|numer\w*|tego|tyle|znowu|w ogole))*",
    "where": r"(?:gdzie|skad|w ktorym miejscu|w jakim miejscu|w ktorym rejestrze)(?: (?:mam|moge|mozna|sie|"
    r"ja|te|ta|ten|to|tego|tej|niby|ma|da sie))*"
    r"(?: (?:to|tego|go|ja|je|ten|te|ta|taki|takie))?(?: (?:znajde|znalezc|szukac|wziac|wezme|jest|"
    r"sa|sprawdzic|sprawdze|zobaczyc|zobacze|widac|odczytac|przeczytac|zapisan[eya]|napisan[eya]|podan[eya]|pisze|lezy|"
    r"leza|niby|zapisal[oay]?|sie zapisal[oay]?|podzial[oay]?))+" + _THING + r"|"
    r"(?:gdzie|skad)(?: (?:to|ten|ta|te|go|ja|je|on|ona|ono|jest|niby))+|"
    r"jak(?: (?:ja|to|go|je|mam|moge|mozna|sie|niby))* (?:sprawdzic|sprawdze|zobaczyc|zobacze|znalezc|znajde)" + _THING,
    "looks": r"(?:ile to ma (?:cyfr|znakow|liter)|ile (?:ma )?(?:cyfr|znakow)(?: to ma)?|jak to (?:wyglada|ma wygladac|"
    r"wpisac|napisac|podac|mam wpisac)|jak (?:mam )?(?:to )?(?:wpisac|podac|zapisac)|w jakim formacie|jaki format|"
    r"(?:na )?przyklad|np|(?:daj|podaj|pokaz|jakis) przyklad|co (?:mam )?(?:tu |tutaj )?(?:wpisac|podac|napisac)|"
    r"jak (?:wyglada|ma wygladac)(?: dobra)?(?: odpowiedz)?)" + _THING,
    "unsure": r"(?:ja |chyba )*nie (?:wiem|jestem pew\w+) czy (?:on|ona|ono|kierowni\w+|szef\w*|to|sie|jest|ma|maja|"
    r"byl\w*|sa|dziala|przysz\w+|zapisal\w*|wgral\w*|wyszl\w*|poszl\w*)(?: \w+){0,2}|"
    r"(?:(?:ja |chyba )*nie (?:wiem|pamietam|jestem pew\w+|mam pewnosci|mam pojecia|mam jak sprawdzic|znam|"
    r"kojarze)|nie wiadomo|"
    r"skad mam (?:to )?wiedziec|skad (?:ja )?mam to wiedziec|pojecia nie mam|chyba tak|chyba|raczej tak|"
    r"tak mi sie wydaje|tak mysle|mysle ze tak|wydaje mi sie(?: ze tak)?|zapomnial[ae]m|"
    r"a jak (?:nie wiem|nie pamietam|nie jestem pew\w+)|trudno powiedziec|"
    r"moze|byc moze)(?: (?:co|jak(?:i|a|ie)?|ktory|ktora|gdzie|czy|do kiedy|kiedy|dokladnie|"
    r"mam|wpisac|podac|napisac|to|tego|tego numeru|numeru|one|ono|sa|leza|zapisalo|zapisaly|ile|"
    r"wybrac|tak|jest|byl|ma|maja|sie zgadza|zgadza sie|daty|adresu|szczerze|mowiac))*",
    "missing": r"(?:(?:(?:a )?(?:jak|jesli|jezeli|co jak|co jesli) )?"
    r"(?:go |jej |ich |mnie |tego |tam |to |ja |jeszcze |sie )*"
    r"nie (?:mam|ma|mamy|bylo|dostal[ae]m|przyszl[oay]|przyszedl|pojawil[oa]? sie|pojawia sie|pokazal[oa]? sie|"
    r"pokazuje sie|zapisal[oay]? sie|pobral[oay]? sie|sciagnel[oay] sie|widze|widac|wyskoczyl[oa]?|dziala|znalaz\w+|"
    r"jest)(?: (?:go|tego|jej|ich|mnie|tam|tu|takiego|takiej|"
    r"jeszcze|zadnego|zadnej|zaden|nic|niczego|sie|ten|ta|to|komunikat\w*|sms|kod\w*|wiadomosci?|numeru|adresu|poczty|"
    r"maila|folder\w*|katalog\w*|profil\w*|w ogole|wcale|nikt))*|"
    r"(?:ja |wole |wolalabym |wolalbym )*nie (?:(?:chce|bede|zamierzam|wolno mi|moge) )?(?:go |tego |jej |wam |ci )?"
    r"(?:pod(?:am|aje|ac|awac)|wpisz?e|wpisywac|wpisac|mowic|powiem|zdradz\w+|ujawni\w+)(?: (?:go|tego|jej|wam|"
    r"ci|nikomu|zadnego|pesel\w*|numeru|adresu|daty|tutaj|tu))*)",
}
_OTHER_THINGS = regex(r"\b(?:sms|esemes|kod|komunikat|wiadomosc|mail|profil|poczt|przycisk|certyfikat|link)\w*")
_ASIDES = {kind: regex(rf"{_FILLER}(?:{pattern})") for kind, pattern in _PATTERNS.items()}
_WHY_BY_HAND = (
    "Ten krok wykonuje człowiek, w przeglądarce albo na komputerach apteki; asystent podpowiada i zapisuje, co "
    "zrobiono. Można zapytać o każdy szczegół z opisu."
)


def asked_item(session: Session) -> tuple[Flow, Item] | None:
    """The question that is open, and its step: the pending one, or that of „Zapisać, że krok 2 jest zrobiony?”."""
    if session.pending is not None and session.flow is not None:
        return session.flow, session.pending
    action = session.expecting.action
    flow = session.flows.get(action.flow) if isinstance(action, Note) and action.event == BY_HAND else None
    work = [each for each in flow.items if isinstance(each, ByHand) and each.recorded] if flow is not None else []
    return (flow, work[-1]) if flow is not None and work else None


def about(session: Session) -> About:
    """What the step has to say about the open question; nothing where none is open."""
    asked = asked_item(session)
    return asked[0].about.get(asked[1].name, About()) if asked is not None else About()


def aside(session: Session, text: str) -> str:
    """The reply to such a line at the open question, or "" when the line is none or there is nothing to say."""
    asked = asked_item(session)
    if asked is None:
        return ""
    item = asked[1]
    if isinstance(item, Do):
        plan = session.state.plans.get(item.name) if session.state is not None else None
        return of_plan(plan, text) if plan is not None else ""
    known, folded = about(session), _without_its_name(item, bare_words(text))
    for kind, pattern in _ASIDES.items():
        if kind == "why" or not pattern.fullmatch(folded):
            continue
        if kind == "missing" and names_another_thing(session, text):
            continue
        if said := str(getattr(known, kind)):
            return said
    return ""


def tells_of_missing(text: str) -> bool:
    """Whether the line says that something is not there: a page may know more of that than the question does."""
    return _ASIDES["missing"].fullmatch(bare_words(text)) is not None


def tells_of_doubt(text: str) -> bool:
    """Whether the line says that one does not know („nie wiem”, „nie jestem pewna”)."""
    return _ASIDES["unsure"].fullmatch(bare_words(text)) is not None


def names_another_thing(session: Session, text: str) -> bool:
    """Whether something else is missing than what is asked: „sms nie przyszedł” at the question for an address."""
    asked = asked_item(session)
    if asked is None or isinstance(asked[1], ByHand):
        return False
    return _OTHER_THINGS.search(_without_its_name(asked[1], bare_words(text))) is not None


def _without_its_name(item: Item, folded: str) -> str:
    """The line without the word for what is asked: „gdzie mam tę datę odczytać” asks as „gdzie to znajdę” does."""
    names = {fold(word)[:_STEM] for word in getattr(item, "words", ())}
    kept = [word for word in folded.split() if len(word) < _STEM - 1 or word[:_STEM] not in names]
    return " ".join(kept)


def asks_why(text: str) -> bool:
    """Whether the line asks what the pending question is for („a po co wam ten PESEL?”)."""
    return _ASIDES["why"].fullmatch(bare_words(text)) is not None


def why_of(session: Session, text: str) -> str:
    """What another question of the step is for, where the line names that one: „po co wam PESEL?” at the address.

    "" where it names the open one, or none.
    """
    item, flow = session.pending, session.flow
    if item is None or flow is None or _names(item, text):
        return ""
    named = (each for each in flow.items if _names(each, text))
    return next((flow.about[each.name].why for each in named if each.name in flow.about), "")


def _names(item: Item, text: str) -> bool:
    said = {word[:_STEM] for word in bare_words(text).split()}
    return any(fold(word)[:_STEM] in said for word in getattr(item, "words", ()))


def why(session: Session, item: Item) -> str:
    """What the pending question is for, in two or three sentences."""
    known = about(session).why
    match item:
        case Do():
            said = f"{known} {AFTER_YES}".lstrip()
        case ByHand():
            said = known or _WHY_BY_HAND
        case _:
            said = known or item.hint
    again = "F1" if isinstance(item, AskSecret) else "„nie rozumiem”"
    return f"{said}\nWięcej na ten temat: jeszcze raz {again}."
