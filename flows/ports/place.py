"""Which computer this is, and whose account of it: certificates, and entries of a journal, belong to both."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass

from flows.base.polish import bare_words


@dataclass(frozen=True, slots=True)
class Place:
    """A computer and an account of it, "" for all of its accounts.

    Equal however they are written: Windows tells neither apart by the case of letters.
    """

    computer: str
    account: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._folded == other._folded

    def __hash__(self) -> int:
        return hash(self._folded)

    @property
    def _folded(self) -> tuple[str, str]:
        return self.computer.casefold(), self.account.casefold()

    def is_on(self, computer: str) -> bool:
        """Whether it is of this computer."""
        return self.computer.casefold() == computer.casefold()

    def is_called(self, name: str) -> bool:
        """Whether the name means just this account: „SERWER konto Anna”."""
        whole = (f"{self.computer} konto {self.account}", f"{self.computer} {self.account}")
        return bool(self.account) and same(name) in {same(each) for each in whole}


NOWHERE = Place("")


def this_place() -> Place:
    """Where the program runs, as the system calls it; "?" for an account that it does not know."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in a container
        account = "?"
    return Place(platform.node(), account)


def same(name: str) -> str:
    """How names of computers are compared: „KASA2”, „kasa 2” and „kasa nr 2” are one."""
    return "".join(word for word in bare_words(name).split() if word not in {"nr", "numer"})
