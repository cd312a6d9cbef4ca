"""Who sent a message: its own headers, or what a forward or a reply quotes. Forged easily: it proves nothing good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.base.patterns import regex
from flows.mail.letters import addresses as letter_addresses

if TYPE_CHECKING:
    from flows.mail.letters.message import Body, Message

OFFICIAL = ("ezdrowie.gov.pl", "cez.gov.pl")
"""Genuine letters come from these and from names below them (CeZ's warnings of April and November 2025)."""
_LONGEST = 4_096
_NEAR = 500
_ANGLED = regex(r"<(?:mailto:)?\s{0,3}([^<>\s]{1,200}@[^<>\s]{1,253})\s{0,3}>")
_BARE = regex(r"(?<![\w.+@-])([\w.+'-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,10})")


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose message it is, as far as it says: () when it does not. ``through``: who passed it on, of whom it says more.

    ``foreign``: it says that it is not the e-health centre's.
    """

    who: tuple[str, ...]
    through: tuple[str, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether it is known, and not of the centre."""
        return bool(self.who) and not official(self.who)

    @property
    def known(self) -> bool:
        """Whether it is of the centre, by what it says itself."""
        return official(self.who)


NOBODY = Sender(())


def of(message: Message, place: tuple[Body, int] | None, *, passed_on: bool) -> Sender:
    """The sender of what matters in the message, which is quoted at ``place``: of the quote, else its own.

    ``passed_on``: it says that somebody sends it on; without a quote nobody knows then whose it was.
    """
    own = addresses(message.sender)
    if place is not None:
        return Sender(quoted(*place) or (), own)
    return Sender((), own) if passed_on and not official(own) else Sender(own)


def addresses(value: str) -> tuple[str, ...]:
    """The e-mail addresses of a header's value; what stands in angle brackets hides what a name pretends to be."""
    parts = value[:_LONGEST].split(",")
    found = (each for part in parts for each in _ANGLED.findall(part) or _BARE.findall(part))
    return tuple(dict.fromkeys(each.strip("'\"").lower() for each in found))[:5]


def official(all_of: tuple[str, ...]) -> bool:
    """Whether there are addresses and each is the e-health centre's."""
    return bool(all_of) and all(_is_official(each) for each in all_of)


def _is_official(address: str) -> bool:
    user, _, host = address.rpartition("@")
    return "@" not in user and any(host == name or host.endswith(f".{name}") for name in OFFICIAL)


def quoted(body: Body, position: int) -> tuple[str, ...] | None:
    """The sender that the text tells of the message at ``position``; () where it quotes one without an address.

    None where nothing is quoted there. The last one before it counts; some webmails put the title first.
    """
    before: tuple[int, str] | None = None
    for at, value in body.senders:
        if at > position:
            return addresses(before[1]) if before else addresses(value) if at - position <= _NEAR else None
        before = (at, value)
    return addresses(before[1]) if before else None


def shown(all_of: tuple[str, ...]) -> str:
    """An official address in full; of any other only where it is from, since plans stand in the journal."""
    if official(all_of):
        return ", ".join(letter_addresses.printable(each) for each in all_of)
    return ", ".join(
        dict.fromkeys(f"…@{letter_addresses.told('https://' + each.rpartition('@')[2])}" for each in all_of)
    )
