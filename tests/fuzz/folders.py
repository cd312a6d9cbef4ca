"""What stands in files of ours that anybody may have edited: journal, ledger, settings, lists, forms, pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fuzz import mutators
from fuzz.reader import Reader, assert_screen, at_home, attempt, holds, scratch
from support.authority import NOW, PASSWORD, identity, pem
from support.running import at
from support.undoing import would_undo

from assistant.cli.krok_answers import check_form, read_form, read_password
from assistant.reports.report import report
from assistant.reports.status import as_json, summary, urgent
from assistant.screen import recent, settings
from assistant.screen.render import plain
from assistant.screen.undo_sentences import lies_aside
from flows.catalogue import EVERY
from flows.desktop.profile import PRACTICE, SHIPPED, load_profile, same
from flows.engine.journal import FILE_NAME, Entry, Journal, unfinished
from flows.engine.model import Do
from flows.engine.plan import Plan
from flows.engine.redo import would_redo
from flows.engine.runner import interrupted
from flows.folder import history, kept_form
from flows.folder.browser_settings import chromium_folders, firefox_folders
from flows.folder.calendar_file import that_holds
from flows.folder.calendar_text import calendar
from flows.folder.deadlines import Event, event_of, is_near, reminders
from flows.folder.ledger import FILE_NAME as LEDGER
from flows.folder.ledger import Ledger
from flows.sow.flow import FLOW as SOW
from flows.sow.identifiers import nip, pharmacy_id, regon
from flows.survey import survey
from kb.page import FENCE, Page, PageError, parse_page

_STAMP = "20261120-090000"
_DAY = date(2026, 12, 20)
_EVENT = Event("Termin", _DAY, reminders(_DAY, "link"))


def _now() -> Any:
    return NOW.astimezone()


@cache
def _renewal() -> Path:
    """A folder with requests, keystores and certificates, as after step 3."""
    folder = scratch("journal")
    for purpose in ("tls", "wss"):
        pair = identity(purpose)
        (folder / f"{purpose}-{_STAMP}.jks").write_bytes(pair.jks())
        (folder / f"{purpose}-{_STAMP}.csr").write_bytes(pair.csr_pem)
    (folder / "tls.pem").write_bytes(pem(identity("tls").certificate))
    return folder


# --- journal and ledger


def _pure(entries: tuple[Entry, ...]) -> None:
    history.said(entries)
    these = history.this_renewal(entries)
    day = history.link_deadline(these)
    holds(day is None or isinstance(day, date), "no day")
    number = history.application_number(these)
    holds(number is None or isinstance(number, str), "no text")
    history.portal_date(these)
    list(history.built(these, {"tls": "a" * 64}))
    for entry in entries:
        history.day_of(entry)
    for entry in unfinished(entries):
        try:
            made = Plan.from_json(entry["plan"], Path("x"))
        except (KeyError, TypeError, ValueError):
            continue
        holds(all(path.parent == Path("x") for path in made.writes), "a way out of the folder")
        json.dumps(made.to_json())


def check_journal(data: bytes) -> None:
    """The file and what is concluded from its entries alone."""
    folder = at_home("journal-only")
    (folder / FILE_NAME).write_bytes(data)
    _pure(Journal(folder, at(_now)).entries())


def check_journal_in_folder(data: bytes) -> None:
    """All that the assistant says and would do in a folder with this journal; nothing in it may change."""
    at_home("home")
    folder = _renewal()
    (folder / FILE_NAME).write_bytes(data)
    before = {path.name for path in folder.iterdir()}
    seen = survey(folder, at(_now))
    assert_screen(summary(seen, NOW.date()))
    json.dumps(as_json(seen, NOW.date()))
    for deadline in seen.deadlines:
        is_near(deadline, NOW.date())
    calendar(map(event_of, seen.deadlines), NOW)
    urgent(seen, NOW.date())
    assert_screen(report(folder, at(_now)))
    undo = attempt(lambda: would_undo(folder, at(_now)))
    if undo is not None:
        for line in undo[1]:
            assert_screen(line)
    redo = attempt(lambda: would_redo(folder))
    if redo is not None:
        holds(redo.aside.parent == folder, "a way out of the folder")
        for line in lies_aside(seen.aside):
            assert_screen(line)
    answers = {"folder": folder, "haslo": PASSWORD, "haslo_p12": PASSWORD, "pobrane": folder}
    for flow in EVERY.values():
        for item in flow.items:
            if isinstance(item, Do) and item.operation.name in _RESUMED:
                defaults = {option.name: option.default for option in flow.options}
                plan = attempt(
                    lambda item=item, defaults=defaults: interrupted(item.operation, {**defaults, **answers}, at(_now))
                )
                if plan is not None:
                    holds(all(path.parent == folder for path in plan.writes), "a way out of the folder")
    holds({path.name for path in folder.iterdir()} == before, "a look that changes the folder")


_RESUMED = (
    "generate-requests",
    "build-pkcs12",
    "collect-downloads",
    "compare-portal",
    "install-certificates",
    "open-sow",
)


def check_browser(data: bytes) -> None:
    for named in (chromium_folders(data), firefox_folders(data)):
        for folder in (*named.downloads, *named.saved):
            holds(folder.is_absolute() and str(folder).isprintable(), "a folder that no screen shows")


def check_ledger(data: bytes) -> None:
    folder = at_home("ledger")
    (folder / LEDGER).write_bytes(data)
    known = Ledger(folder, at(_now)).read()
    ready = known.ready(known.last)
    missing = known.missing(known.last)
    for name in (*ready, *missing):
        holds(isinstance(name, str), "no name")
    left = known.left(known.last)
    holds(left is None or left >= 0, "less than nothing is left")
    if known.told is not None:
        holds(isinstance(known.told.count, int), "no number")
    for step in survey(folder, at(_now)).steps:
        assert_screen(step.evidence)


def _line(event: str, number: int, **fields: Any) -> dict[str, Any]:
    return {
        "time": "2026-11-20T10:15:00+01:00",
        "computer": "KASA1",
        "user": "anna",
        "event": event,
        "id": f"id{number}",
        **fields,
    }


def _plan(operation: str, writes: list[str], details: dict[str, Any]) -> dict[str, Any]:
    plan = Plan(
        operation,
        Path("x"),
        "Zrobię",
        ("wiersz",),
        tuple(Path("x") / name for name in writes),
        "Można cofnąć.",
        details,
    )
    return plan.to_json()


def _journals() -> tuple[bytes, ...]:
    names = [f"{purpose}-{_STAMP}{suffix}" for purpose in ("tls", "wss") for suffix in (".jks", ".csr", ".txt")]
    requests = _plan("generate-requests", names, {"stamp": _STAMP, "bits": 2048, "subject": ""})
    parts = {
        "tls": {"store": names[0], "output": "tls.p12", "sha256": "a" * 64, "certificate": "tls.pem", "purpose": "tls"}
    }
    p12 = _plan("build-pkcs12", ["tls.p12", "tls.pem"], {"parts": parts, "aes": False, "stamp": _STAMP})
    letter = _plan(
        "record-letter",
        ["terminy-1.ics"],
        {"kind": "grant", "number": "12/2026", "received": "2026-11-20", "deadline": "2026-12-20"},
    )
    portal = _plan("compare-portal", [], {"date": "2028-11-20", "certificate": "wss.pem"})
    install = _plan("install-certificates", [], {"thumbprints": ["a" * 64], "store": "nss", "parts": parts})
    collect = _plan("collect-downloads", ["tls.pem"], {"sources": ["/tmp/tls.pem"]})
    whole = [
        _line("started", 1, operation="generate-requests", plan=requests),
        _line("verified", 1, operation="generate-requests", files=dict.fromkeys(names, "b" * 64)),
        _line("by-hand", 2, flow="sow"),
        _line("started", 3, operation="record-letter", plan=letter),
        _line("verified", 3, operation="record-letter", files={"terminy-1.ics": "c" * 64}),
        _line("started", 4, operation="build-pkcs12", plan=p12),
        _line("verified", 4, operation="build-pkcs12", files={"tls.p12": "d" * 64}),
        _line("started", 5, operation="compare-portal", plan=portal),
        _line("done", 5, operation="compare-portal", files={}),
        _line("started", 6, operation="install-certificates", plan=install),
        _line("failed", 6, code="store-locked"),
        _line("undoing", 1, moved_to="Cofniete-20261120-100000"),
        _line("undone", 1, moved_to="Cofniete-20261120-100000"),
    ]
    left = [
        [_line("started", 7, operation=plan["operation"], plan=plan)]
        for plan in (requests, p12, letter, collect, install)
    ]
    return tuple(b"\n".join(json.dumps(each).encode() for each in one) + b"\n" for one in (whole, whole[:-2], *left))


_DEEP = b"[" * 900 + b"]" * 900
_JSON = (
    *(b'{"time":"2026-11-20","event":"started","id":"id7","operation":"build-pkcs12","plan":' + _DEEP + b"}",),
    *(b'{"time":"2026-11-20","event":"verified","id":"id7","operation":' + _DEEP + b',"files":{"..":1,"a/b":null}}',),
    *(
        b'{"time":"\\u001b[2J","event":"started","id":"id9","computer":"\\u001b]0;x","operation":"\\u009b2J"}',
        b"[]",
        b"null",
    ),
    *(
        b'{"time":"x","event":"by-hand","id":"i","flow":"zsmopl"}',
        b'{"time":"0001-01-01","event":"done","id":"","files":[]}',
    ),
    *(
        b'{"time":"2026-11-20","event":"verified","id":"\\ud800","files":{"\\ud800":"x","tls.pem":"y","\\u0000":1}}',
        b"\xff\xfe",
        b"9" * 5_000,
    ),
    *(b'{"event":"told","count":3,"names":["KASA1","\\u001b[2J"]}', b'{"event":"told","count":-1,"names":[[]]}'),
    *(
        b'{"event":"verified","computer":"\\u001b[2J","sha256":["a"]}',
        b'{"event":"verified","computer":"K","sha256":[' + _DEEP + b"]}",
    ),
    *(
        b'{"event":"removed","computer":"KASA1","sha256":["' + b"a" * 64 + b'"]}',
        b'{"event":"told","count":1e999,"names":[]}',
    ),
    *(
        b'{"time":"2026-11-20","event":"started","id":"id7","operation":"record-letter","plan":{"operation":"x","summary":1,'
        b'"lines":"x","writes":["../../a","tls.pem"],"undo":null,"details":{"deadline":"%s"},"nothing_to_do":0}}' % day
        for day in (b"9999-12-31", b"0001-01-01", b"2026-12-20")
    ),
    b'{"time":"2026-11-20","event":"done","id":"id7","operation":"record-letter"}',
    b'{"time":"2026-11-20","event":"verified","id":"id1","operation":"x","files":["tls.pem"]}',
)


def _ledgers() -> tuple[bytes, ...]:
    seen = [f"{letter * 64}" for letter in "ab"]
    rows = [
        {"event": "told", "count": 3, "names": ["KASA1", "KASA2"]},
        {"event": "verified", "computer": "KASA1", "store": "nss", "sha256": seen},
        {"event": "verified", "computer": "kasa2", "store": "windows", "sha256": seen[:1]},
        {"event": "removed", "computer": "KASA1", "sha256": seen[:1]},
        {"event": "said", "name": "biuro", "sha256": seen},
        {"event": "said", "name": "kasa 2", "sha256": []},
        {"event": "called", "computer": "KASA1", "name": "zaplecze"},
        {"event": "gone", "name": "KASA2"},
        {"event": "kit", "folder": "E:/", "sha256": seen},
    ]
    return tuple(
        b"\n".join(json.dumps({"time": "2026", "user": "a", **row}).encode() for row in rows[:end])
        for end in range(1, len(rows) + 1)
    )


# --- settings, recent folders, forms, passwords, calendars, pages


def check_settings(data: bytes) -> None:
    at_home("settings")
    path = settings.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    contact = settings.contact()
    holds(contact.strip(), "nobody to ask")
    assert_screen(contact)


def check_recent(data: bytes) -> None:
    at_home("recent")
    path = recent.recent_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    for each in recent.recent_folders():
        holds(each.folder.is_dir(), "a folder that is not there")
        holds(each.next is None or isinstance(each.next, str), "no flow")


def check_form_file(data: bytes) -> None:
    path = at_home("form") / "dane.toml"
    path.write_bytes(data)
    given = read_form(path)
    holds(all(value is None or isinstance(value, str) for value in given.values()), "no text")
    checks, _ = check_form(SOW, given, NOW.date())
    for each in checks.values():
        if each.message:
            assert_screen(each.message)


def check_kept_form(data: bytes) -> None:
    path = at_home("kept") / kept_form.FILE_NAME
    path.write_bytes(data)
    kept = kept_form.read(path)
    path.write_text(kept_form.as_text(kept, kept.get(kept_form.MARK, "")), "utf-8")
    holds({kept_form.MARK: "", **kept} == kept_form.read(path), "written as something else")
    for name, parse in (("nip", nip), ("regon", regon), ("identyfikator", pharmacy_id)):
        proposed = attempt(lambda name=name, parse=parse: kept_form.proposed(name, parse, path))
        holds(not proposed or parse(proposed), "a proposal that is no answer")


def check_profile(data: bytes) -> None:
    """The labels of RaportNet: believed only when whole, and quick whatever a window shows."""
    path = at_home("profile") / "raportnet.toml"
    path.write_bytes(data)
    profile = load_profile(path)
    holds(profile.window and profile.start, "a label that nothing can be found by")
    for text in ("20.11.2026", "2026-11-20 2026-11-20", "9" * 500, " ".join(profile.stop)):
        profile.day(text)
        same(text, profile.start)
    profile.report_hour(NOW.time())


def check_password_file(data: bytes) -> None:
    path = at_home("password") / "haslo.txt"
    path.write_bytes(data)
    word = read_password(path)
    holds("\n" not in word, "more than a line")


def check_calendar(data: bytes) -> None:
    """A calendar that counts as there really is one with this day, by lines alone."""
    folder = at_home("calendar")
    (folder / "terminy-1.ics").write_bytes(data)
    if that_holds(folder, (_EVENT,)) is not None:
        unfolded = data.replace(b"\r\n ", b"").replace(b"\n ", b"").upper()
        holds(b"20261220" in unfolded and b"VEVENT" in unfolded, "the day is not in it")


def check_page(data: bytes) -> None:
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return
    try:
        page = parse_page(text, "strona")
    except PageError:
        return
    holds(isinstance(page, Page) and all(isinstance(each, str) for each in (*page.lines, *page.neighbours)), "no text")
    plain(page.body)


def _calendars() -> tuple[bytes, ...]:
    other = Event("Termin", date(2027, 1, 1), ())
    return tuple(calendar(events, NOW) for events in ((_EVENT,), (other,), (_EVENT, other)))


def _pages() -> tuple[bytes, ...]:
    from kb.page import PAGES

    return tuple(path.read_bytes()[:3_000] for path in sorted(PAGES.glob("*.md"))[:20])


_TOML = (
    *(b'pomoc = "Anna, tel. 12"', b"pomoc = 1", b'pomoc = "\\u001b[2J"', b"pomoc = " + b"[" * 900, b"a = {b = " * 300),
    *(
        b"a.b.c = 1",
        b"[a]",
        b"[[a]]",
        b"x = 2026-11-22",
        b"y = 1e999",
        b"z = nan",
        b'"" = 1',
        b"'''",
        b'"""',
        b"\xef\xbb\xbf",
    ),
    *(
        b"n = " + b"9" * 5_000,
        b'pesel = "44051401359"',
        b'pwz = "12345678"',
        b'email = "a@b.pl"',
        b"email2 = 'A@b.PL'",
        b"nip = 5260250274",
    ),
    *(
        b'regon = "000331501"',
        b'identyfikator = "\\u001b[2J1"',
        b'podmiot = "\\u202eApteka"',
        f"{FENCE}".encode(),
        b'title = "x"',
        b"phrasings = [1]",
    ),
)
_PASSWORDS = ("kot pije mleko", "zażółć gęślą jaźń\r\n", "\ufeffhasło\nreszta", "")


