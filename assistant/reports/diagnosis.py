"""„diagnoza”: what a helpdesk asks first, looked at on this computer; safe to paste, and nothing is left behind."""

from __future__ import annotations

import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from assistant import __version__
from assistant.reports import health
from assistant.reports.health import Check, Validity
from assistant.reports.looking import OURS
from assistant.screen import host
from assistant.screen.console import on_terminal
from assistant.screen.recent import recent_file
from assistant.screen.redaction import pasteable
from assistant.screen.settings import settings_file
from flows.base.clouds import cloud_of
from flows.base.door import later
from flows.base.errors import FlowError, Problem
from flows.base.files import check_folder, read_file, write_new
from flows.stores import choose
from kb.page import PageError, load_pages, read_page

if TYPE_CHECKING:
    from flows.engine.plan import Progress
    from flows.ports.computer import Clock
    from flows.ports.store import Stored

NAME = "asystent-p1"
# A damaged installation has to be diagnosed, too: what needs its libraries is imported where that may fail.
_IN_FOLDER: Callable[[Path], Sequence[Validity]] = later("assistant.reports.validities:in_folder")
_SELF_TEST: Callable[[datetime, Progress], None] = later("flows.crypto.self_test:self_test")
_WORDS = {"ok": "w porządku", "warning": "uwaga", "bad": "źle"}


def diagnose(folder: Path | None, now: Clock) -> tuple[Check, ...]:
    """Looks at everything. ``folder``: the working folder. Writes and removes small files of its own, nothing else."""
    moment = now()
    stored, closed = _stored()
    return (
        Check("program", "Program", "ok", f"asystent-p1 {__version__}, {host.system()}"),
        health.windows(host.windows_version()),
        health.terminal(
            sys.stdout.encoding or "?",
            host.code_pages(),
            interactive=on_terminal(),
            draws=host.draws(),
        ),
        health.clock(
            moment,
            _built(),
            [*(_IN_FOLDER(folder) if folder is not None else ()), *_in_store(stored)],
            _in_poland(moment),
        ),
        *_folders(folder),
        health.disk(_free(folder or Path.home())),
        health.store(None if stored is None else len(stored), closed),
        *_keys(stored),
        health.packages(_packages()),
        _crypto(moment),
    )


def as_text(checks: Sequence[Check], now: datetime) -> str:
    """For people: each check with its verdict; what it means and what to do, where it is not all right."""
    rows = [f"Diagnoza asystenta P1 {__version__}, {now:%d.%m.%Y %H:%M}. Bez haseł, można ją wkleić do zgłoszenia."]
    for check in checks:
        rows.append(f"- {check.title}: {_WORDS[check.state]} – {_sentence(check.found)}")
        if check.state != "ok":
            rows += [f"  Co to znaczy: {_sentence(check.means)}"] if check.means else []
            rows += [f"  Co zrobić: {check.advice}"] if check.advice else []
            rows += [f"  Strona pomocy: „{_title(check.page)}” ({check.page})."] if check.page else []
    counts = [f"{word}: {sum(each.state == state for each in checks)}" for state, word in _WORDS.items()]
    return pasteable("\n".join([*rows, f"Razem – {', '.join(counts)}."]))


def as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """For scripts: ``state`` is "ok", "warning" or "bad"; the worst of them stands on top."""
    worst = next((state for state in ("bad", "warning") if any(each.state == state for each in checks)), "ok")
    shown = [
        {
            "name": each.name,
            "title": each.title,
            "state": each.state,
            "found": pasteable(each.found),
            "means": pasteable(each.means),
            "advice": pasteable(each.advice),
            "page": each.page,
        }
        for each in checks
    ]
    return {"version": __version__, "state": worst, "checks": shown}


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _title(slug: str) -> str:
    try:
        return read_page(slug).title
    except PageError:  # a damaged installation: its name says something too
        return slug


def _built() -> date | None:
    """The day since which this program can exist: that of its newest page. Files have no such date after installing."""
    try:
        return max(date.fromisoformat(page.reviewed) for page in load_pages())
    except (PageError, ValueError):  # a damaged installation: the other checks go on
        return None


