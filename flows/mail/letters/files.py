"""Whatever file a person brings as the letter, told by its content: the letter in it, or how to get at it."""

from __future__ import annotations

import io
import zipfile
import zlib

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.mail.letters import smime
from flows.mail.letters.message import OUTLOOK

MAX_LETTER_BYTES = 25 * 1_048_576
_MAX_LAYERS = 3
_MAX_MEMBERS = 500
_ZIP = b"PK\x03\x04"
_TNEF = b"\x78\x9f\x3e\x22"
_EMLX = regex(rb"\s{0,8}(\d{1,10})[ \t]*\r?\n")
_LETTER_NAMES = (".eml", ".msg", ".emlx", ".mht", ".mhtml", ".html", ".htm", ".txt", ".mbox", ".p7m")
_OFFICE = ("[Content_Types].xml", "mimetype")
_APPLE = ("__MACOSX/", ".")
_SAVE = "Proszę zapisać samą wiadomość jako plik .eml albo .msg lub wkleić jej treść razem z adresami odnośników."
_OTHERS = (
    ((b"%PDF",), "dokument PDF, z którego nie odczytam odnośników", "wiadomość wydrukowano do PDF"),
    ((b"{\\rtf",), "dokument RTF", "treść przeklejono do edytora tekstu"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM"), "obraz", "zrobiono zdjęcie albo zrzut ekranu wiadomości"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "archiwum, którego nie otworzę", "wiadomość spakowano"),
    ((b"MZ", b"\x7fELF"), "program", "wskazano inny plik"),
    ((b"-----BEGIN CERT", b"-----BEGIN PKCS7"), "certyfikat", "wskazano pobrany plik PEM zamiast wiadomości"),
)


def letter_in(data: bytes) -> bytes:
    """The letter that the file is or holds: out of a ZIP, Apple Mail's .emlx, a signed smime.p7m.

    Raises FlowError ``message-not-mail``, ``message-sealed``, ``message-too-large``.
    """
    for _ in range(_MAX_LAYERS):
        inner = _inside(data)
        if inner is None:
            return data
        data = inner
    raise not_mail("To archiwum w archiwum: wiadomość leży za głęboko.", "spakowano ją kilka razy")


def _inside(data: bytes) -> bytes | None:
    """What lies one layer deeper, None for what is a letter itself as far as its beginning tells."""
    if data.startswith(OUTLOOK):
        return None
    if data.startswith(_ZIP):
        return _out_of_zip(data)
    if data.startswith(_TNEF):
        raise sealed("winmail")
    if smime.looks_like_one(data):
        content = smime.content(data)
        if content is None:
            raise sealed("encrypted")
        return content
    for starts, what, cause in _OTHERS:
        if data.startswith(starts):
            raise not_mail(f"To nie jest zapisana wiadomość e-mail, tylko {what}.", cause)
    return _out_of_emlx(data)


def _out_of_emlx(data: bytes) -> bytes | None:
    """Apple Mail puts the message's length in front and its own notes behind."""
    match = _EMLX.match(data)
    if match is None:
        return None
    length = int(match[1])
    return data[match.end() : match.end() + length] if 0 < length <= len(data) - match.end() else None


def _out_of_zip(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [each.filename for each in archive.infolist()[:_MAX_MEMBERS]]
            if any(name in _OFFICE for name in names):
                raise not_mail("To dokument edytora tekstu, a nie wiadomość.", "treść przeklejono do Worda")
            letters = [each for each in archive.infolist()[:_MAX_MEMBERS] if _may_be_a_letter(each)]
            if len(letters) != 1:
                raise _not_one(len(letters))
            return _member(archive, letters[0])
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, LookupError) as error:
        raise not_mail("Nie da się otworzyć tego archiwum ZIP.", "ma hasło", "jest uszkodzone") from error


def _may_be_a_letter(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    hidden = name.startswith(_APPLE[0]) or name.rpartition("/")[2].startswith(_APPLE[1])
    return not member.is_dir() and not hidden and (name.lower().endswith(_LETTER_NAMES) or "." not in name)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Its content; a size that the archive only claims is not believed."""
    try:
        with archive.open(member) as opened:
            content = opened.read(MAX_LETTER_BYTES + 1)
    except zlib.error as error:
        raise not_mail("Nie da się otworzyć tego archiwum ZIP.", "jest uszkodzone") from error
    if len(content) > MAX_LETTER_BYTES:
        raise too_large()
    return content


def _not_one(count: int) -> FlowError:
    if count:
        what, cause = "W tym archiwum ZIP jest więcej niż jedna wiadomość.", "spakowano ich kilka"
    else:
        what, cause = "W tym archiwum ZIP nie ma wiadomości e-mail.", "wskazano inny plik"
    following = "Proszę je rozpakować („Wyodrębnij wszystkie”) i podać właściwą wiadomość, na przykład plik .eml."
    return FlowError(Problem("message-not-mail", what, (cause,), following, page="granted-email", ask="wiadomosc"))


def not_mail(what: str, *causes: str) -> FlowError:
    """It is something else than a letter."""
    return FlowError(Problem("message-not-mail", what, causes, _SAVE, page="granted-email", ask="wiadomosc"))


def too_large() -> FlowError:
    """More than a letter can be."""
    what = f"Wiadomość jest za duża: przyjmuję najwyżej {MAX_LETTER_BYTES // 1_048_576} MB."
    cause = "to cała skrzynka pocztowa albo wiadomość z dużymi załącznikami"
    return FlowError(Problem("message-too-large", what, (cause,), _SAVE, page="granted-email", ask="wiadomosc"))


def sealed(seal: str) -> FlowError:
    """The text is there and stays closed to us: where it can be read."""
    if seal == "rtf":
        return FlowError(
            Problem(
                "message-rtf-only",
                "Odnośniki tej wiadomości są w pliku programu Outlook zapisane tylko w formacie RTF, a tego nie "
                "odczytam.",
                ("tak zapisują ją niektóre ustawienia programu Outlook",),
                "Proszę otworzyć wiadomość w Outlooku, wybrać „Plik”, „Zapisz jako” i typ HTML (.htm), a potem podać "
                "ten plik. Może to być też plik .eml albo treść wklejona tutaj razem z adresami odnośników.",
                page="granted-email",
                ask="wiadomosc",
            )
        )
    if seal == "winmail":
        what = "Treść tej wiadomości jest w załączniku winmail.dat, a tego nie odczytam."
        cause = "nadawca wysłał ją Outlookiem w formacie tylko dla Outlooka"
    else:
        what = "Treść tej wiadomości jest zaszyfrowana (smime.p7m albo PGP), więc jej nie odczytam."
        cause = "otworzyć ją może tylko program pocztowy, który ma klucz"
    following = (
        "Proszę otworzyć wiadomość w programie pocztowym, w którym widać treść, i zapisać ją stamtąd (HTML albo .txt) "
        "lub wkleić tutaj razem z adresami odnośników."
    )
    return FlowError(Problem("message-sealed", what, (cause,), following, page="granted-email", ask="wiadomosc"))
