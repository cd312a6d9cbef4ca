"""Step 6 as an operation, on every store that this system has; under Wine the same file runs on the one of Windows."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.authority import NOW, PASSWORD, authority, identity, pem
from support.p12_files import by_keytool, p12, thumbprint
from support.refusal import refused
from support.running import HERE, at, do, do_plan
from support.undoing import undo_last, would_undo

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.engine import runner
from flows.engine.journal import Journal, unfinished
from flows.engine.plan import Plan
from flows.folder.computer_count import parse_computers
from flows.folder.computers import Told
from flows.folder.ledger import Ledger
from flows.folder.names import PURPOSES
from flows.ports.place import Place
from flows.ports.store import CertificateStore
from flows.survey import survey
from flows.windows.install_certificates import InstallCertificates

INSTALL = InstallCertificates()
STAMP = "20261122-120000"


class Killed(BaseException):
    """The power goes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Certyfikaty"
    made.mkdir()
    for purpose in PURPOSES:
        (made / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
    return made


def answers(folder: Path, store: CertificateStore, **changed: Any) -> dict[str, Any]:
    return {"folder": folder, "haslo": PASSWORD, "magazyn": store.name, "maszyna": False, **changed}


def photograph(store: CertificateStore) -> set[tuple[str, str]]:
    return {(each.name, each.sha256) for each in store.list()}


def test_both_go_in_and_the_second_run_changes_nothing(folder: Path, store: CertificateStore) -> None:
    result = do(INSTALL, answers(folder, store))
    changing = dict.fromkeys(("sha1", "not_after", "holder"), "") | {"pss": None}
    assert [{**each, **changing} for each in result.facts["installed"]] == [
        {"purpose": each, "sha256": thumbprint(each), "new": True, "key_works": True, **changing} for each in PURPOSES
    ]
    assert all(store.works(thumbprint(each)) for each in PURPOSES)
    before, journal = photograph(store), Journal(folder, HERE).path.read_bytes()
    again = runner.prepare(INSTALL, answers(folder, store), HERE)
    assert again.nothing_to_do
    result = do_plan(INSTALL, again, answers(folder, store))
    assert [each["new"] for each in result.facts["installed"]] == [False, False]
    assert photograph(store) == before
    assert Journal(folder, HERE).path.read_bytes() == journal


def test_a_plan_touches_nothing(folder: Path, store: CertificateStore) -> None:
    before = photograph(store)
    plan = INSTALL.plan(answers(folder, store), HERE)
    assert any("zainstaluję" in line for line in plan.lines)
    assert photograph(store) == before
    assert sorted(each.name for each in folder.iterdir()) == [f"{each}-{STAMP}.p12" for each in PURPOSES]


def test_one_by_us_and_one_by_keytool(folder: Path, store: CertificateStore, tmp_path: Path) -> None:
    made = os.environ.get("P12_BY_KEYTOOL")  # under Wine there is no Java: whoever starts the tests there made it
    (folder / f"wss-{STAMP}.p12").write_bytes(Path(made).read_bytes() if made else by_keytool(tmp_path))
    result = do(INSTALL, answers(folder, store))
    assert all(each["key_works"] for each in result.facts["installed"])


@pytest.mark.parametrize("purpose", PURPOSES)
def test_wrong_password_or_damage_never_reach_the_store(folder: Path, store: CertificateStore, purpose: str) -> None:
    with refused("wrong-password", ask="haslo"):
        INSTALL.plan(answers(folder, store, haslo=Secret("zupelnie-inne-haslo")), HERE)
    path = folder / f"{purpose}-{STAMP}.p12"
    path.write_bytes(path.read_bytes()[:900])
    with refused("keystore-damaged"):
        INSTALL.plan(answers(folder, store), HERE)
    path.unlink()
    with refused("p12-missing", ask="folder"):
        INSTALL.plan(answers(folder, store), HERE)
    with refused("folder-missing", ask="folder"):
        INSTALL.plan(answers(folder / "nie ma", store), HERE)
    assert not any(store.find(thumbprint(each)) for each in PURPOSES)


def test_an_expired_one_and_one_older_than_the_certificate_are_refused(folder: Path, store: CertificateStore) -> None:
    with refused("certificate-expired"):
        INSTALL.plan(answers(folder, store), at(lambda: NOW + timedelta(days=800)))
    me = identity("tls")
    request = read_request(me.csr_pem)
    assert request is not None
    (folder / f"tls-{STAMP}.jks").write_bytes(me.jks())
    (folder / f"tls-{STAMP}.csr").write_bytes(me.csr_pem)
    (folder / "nowy.pem").write_bytes(pem(authority().issue(request, "tls", NOW + timedelta(hours=1))))
    with refused("p12-outdated"):
        INSTALL.plan(answers(folder, store), HERE)


def test_aes_is_said(folder: Path, store: CertificateStore) -> None:
    (folder / f"tls-{STAMP}.p12").write_bytes(p12("tls", aes=True))
    plan = INSTALL.plan(answers(folder, store), HERE)
    assert any("AES" in line and "1709" in line and "„p12”" in line for line in plan.lines)


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("again", ["resumed", "undone"])
def test_killed_between_the_two(folder: Path, store: CertificateStore, again: str, there: bool) -> None:
    for purpose in PURPOSES if there else ():
        store.install(p12(purpose), PASSWORD)
        store.remove_key(thumbprint(purpose))
    plan = runner.prepare(INSTALL, answers(folder, store), HERE)

    def killer(text: str) -> None:
        if "WSS" in text:
            raise Killed

    with pytest.raises(Killed):
        runner.perform(INSTALL, plan, answers(folder, store), HERE, killer)
    assert [store.works(thumbprint(each)) for each in PURPOSES] == [True, False]
    assert len(unfinished(Journal(folder, HERE).entries())) == 1
    assert state_of(folder) == "partly"
    if again == "resumed":
        left = runner.prepare(INSTALL, answers(folder, store), HERE)
        assert left.resumes is not None
        result = do_plan(INSTALL, left, answers(folder, store))
        assert [each["new"] for each in result.facts["installed"]] == [not there, not there]
        assert unfinished(Journal(folder, HERE).entries()) == ()
        assert all(store.works(thumbprint(each)) for each in PURPOSES)
    undo_last(folder, HERE)
    assert [store.find(thumbprint(each)) is not None for each in PURPOSES] == [there, there]
    assert not any(each.has_key for each in store.list())
    assert unfinished(Journal(folder, HERE).entries()) == ()
    with refused("nothing-to-undo"):
        undo_last(folder, HERE)


def state_of(folder: Path) -> str:
    return next(step.state for step in survey(folder, HERE).steps if step.flow == "windows")


def test_undo_removes_only_what_this_run_installed(folder: Path, store: CertificateStore) -> None:
    store.install(p12("tls"), PASSWORD)
    store.install(p12("tls", 5), PASSWORD)
    do(INSTALL, answers(folder, store))
    assert state_of(folder) == "done"
    moves, lines = would_undo(folder, HERE)
    assert not moves
    assert sum(line.startswith("certyfikat ") and "urzędu" not in line for line in lines) == 1
    aside, _ = undo_last(folder, HERE)
    assert aside is None
    assert store.find(thumbprint("wss")) is None
    assert store.works(thumbprint("tls"))
    assert store.works(thumbprint("tls", 5))
    assert state_of(folder) == "todo"
    do(INSTALL, answers(folder, store))
    assert store.works(thumbprint("wss"))


def test_undo_takes_a_key_out_whose_certificate_was_there_before(folder: Path, store: CertificateStore) -> None:
    """The .pem was imported first, by hand: certificates without the key symbol."""
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
        store.remove_key(thumbprint(purpose))
    plan = runner.prepare(INSTALL, answers(folder, store), HERE)
    assert "bez klucza; dodam klucz" in " ".join(plan.lines)
    do_plan(INSTALL, plan, answers(folder, store))
    assert state_of(folder) == "done"
    _, lines = would_undo(folder, HERE)
    assert ["klucz certyfikatu" in line for line in lines] == [True, True]
    undo_last(folder, HERE)
    left = [store.find(thumbprint(purpose)) for purpose in PURPOSES]
    assert [each is not None and each.has_key for each in left] == [False, False]
    assert None not in left
    assert state_of(folder) == "todo"
    with refused("nothing-to-undo"):
        undo_last(folder, HERE)


def test_undo_takes_the_authority_along_unless_another_needs_it(folder: Path, store: CertificateStore) -> None:
    before = {each.sha256 for each in store.issuers()}
    do(INSTALL, answers(folder, store))
    added = {each.sha256 for each in store.issuers()} - before
    undo_last(folder, HERE)
    assert {each.sha256 for each in store.issuers()} == before
    do(INSTALL, answers(folder, store))
    store.install(p12("tls", 5), PASSWORD)
    undo_last(folder, HERE)
    assert store.works(thumbprint("tls", 5))
    assert {each.sha256 for each in store.issuers()} - before == added


def test_undo_on_another_computer_touches_nothing(folder: Path, store: CertificateStore) -> None:
    do(INSTALL, answers(folder, store))
    for elsewhere in (Place("KASA-2", HERE.place.account), Place(HERE.place.computer, "kto inny")):
        with refused("nothing-to-undo"):
            undo_last(folder, at(place=elsewhere))
    assert all(store.works(thumbprint(each)) for each in PURPOSES)


@pytest.mark.parametrize("why", ["gone", "changed", "journal of another folder", "another certificate here"])
def test_no_key_leaves_the_store_with_its_last_copy(
    folder: Path, store: CertificateStore, tmp_path: Path, why: str
) -> None:
    """A journal may come from another folder, or name what it likes: what it says is held against the files."""
    do(INSTALL, answers(folder, store))
    where, tls = folder, folder / f"tls-{STAMP}.p12"
    if why == "gone":
        tls.rename(tmp_path / tls.name)
    elif why == "changed":
        tls.write_bytes(p12("tls", 5))
    elif why == "journal of another folder":
        where = tmp_path / "Inny"
        where.mkdir()
        (where / tls.name).write_bytes(p12("tls", 5))
        (where / "asystent-p1.jsonl").write_bytes((folder / "asystent-p1.jsonl").read_bytes())
    else:
        (folder / "inny.pem").write_bytes(pem(identity("tls", 5).certificate))
    with refused("undo-last-copy") as problems:
        would_undo(where, HERE)
    assert "jedyny egzemplarz klucza" in problems[0].what
    with refused("undo-last-copy"):
        undo_last(where, HERE)
    assert all(store.works(thumbprint(each)) for each in PURPOSES)


def test_two_of_one_subject_are_explained(folder: Path, store: CertificateStore) -> None:
    me = identity("tls")
    other = identity("tls", 7)
    request = read_request(build_request(other.key, me.subject))
    assert request is not None
    older = authority().issue(request, "tls", NOW - timedelta(days=700))
    store.install(write_p12("P1 TLS 2024", other.key, older, (), PASSWORD, aes=False), PASSWORD)
    plan = INSTALL.plan(answers(folder, store), HERE)
    assert any("dwa certyfikaty o tej samej nazwie" in line for line in plan.lines)
    do(INSTALL, answers(folder, store))
    assert store.works(thumbprint("tls"))
    assert any(
        each.subject == me.subject.rfc4514_string() and each.sha256 != thumbprint("tls") for each in store.list()
    )


class Spoiler:
    """A store whose next installation destroys the key of the first, as Wine's own import does."""

    def __init__(self, real: CertificateStore) -> None:
        self.real = real
        self.broken: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def works(self, sha256: str) -> bool:
        return sha256 != self.broken and self.real.works(sha256)

    def install(self, data: bytes, password: Secret) -> None:
        self.real.install(data, password)
        self.broken = thumbprint("tls") if self.real.find(thumbprint("wss")) else None


def test_a_destroyed_key_is_noticed_and_never_done(folder: Path, store: CertificateStore) -> None:
    spoiler = Spoiler(store)
    computer = at(open_store=lambda _name, **_machine: spoiler)
    with pytest.raises(FlowError, match="key-destroyed") as caught:
        do(INSTALL, answers(folder, store), computer)
    seen = caught.value.facts["installed"]
    assert [each["key_works"] for each in seen] == [False, True]
    assert state_of(folder) == "partly"
    assert Ledger(folder, HERE).read().verified == {}


def test_a_journal_edited_by_hand_harms_nothing(folder: Path, store: CertificateStore) -> None:
    do(INSTALL, answers(folder, store))
    journal = Journal(folder, HERE).path
    entries = [json.loads(line) for line in journal.read_text().splitlines()]
    for broken in ({}, {"computer": HERE.place.computer}, {"computer": HERE.place.computer, "store": "c:", "parts": 3}):
        for entry in entries:
            if "plan" in entry:
                entry["plan"]["details"] = broken
        journal.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
        with pytest.raises(FlowError, match=r"nothing-to-undo|bad-store"):
            undo_last(folder, HERE)
        assert INSTALL.probe(Plan.from_json(entries[0]["plan"], folder), HERE) == "partly"


def test_two_of_three_computers(folder: Path, store: CertificateStore) -> None:
    do(INSTALL, answers(folder, store, komputery=parse_computers("3: KASA1, KASA2, BIURO")))
    second = at(place=Place("kasa1", "anna"))
    do(INSTALL, answers(folder, store), second)
    (seen,) = [step for step in survey(folder, second).steps if step.flow == "windows"]
    assert seen.state == "partly"
    assert "2 z 3 komputerów" in seen.evidence
    assert Ledger(folder, HERE).read().told == Told(3, ("KASA1", "KASA2", "BIURO"))
    assert "KASA2" in seen.evidence
