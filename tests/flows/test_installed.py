"""Step 6 as the ledger proves it: seen here, on other accounts and computers, or only on somebody's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.authority import NOW

from flows.folder.computers import Computers, Told
from flows.folder.installed import computers, installed, spread
from flows.folder.seen import Seen
from flows.ports.place import Place

BOTH = frozenset({"a" * 64, "b" * 64})
HERE = Place("SERWER", "anna")
ANEW = "jeśli pracuje na nim program apteki, trzeba je zainstalować i tutaj, a jeśli nie, proszę wpisać"


def seen(
    ready: tuple[Place, ...] = (), told: Told | None = None, said: tuple[str, ...] = (), *, kit: bool = False
) -> Seen:
    known = Computers(
        told,
        dict.fromkeys(ready, BOTH),
        BOTH,
        dict.fromkeys(said, BOTH),
        BOTH if kit else frozenset(),
        "E:\\zestaw" if kit else "",
    )
    return Seen(Path(), NOW, computers=known, here=HERE)


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        (
            seen((Place("SERWER", "jan"), Place("KASA", "ola"))),
            "partly",
            (
                "SERWER, KASA; na tym komputerze certyfikaty ma konto jan, a na tym koncie (anna) ich nie ma: "
                f"{ANEW} „komputery: SERWER konto jan”"
            ),
        ),
        (
            seen((Place("SERWER", "jan"), Place("SERWER", "ola")), Told(2)),
            "partly",
            (
                "1 z 2 komputerów; na tym komputerze certyfikaty ma konta jan, ola, a na tym koncie (anna) ich nie ma: "
                f"{ANEW} „komputery: SERWER konto jan, SERWER konto ola”"
            ),
        ),
        (
            seen((HERE, Place("SERWER", "jan")), Told(3, ("SERWER konto anna", "SERWER konto jan", "KASA"))),
            "partly",
            "2 z 3 kont i komputerów: SERWER konto anna, SERWER konto jan; brakuje: KASA",
        ),
        (
            seen((HERE,), Told(2), ("kasa", "biuro")),
            "said",
            (
                "3 komputery, a powiedziano 2 (poprawia to „komputery: 3”); "
                "sprawdzone: SERWER; według Państwa słów: kasa, biuro"
            ),
        ),
        (
            seen((HERE, Place("KASA")), Told(3), ("biuro",)),
            "said",
            "3 z 3 komputerów; sprawdzone: SERWER, KASA; według Państwa słów: biuro",
        ),
        (seen((), Told(1), ("kasa",)), "said", "1 z 1 komputera; sprawdzone: żaden; według Państwa słów: kasa"),
        (
            seen((HERE, Place("DESKTOP-7")), Told(3, ("kasa", "biuro", "laptop"))),
            "partly",
            (
                "2 z 3 komputerów: SERWER, DESKTOP-7 (nie wiadomo, jak się tu nazywa SERWER, DESKTOP-7); "
                "brakuje: 1 z: kasa, biuro, laptop"
            ),
        ),
        (
            seen((Place("KASA"), Place("BIURO"))),
            "partly",
            (
                "sprawdzone: KASA, BIURO; na tym komputerze nie; jeśli to komputer apteki, trzeba je zainstalować i "
                "tutaj, a jeśli nie, podać liczbę komputerów"
            ),
        ),
        (seen((), None, ("kasa",)), "partly", "według Państwa słów: kasa; ile jest komputerów, nie wiadomo"),
    ],
)
def test_what_is_proved(found: Seen, state: str, words: str) -> None:
    proof = installed(found)
    assert (proof.state, proof.evidence) == (state, words)


def test_how_far_it_has_come() -> None:
    there = spread(seen((HERE, Place("DESKTOP-7")), Told(3, ("kasa", "biuro", "laptop")), ("kasa",), kit=True))
    assert (there.by_word, there.accounts) == (("kasa",), ())
    assert (there.done, there.left, there.unnamed) == (2, 1, True)
    assert (there.kit, there.kit_at) == (True, "E:\\zestaw")
    assert spread(seen((Place("SERWER", "jan"),))).accounts == ("jan",)
    alone = spread(seen((HERE,)))
    assert (alone.here, alone.kit, alone.kit_at, alone.done, alone.unnamed) == (True, False, "", 1, False)
    assert not spread(Seen(Path(), NOW, here=HERE)).kit, "of nothing there is none"


def test_computers_are_counted() -> None:
    assert [computers(number) for number in (1, 2, 5)] == ["1 komputer", "2 komputery", "5 komputerów"]
