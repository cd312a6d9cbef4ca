"""The fields of the application's form: PESEL, NIP, REGON, PWZ, the pharmacy's identifier, the e-mail address.

Check digits are python-stdnum's; we say in Polish what is wrong. A refusal never repeats the number: screens get
photographed, and the person sees what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stdnum import ean
from stdnum.exceptions import InvalidChecksum, InvalidComponent
from stdnum.pl import nip as nip_rules
from stdnum.pl import pesel as pesel_rules
from stdnum.pl import regon as regon_rules

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.sow.checked import Checked
from flows.sow.email_address import email, same_email

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Checked", "email", "nip", "pesel", "pharmacy_id", "pwz", "regon", "same_email"]

MAX_TYPED = 100
_CHAMBERS = 22
_LAST_LIVING_MONTH = 32
_OTHER_CENTURY = "Z tego numeru wychodzi data urodzenia spoza lat 1900–2099."
_PWZ_DIGITS = 8
_PHARMACY_DIGITS = 7
_MAX_PHARMACY_DIGITS = 20
_FIRST_DIGITS_AGREE = 9
# What people and word processors put between digits: spaces, hyphens and dashes, dots, invisible marks.
_BETWEEN = regex("[\\s.\\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
# The chamber in Roman digits (I–XXII) and the number within it, as registers had it before the number of 8 digits.
# A single „I” right before digits is rather a one.
_OLD_PWZ = regex(r"\W*(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?:(?<=[VX])|(?<=[IVX]{2})|(?=\W))\W*\d", re.IGNORECASE)
_SWAPPED = "ostatnia cyfra się nie zgadza: proszę sprawdzić, czy dwie cyfry nie są zamienione"


@dataclass(frozen=True, slots=True)
class _Number:
    """How a number is spoken of: its answer's name, what people call it, where to look for it, its page."""

    ask: str
    name: str
    where: str
    page: str

    def refusal(self, what: str, *causes: str) -> FlowError:
        code = f"bad-{'pharmacy-id' if self.ask == 'identyfikator' else self.ask}"
        return FlowError(Problem(code, f"{self.name}: {what}.", causes, self.where, self.page, self.ask))

    def digits(self, text: str) -> str:
        """The digits alone. Refuses an empty answer, a far too long one, and anything but digits, by name."""
        if len(text) > MAX_TYPED:
            raise self.refusal("wpisany tekst jest za długi", "wklejono coś innego niż numer")
        cleaned = _BETWEEN.sub("", text)
        if not cleaned:
            raise self.refusal("nic nie zostało wpisane")
        strange = next((sign for sign in cleaned if sign not in "0123456789"), None)
        if strange is None:
            return cleaned
        if strange.isalpha():
            meant = {"O": "zero", "o": "zero", "I": "jeden", "l": "jeden"}.get(strange)
            hint = f"zamiast litery „{strange}” miała być cyfra {meant}" if meant else "wkleił się dodatkowy tekst"
            raise self.refusal(f"jest w nim litera „{strange}”, a mogą być tylko cyfry", hint)
        shown = f"znak „{strange}”" if strange.isprintable() else "niewidoczny znak"
        raise self.refusal(f"jest w nim {shown}, a mogą być tylko cyfry", "wkleił się dodatkowy znak")


_PESEL = _Number(
    "pesel",
    "PESEL",
    "Proszę przepisać wszystkie 11 cyfr z dowodu osobistego kierownika albo z aplikacji mObywatel.",
    "sow-administrator-data",
)
_NIP = _Number("nip", "NIP", "Proszę przepisać 10 cyfr, na przykład z faktury albo pieczątki.", "sow-manager-data")
_REGON = _Number("regon", "REGON", "Proszę przepisać 9 albo 14 cyfr, na przykład z pieczątki.", "sow-manager-data")
_PWZ = _Number(
    "pwz",
    "Numer PWZ",
    "Proszę przepisać 8 cyfr z Centralnego Rejestru Farmaceutów.",
    "sow-find-identifiers",
)
_PHARMACY = _Number(
    "identyfikator",
    "Identyfikator apteki",
    "Proszę przepisać same cyfry z Rejestru Aptek.",
    "sow-find-identifiers",
)


def pesel(text: str) -> Checked:
    """A PESEL: 11 digits with a date of birth and a check digit. Raises FlowError ``bad-pesel``.

    Months over 32 mean births of the 1800s or after 2099 (ustawa o ewidencji ludności, art. 15): nobody to sign by now.
    """
    digits = _PESEL.digits(text)
    _check_length(_PESEL, digits, 11)
    _check(_PESEL, digits, pesel_rules.validate)
    living = int(digits[2:4]) <= _LAST_LIVING_MONTH
    return Checked(digits, None if living else _OTHER_CENTURY)


