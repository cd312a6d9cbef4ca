"""What the assistant says about the pharmacy's computers."""

from __future__ import annotations

from collections.abc import Sequence

from flows.base.polish import plural
from flows.folder.computers import Told
from flows.folder.installed import Spread, computers

ASK = (
    "Ile komputerów jest w aptece? Jak się nazywają? Na przykład: 3 albo kasa1, kasa2 i biuro. „pomiń”: powiem później."
)
WHY = "Oba certyfikaty muszą być na każdym komputerze apteki. Znając liczbę, przypomnę, gdzie jeszcze ich nie ma."
LATER = "Dobrze. Gdy będzie wiadomo, wystarczy wpisać na przykład „komputery: 3”."
NOTHING_NEW = (
    "Nie ma tu jeszcze obu nowych certyfikatów, więc nie mogły być na żadnym komputerze. Niczego nie zapisuję."
)
WHICH = "Nie wiem jeszcze, ile jest komputerów, więc nie wiem, które to wszystkie."


NAME_THEM = (
    "Nie wiem, które to komputery, więc niczego nie zapisuję. Proszę podać nazwy, na przykład „kasa1 i kasa2 gotowe”."
)
UNSURE = "Wolę zapisać pewną liczbę. Gdy będzie wiadomo, wystarczy wpisać na przykład „komputery: 3”."


def told(what: Told, here: str = "") -> str:
    """After the number or the names were written down; ``here``: this computer's name where it is none of them."""
    names = f" ({', '.join(what.names)})" if what.names else ""
    if what.by_account:
        places = plural(what.count, "miejscu", "miejscach", "miejscach")
        return f"Zapisuję: certyfikaty mają być w {places}{names}. Poprawia to na przykład „komputery: 4”."
    which = ""
    if here and what.names:
        which = f" Ten komputer nazywa się {here}; jeśli jest na tej liście, proszę wpisać „{what.names[0]} to ten”."
    return (
        f"Zapisuję: w aptece {_is(what.count)} {computers(what.count)}{names}. Poprawia to na przykład „komputery: 4”."
        f"{which}"
    )


def called(name: str, here: str) -> str:
    """What people call the computer on which it is said."""
    return f"Zapisuję: {name} to ten komputer ({here})."


def which_of(names: Sequence[str]) -> str:
    """A name that fits several."""
    return f"Pasuje kilka komputerów: {', '.join(names)}. Proszę wpisać nazwę tak, jak tutaj; niczego nie zapisuję."


def not_listed(name: str, names: Sequence[str]) -> str:
    """A computer of which nobody spoke before, where all have names."""
    listed = f" ({', '.join(names)})" if names else ""
    return f"Komputera „{name}” nie ma w spisie{listed}, więc niczego nie zapisuję. Dopisuje go „dopisz {name}”."


def gone(names: Sequence[str], there: Spread) -> str:
    """A computer is no more."""
    rest = f" W aptece {_is(there.count)} {computers(there.count)}." if there.count is not None else ""
    return f"Wykreślam ze spisu: {', '.join(names)}.{rest} „dopisz {names[0]}” przywraca."


def as_said(there: Spread) -> str:
    """„jeszcze dwa”, which is what is left; „to wszystkie” where nothing is."""
    return f"Zgadza się: {left(there)}." if there.left else "Zgadza się: wszystkie są już zapisane."


def ready(names: Sequence[str], there: Spread, here: str) -> str:
    """A computer is ready by somebody's word; ``here``: what this one calls itself."""
    more = f" Teraz: {there.done} z {there.count}." if there.count is not None else ""
    beyond = ""
    if there.unnamed and there.left:
        example = next(iter(there.missing), names[0])
        beyond = f" Nie wiem, którym z nich jest ten komputer ({here}): proszę wpisać na przykład „{example} to ten”."
    elif there.count is not None and there.done > there.count:
        beyond = f" To więcej, niż zapisano; jeśli komputerów przybyło, na przykład „komputery: {there.done}”."
    back = f"„{names[0]} jednak nie” to odwołuje."
    return f"Zapisuję: gotowe według Państwa słów, sam tego nie widziałem: {', '.join(names)}.{more}{beyond} {back}"


def not_ready(names: Sequence[str]) -> str:
    """The word is taken back."""
    return f"Zapisuję: tam jeszcze nie: {', '.join(names)}."


def was_seen(names: Sequence[str]) -> str:
    """The word against what was seen."""
    return f"Tam certyfikaty były zainstalowane i podpisywały: {', '.join(names)}. Tego zapisu nie zmieniam."


def left(there: Spread) -> str:
    """„zostały 2 komputery: kasa2, biuro”."""
    count = there.left or 0
    verb = "został" if count == 1 else "zostały" if count in {2, 3, 4} else "zostało"
    return f"{verb} {computers(count)}" + (f": {there.rest}" if there.missing else "")


def elsewhere(there: Spread, offer: str | None, title: str) -> str:
    """What is next when this computer is ready and others are not; ``offer``: the flow that „tak” begins."""
    example = there.missing[0] if there.missing else "kasa2"
    said = f"Gdy będzie gotowe, wystarczy tu wpisać na przykład „gotowe: {example}”."
    if not there.kit:
        return (
            f"Krok 6 jest na tym komputerze zrobiony; {left(there)}. Następny: proszę wpisać „tak” albo „{offer}”, a "
            f"przygotuję zestaw na pendrive. {said}"
        )
    kit = f" Zestaw jest w {there.kit_at}: proszę zrobić z niego krok 6 na następnym." if there.kit_at else ""
    back = " Spis z pendrive'a przepisze „zestaw”." if there.kit_at else ""
    following = f" Tutaj dalej: {title}. Proszę wpisać „tak” albo „{offer}”." if offer else ""
    return f"Krok 6 jest na tym komputerze zrobiony; {left(there)}.{kit} {said}{back}{following}"


def _is(count: int) -> str:
    return "są" if count in {2, 3, 4} else "jest"
