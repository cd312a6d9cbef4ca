"""What people say at a question instead of answering it: „po co?”, „gdzie to znajdę?”, „nie wiem”, „nie mam”.

Pure. The step itself has the words (``flows.engine.about``); about a plan, the plan has them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from assistant.talk.session import Session
from flows.base.patterns import regex
from flows.base.polish import bare_words, fold
from flows.engine.about import About
from flows.engine.model import AskSecret, ByHand, Do, Item
from flows.engine.plan import Plan

Aside: TypeAlias = Literal["why", "where", "looks", "unsure", "missing", "mistake"]

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
    r"sa|sprawdzic|sprawdze|zobaczyc|zobacze|widac|odczytac|przeczytac|zapisane|pisze|lezy|leza|niby))+" + _THING,
    "looks": r"(?:ile to ma (?:cyfr|znakow|liter)|ile (?:ma )?(?:cyfr|znakow)(?: to ma)?|jak to (?:wyglada|ma wygladac|"
    r"wpisac|napisac|podac|mam wpisac)|jak (?:mam )?(?:to )?(?:wpisac|podac|zapisac)|w jakim formacie|jaki format|"
    r"(?:na )?przyklad|np|(?:daj|podaj|pokaz|jakis) przyklad|co (?:mam )?(?:tu |tutaj )?(?:wpisac|podac|napisac)|"
    r"jak (?:wyglada|ma wygladac)(?: dobra)?(?: odpowiedz)?)" + _THING,
    "unsure": r"(?:(?:ja |chyba )*nie (?:wiem|pamietam|jestem pew\w+|mam pewnosci|mam pojecia|znam|kojarze)|"
    r"nie wiadomo|"
    r"skad mam (?:to )?wiedziec|skad (?:ja )?mam to wiedziec|pojecia nie mam|chyba tak|chyba|raczej tak|"
    r"tak mi sie wydaje|wydaje mi sie(?: ze tak)?|zapomnial[ae]m|"
    r"a jak (?:nie wiem|nie pamietam|nie jestem pew\w+)|trudno powiedziec|"
    r"moze|byc moze)(?: (?:co|jak(?:i|a|ie)?|ktory|ktora|gdzie|czy|do kiedy|kiedy|dokladnie|"
    r"mam|wpisac|podac|napisac|to|tego|tego numeru|numeru|"
    r"wybrac|tak|jest|byl|daty|adresu|szczerze|mowiac))*",
    "missing": r"(?:(?:(?:a )?(?:jak|jesli|jezeli|co jak|co jesli) )?"
    r"(?:go |jej |ich |mnie |tego |tam |to |ja |jeszcze |sie )*"
    r"nie (?:mam|ma|mamy|bylo|dostal[ae]m|przyszl[oay]|przyszedl|pojawil[oa]? sie|pojawia sie|pokazal[oa]? sie|"
    r"pokazuje sie|widze|widac|wyskoczyl[oa]?|dziala|znalaz\w+|jest)(?: (?:go|tego|jej|ich|mnie|tam|tu|takiego|takiej|"
    r"jeszcze|zadnego|zadnej|zaden|nic|niczego|sie|ten|ta|to|komunikat\w*|sms|kod\w*|wiadomosci?|numeru|adresu|poczty|"
    r"maila|folder\w*|katalog\w*|profil\w*|w ogole|wcale|nikt))*|"
    r"(?:ja |wole |wolalabym |wolalbym )*nie (?:(?:chce|bede|zamierzam|wolno mi|moge) )?(?:go |tego |jej |wam |ci )?"
    r"(?:pod(?:am|aje|ac|awac)|wpisz?e|wpisywac|wpisac|mowic|powiem|zdradz\w+|ujawni\w+)(?: (?:go|tego|jej|wam|"
    r"ci|nikomu|zadnego|pesel\w*|numeru|adresu|daty|tutaj|tu))*)",
    "mistake": r"(?:(?:a )?(?:co|jak|jesli|gdy)(?: (?:jak|jesli|bedzie|gdy))? (?:sie pomyle|"
    r"pojdzie (?:cos )?(?:nie tak|zle)|cos (?:pojdzie|bedzie) (?:nie tak|zle)|sie (?:nie uda|rozmysle)|zle zrobie)|"
    r"(?:czy )?(?:mozna|da sie|moge) (?:to )?"
    r"(?:potem |pozniej )?(?:cofnac|odkrecic|wycofac)(?: to)?(?: potem| pozniej)?)",
}
_ASIDES = {kind: regex(_FILLER + pattern) for kind, pattern in _PATTERNS.items()}
_PLAN = regex(
    r"(?:a |ale |no )*(?:co|na co) (?:ja )?(?:wlasciwie |dokladnie |niby |teraz )*(?:potwierdzam|sie zgadzam|zrobisz|"
    r"zrobi|robisz|sie stanie|bedzie|to zrobi|chcesz zrobic)(?: .{0,30})?"
)
_WHY_PLAN = "Najpierw pokazuję, co dokładnie zrobię. Dopiero po słowie „tak” cokolwiek zmieniam."
_WHY_BY_HAND = (
    "Ten krok wykonuje człowiek, w przeglądarce albo na komputerach apteki; asystent podpowiada i zapisuje, co "
    "zrobiono. Można zapytać o każdy szczegół z opisu."
)


def about(session: Session) -> About:
    """What the step has to say about the pending question; nothing where none is pending."""
    item, flow = session.pending, session.flow
    return flow.about.get(item.name, About()) if item is not None and flow is not None else About()


def aside(session: Session, text: str) -> str:
    """The reply to such a line at the pending question, or "" when the line is none or there is nothing to say."""
    item = session.pending
    if item is None or session.state is None:
        return ""
    folded = bare_words(text)
    if isinstance(item, Do):
        return _of_plan(session.state.plans.get(item.name), folded)
    known, folded = about(session), _without_its_name(item, folded)
    for kind, pattern in _ASIDES.items():
        if kind not in {"why", "mistake"} and pattern.fullmatch(folded) and (said := str(getattr(known, kind))):
            return said
    return ""


def _of_plan(plan: Plan | None, folded: str) -> str:
    if plan is None:
        return ""
    if _ASIDES["mistake"].fullmatch(folded):
        return plan.undo or _WHY_PLAN
    if _PLAN.fullmatch(folded):
        return f"{plan.summary}. Dopiero po słowie „tak”. {plan.undo}".rstrip()
    return ""


def _without_its_name(item: Item, folded: str) -> str:
    """The line without the word for what is asked: „gdzie mam tę datę odczytać” asks as „gdzie to znajdę” does."""
    names = {fold(word)[:_STEM] for word in getattr(item, "words", ())}
    kept = [word for word in folded.split() if len(word) < _STEM - 1 or word[:_STEM] not in names]
    return " ".join(kept)


def asks_why(text: str) -> bool:
    """Whether the line asks what the pending question is for („a po co wam ten PESEL?”)."""
    return _ASIDES["why"].fullmatch(bare_words(text)) is not None


def asks_what_yes_does(text: str) -> bool:
    """Whether the line asks what a „tak” would bring about („co się stanie, jak powiem tak?”)."""
    folded = bare_words(text)
    return _PLAN.fullmatch(folded) is not None and (" tak" in folded or "zgadzam" in folded or "potwierdz" in folded)


def why(session: Session, item: Item) -> str:
    """What the pending question is for, in two or three sentences."""
    match item:
        case Do():
            said = _WHY_PLAN
        case ByHand():
            said = about(session).why or _WHY_BY_HAND
        case _:
            said = about(session).why or item.hint
    again = "F1" if isinstance(item, AskSecret) else "„nie rozumiem”"
    return f"{said}\nWięcej na ten temat: jeszcze raz {again}."