def nip(text: str) -> Checked:
    """A NIP: 10 digits, also with the prefix PL. Raises FlowError ``bad-nip``."""
    digits = _NIP.digits(re.sub(r"(?i)^\s*PL", "", text[: MAX_TYPED + 1]))
    _check_length(_NIP, digits, 10)
    if digits == "0" * 10:
        raise _NIP.refusal("same zera to nie jest numer")
    _check(_NIP, digits, nip_rules.validate)
    return Checked(digits, None)


def regon(text: str) -> Checked:
    """A REGON: 9 digits, 14 for a branch. Raises FlowError ``bad-regon``."""
    digits = _REGON.digits(text)
    _check_length(_REGON, digits, 9, 14)
    if digits == "0" * len(digits):
        raise _REGON.refusal("same zera to nie jest numer")
    if len(digits) > _FIRST_DIGITS_AGREE and not regon_rules.is_valid(digits[:_FIRST_DIGITS_AGREE]):
        raise _REGON.refusal("dziewiąta cyfra się nie zgadza", "w pierwszych dziewięciu cyfrach jest pomyłka")
    _check(_REGON, digits, regon_rules.validate)
    return Checked(digits, None)


def pwz(text: str) -> Checked:
    """A pharmacist's PWZ: 8 digits, the first two a regional chamber. Raises FlowError ``bad-pwz``.

    The last digit fitted EAN-8 in every example seen, but no official source says so: a misfit is a warning.
    """
    if _OLD_PWZ.match(unicodedata.normalize("NFKC", text[:MAX_TYPED])):
        raise _old_pwz()
    digits = _PWZ.digits(text)
    _check_length(_PWZ, digits, _PWZ_DIGITS)
    if not 1 <= int(digits[:2]) <= _CHAMBERS:
        raise _PWZ.refusal(
            f"zaczyna się od {digits[:2]}, a pierwsze dwie cyfry to numer izby aptekarskiej, od 01 do 22",
            "to numer lekarza, pielęgniarki albo numer dyplomu",
            "w pierwszych cyfrach jest pomyłka",
        )
    warning = None if ean.is_valid(digits) else f"Numer PWZ jest nietypowy, bo {_SWAPPED}."
    return Checked(digits, warning)


def _old_pwz() -> FlowError:
    following = (
        f"{_PWZ.where} Jeśli w Rejestrze Aptek jest jeszcze stary zapis, najpierw trzeba tam zaktualizować dane: bez "
        "tego wniosek nie przejdzie."
    )
    found = _PWZ.refusal("to stary zapis numeru, z cyfrą rzymską na początku", "przepisano go ze starego dokumentu")
    return FlowError(replace(found.problem, next=following))


def pharmacy_id(text: str) -> Checked:
    """The pharmacy's identifier in the Register of Pharmacies: digits, usually 7. Raises ``bad-pharmacy-id``."""
    digits = _PHARMACY.digits(text)
    if len(digits) > _MAX_PHARMACY_DIGITS:
        raise _PHARMACY.refusal(f"ma {_digits(len(digits))}, to za dużo", "wklejono kilka numerów naraz")
    if len(digits) == _PHARMACY_DIGITS:
        return Checked(digits, None)
    warning = (
        f"Identyfikator apteki ma {_digits(len(digits))}, a zwykle ma {_PHARMACY_DIGITS}: "
        "proszę sprawdzić, czy to nie NIP, REGON albo inny numer."
    )
    return Checked(digits, warning)


def _check_length(number: _Number, digits: str, *lengths: int) -> None:
    if len(digits) not in lengths:
        wanted = " albo ".join(map(str, lengths))
        cause = "brakuje cyfry" if len(digits) < min(lengths) else "jest o cyfrę za dużo albo to inny numer"
        raise number.refusal(f"ma {_digits(len(digits))} zamiast {wanted}", cause)


def _check(number: _Number, digits: str, validate: Callable[[str], str]) -> None:
    try:
        validate(digits)
    except InvalidChecksum as error:
        raise number.refusal(_SWAPPED, "dwie sąsiednie cyfry są zamienione", "jedna cyfra jest inna") from error
    except InvalidComponent as error:
        what = "pierwsze sześć cyfr nie jest datą urodzenia"
        raise number.refusal(what, "w pierwszych cyfrach jest pomyłka") from error


def _digits(count: int) -> str:
    """Polish plural: „1 cyfrę”, „2 cyfry”, „5 cyfr”, „12 cyfr”, „22 cyfry”."""
    if count == 1:
        return "1 cyfrę"
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count} {'cyfry' if few else 'cyfr'}"
