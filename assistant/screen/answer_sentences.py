"""What is said around an answer of the knowledge base: lists to choose from, sources, and what it does not know."""

from __future__ import annotations

from collections.abc import Sequence

REPHRASE = "Nie jestem pewien, o co chodzi. Proszę zapytać innymi słowami, jednym zdaniem o jedną rzecz."
ONLY_OURS = "Tego nie wiem. Odpowiadam tylko na pytania o odnowienie certyfikatów P1."
NO_LIST = "Nie ma teraz listy, z której można wybrać numer."
NONE_OF_THESE = "Rozumiem, żadne z tych. Proszę napisać inaczej, o co chodzi, najlepiej jednym zdaniem."

YES_CHOOSES_NOTHING = "Samo „tak” niczego z listy nie wybiera."
NEAREST = "To nic: wystarczy numer tego, co najbliższe. Gdy nic nie pasuje: ostatni numer albo pytanie innymi słowami."


def offer_flow(flow: str) -> str:
    """After an answer whose page belongs to a flow."""
    return f"Zrobimy to teraz? Proszę wpisać „tak” albo „{flow}”."


def means_of_offer(title: str, flow: str) -> str:
    """To „co się stanie, jak powiem tak?” while a step is offered."""
    return (
        f"Zacznie się „{title}”. Najpierw zapytam o to, co potrzebne, i pokażę, co dokładnie zrobię. Nic się nie "
        f"zmieni bez osobnego „tak” przy tym planie.\n{offer_flow(flow)}"
    )


def clarify(titles: Sequence[str]) -> str:
    """At most three numbered choices."""
    rows = [f"  {number}. {title}" for number, title in enumerate(titles, 1)]
    return "\n".join(
        [
            "Nie jestem pewien, o co chodzi. Proszę wpisać numer:",
            *rows,
            f"  {len(titles) + 1}. żadne z tych",
        ]
    )


def waits(question: str) -> str:
    """Below a list inside a step: what is still to be answered."""
    return f"Potem wrócimy do pytania: {question}"


def not_listed(last: int) -> str:
    """A number that the list does not have."""
    return f"Na liście są numery od 1 do {last}."


MORE = "„więcej”: cały opis."
AS_ABOVE = "To samo, co wyżej, w skrócie. „więcej”: cały opis."
WAS_ALL = "To był już cały opis. Można zapytać dokładniej albo wpisać: „prościej”, „przykład”, „dlaczego”."
NO_MORE_WORDS = "Więcej na ten temat nie mam."
NOTHING_SAID = "Nie mam jeszcze do czego tego odnieść. Proszę zadać pytanie."
_SOURCES = {
    "I": "tak mówi instrukcja dostawcy",
    "O": "tak podaje CeZ",
    "V": "tak jest zwykle, choć oficjalnie tego nie opisano",
    "T": "sprawdziliśmy to sami",
}


def sources(letters: str) -> str:
    """How sure an answer is: ``I+V`` and so on, as the page's head has it."""
    said = "; ".join(_SOURCES[letter] for letter in letters.split("+"))
    return f"{said[:1].upper()}{said[1:]}."


def unknown(words: Sequence[str], near: Sequence[str], say: str = "") -> str:
    """No answer: whom to ask instead, where that is known; else words that nobody here knows, and topics near by.

    A word with a digit is not repeated: it may be a PESEL or a password.
    """
    if say:
        return f"Tego nie wiem. {say}"
    parts = [ONLY_OURS]
    if told := [word for word in words if not any(letter.isdigit() for letter in word)]:
        parts.append(f"Nie znam: {', '.join(f'„{word}”' for word in told)}.")
    if near:
        parts.append("Najbliższe tematy, które znam:\n" + "\n".join(f"- {title}" for title in near))
    return "\n".join(parts)


def helpdesk(contact: str) -> str:
    """When two questions in a row had no answer."""
    return f"Żeby nie tracić czasu, proszę zapytać człowieka: {contact}"
