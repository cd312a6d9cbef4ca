"""Deadlines as the assistant speaks of them by itself: in the greeting, and in one short piece of the bottom line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flows.base.polish import in_days
from flows.catalogue import FLOWS
from flows.folder.deadlines import Deadline, DeadlineKind, is_near

_SAYS: dict[DeadlineKind, tuple[str, str, str]] = {
    "link": ("Link z wiadomości wygasł", "Link z wiadomości wygasa", "Link z wiadomości wygaśnie"),
    "certificate": ("Certyfikaty straciły ważność", "Certyfikaty tracą ważność", "Certyfikaty stracą ważność"),
    "old": (
        "Dotychczasowe certyfikaty straciły ważność",
        "Dotychczasowe certyfikaty tracą ważność",
        "Dotychczasowe certyfikaty stracą ważność",
    ),
    "profile": (
        "Profil Zaufany kierownika stracił ważność",
        "Profil Zaufany kierownika traci ważność",
        "Profil Zaufany kierownika straci ważność",
    ),
}
_SHORT: dict[DeadlineKind, str] = {
    "link": "Link",
    "certificate": "Certyfikaty",
    "old": "Stare cert.",
    "profile": "Profil",
}
FIRST_DAYS = 7


def pressing(deadlines: Iterable[Deadline], following: str | None, today: date) -> tuple[Deadline, ...]:
    """Those to speak of today, the nearest first. ``following``: the flow that is next.

    A trusted profile that is over matters until the application is signed, and not to the steps after it.
    """
    heeded = FLOWS[following].heeds if following is not None and following in FLOWS else ()
    near = (each for each in deadlines if is_near(each, today))
    kept = (each for each in near if each.kind != "profile" or each.day >= today or each.kind in heeded)
    return tuple(sorted(kept, key=lambda each: each.day))


def first(deadlines: Iterable[Deadline], today: date) -> list[str]:
    """What is said before everything else: certificates in use that end within days, or have ended."""
    last = [each for each in deadlines if each.kind in {"certificate", "old"} and (each.day - today).days <= FIRST_DAYS]
    return [sentence(each, today) for each in sorted(last, key=lambda each: each.day)]


def sentence(deadline: Deadline, today: date) -> str:
    """One sentence: „Link z wiadomości wygaśnie za 12 dni (04.12.2026).”."""
    over, now, ahead = _SAYS[deadline.kind]
    said = over if deadline.day < today else now if deadline.day == today else ahead
    return f"{said} {in_days(deadline.day, today)} ({deadline.day:%d.%m.%Y})."


def notice(deadlines: Iterable[Deadline], following: str | None, today: date) -> str:
    """The nearest of them for the bottom line, by its date, which a window left open overnight does not falsify.

    So short that the words which work now still fit beside it into 80 columns.
    """
    nearest = next(iter(pressing(deadlines, following, today)), None)
    if nearest is None:
        return ""
    until = f"do {nearest.day:%d.%m}" if nearest.day >= today else "po terminie"
    return f"{_SHORT[nearest.kind]} {until}. "
