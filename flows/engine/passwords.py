"""Passwords as answers: what is wrong with one that was typed, and a good one where nothing was."""

from __future__ import annotations

import re
import secrets

from flows.base.errors import FlowError, Problem
from flows.base.passphrase_words import passphrase_words
from flows.base.secret import Secret

MAX_PASSWORD_CHARACTERS = 128
MIN_PASSWORD_CHARACTERS = 12
"""One SHA-1 protects a JKS: about 334,000 guesses a second on one core of plain Python (measured)."""
_MIN_WORDS = 4
_MIN_DISTINCT = 5
_PROPOSED_WORDS = 5


def new_password(text: str) -> Secret:
    """A new password: printable ASCII, at least 12 characters or four words, not one repeated sign.

    ASCII because Java refuses any other PKCS#12 password (keytool 17, measured) and Windows and Mono fail on it.
    """
    if not text:
        raise _bad_password("Hasło jest puste.")
    if len(text) > MAX_PASSWORD_CHARACTERS:
        raise _bad_password(f"Hasło jest za długie: ma ponad {MAX_PASSWORD_CHARACTERS} znaków.")
    if any(not " " <= character <= "~" for character in text):
        raise FlowError(
            Problem(
                "password-not-ascii",
                "W haśle jest polska litera albo inny znak spoza zwykłej klawiatury.",
                ("litera taka jak ą, ę, ł, ó, ż", "znak wklejony z edytora tekstu"),
                "Proszę użyć liter bez ogonków, cyfr i zwykłych znaków. Z polską literą w haśle "
                "część programów (Java, starszy Windows) nie otworzy gotowego certyfikatu.",
                page="csr-password",
                ask="haslo",
            )
        )
    if text != text.strip():
        raise _bad_password("Hasło zaczyna się albo kończy spacją, a takiej spacji nie widać.")
    enough = len(text) >= MIN_PASSWORD_CHARACTERS or len(re.findall(r"[A-Za-z]+", text)) >= _MIN_WORDS
    if not enough or len(set(text)) < _MIN_DISTINCT:
        raise _bad_password("Hasło jest za krótkie albo zbyt proste.")
    return Secret(text)


def _bad_password(what: str) -> FlowError:
    return FlowError(
        Problem(
            "password-too-weak",
            what,
            (),
            f"Proszę podać co najmniej {MIN_PASSWORD_CHARACTERS} znaków albo cztery słowa, na przykład pięć "
            "przypadkowych słów ze spacjami. Hasło będzie potrzebne jeszcze kilka razy.",
            page="csr-password",
            ask="haslo",
        )
    )


def existing_password(text: str) -> Secret:
    """A password that was set before: taken as it is, only its length is limited."""
    if not text or len(text) > MAX_PASSWORD_CHARACTERS:
        raise FlowError(
            Problem(
                "bad-password",
                "Hasło jest puste albo za długie.",
                (),
                "Proszę wpisać hasło ustawione w kroku 1.",
                page="forgotten-certificate-password",
                ask="haslo",
            )
        )
    return Secret(text)


def propose_password() -> str:
    """Five random Polish words: 55 bits, easy to copy by hand and to read out over the telephone."""
    return " ".join(secrets.choice(passphrase_words()) for _ in range(_PROPOSED_WORDS))
