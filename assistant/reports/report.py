"""``raport``: what a helpdesk needs to know, safe to paste: no passwords, no personal data, no file contents."""

from __future__ import annotations

from html import escape
from pathlib import Path

from assistant import __version__
from assistant.reports.status import hopeless, state
from assistant.screen import host
from assistant.screen.redaction import pasteable
from flows.catalogue import FLOWS
from flows.engine.journal import entries_of
from flows.ports.computer import Standpoint
from flows.survey import survey

LAST_ENTRIES = 20
_EVENT = {
    "started": "rozpoczęto",
    "verified": "wykonano i sprawdzono",
    "done": "wykonano, bez możliwości sprawdzenia",
    "failed": "nie udało się",
    "interrupted": "przerwano",
    "abandoned": "porzucono (nic nie powstało)",
    "undoing": "zaczęto cofać",
    "undone": "cofnięto",
    "redoing": "zaczęto przywracać",
    "redone": "przywrócono",
    "by-hand": "zapisano na słowo",
    "skipped": "pominięto",
    "not-applicable": "oznaczono jako „nie dotyczy”",
    "portal-removed": "usunięto stary certyfikat (na słowo)",
    "stopped": "zatrzymano",
    "running": "uruchomiono",
}


def report(folder: Path | None, here: Standpoint) -> str:
    """The report as text. Shows names of files and computers, times and codes of problems; paths without the user."""
    rows = [
        f"Raport asystenta P1 {__version__}, {here.now():%d.%m.%Y %H:%M}",
        f"System: {host.system()}",
    ]
    if folder is None:
        return "\n".join([*rows, "Folder roboczy nie jest jeszcze wybrany."])
    seen = survey(folder, here)
    following = FLOWS[seen.next].title if seen.next else "żaden" if seen.whole else "nie wiadomo, ile jest komputerów"
    rows += [state(seen, here.now().date()), f"Następny krok: {following}."]
    rows += hopeless(seen)
    entries = entries_of(folder)[-LAST_ENTRIES:]
    if entries:
        rows.append("Dziennik (ostatnie wpisy):")
    for entry in entries:
        what = entry.get("operation") or entry.get("flow") or entry.get("code") or ""
        rows.append(
            f"- {entry['time'][:16]} {entry.get('computer', '?')}: {_EVENT.get(entry['event'], '?')} {what}".rstrip()
        )
    return pasteable("\n".join(rows))


def as_html(text: str) -> str:
    """The report as a page of its own, without scripts or outside references."""
    return (
        '<!doctype html>\n<html lang="pl"><head><meta charset="utf-8"><title>Raport asystenta P1</title></head>\n'
        f"<body><pre>{escape(text)}</pre></body></html>\n"
    )
