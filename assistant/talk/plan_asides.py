"""What people ask at a plan before they say yes: „co ja tu potwierdzam?”, „a jak się pomylę?”, „czy to coś zmieni?”.

Pure. The plan has all the words: what it does, where, and how to take it back.
"""

from __future__ import annotations

from assistant.screen.step_sentences import AFTER_YES, NOTHING_ELSE
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.plan import Plan

_FILLER = r"(?:(?:no|a|ale|to|i|hm+|zaraz|czekaj|moment|wlasciwie|czyli|sorry|przepraszam) )*"
_WHAT = regex(
    rf"{_FILLER}(?:co|na co)(?: (?:ja|to|tu|tutaj|ty|teraz|wlasciwie|dokladnie|niby|mam|wiec|pan|pani|program|mi))* "
    r"(?:potwierdzam|potwierdzic|potwierdze|sie zgadzam|zgadzam sie|sie godze|zrobisz|zrobi|zrobicie|robisz|robi|"
    r"sie stanie|stanie sie|sie wydarzy|bedzie|chcesz zrobic|zapiszesz|zapisze|zainstalujesz|zainstaluje|otworzysz|"
    r"otworzy|zmienisz|zmieni|utworzysz|utworzy)(?: .{0,30})?"
)
_MISTAKE = regex(
    rf"{_FILLER}(?:(?:co|jak|jesli|gdy)(?: (?:jak|jesli|bedzie|gdy|to))* (?:sie )?(?:pomyle|pomyl(?:i|il[ae]m)|pomylka|"
    r"pojdzie (?:cos )?(?:nie tak|zle)|cos (?:pojdzie|bedzie) (?:nie tak|zle)|nie uda|rozmysle|zle zrobie|"
    r"zle zrobil[ae]m|zle wpisal[ae]m|nie zadziala)(?: sie)?|"
    r"(?:czy )?(?:mozna|da sie|moge|bedzie mozna|da rade) (?:to )?(?:potem |pozniej |jeszcze )?"
    r"(?:cofnac|odkrecic|wycofac|zmienic|poprawic|usunac|skasowac|odinstalowac)(?: to)?(?: potem| pozniej)?)"
)
_CHANGES = regex(
    rf"{_FILLER}(?:czy )?(?:(?:to|on[aeo]?|cos|nic|mi|nam|sie|przypadkiem|tu|nie|czegos) )*"
    r"(?:zmieni|popsuje|zepsuje|skasuje|usunie|nadpisze|zniszczy|zaszkodzi|ruszy|straci|namiesza|wplynie)(?: .{0,40})?"
)
_OLD = regex(
    rf"{_FILLER}(?:czy )?(?:(?:co|z|ze|o|te|ta|ten|tym|tymi|tych|to|moje|moim|moimi|nasze|naszym) )*"
    r"(?:star(?:e|y|a|ym|ymi|ych|emu|ej|ego)|obecn\w+|poprzedni\w+|dotychczasow\w+|tamt(?:e|ym|ymi|ych|en|emu))"
    r"(?: (?:plik\w*|certyfikat\w*|cert\w*|klucz\w*|haslo|hasl\w+))?"
    r"(?: (?:nic|nie|sie|tez|dalej|jeszcze|wtedy|potem|bedzie|beda|zostan[aei]\w*|zostaj\w+|znikn\w+|przepad\w+|"
    r"dziala\w*|stanie|zmieni|usunie|skasuje))*"
)
_MANY = regex(
    rf"{_FILLER}(?:ile|jakie|ktore)(?: (?:ich|tego|tych|plikow|pliki|sztuk|to|tam|w sumie|razem|naraz))*"
    r" (?:bedzie|beda|powstanie|powstana|zrobi\w*|utworzy\w*|wyjdzie|zapisz\w*)(?: (?:ich|tego|plikow|razem|w sumie))*"
)
_WHERE = regex(
    rf"{_FILLER}(?:gdzie|dokad|do jakiego folderu|w jakim folderze|w ktorym folderze)"
    r"(?: (?:to|ja|je|on|pan|pani|te|pliki|program|sie|beda|bedzie|bede|zostana|mi))* "
    r"(?:zapisz?e\w*|zapisane|trafi\w*|znajd\w+|utworzy\w*|powstan\w+|pojdzie|pojda|laduj\w+|wyladuj\w+|sie zapisza)"
    r"(?: to| te pliki)?"
)


def asks_what_yes_does(text: str) -> bool:
    """Whether the line asks what a „tak” would bring about („co się stanie, jak powiem tak?”)."""
    folded = bare_words(text)
    return _WHAT.fullmatch(folded) is not None and (" tak" in folded or "zgadzam" in folded or "potwierdz" in folded)


def of_plan(plan: Plan, text: str) -> str:
    """The reply to such a line, "" when it is none."""
    folded = bare_words(text)
    if _MISTAKE.fullmatch(folded):
        return plan.undo or AFTER_YES
    if _WHAT.fullmatch(folded):
        return f"{plan.summary}. Dopiero po słowie „tak”. {plan.undo}".rstrip()
    if _OLD.fullmatch(folded):
        return f"{plan.summary}. {NOTHING_ELSE} {plan.undo}".rstrip()
    if _MANY.fullmatch(folded):
        return f"{plan.summary}. {plan.undo}".rstrip()
    if _CHANGES.fullmatch(folded) and "?" in text + ("?" if folded.startswith(("czy ", "a czy ")) else ""):
        return f"{plan.summary}. {NOTHING_ELSE} {plan.undo}".rstrip()
    if _WHERE.fullmatch(folded):
        return f"{plan.summary}. Folder: {plan.folder}"
    return ""
