"""How the stand-in on paper looks and misbehaves: the controls of each of its windows, and what may be odd."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.x509.oid import NameOID

from flows.base.clock import local
from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.base.secret import Secret
from flows.crypto.keystore import open_keystore
from flows.ports.desktop import Control

MAIN, TITLE, CANCEL = 1, "tytul", "Anuluj"
LABELS: Mapping[str, str] = MappingProxyType(
    {
        TITLE: "RaportNet (na niby)",
        "start": "START",
        "zatrzymaj": "STOP",
        "konfiguracja": "Konfiguracja",
        "zakladka": "CSIOZ",
        "nazwa": "Nazwa:",
        "wazny_do": "Ważny do:",
        "lokalizacja": "Lokalizacja",
        "haslo": "Hasło",
        "instaluj": "Instaluj certyfikat",
        "ok": "OK",
    }
)
"""Its labels, as ``flows/data/raportnet-cwiczenie.toml`` names them."""
_OTHER_TABS = ("Ogólne", "Wysyłka")


STOP, CONFIGURE, TAB, INSTALL, OK, START = "stop", "configure", "tab", "install", "ok", "start"
"""Points of its life at which a box may come up, or at which it may hang."""
FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How it is awkward; nothing by default.

    ``refuses`` every password; ``idle``: says that it installed and did not; ``login`` before the configuration;
    ``box_at``: a box with ``buttons`` comes up at that point; ``hangs_at`` for ``hangs`` seconds; ``slow``: seconds
    without an answer at every point; ``ends_at``: goes down there, once; ``saved``: a second message after OK;
    ``echo``: its message repeats the password; ``stubborn``: START does nothing; ``labels`` other than the usual ones.
    """

    refuses: bool = False
    idle: bool = False
    login: bool = False
    box_at: str = ""
    buttons: Sequence[str] = ("OK",)
    hangs_at: str = ""
    hangs: float = FOREVER
    slow: float = 0.0
    ends_at: str = ""
    saved: bool = False
    echo: bool = False
    stubborn: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)


def controls_of(
    window: int, state: Mapping[str, Any], dialog: Mapping[str, Any] | None, label: Callable[[str], str]
) -> tuple[Control, ...]:
    """The window's controls, handles from 100 times the window's on."""
    if dialog is None:
        made = _main(state["running"], label)
    elif dialog["kind"] == "settings":
        made = _settings(dialog, label)
    elif dialog["kind"] == "login":
        made = _login()
    else:
        made = [_text(dialog["text"]), *(_button(each) for each in dialog["buttons"])]
    return tuple(Control(window * 100 + number, **each) for number, each in enumerate(made))


_Made = dict[str, Any]


def _main(running: bool, label: Callable[[str], str]) -> list[_Made]:
    return [
        _text("Pracuje" if running else "Zatrzymany"),
        _button(label("start"), enabled=not running),
        _button(label("zatrzymaj"), enabled=running),
        _button(label("konfiguracja"), enabled=not running),
    ]


def _settings(dialog: Mapping[str, Any], label: Callable[[str], str]) -> list[_Made]:
    tab = label("zakladka")
    titles = (_OTHER_TABS[0], tab, _OTHER_TABS[1])
    row = {"role": "tabs", "text": "", "enabled": True, "tabs": titles, "tab": dialog["tab"]}
    if dialog["tab"] != tab:
        return [row, _button(label("ok")), _button(CANCEL)]
    return [
        row,
        *_field(label("nazwa"), dialog["name"], enabled=False),
        *_field(label("wazny_do"), dialog["until"], enabled=False),
        *_field(label("lokalizacja"), dialog["location"]),
        _button("…"),
        *_field(label("haslo"), "", hidden=True),
        _button(label("instaluj")),
        _button(label("ok")),
        _button(CANCEL),
    ]


def _login() -> list[_Made]:
    return [*_field("Login", ""), *_field("Hasło", "", hidden=True), _button("Zaloguj"), _button(CANCEL)]


def _text(text: str) -> _Made:
    return {"role": "text", "text": text, "enabled": True}


def _button(text: str, *, enabled: bool = True) -> _Made:
    return {"role": "button", "text": text, "enabled": enabled}


def _field(label: str, text: str, *, enabled: bool = True, hidden: bool = False) -> list[_Made]:
    return [
        _text(label),
        {"role": "edit", "text": text, "enabled": enabled, "label": label, "hidden": hidden},
    ]


def certificate_in(file: Path, password: str) -> tuple[str, str] | None:
    """Name and last day of the certificate in a PKCS#12; None when it does not open."""
    try:
        entries = open_keystore(read_file(file), [Secret(password)], name=file.name)
    except FlowError:
        return None
    for entry in entries:
        if entry.chain:
            names = entry.chain[0].subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            end = local(entry.chain[0].not_valid_after_utc)
            return (str(names[0].value) if names else "", f"{end:%d.%m.%Y}")
    return None
