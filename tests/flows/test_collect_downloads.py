"""The downloaded certificates are found by key, taken when they stopped growing, and copied beside their keys."""

import os
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.archives import zipped
from support.authority import as_an_authority, authority, by_another_office, identity, pem
from support.refusal import folder_listing, refused
from support.running import at
from support.undoing import undo_last

from flows.base.errors import FlowError
from flows.crypto.requests import read_request
from flows.engine import runner
from flows.engine.journal import Journal
from flows.engine.plan import Plan
from flows.mail.collect_downloads import CollectDownloads

HTML = b"<!DOCTYPE html><html><head><title>404</title></head><body>Link wygasl</body></html>"


def now() -> datetime:
    return datetime.now().astimezone()


COLLECT = CollectDownloads()


class Places:
    def __init__(self, root: Path) -> None:
        self.folder, self.downloads = root / "Certyfikaty P1", root / "Pobrane"
        self.folder.mkdir()
        self.downloads.mkdir()
        for purpose in ("tls", "wss"):
            (self.folder / f"{purpose}-20261120-101112.jks").write_bytes(identity(purpose).jks())
            (self.folder / f"{purpose}-20261120-101112.csr").write_bytes(identity(purpose).csr_pem)

    def download(self, name: str, data: bytes, *, ago: float = 60) -> Path:
        path = self.downloads / name
        path.write_bytes(data)
        os.utime(path, (time.time() - ago, time.time() - ago))
        return path

    def plan(self) -> Plan:
        return runner.prepare(COLLECT, self.answers, at(now))

    @property
    def answers(self) -> Mapping[str, object]:
        return {"folder": self.folder, "pobrane": self.downloads}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_both_are_copied_byte_for_byte_and_the_downloads_stay(places: Places) -> None:
    first = places.download("certyfikat (1).pem", b"Naglowek z poczty\r\n" + pem(identity("wss").certificate))
    second = places.download("certyfikat.pem", pem(identity("tls").certificate))
    plan = places.plan()
    before = folder_listing(places.folder)
    assert [path.name for path in plan.writes] == ["certyfikat.pem", "certyfikat (1).pem"]  # TLS, then WSS
    assert folder_listing(places.folder) == before
    result = runner.perform(COLLECT, plan, places.answers, at(now), lambda _: None)
    assert (places.folder / first.name).read_bytes() == first.read_bytes()
    assert (places.folder / second.name).read_bytes() == second.read_bytes()
    assert result.seen
    assert len(result.lines) == 2
    again = places.plan()
    assert again.nothing_to_do
    undo_last(places.folder, at(now))
    assert not (places.folder / first.name).exists()
    assert first.exists()


def test_a_taken_name_gets_a_number(places: Places) -> None:
    (places.folder / "tls.pem").write_text("cos innego")
    places.download("tls.pem", pem(identity("tls").certificate))
    places.download("wss.pem", pem(identity("wss").certificate))
    assert {path.name for path in places.plan().writes} == {"tls-2.pem", "wss.pem"}
    runner.perform(COLLECT, places.plan(), places.answers, at(now), lambda _: None)
    assert (places.folder / "tls.pem").read_text() == "cos innego"


def test_only_one_came(places: Places) -> None:
    places.download("tls.pem", pem(identity("tls").certificate))
    with refused("not-downloaded-yet") as problems:
        places.plan()
    assert "brakuje WSS" in problems[0].what


def test_an_authoritys_certificate_for_our_key_is_not_what_came(places: Places) -> None:
    places.download("tls.pem", pem(as_an_authority(identity("tls"))))
    places.download("wss.pem", pem(identity("wss").certificate))
    with refused("not-downloaded-yet") as problems:
        places.plan()
    assert "brakuje TLS" in problems[0].what


@pytest.mark.parametrize(("days", "word"), [(-800, "stracił ważność"), (2, "ważny dopiero od")])
def test_a_certificate_that_is_not_valid_now_is_pointed_out(places: Places, days: int, word: str) -> None:
    """It is copied all the same: the computer's clock may be what is wrong. Step 4 refuses it."""
    request = read_request(identity("tls").csr_pem)
    assert request is not None
    odd = authority().issue(request, "tls", now() + timedelta(days=days))
    places.download("tls.pem", pem(odd))
    places.download("wss.pem", pem(identity("wss").certificate))
    warnings = [line for line in places.plan().lines if "Uwaga" in line]
    assert len(warnings) == 1
    assert "tls.pem" in warnings[0]
    assert word in warnings[0]


