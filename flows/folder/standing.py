"""Whether a renewal can still come to an end: its keys are here, its links live, and the clock is to be believed.

Each answer is "" or Polish sentences that say what they rest on and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError
from flows.crypto.certificates import may_be_issued
from flows.engine.journal import Entry, unfinished
from flows.engine.turns import ASIDE
from flows.folder import history
from flows.folder.current_set import age, current_set
from flows.folder.issued import is_finished
from flows.folder.names import PURPOSES, Purpose, stamp_of
from flows.folder.nested import nested
from flows.folder.pairing_problems import useless_file
from flows.folder.recognise import FOREIGN_STORES, Kind, scan_folder
from flows.folder.strangers import is_stranger

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents

_GRACE = timedelta(days=1)
"""Computers of one pharmacy, and the authority's, differ by minutes; a day is no slip of theirs."""
_SHOWN = 4
_CERTIFICATES = {".pem", ".crt", ".cer", ".der", ".p7b", ".p7c"}
_KEYSTORES = {".jks", ".keystore", ".p12", ".pfx"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What keeps the renewal from its end.

    ``lost``: requests or certificates without their keys; ``unread``: keystores that are here and cannot be used as
    they are; ``over``: links that ended unused; ``clock``: a doubt.
    """

    lost: str = ""
    over: str = ""
    clock: str = ""
    unread: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to say, the doubt first: it may be the reason of the rest."""
        return tuple(each for each in (self.clock, self.lost, self.unread, self.over) if each)


SOUND = Standing()


def standing(folder: Path, found: Sequence[Contents], every: Sequence[Entry], now: datetime) -> Standing:
    """``found`` as of ``scan_folder``, ``every``: all entries of the journal, ``now`` with its zone."""
    entries = history.this_renewal(every)
    ended = link_over(found, entries, now)
    over = ""
    if ended is not None:
        over = (
            f"Odnośniki z wiadomości działały do {ended:%d.%m.%Y}, a ten komputer pokazuje dziś {local(now):%d.%m.%Y}. "
            "Jeśli ta data jest dobra, a plików nie pobrano, trzeba zacząć od nowa, od kroku 1."
        )
    begun = {str(entry.get("operation")) for entry in unfinished(every)}
    lost = "" if history.REQUESTS in begun else _without_keys(folder, found)
    return Standing(lost, over, _doubt(found, every, entries, now), _unread(found))


def link_over(found: Sequence[Contents], entries: Sequence[Entry], now: datetime) -> date | None:
    """The last day of the links when it is past and a certificate is missing; None also where that day is doubtful."""
    last = history.link_deadline(entries)
    if last is None or last >= local(now).date() or _letter_before_requests(found, entries):
        return None
    pairs = current_set(found)
    complete = len(pairs) == len(PURPOSES) and all(pair.certificate is not None for pair in pairs.values())
    return None if complete or _was_downloaded(found) else last


def unread_certificate(found: Sequence[Contents], purpose: Purpose) -> Contents | None:
    """A file that is, by its name, this certificate, and that cannot be read now: one that lies in a cloud only."""
    unread = (item for item in found if item.path.suffix.lower() in _CERTIFICATES and not item.is_read)
    return next((item for item in unread if item.purpose in {purpose, None}), None)


def _was_downloaded(found: Sequence[Contents]) -> bool:
    """Whether what is missing may be here all the same: unread, in an archive, in a subfolder."""
    missing = [pair for pair in current_set(found).values() if pair.certificate is None]
    if any(unread_certificate(found, pair.purpose) for pair in missing):
        return True
    return bool(missing) and bool(nested(missing[0].request.parent, [pair.digest for pair in missing]))


def made_on(found: Sequence[Contents]) -> datetime | None:
    """When the present requests were made, by the stamps in their names; a file's time is that of its last copy."""
    requests = {pair.request for pair in current_set(found).values() if stamp_of(pair.request) is not None}
    times = [age(item) for item in found if item.path in requests]
    return datetime.fromtimestamp(min(times)).astimezone() if times and min(times) > 0 else None


def _letter_before_requests(found: Sequence[Contents], entries: Sequence[Entry]) -> tuple[date, date] | None:
    """The letter's day and the requests', where the answer is older than what it answers."""
    made, received = made_on(found), history.letter_day(entries)
    if made is None or received is None or received >= made.date():
        return None
    return received, made.date()


def _doubt(found: Sequence[Contents], every: Sequence[Entry], entries: Sequence[Entry], now: datetime) -> str:
    shown = f"Ten komputer pokazuje dziś {local(now):%d.%m.%Y}"
    advice = (
        "Proszę porównać datę z telefonem; jeśli jest zła, poprawić ją w ustawieniach systemu i wpisać „co dalej”. "
        "Do tego czasu proszę niczego nie zaczynać od nowa."
    )
    later = [moment for entry in every if (moment := history.moment_of(entry)) is not None and moment > now + _GRACE]
    if later:
        noted = f"w dzienniku tego folderu jest wpis z {local(max(later)):%d.%m.%Y}"
        return f"Uwaga, data: {shown}, a {noted}. Zegar się teraz spóźnia albo wtedy się spieszył. {advice}"
    starts = _starts(found)
    if starts and max(starts) > now + _GRACE:
        begins = f"certyfikat w folderze zaczyna się dopiero {local(max(starts)):%d.%m.%Y}"
        return f"Uwaga, data: {shown}, a {begins}. Zegar zapewne się spóźnia. {advice}"
    last = history.link_deadline(entries)
    strange = _letter_before_requests(found, entries)
    if strange and last is not None and last < local(now).date():
        letter, made = strange
        return (
            f"Uwaga, data: {shown}; pliki z kroku 1 powstały {made:%d.%m.%Y}, a wiadomość jest z {letter:%d.%m.%Y}, "
            f"czyli wcześniejsza. Albo zegar się spieszy, albo to odpowiedź na wcześniejszy wniosek. {advice}"
        )
    return _issued_before_requests(found, shown, advice)


def _issued_before_requests(found: Sequence[Contents], shown: str, advice: str) -> str:
    made = made_on(found)
    issued = [pair.certificate for pair in current_set(found).values() if pair.certificate is not None]
    starts = [each.not_valid_before_utc for each in issued]
    if made is None or not starts or min(starts) + _GRACE >= made:
        return ""
    return (
        f"Uwaga, data: {shown}; pliki z kroku 1 powstały {made:%d.%m.%Y}, a certyfikat na nie wydano "
        f"{local(min(starts)):%d.%m.%Y}, czyli wcześniej. Zegar się wtedy spieszył. {advice}"
    )


def _starts(found: Sequence[Contents]) -> list[datetime]:
    leaves = (each for item in found for each in _leaves_of(item, found))
    return [each.not_valid_before_utc for each in leaves]


def _leaves_of(item: Contents, found: Sequence[Contents]) -> list[x509.Certificate]:
    """The certificates of a certificate file that are neither an authority's nor another system's."""
    if item.kind is not Kind.CERTIFICATE:
        return []
    leaves = (each for each in item.certificates if may_be_issued(each))
    return [each for each in leaves if not is_stranger(each, item.path.name, found)]


def _unread(found: Sequence[Contents]) -> str:
    """A purpose is without its keys, and a keystore lies here that nobody has looked into yet."""
    missing = set(PURPOSES) - current_set(found).keys()
    items = [
        item
        for item in found
        if item.problem is not None
        and (item.kind in FOREIGN_STORES or (item.path.suffix.lower() in _KEYSTORES and not is_finished(item.path)))
        and item.purpose in {*missing, None}
    ]
    if not missing or not items:
        return ""
    problem = useless_file(items[0].path.name, items[0].problem).problem
    return f"{problem.what} {problem.next}"


def _without_keys(folder: Path, found: Sequence[Contents]) -> str:
    """Said at once, before any password: without its keystore a request or certificate is of no use."""
    keys = {digest for item in found if item.kind is Kind.JKS for digest in item.key_sha256s}
    packed = [item for item in found if item.kind is Kind.PKCS12]  # tells no key
    damaged = any(item.kind is Kind.JKS and not item.key_sha256s for item in found) or any(
        item.problem is not None and (item.kind in FOREIGN_STORES or item.path.suffix.lower() in _KEYSTORES)
        for item in found
    )
    if damaged:  # it is here: the step that opens it says what is wrong with it
        return ""
    complete = len(current_set(found)) == len(PURPOSES)
    if complete or len(packed) >= len(PURPOSES) or any(not is_finished(item.path) for item in packed):
        return ""
    ours = [item for item in found if item.kind is Kind.REQUEST or _leaves_of(item, found)]
    lonely = [item for item in ours if item.key_sha256s and item.problem is None and not item.key_sha256s & keys]
    if not lonely:
        return ""
    names = ", ".join(item.path.name for item in lonely[:_SHOWN])
    wanted = {digest for item in lonely for digest in item.key_sha256s}
    near = _in_subfolder(folder, wanted)
    where = (
        f"Klucz leży w podfolderze {near.parent.name}: proszę skopiować stamtąd {near.name} do tego folderu"
        if near is not None
        else "Proszę poszukać tych plików .jks na komputerze, na którym robiono krok 1, w kopii zapasowej, na "
        f"pendrivie i w podfolderach „{ASIDE}…”, i skopiować je do tego folderu"
    )
    return (
        f"W folderze są {names}, ale nie ma do nich klucza, czyli pliku .jks. Bez niego certyfikatów nie da się użyć. "
        f"{where}, a potem wpisać „co dalej”. Jeśli klucza nie ma nigdzie, trzeba zacząć od nowa: nowe pliki "
        "(„csr”) i nowy wniosek; wniosek wysłany z dotychczasowymi plikami będzie na nic."
    )


def has_leaves(found: Sequence[Contents]) -> bool:
    """Whether any certificate lies there that is neither an authority's nor another system's."""
    return any(_leaves_of(item, found) for item in found)


def _in_subfolder(folder: Path, wanted: set[str]) -> Path | None:
    """A keystore of one of these keys that „cofnij” put away."""
    try:
        aside = sorted(each for each in folder.glob(f"{ASIDE}*") if each.is_dir() and not each.is_symlink())
        stores = [item for each in aside[-_SHOWN:] for item in scan_folder(each) if item.kind is Kind.JKS]
    except (OSError, FlowError):
        return None
    return next((item.path for item in stores if item.key_sha256s & wanted), None)