def _reader(
    name: str, check: Callable[[bytes], object], seeds: Callable[[], Any], watched: tuple[str, ...], examples: int
) -> Reader:
    pieces = _JSON if seeds in {_journals, _ledgers, _lists, _browsers} else _TOML
    return Reader(name, check, seeds, watched, mutators.in_lines(pieces), longest=6_000, examples=examples)


def _settings() -> tuple[bytes, ...]:
    return (b'pomoc = "opiekun, tel. 12"\n', b"# nic\n", *_TOML[:4])


def _forms() -> tuple[bytes, ...]:
    rows = b'pesel = "44051401359"\npwz = "12345678"\nemail = "a@b.pl"\nemail2 = "a@b.pl"\nidentyfikator = 1234567\n'
    return (
        b"x = " + b"[" * 900,
        rows,
        rows + b'nip = "526-025-02-74"\nregon = "000331501"\npodmiot = "Apteka"\n',
        b"\xef\xbb\xbf" + rows,
        rows.decode().encode("utf-16"),
        b'pessel = "1"\npwz = true\nnip = 1.5\n[sow]\npesel = "1"\n',
    )


def _kept() -> tuple[bytes, ...]:
    values = {"identyfikator": "1234567", "podmiot": "Apteka „Pod Żółwiem”\x7f\\", "regon": "000331501"}
    return (kept_form.as_text(values, "abc").encode(), b'podmiot = "x"', *_forms())


