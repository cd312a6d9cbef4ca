"""Parsers of typed answers: text in, value out, FlowError with a helpful sentence otherwise."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from flows.base.door import later
from flows.base.errors import FlowError, Problem
from flows.base.file_problems import folder_missing
from flows.base.patterns import regex

MAX_PATH_CHARACTERS = 1_000
_UNQUOTE: Callable[[str], str] = later("urllib.parse:unquote")
_BEGINNING = r"(?:[A-Za-z]:[\\/]|\\\\|~[\\/]|\.{1,2}[\\/]|/|file://)"
_PATH = regex(rf"""(?<!\S)(?:& )?(?:["'„«‘‚“](?P<quoted>[^"'”»’“]+)["'”»’“]|(?P<bare>{_BEGINNING}.*))""")
_AFTER = regex(r"[\s.,;!]*(?:\b(?:bardzo|prosz[eę]|dzi[eę]ki|dzi[eę]kuj[eę])[\s.,;!]*)*")
_POLITE = regex(r"[\s,;]+(?:(?:bardzo|prosz[eę]|dzi[eę]ki|dzi[eę]kuj[eę])[\s.,;!]*)+$", re.IGNORECASE)
_ASKING = regex(
    r"(?:a |i |no )?(?:co|jak|jaki\w*|gdzie|czy|po co|dlaczego|czemu|sk[aą]d|ile|kiedy|kt[oó]r\w+)\b", re.IGNORECASE
)
_TO_A_FOLDER = regex(r"(?:.*\s)?(?:folder|katalog)\w*(?: (?:to|jest|b[eę]dzie|na|o nazwie))*[\s:]*", re.IGNORECASE)
_SAYING_WHERE = regex(
    r"(?:.*[\s,])?(?:w|we|do|na|pod|folder\w*|katalog\w*|miejsc\w*)(?: (?:to|jest|b[eę]dzie))?[\s:]*"
    r"|(?:(?:to|jest|tu|tutaj|tam|nie|jednak|raczej|prosz[eę]|wol[eę]|mo[zż]e|niech|b[eę]dzie|zapisz|ok|dobrze|no|lepiej|a|s[aą]|le[zż][aąy])[\s,:]+)*",
    re.IGNORECASE,
)
_NAMED = regex(
    r"(?:.*\s)?(?:do|w|na) (?:folder|katalog)(?:u|ze|owi|)\s+(?P<name>[^\s/\\?\"'„”«»,;:]+)[.!]?", re.IGNORECASE
)
_DRIVE = regex(r"^[A-Za-z]:[\\/]")


def find_folder(line: str) -> str | None:
    r"""The folder of a line that is a path or says that it names one („zapisz w D:\Certyfikaty”, „do folderu X”).

    None without one: quoted words, a question or a line of a program's report with a path in it name no folder.
    """
    stripped = line.strip()
    match = _PATH.search(stripped)
    if match is None:
        named = _NAMED.fullmatch(stripped)
        if named and not _ASKING.match(stripped):
            return named["name"]
        return stripped if re.fullmatch(r"[^\s/\\?]+", stripped) and _is_folder(stripped) else None
    before, name = stripped[: match.start()], (match["quoted"] or match["bare"]).strip()
    if before and _ASKING.match(before):
        return None
    if match["quoted"] is None:
        return _without_courtesy(name) if _SAYING_WHERE.fullmatch(before) else None
    if not _AFTER.fullmatch(stripped[match.end() :].lower()):
        return None
    whole = re.match(_BEGINNING, name) is not None
    return match[0] if (_SAYING_WHERE if whole else _TO_A_FOLDER).fullmatch(before) else None


def _without_courtesy(name: str) -> str:
    """The path without „prosze” behind it, unless a folder is called so."""
    return name.rstrip(",;") if _is_folder(name) else _POLITE.sub("", name).rstrip(",;")


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # longer than any name, or no name at all
        return False


def bare_path(text: str) -> str:
    """The path without what windows put around a dropped file: quotes, ``file://`` and its %20, PowerShell's „& ”."""
    cleaned = text.strip().removeprefix("& ").strip().strip("\"'„”“«»‘’‚").strip()
    if not cleaned.lower().startswith("file://"):
        return cleaned
    path = _UNQUOTE(cleaned[len("file://") :]).removeprefix("localhost")
    return path[1:] if _DRIVE.match(path[1:]) else path  # file:///C:/…


def work_folder(text: str) -> Path:
    """A folder to work in, absolute. It need not exist yet; what stands there must not be a file.

    Quotes and ``file://`` that file managers add are taken off, ``~`` and environment variables are resolved.
    """
    cleaned = bare_path(text)
    if not cleaned or len(cleaned) > MAX_PATH_CHARACTERS or any(ord(character) < 32 for character in cleaned):  # noqa: PLR2004  (control characters)
        raise _bad_folder("To nie wygląda na nazwę folderu.")
    if os.name != "nt" and _DRIVE.match(cleaned):
        raise _bad_folder(f"Ścieżka {cleaned} jest z systemu Windows, a ten komputer ma inny system.")
    try:
        path = Path(os.path.expandvars(cleaned)).expanduser()
        path = Path(os.path.abspath(path))  # noqa: PTH100  (Path.resolve would follow links and fail on lost shares)
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: „~ktoś” whom the system does not know
        raise _bad_folder(f"Nie mogę odczytać ścieżki {cleaned}.") from error
    if is_file:
        raise _bad_folder(f"{path} to plik, a nie folder.")
    return path


def must_exist(folder: Path, _answers: object) -> None:
    """Refuses a folder that is not there, where files of an earlier step are looked for: ``folder-missing``."""
    if not folder.is_dir():
        raise folder_missing(folder, "Proszę podać folder, w którym są pliki z kroku 1.", page="p12-load-folder")


def _bad_folder(what: str) -> FlowError:
    return FlowError(
        Problem(
            "bad-folder",
            what,
            ("w nazwie jest literówka", "to nazwa pliku zamiast folderu"),
            r"Proszę podać cały folder, na przykład C:\Users\Anna\Documents\Certyfikaty P1.",
            page="where-to-save",
            ask="folder",
        )
    )


def key_bits(text: str) -> int:
    """An RSA key length: 2048, 3072 or 4096 bits. ZSMOPL wants at least 2048 (official pages)."""
    if text.strip() not in {"2048", "3072", "4096"}:
        raise FlowError(
            Problem(
                "bad-key-size",
                f"Długość klucza „{text}” nie jest obsługiwana.",
                (),
                "Proszę podać 2048, 3072 lub 4096.",
                page="generate-csr",
            )
        )
    return int(text)


def encryption(text: str) -> str:
    """How to encrypt the PKCS#12: ``3des`` opens everywhere, ``aes`` from Windows 10 1709 / Server 2019 on."""
    if text.strip().lower() not in {"3des", "aes"}:
        raise FlowError(
            Problem(
                "bad-encryption",
                f"Nie znam szyfrowania „{text}”.",
                (),
                "Proszę podać 3des albo aes.",
                page="generate-p12",
            )
        )
    return text.strip().lower()
