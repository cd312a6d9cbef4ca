"""On which computers both certificates are: what proves step 6, and ends the deadline of the old certificates."""

from __future__ import annotations

from dataclasses import dataclass

from flows.base.polish import plural
from flows.crypto.certificates import sha256_thumbprint
from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.computers import STEP, Computers, Told
from flows.folder.names import PURPOSES
from flows.folder.seen import Seen


@dataclass(frozen=True, slots=True)
class Spread:
    """How far both certificates have come.

    ``count``: how many computers there are, None while nobody said. ``ready``: where they were seen; ``by_word``: where
    only a person says that they are; ``missing``: the others, as far as they have names; ``left``: how many these are.
    ``here``: whether this account of this computer is ready; ``accounts``: the others of this computer that are, where
    it is not. ``kit``: a kit for the others was made, ``kit_at`` that place. ``done``: on how many it is done for
    certain; ``unnamed``: one that was seen must be one of those with names, and nobody said which.
    """

    count: int | None = None
    ready: tuple[str, ...] = ()
    by_word: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left: int | None = None
    here: bool = False
    accounts: tuple[str, ...] = ()
    kit: bool = False
    kit_at: str = ""
    done: int = 0
    unnamed: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether this computer is done, and others are not."""
        return self.here and bool(self.left)

    @property
    def rest(self) -> str:
        """The others by name, where they have names."""
        few = len(self.missing) <= (self.left or 0)
        return f"{', '.join(self.missing)}" if few else f"{self.left} z: {', '.join(self.missing)}"


SPREAD = Spread()


def wanted(seen: Seen) -> frozenset[str]:
    """Thumbprints of both new certificates; of a copy of the two .p12 files alone the last two that were seen together.

    Empty where there are none yet.
    """
    new = frozenset(sha256_thumbprint(certificate) for certificate in seen.certified.values())
    return new if len(new) == len(PURPOSES) else seen.computers.last


def spread(seen: Seen) -> Spread:
    """As of this look."""
    known: Computers = seen.computers
    new = wanted(seen)
    ready = known.ready(new)
    return Spread(
        known.told.count if known.told else None,
        ready,
        known.by_word(new),
        known.missing(new),
        known.left(new),
        bool(new) and new <= known.seen_at(seen.here),
        known.elsewhere(new, seen.here),
        bool(new) and new <= known.kit,
        known.kit_at,
        known.done(new),
        known.unnamed(new),
    )


def installed(seen: Seen) -> Proof:
    """What is done on another computer is not done here; what a person says is not seen."""
    there, known = spread(seen), seen.computers.told
    ready, total = there.ready, there.count
    told = f"; według Państwa słów: {', '.join(there.by_word)}" if there.by_word else ""
    if there.accounts:
        far = _of(len(ready), known) if known else ", ".join(ready)
        return Proof("partly", f"{far}; {_other_account(seen, there)}")
    if total is not None and there.left == 0 and len(ready) >= total:
        return Proof("done", f"sprawdzone: {_of(len(ready), known)} ({', '.join(ready)})")
    if total is not None and there.left == 0:
        checked = f"sprawdzone: {', '.join(ready) or 'żaden'}{told}"
        return Proof("said", f"{_of(there.done, known)}; {checked}")
    if total is not None and (ready or there.by_word):
        rest = f"; brakuje: {there.rest}" if there.missing else ""
        which = f" (nie wiadomo, jak się tu nazywa {', '.join(ready)})" if there.unnamed else ""
        return Proof("partly", f"{_of(there.done, known)}: {', '.join(ready)}{which}{told}{rest}")
    if history.INSTALL in seen.interrupted:
        return Proof("partly", "instalacja została przerwana; da się ją dokończyć")
    if ready and not there.here:
        rest = "jeśli to komputer apteki, trzeba je zainstalować i tutaj, a jeśli nie, podać liczbę komputerów"
        return Proof("partly", f"sprawdzone: {', '.join(ready)}; na tym komputerze nie{told}; {rest}")
    if ready:
        more = "ile jest komputerów, nie wiadomo; proszę wpisać na przykład „komputery: 3”"
        return Proof("done", f"sprawdzone: {', '.join(ready)}{told}; {more}")
    if there.by_word:
        return Proof("partly", f"{told.removeprefix('; ')}; ile jest komputerów, nie wiadomo")
    return seen.by_word(STEP)


def _other_account(seen: Seen, there: Spread) -> str:
    """What holds where several accounts share a computer; how to say that this one needs nothing."""
    named = ", ".join(f"{seen.here.computer} konto {account}" for account in there.accounts)
    return (
        f"na tym komputerze certyfikaty ma {'konto' if len(there.accounts) == 1 else 'konta'} "
        f"{', '.join(there.accounts)}, a na tym koncie ({seen.here.account}) ich nie ma: jeśli pracuje na nim program "
        f"apteki, trzeba je zainstalować i tutaj, a jeśli nie, proszę wpisać „komputery: {named}”"
    )


def computers(count: int) -> str:
    """„2 komputery”."""
    return plural(count, "komputer", "komputery", "komputerów")


def _of(ready: int, told: Told | None) -> str:
    total = told.count if told else 0
    if ready > total:  # more than was said: the number is what is wrong
        return f"{computers(ready)}, a powiedziano {total} (poprawia to „komputery: {ready}”)"
    what = "kont i komputerów" if told and told.by_account else "komputera" if total == 1 else "komputerów"
    return f"{ready} z {total} {what}"