def _profiles() -> tuple[bytes, ...]:
    odd = b'[daty]\nwzory = ["DD.MM.RRRR"]\n[pora]\nraporty = ["23:30-00:30"]\n'
    return (SHIPPED.read_bytes(), PRACTICE.read_bytes(), odd)


def _browsers() -> tuple[bytes, ...]:
    chrome = {"download": {"default_directory": "/home/ania/Pobrane"}, "savefile": {"default_directory": "C:\\x"}}
    firefox = (
        b'user_pref("browser.download.folderList", 2);\nuser_pref("browser.download.dir", "/home/ania/\\u0119");\r\n'
    )
    odd = (b'{"download": [], "savefile": 1}', b'{"download": {"default_directory": {}}}', b"[" * 5_000, b"null")
    return (json.dumps(chrome).encode(), firefox, firefox.replace(b"2", b"[[[["), *odd)


def _lists() -> tuple[bytes, ...]:
    rows = [{"folder": "/tmp", "seen": "a", "next": "csr"}, {"folder": "/nie/ma"}, {"folder": 1, "next": []}]
    odd = [
        b'[{"folder":"\\u0000"}]',
        b'[{"folder":"' + b"a" * 5_000 + b'"}]',
        _DEEP,
        b"{}",
        b"[1]",
        b'[{"folder":"\\ud800"}]',
    ]
    return tuple(json.dumps(rows[:end]).encode() for end in range(1, 4)) + tuple(odd)


