"""The folder as it stands, and what this computer's certificate store adds: when the certificates in use there end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError
from flows.base.patterns import regex
from flows.folder.computers import KIT
from flows.folder.deadlines import Deadline
from flows.folder.ledger import Ledger
from flows.ports.computer import Standpoint
from flows.stores import choose
from flows.survey import survey

if TYPE_CHECKING:
    from flows.engine.model import Flow
    from flows.survey import Survey

OURS = regex(r"P1 (?:TLS|WSS)\b")
"""How we name what we install; who issued a certificate does not tell that it is of P1."""


def look(folder: Path, here: Standpoint, flows: Mapping[str, Flow]) -> Survey:
    """``survey``, with the end of the older certificates in the store while the new ones are not installed here."""
    seen = survey(folder, here)
    if KIT not in flows:  # in practice nobody carries anything about
        seen = replace(seen, computers=replace(seen.computers, kit=True))
    if seen.installed or any(each.kind == "old" for each in seen.deadlines):
        return seen
    end = _store_end(folder, here, flows)
    if end is None or any(each.kind == "certificate" and each.day <= end for each in seen.deadlines):
        return seen
    old = Deadline("old", "Koniec ważności certyfikatów w magazynie tego komputera", end)
    return replace(seen, deadlines=(old, *seen.deadlines))


def _store_end(folder: Path, here: Standpoint, flows: Mapping[str, Flow]) -> date | None:
    """When the newest certificates of ours in the store end. A store that cannot be read is told of in its step."""
    options = flows["windows"].options if "windows" in flows else ()
    name = next((str(option.default) for option in options if option.name == "magazyn"), choose.AUTO)
    if name == choose.AUTO and not choose.is_here():
        return None
    try:
        known = Ledger(folder, here).read().seen_at(here.place) if folder.is_dir() else frozenset()
        stored = choose.open_store(name).list()
    except (FlowError, OSError):
        return None
    ends: dict[str, datetime] = {}
    for each in stored:
        if each.has_key and (OURS.match(each.name) or each.sha256 in known):
            purpose = each.name[:6] if OURS.match(each.name) else each.subject
            ends[purpose] = max(each.not_after, ends.get(purpose, each.not_after))
    return local(min(ends.values())).date() if ends else None