def _in_poland(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Warsaw"))


def _folders(folder: Path | None) -> list[Check]:
    """The folders that we write to, each once; the user's own and the system's for temporary files."""
    places = {
        "folder": ("Folder roboczy", folder),
        "settings": ("Folder ustawień", settings_file().parent),
        "state": ("Pamięć asystenta", recent_file().parent),
        "temporary": ("Folder tymczasowy", Path(tempfile.gettempdir())),
    }
    if places["state"][1] == places["settings"][1]:
        del places["state"]
    return [_folder(name, title, path) for name, (title, path) in places.items()]


def _folder(name: str, title: str, path: Path | None) -> Check:
    there = path is not None and path.is_dir()
    problem = _trial(path, must_exist=name == "folder") if path else None
    cloud = cloud_of(path) if path is not None and name == "folder" else ""
    return health.folder(name, title, path, problem, there=there, cloud=cloud)


def _trial(folder: Path, *, must_exist: bool) -> Problem | None:
    """Writes a file of our own, reads it back and removes it; in a folder that is not there yet only looks."""
    probe = folder / f"{NAME}-{secrets.token_hex(8)}.proba"
    data = probe.name.encode()
    try:
        check_folder(folder, must_exist=must_exist)
        if folder.is_dir():
            write_new(probe, data)
            if read_file(probe) != data:
                return _unlike(folder).problem
    except FlowError as error:
        return error.problem
    finally:
        with suppress(OSError):  # never written, or held by an antivirus: its name says what it is
            probe.unlink(missing_ok=True)
    return None


def _unlike(folder: Path) -> FlowError:
    return FlowError(
        Problem(
            "folder-spoils",
            f"W folderze {folder} odczytano co innego, niż zapisano.",
            ("uszkodzony dysk albo pendrive",),
            "Proszę wybrać inny folder i pokazać ten komputer informatykowi.",
            page="where-to-save",
        )
    )


def _free(folder: Path) -> int | None:
    place = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    try:
        usage = shutil.disk_usage(place)
    except OSError:
        return None
    return usage.free if usage.total else None  # a file system that knows no size says 0 of 0


def _stored() -> tuple[tuple[Stored, ...] | None, Problem | None]:
    """What the certificate store of this computer lists, or why it does not; nothing of both without any store."""
    if not choose.is_here():
        return None, None
    try:
        return choose.open_store(choose.AUTO).list(), None
    except FlowError as error:
        return None, error.problem


def _keys(stored: Sequence[Stored] | None) -> list[Check]:
    """Of each P1 certificate that has a key: who holds that, and what it signs."""
    mine = [each for each in stored or () if each.has_key and OURS.match(each.name)]
    store = choose.open_store(choose.AUTO) if mine else None
    return [health.key(each, store.signs(each.sha256)) for each in mine if store is not None]


def _in_store(stored: Sequence[Stored] | None) -> list[Validity]:
    """The same of the store: a till has no working folder. Without their names, which may be a person's."""
    what = "certyfikat w magazynie certyfikatów"
    return [Validity(what, each.not_before, each.not_after) for each in stored or () if each.has_key]


def _packages() -> dict[str, str | None]:
    """What our own metadata names as needed, with the versions that are there; empty without metadata."""
    try:
        needed = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return {}
    names = [match[0] for each in needed if (match := re.match(r"[\w.-]+", each))]
    versions: dict[str, str | None] = dict.fromkeys(names)
    for name in names:
        with suppress(metadata.PackageNotFoundError):
            versions[name] = metadata.version(name)
    return versions


def _crypto(now: datetime) -> Check:
    parts: list[str] = ["biblioteka kryptograficzna"]
    try:
        _SELF_TEST(now.astimezone(UTC), parts.append)
    except Exception as error:  # noqa: BLE001  (a damaged installation raises whatever it likes; its text is not ours)
        return health.crypto(parts[-1], type(error).__name__)
    return health.crypto(None, "")