READERS = (
    _reader("browser", check_browser, _browsers, ("flows.folder.browser_settings",), 400),
    _reader(
        "journal",
        check_journal,
        _journals,
        ("flows.engine.journal", "flows.engine.details", "flows.folder.history", "flows.engine.plan"),
        500,
    ),
    _reader(
        "journal-in-folder",
        check_journal_in_folder,
        _journals,
        ("flows.survey", "flows.engine.undo", "flows.engine.turns", "flows.engine.runner"),
        60,
    ),
    _reader("ledger", check_ledger, _ledgers, ("flows.folder.ledger", "flows.survey"), 300),
    _reader("settings", check_settings, _settings, ("assistant.screen.settings",), 400),
    _reader("recent", check_recent, _lists, ("assistant.screen.recent",), 400),
    _reader(
        "form",
        check_form_file,
        _forms,
        ("assistant.cli.krok_answers", "flows.sow.identifiers", "flows.sow.email_address"),
        300,
    ),
    _reader("kept-form", check_kept_form, _kept, ("flows.folder.kept_form",), 200),
    _reader("raportnet-profile", check_profile, _profiles, ("flows.desktop.profile",), 300),
    _reader(
        "password-file",
        check_password_file,
        lambda: tuple(map(str.encode, _PASSWORDS)),
        ("assistant.cli.krok_answers",),
        300,
    ),
    _reader("calendar", check_calendar, _calendars, ("flows.folder.calendar_file",), 150),
    _reader("page", check_page, _pages, ("kb.page", "assistant.screen.render"), 300),
)
