"""What has to be so in a working folder before a step asks anything: looked at first, so that no answer is in vain."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import folder_missing
from flows.base.files import check_folder
from flows.base.inside import exists
from flows.engine.journal import entries_of
from flows.folder import pairing, ready_p12
from flows.folder.recognise import scan_folder
from flows.folder.standing import Standing, standing


def may_be_made(folder: Path, _now: datetime) -> tuple[str, ...]:
    """A folder that is there, or can be made, and takes files. Raises FlowError as ``check_folder``."""
    check_folder(folder)
    return ()


def takes_files(folder: Path, _now: datetime) -> tuple[str, ...]:
    """A folder of an earlier step that is there and takes files: every step writes into its journal."""
    if not exists(folder):
        raise absent(folder)
    check_folder(folder, must_exist=True)
    return ()


def with_keys(folder: Path, now: datetime) -> tuple[str, ...]:
    """The same, with the keys of what is there. Raises FlowError ``keys-lost``; returns a doubt about the date."""
    return _doubts(*_standing(folder, now))


def with_links(folder: Path, now: datetime) -> tuple[str, ...]:
    """The same, with links that live or were not sent yet. Raises FlowError ``link-expired``, too."""
    folder, stand = _standing(folder, now)
    if stand.over:
        raise LinkExpiredError(
            Problem(
                "link-expired",
                stand.over,
                (),
                "Proszę wpisać „tak” albo „csr”: zaczniemy od kroku 1. Jeśli przyszła nowsza wiadomość albo pliki są "
                "już pobrane, proszę wpisać „mail” jeszcze raz.",
                page="link-expired",
            )
        )
    return _doubts(folder, stand)


def with_pairs(folder: Path, now: datetime) -> tuple[str, ...]:
    """The same, and each key has its certificate: nobody is asked for the password of files that are not there."""
    said = with_keys(folder, now)
    pairing.check_there(scan_folder(folder))
    return said


def with_p12(folder: Path, now: datetime) -> tuple[str, ...]:
    """The same as with keys, and the .p12 files are there."""
    said = with_keys(folder, now)
    ready_p12.check_there(folder)
    return said


def _standing(folder: Path, now: datetime) -> tuple[Path, Standing]:
    takes_files(folder, now)
    return folder, standing(folder, scan_folder(folder), entries_of(folder), now)


def _doubts(folder: Path, stand: Standing) -> tuple[str, ...]:
    if stand.lost:
        raise FlowError(
            Problem("keys-lost", f"W folderze {folder} brakuje klucza.", (), stand.lost, page="lost-keystore")
        )
    return (stand.clock,) if stand.clock else ()


def absent(folder: Path) -> FlowError:
    """It is known and not there: nothing of the renewal can be told."""
    return folder_missing(
        folder,
        "Proszę podłączyć dysk z tym folderem i wpisać „dalej” albo podać inny folder. Jeśli plików z kroku 1 nigdy "
        "nie było, proszę wpisać „csr”.",
        known=True,
    )


class LinkExpiredError(FlowError):
    """The links ended unused: it goes on from step 1, unless a newer letter has come."""