def test_the_same_file_twice_is_one(places: Places) -> None:
    places.download("tls.pem", pem(identity("tls").certificate))
    places.download("tls (1).pem", pem(identity("tls").certificate))
    with refused("not-downloaded-yet") as problems:
        places.plan()
    assert "brakuje WSS" in problems[0].what


def test_nothing_there_yet(places: Places) -> None:
    places.download("faktura.pdf", b"%PDF-1.4 nic")
    with refused("not-downloaded-yet"):
        places.plan()


def test_a_missing_folder_of_downloads_is_nothing_there_yet(places: Places) -> None:
    places.downloads.rmdir()
    with refused("not-downloaded-yet"):
        places.plan()


def test_a_growing_file_is_not_taken_until_its_end(places: Places) -> None:
    places.download("wss.pem", pem(identity("wss").certificate))
    growing = places.download("tls.pem", pem(identity("tls").certificate), ago=0)
    stop = threading.Event()

    def grow() -> None:
        while not stop.wait(0.2):
            with growing.open("ab") as file:
                file.write(b"\n")

    browser = threading.Thread(target=grow)
    browser.start()
    with refused("not-downloaded-yet"):
        places.plan()
    stop.set()
    browser.join()
    assert len(places.plan().writes) == 2
    (places.downloads / "tls.pem.crdownload").write_bytes(b"x")  # the browser is at it again
    with refused("not-downloaded-yet"):
        places.plan()


def test_certificates_of_another_request(places: Places) -> None:
    places.download("tls.pem", pem(identity("tls", 1).certificate))
    places.download("wss.pem", pem(identity("wss", 1).certificate))
    with refused("key-mismatch") as problems:
        places.plan()
    assert problems[0].page == "pem-key-mismatch"


def test_a_page_saved_instead_of_the_file(places: Places) -> None:
    places.download("tls.pem", HTML)
    with refused("html-file") as problems:
        places.plan()
    assert "strona" in problems[0].what


def test_an_old_download_is_another_story(places: Places) -> None:
    places.download("tls.pem", pem(identity("tls").certificate), ago=86_400 * 60)
    places.download("wss.pem", pem(identity("wss").certificate))
    with refused("not-downloaded-yet"):
        places.plan()


def test_without_keys_there_is_nothing_to_compare_with(places: Places) -> None:
    for path in places.folder.glob("*.jks"):
        path.unlink()
    with refused("no-requests", ask="folder"):
        places.plan()


def test_a_source_that_changes_between_plan_and_copy_is_not_called_done(places: Places) -> None:
    places.download("wss.pem", pem(identity("wss").certificate))
    changed = places.download("tls.pem", pem(identity("tls").certificate))
    plan = places.plan()
    changed.write_bytes(HTML)
    with refused("not-verified"):
        runner.perform(COLLECT, plan, places.answers, at(now), lambda _: None)


def test_what_a_keystore_made_for_itself_is_no_answer(places: Places) -> None:
    """Exported from it, it fits the key."""
    for purpose in ("tls", "wss"):
        places.download(f"{purpose}.pem", pem(identity(purpose).placeholder))
    with refused("certificate-placeholder"):
        places.plan()
    places.download("wss-nowy.pem", pem(identity("wss").certificate))
    with refused("not-downloaded-yet"):
        places.plan()
    places.download("tls-nowy.pem", pem(identity("tls").certificate), ago=3_600)  # before the placeholder
    assert [path.name for path in places.plan().writes] == ["tls-nowy.pem", "wss-nowy.pem"]


def test_two_offices_for_one_key_are_told(places: Places) -> None:
    for purpose in ("tls", "wss"):
        places.download(f"{purpose}.pem", pem(identity(purpose).certificate), ago=3_600)
    assert not any("dwa różne certyfikaty" in line for line in places.plan().lines)
    places.download("cudzy.pem", pem(by_another_office("tls")))
    assert any("dwa różne certyfikaty" in line and "tls.pem" in line for line in places.plan().lines)


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("instalator.exe", "instalator.pem"),
        ("wss-20261120-101112.jks", "wss-20261120-101112.pem"),
        ("asystent-p1.jsonl", "asystent-p1.pem"),
        ("\u202emep.slt\n.pem", "_mep.slt_.pem"),
        (".ukryty.pem", "ukryty.pem"),
        ("pobrany", "pobrany"),
        ("x" * 250 + ".pem", "x" * 100 + ".pem"),
    ],
)
def test_a_copy_bears_no_name_that_says_something_else(places: Places, name: str, copy: str) -> None:
    places.download(name, pem(identity("tls").certificate))
    places.download("wss.pem", pem(identity("wss").certificate))
    plan = places.plan()
    assert [path.name for path in plan.writes] == [copy, "wss.pem"]
    assert runner.perform(COLLECT, plan, places.answers, at(now), lambda _: None).seen


