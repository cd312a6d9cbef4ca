"""Polish grammar that programs get wrong: plurals, dates, folding."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_STROKES = str.maketrans("łŁ", "lL")  # the one Polish letter that Unicode does not decompose


def plural(count: int, one: str, few: str, many: str) -> str:
    """``1 plik``, ``2 pliki``, ``5 plików``, ``22 pliki``, ``112 plików``: the number with its noun."""
    return f"{count} {_form(count, one, few, many)}"


def remains(count: int, one: str, few: str, many: str) -> str:
    """``został 1 krok``, ``zostały 2 dni``, ``zostało 5 kroków``."""
    return f"{_form(count, 'został', 'zostały', 'zostało')} {plural(count, one, few, many)}"


def days_to_go(days: int) -> str:
    """``to dzisiaj``, ``to już jutro``, ``zostały 3 dni``, ``zostało 12 dni``."""
    return {0: "to dzisiaj", 1: "to już jutro"}.get(days, remains(days, "dzień", "dni", "dni"))


def _form(count: int, one: str, few: str, many: str) -> str:
    last, teens = abs(count) % 10, abs(count) % 100 in range(11, 15)
    return one if abs(count) == 1 else few if last in {2, 3, 4} and not teens else many


def in_days(day: date, today: date) -> str:
    """``dziś``, ``jutro``, ``za 12 dni``, ``wczoraj``, ``3 dni temu``."""
    days = (day - today).days
    named = {0: "dziś", 1: "jutro", -1: "wczoraj"}
    if days in named:
        return named[days]
    return f"za {days} dni" if days > 0 else f"{-days} dni temu"


def long_date(day: date, today: date) -> str:
    """``22.11.2026 (za 12 dni)``."""
    return f"{day:%d.%m.%Y} ({in_days(day, today)})"


def fold(text: str) -> str:
    """Lower case without diacritics, spaces collapsed: how commands are compared."""
    plain = unicodedata.normalize("NFKD", text).translate(_STROKES)  # before casefold: it knows no styled letters
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return " ".join("".join(character for character in decomposed if not unicodedata.combining(character)).split())


def bare_words(text: str) -> str:
    """Folded, and every sign that is no letter or digit a space: „A gdzie to jest?!” is ``a gdzie to jest``."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
