"""The computers of the pharmacy: which there are, and on which both certificates were seen and tried.

A certificate store belongs to an account of a computer, unless it is the computer's own: so both are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.base.polish import bare_words
from flows.ports.place import Place, same

STEP = "windows"
"""The flow that installs, as the journal has it where a person says that it is done."""
KIT = "zestaw"
"""The flow that makes the files for the next computer."""

MAX_COMPUTERS = 500
MACHINE = "windows-maszyna"
"""The store that all accounts of a computer share."""
HERE = "ten komputer"
"""Names the computer on which it is said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the user said: how many computers there are, and what they are called as far as known.

    ``more``: beside those that are known.
    """

    count: int
    names: tuple[str, ...] = ()
    more: bool = False

    @property
    def by_account(self) -> bool:
        """Whether some of the names mean accounts."""
        return any(" konto " in bare_words(name) for name in self.names)

    def accounts(self, computer: str) -> tuple[str, ...]:
        """The names that mean a single account of this computer."""
        start = same(f"{computer} konto")
        return tuple(name for name in self.names if same(name).startswith(start) and same(name) != start)


@dataclass(frozen=True, slots=True)
class Computers:
    """``told`` is None before anybody said anything; ``verified``: thumbprints (SHA-256) by place.

    ``last``: those of the last entry. ``said``: thumbprints by the name of a computer on which a person says that they
    are. ``kit``: those for which a kit was made, ``kit_at`` where. ``called``: by a person's name for a computer (as
    ``same`` writes it) the one that the computer gives itself.
    """

    told: Told | None = None
    verified: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    last: frozenset[str] = frozenset()
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kit: frozenset[str] = frozenset()
    kit_at: str = ""
    called: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Two names of one computer have the same."""
        return same(self.called.get(same(name), name))

    def ready(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """The computers on which all the wanted certificates were seen; an account by itself where it was named so."""
        return tuple(dict.fromkeys(self._called(place) for place in self.places(wanted)))

    @property
    def seen_on(self) -> tuple[str, ...]:
        """Every computer with something seen there."""
        spelled: dict[str, str] = {}
        for place in self.verified:
            spelled.setdefault(place.computer.casefold(), place.computer)
        return tuple(spelled.values())

    def places(self, wanted: frozenset[str]) -> tuple[Place, ...]:
        """Where all of them were seen together."""
        return tuple(place for place, seen in self.verified.items() if wanted and wanted <= seen)

    def seen_at(self, place: Place) -> frozenset[str]:
        """What programs of that account find."""
        return self.verified.get(place, frozenset()) | self.verified.get(Place(place.computer), frozenset())

    def elsewhere(self, wanted: frozenset[str], place: Place) -> tuple[str, ...]:
        """Other accounts of the place's computer that have them all, where it has not and is not known to need none."""
        others = tuple(each.account for each in self.places(wanted) if each.is_on(place.computer))
        named = self.told.accounts(place.computer) if self.told else ()
        needs = not named or any(place.is_called(name) for name in named)
        return () if wanted <= self.seen_at(place) or not needs else others

    def _called(self, place: Place) -> str:
        names = self.told.names if self.told else ()
        return next((name for name in names if place.is_called(name)), place.computer)

    def by_word(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Those on which only a person says that all of them are."""
        ready = set(map(self.key, self.ready(wanted)))
        return tuple(
            name for name, has in self.said.items() if wanted and wanted <= has and self.key(name) not in ready
        )

    def missing(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Those that the user named and of which nothing is known yet."""
        done = set(map(self.key, (*self.ready(wanted), *self.by_word(wanted))))
        return tuple(name for name in (self.told.names if self.told else ()) if self.key(name) not in done)

    def left(self, wanted: frozenset[str]) -> int | None:
        """On how many it is still to be done, at least where a person says so; None while nobody said how many."""
        done = {self.key(name) for name in (*self.ready(wanted), *self.by_word(wanted))}
        denied = {self.key(name) for name, has in self.said.items() if not has} - done
        return None if self.told is None else max(self.told.count - self.done(wanted), len(denied), 0)

    def done(self, wanted: frozenset[str]) -> int:
        """On how many it is done for certain: one that was seen may be one of those that a person names otherwise."""
        seen, said = set(map(self.key, self.ready(wanted))), set(map(self.key, self.by_word(wanted)))
        if not self.unnamed(wanted):
            return len(seen | said)
        named = set(map(self.key, self.told.names if self.told else ()))
        return len(seen & named) + max(len(seen - named), len(said))

    def unnamed(self, wanted: frozenset[str]) -> bool:
        """Whether a computer that was seen must be one of the named ones, and nobody said which."""
        if self.told is None or not self.told.names:
            return False
        named = set(map(self.key, self.told.names))
        others = set(map(self.key, self.ready(wanted))) - named
        said = set(map(self.key, self.by_word(wanted))) - named
        return bool(others) and len(others) + len(said) > self.told.count - len(named)