def test_a_name_taken_by_a_link_that_leads_nowhere(places: Places) -> None:
    (places.folder / "tls.pem").symlink_to(places.folder / "nie ma")
    for purpose in ("tls", "wss"):
        places.download(f"{purpose}.pem", pem(identity(purpose).certificate))
    assert [path.name for path in places.plan().writes] == ["tls-2.pem", "wss.pem"]


def test_both_in_one_file_are_copied_once(places: Places) -> None:
    places.download("oba.pem", pem(identity("tls").certificate) + pem(identity("wss").certificate))
    plan = places.plan()
    assert [path.name for path in plan.writes] == ["oba.pem"]
    assert len(runner.perform(COLLECT, plan, places.answers, at(now), lambda _: None).lines) == 2


def test_after_a_kill_between_two_copies_only_the_second_is_copied(places: Places) -> None:
    for purpose in ("tls", "wss"):
        places.download(f"{purpose}.pem", pem(identity(purpose).certificate))
    plan = places.plan()
    Journal(places.folder, at(now)).append("started", "1", operation=COLLECT.name, plan=plan.to_json())
    plan.writes[0].write_bytes(pem(identity("tls").certificate))
    again = places.plan()
    assert again.resumes == "1"
    assert runner.perform(COLLECT, again, places.answers, at(now), lambda _: None).files == again.writes == plan.writes


def test_what_else_lies_among_the_downloads_is_no_hindrance(places: Places) -> None:
    for number in range(20):  # the order in which a folder is read is nobody's
        (places.downloads / f"martwy-{number}").symlink_to(places.downloads / "nie ma")
    places.download("cudzy.txt", b"x").chmod(0)  # unreadable for all but the administrator
    places.download("tls.pem", pem(identity("tls").certificate), ago=-86_400)  # a wrong clock
    places.download("wss.pem", pem(identity("wss").certificate))
    assert {path.name for path in places.plan().writes} == {"tls.pem", "wss.pem"}


def test_other_places_are_looked_at_beside_the_one_that_was_named(places: Places) -> None:
    """Each certificate elsewhere, under one name."""
    elsewhere = places.folder.parent / "OneDrive" / "Pobrane"
    elsewhere.mkdir(parents=True)
    computer = at(now, download_places=lambda: (elsewhere,))
    places.download("certyfikat.pem", pem(identity("tls").certificate))
    with pytest.raises(FlowError) as missing:
        COLLECT.plan(places.answers, computer)
    assert str(elsewhere) in missing.value.problem.next
    (elsewhere / "certyfikat.pem").write_bytes(pem(identity("wss").certificate))
    os.utime(elsewhere / "certyfikat.pem", (time.time() - 60,) * 2)
    plan = runner.prepare(COLLECT, places.answers, computer)
    assert f"z folderów {places.downloads} i {elsewhere}" in plan.summary
    assert [path.name for path in plan.writes] == ["certyfikat.pem", "certyfikat-2.pem"]
    assert runner.perform(COLLECT, plan, places.answers, computer, lambda _: None).seen


def test_certificates_in_a_downloaded_archive(places: Places) -> None:
    files = {f"{purpose}.pem": pem(identity(purpose).certificate) for purpose in ("tls", "wss")}
    places.download("certyfikaty.zip", zipped(files))
    plan = places.plan()
    assert "tls.pem z archiwum certyfikaty.zip → tls.pem (TLS)" in plan.lines
    assert runner.perform(COLLECT, plan, places.answers, at(now), lambda _: None).seen
    assert (places.folder / "wss.pem").read_bytes() == pem(identity("wss").certificate)


def test_files_that_were_handed_over_are_judged_alone(places: Places) -> None:
    """One of two is enough then; what lies in the downloads does not count."""
    one = places.download("tls.pem", pem(identity("tls").certificate))
    places.download("wss.pem", pem(identity("wss").certificate))
    answers = {"folder": places.folder, "pliki": (one,)}
    plan = runner.prepare(COLLECT, answers, at(now))
    assert [path.name for path in plan.writes] == ["tls.pem"]
    assert len(runner.perform(COLLECT, plan, answers, at(now), lambda _: None).lines) == 1
    stranger = places.download("inny.pem", pem(identity("wss", 1).certificate))
    with refused("key-mismatch"):
        runner.prepare(COLLECT, {"folder": places.folder, "pliki": (stranger,)}, at(now))
