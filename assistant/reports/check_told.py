"""What ``sprawdź`` found, told to people and to scripts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.reports.check import Facts
from assistant.screen import sentences
from assistant.screen.render import in_a_line
from flows.base.clock import local
from flows.base.errors import FlowError
from flows.base.polish import long_date
from flows.mail.letters.letter import read_letter_file
from flows.mail.telling import describe as told

_MAY_HOLD_KEYS = {"jks", "pkcs12", "jceks", "bks", "uber", "bcfks"}


def as_text(facts: Facts, now: datetime) -> str:
    """What a person wants to know of the file."""
    rows = [f"{in_a_line(facts.path.name)}: {facts.description}"]
    if facts.purpose:
        rows.append(f"- dla: {facts.purpose.upper()}")
    for each in facts.issued:
        rows.append(f"- wystawiony dla: {in_a_line(each.subject)}")
        rows.append(f"- ważny do: {long_date(local(each.valid_until).date(), now.date())}")
    if facts.kind in _MAY_HOLD_KEYS and facts.opened is None and not facts.issued and facts.problem is None:
        rows.append("- do kiedy jest ważny, widać dopiero po podaniu hasła")
    if facts.opened:
        rows.append("- otwiera się bez hasła" if facts.unlocked else "- hasło pasuje")
    if facts.fits:
        rows.append(f"- pasuje do: {in_a_line(', '.join(path.name for path in facts.fits))}")
    elif facts.kind in {"certificate", "request"} and facts.problem is None:
        rows.append("- w tym folderze nie ma klucza, do którego pasuje")
    if facts.keys:
        rows.append("- zawiera klucz prywatny: tego pliku nikomu nie wysyłamy")
    elif facts.keys is None and facts.problem and facts.kind in _MAY_HOLD_KEYS:
        rows.append("- może zawierać klucz prywatny: tego pliku nikomu nie wysyłamy")
    rows += [f"- {in_a_line(each)}" for each in _letter(facts, now) or facts.warnings]
    if facts.problem:
        rows.append(sentences.problem(facts.problem))
    return "\n".join(rows)


def _letter(facts: Facts, now: datetime) -> tuple[str, ...]:
    """What a saved e-mail says and whether to believe it; () for any other file, and for what cannot be read."""
    if facts.kind != "email":
        return ()
    try:
        today = local(now).date()
        return told(read_letter_file(facts.path, today), today)
    except FlowError:
        return ()


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts of one file for scripts; times as ISO 8601 in UTC."""
    first = facts.issued[0] if facts.issued else None
    return {
        "path": str(facts.path),
        "kind": facts.kind,
        "description": facts.description,
        "purpose": facts.purpose,
        "subject": first and first.subject,
        "valid_from": first and first.valid_from.isoformat(),
        "valid_until": first and first.valid_until.isoformat(),
        "certificates": [
            {
                "subject": each.subject,
                "valid_from": each.valid_from.isoformat(),
                "valid_until": each.valid_until.isoformat(),
            }
            for each in facts.issued
        ],
        "keys": facts.keys,
        "fits": [str(path) for path in facts.fits],
        "opened": facts.opened,
        "unlocked": facts.unlocked,
        "warnings": list(facts.warnings),
        "problem": facts.problem and facts.problem.to_json(),
    }
