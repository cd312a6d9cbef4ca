"""Practice: the same flows in a folder on the side, with an office of our own that answers at once.

The operations are the real ones. What differs: folders may not lie outside the practice root, sites are only text, and
after the application the practice office puts a letter and both certificates into the practice folder of downloads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.base.files import make_folder, write_new
from flows.calendar import flow as reminders
from flows.catalogue import EVERY, FLOWS
from flows.desktop.practice import PaperDesktop
from flows.desktop.profile import PRACTICE
from flows.engine.answers import work_folder
from flows.engine.model import Ask, Do, Flow, Item
from flows.engine.plan import Answers
from flows.folder.kept_form import FILE_NAME
from flows.ports.computer import Computer
from flows.practice.practice_office import LETTER, PracticeBrowser, PracticeOffice
from flows.stores.choose import FOLDER, NSS, is_here
from flows.windows import flow as windows

MARKER = "CWICZENIE.txt"
_MARKER_TEXT = "Folder ćwiczebny asystenta P1. Pliki stąd nie nadają się do pracy.\r\n"
_FORM = {
    "identyfikator": "1234567",
    "pwz": "01234565",
    "email": "cwiczenie@example.com",
    "email2": "cwiczenie@example.com",
    "pesel": "44051401359",
    "podmiot": "Apteka ćwiczebna",
    "nip": "1234563218",
    "regon": "123456785",
}
"""Made up, with right check digits: nobody needs to type real data to practise."""


_LETTER_HINT = "Enter: wiadomość ćwiczebna. Gdy jej jeszcze nie ma: przychodzi na końcu kroku 2 („sow”)."
OLD_CERTIFICATE_DAYS = 20
"""So long the certificate is still valid that RaportNet on paper has in the beginning."""


def practice_root(folder: Path) -> Path:
    """Marks ``folder`` as a place to practise in. Raises FlowError when it holds anything that is not practice."""
    if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise FlowError(
            Problem(
                "practice-folder-in-use",
                f"Folder {folder} nie jest pusty, a ćwiczenie nie może dotykać prawdziwych plików.",
                (),
                "Proszę podać pusty folder albo uruchomić ćwiczenie bez --folder.",
                page="assistant-help",
            )
        )
    make_folder(folder)
    if not (folder / MARKER).exists():
        write_new(folder / MARKER, _MARKER_TEXT.encode())
    return folder


def practice_flows(root: Path) -> Mapping[str, Flow]:
    """The seven flows and the calendar, confined to ``root``."""
    downloads = root / "Pobrane"
    defaults = {
        **_FORM,
        "folder": str(root / "Certyfikaty"),
        "pobrane": str(downloads),
        "wiadomosc": str(downloads / LETTER),
    }
    flows = {
        name: replace(flow, items=tuple(_confined(item, root, defaults) for item in flow.items))
        for name, flow in {**FLOWS, reminders.NAME: EVERY[reminders.NAME]}.items()
    }
    office = Do("urzad", partial(PracticeOffice, downloads), uses=("folder", "wyslany"))
    flows["windows"] = _with_own_store(windows.FLOW, root, defaults)
    flows["raportnet"] = _through_the_window(flows["raportnet"])
    flows["sow"] = replace(flows["sow"], items=tuple(_answered(flows["sow"].items, office)))
    return flows


def _answered(items: Sequence[Item], office: Do) -> Iterator[Item]:
    """The office answers as soon as the application is sent: whoever leaves the step after that has the letter."""
    for item in items:
        yield item
        if item.name == "wyslany":
            yield office


def practice_computer(real: Computer, root: Path) -> Computer:
    """The computer with what must not be touched replaced: no browser, RaportNet on paper, data kept in ``root``."""
    desktop = PaperDesktop(root / "RaportNet" / "okna.json", real.pace.clock)

    def opened() -> PaperDesktop:
        if not desktop.windows():
            desktop.install(until=f"{real.now() + timedelta(days=OLD_CERTIFICATE_DAYS):%d.%m.%Y}")
        return desktop

    return replace(
        real,
        browser=PracticeBrowser(),
        open_desktop=opened,
        kept_form=lambda: root / FILE_NAME,
        download_places=tuple,
    )


def _with_own_store(flow: Flow, root: Path, defaults: Mapping[str, str]) -> Flow:
    """Step 6 with a store inside the practice root: the computer's own is never touched."""
    name = f"{NSS if sys.platform != 'win32' and is_here() else FOLDER}{root / 'Magazyn'}"
    options = tuple(replace(each, default=name) if each.name == "magazyn" else each for each in flow.options)
    return replace(flow, items=tuple(_confined(item, root, defaults) for item in flow.items), options=options)


def _through_the_window(flow: Flow) -> Flow:
    """Step 7 through the window everywhere, with the labels of RaportNet on paper."""
    items = tuple(replace(item, when=None) if item.name == "sposob" else item for item in flow.items)
    options = tuple(replace(each, default=PRACTICE) if each.name == "profil_okien" else each for each in flow.options)
    return replace(flow, items=items, options=options)


def _confined(item: Item, root: Path, defaults: Mapping[str, str]) -> Item:
    """The item as it may be in practice: made-up defaults, no folder outside."""
    match item:
        case Ask(name="folder" | "pobrane"):
            usual = defaults[item.name]
            return replace(item, parse=_inside(root, item.name, usual), default=_fixed(usual))
        case Ask(name="wiadomosc"):
            return replace(item, default=_when_there(defaults[item.name]), hint=_LETTER_HINT)
        case Ask() if item.name in defaults:
            return replace(item, default=_fixed(defaults[item.name]))
        case _:
            return item


def _when_there(path: str) -> Callable[[Answers], str]:
    return lambda _answers: path if Path(path).is_file() else ""


def _fixed(text: str) -> Callable[[Answers], str]:
    return lambda _answers: text


def _inside(root: Path, name: str, default: str) -> Callable[[str], Path]:
    def parse(text: str) -> Path:
        folder = work_folder(text)
        if not folder.resolve().is_relative_to(root.resolve()):  # a link inside may lead to the real folder
            raise FlowError(
                Problem(
                    "outside-practice",
                    f"To ćwiczenie: folder {folder} leży poza folderem ćwiczebnym.",
                    (),
                    f"Proszę nacisnąć Enter, aby użyć folderu {default}.",
                    page="assistant-help",
                    ask=name,
                )
            )
        return folder

    return parse
