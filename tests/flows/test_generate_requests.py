"""Step 1 for real: new keys, real files; interrupted at every file, taken up again, never with other keys."""

import json
import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import tools
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, identity, pem
from support.child import run_script
from support.file_systems import tmpfs
from support.refusal import folder_listing, refused
from support.running import CSR, HERE, OWN, csr_answers, do, do_plan, files, store_keys

from flows.base.errors import Cancelled
from flows.base.secret import Secret
from flows.crypto.certificates import public_key_sha256
from flows.crypto.keystore import open_keystore
from flows.crypto.requests import read_request
from flows.csr import generate_requests
from flows.engine import runner
from flows.engine.journal import Journal, unfinished
from flows.engine.lock import folder_lock

STAMP = f"{NOW:%Y%m%d-%H%M%S}"
SIX = sorted(f"{purpose}-{STAMP}{suffix}" for purpose in ("tls", "wss") for suffix in (".csr", ".jks", ".txt"))
OTHER = Secret("zupelnie-inne-haslo")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One complete set, made once; tests that change something copy it."""
    folder = tmp_path_factory.mktemp("made") / "Certyfikaty P1" / "zażółć gęślą"
    do(CSR, csr_answers(folder))
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "kopia"
    folder.mkdir()
    for path in made.iterdir():
        target = folder / path.name
        target.write_bytes(path.read_bytes())
        target.chmod(0o600)
    return folder


def test_six_private_files_and_a_journal(made: Path) -> None:
    assert sorted(files(made)) == SIX
    assert {mode for mode, _ in files(made).values()} == {0o600}
    assert {stat.S_IMODE((made / name).stat().st_mode) for name in OWN} == {0o600}
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert folder_listing(made) == sorted((*SIX, *OWN))


def test_the_pairs_belong_together_and_to_nobody_else(made: Path) -> None:
    digests = set()
    for purpose in ("tls", "wss"):
        (entry,) = open_keystore((made / f"{purpose}-{STAMP}.jks").read_bytes(), [PASSWORD], name="tls")
        assert entry.alias == purpose
        assert entry.key.key_size == 2048
        request = read_request((made / f"{purpose}-{STAMP}.csr").read_bytes())
        assert request is not None
        assert request.is_signature_valid
        assert request.subject.rfc4514_string() == f"CN=P1 {purpose.upper()}"
        digest = public_key_sha256(entry.key)
        assert public_key_sha256(request) == digest
        note = (made / f"{purpose}-{STAMP}.txt").read_text("utf-8")
        assert f"SHA-256 klucza publicznego: {digest}" in note
        assert f"Pole we wniosku: {purpose.upper()} " in note
        assert "22.11.2026 12:00" in note
        assert f"{purpose}-{STAMP}.csr" in note
        assert PASSWORD.reveal() not in note
        digests.add(digest)
    assert len(digests) == 2


def test_keytool_and_openssl_open_what_was_made(made: Path, tmp_path: Path) -> None:
    secret = tmp_path / "haslo"
    secret.write_text(PASSWORD.reveal())
    for purpose in ("tls", "wss"):
        store = made / f"{purpose}-{STAMP}.jks"
        shown = tools.run("keytool", "-list", "-keystore", store, "-storepass:file", secret)
        assert f"{purpose}, " in shown
        assert "PrivateKeyEntry" in shown
        shown = tools.run("openssl", "req", "-in", made / f"{purpose}-{STAMP}.csr", "-verify", "-noout", "-subject")
        assert "verify OK" in shown


def test_the_password_stands_nowhere(made: Path) -> None:
    secret = PASSWORD.reveal()
    for path in made.iterdir():
        for codec in ("utf-8", "utf-16-le", "utf-16-be"):
            assert secret.encode(codec) not in path.read_bytes()


def test_a_second_run_finds_the_set_and_changes_nothing(copy: Path) -> None:
    before, journal = files(copy), (copy / OWN[0]).read_bytes()
    plan = runner.prepare(CSR, csr_answers(copy), HERE)
    assert plan.nothing_to_do
    assert plan.writes == ()
    result = do_plan(CSR, plan, csr_answers(copy))
    assert {path.suffix for path in result.files} == {".jks", ".csr"}
    assert files(copy) == before
    assert (copy / OWN[0]).read_bytes() == journal
    with refused("wrong-password", ask="haslo"):
        do(CSR, csr_answers(copy, haslo=OTHER))


def test_the_set_is_found_under_other_names_too(copy: Path) -> None:
    for path in list(copy.iterdir()):
        if path.name not in OWN:
            path.rename(copy / f"stary {path.name[:3].upper()}{path.suffix}")
    before = files(copy)
    assert runner.prepare(CSR, csr_answers(copy), HERE).nothing_to_do
    do(CSR, csr_answers(copy))
    assert files(copy) == before


def test_requests_without_their_key_are_named_before_another_set_is_made(copy: Path) -> None:
    """The application may have been sent with them: then what is needed is the lost .jks, not a new key."""
    lonely = copy / f"tls-{STAMP}.csr"
    (copy / f"tls-{STAMP}.jks").write_bytes(b"zepsuty")
    plan = runner.prepare(CSR, csr_answers(copy), HERE)
    (warning,) = [line for line in plan.lines if line.startswith("Uwaga")]
    assert lonely.name in warning
    assert f"wss-{STAMP}.csr" not in warning
    lonely.unlink()
    assert not any("Uwaga" in line for line in runner.prepare(CSR, csr_answers(copy), HERE).lines)


def test_nowy_makes_another_set_beside_the_first(copy: Path) -> None:
    before = files(copy)
    do(CSR, csr_answers(copy, nowy=True))
    after = files(copy)
    assert before.items() <= after.items()
    second = f"{NOW + timedelta(seconds=1):%Y%m%d-%H%M%S}"
    assert sorted(after.keys() - before.keys()) == [name.replace(STAMP, second) for name in SIX]
    assert len(set(store_keys(copy).values())) == 4


@pytest.mark.parametrize(("days", "good"), [(730, True), (100, True), (80, False), (-1, False)])
def test_a_set_is_good_until_its_certificates_are_about_to_end(copy: Path, days: int, *, good: bool) -> None:
    for purpose in ("tls", "wss"):
        assert runner.prepare(CSR, csr_answers(copy), HERE).nothing_to_do  # none or one of two has come
        request = read_request((copy / f"{purpose}-{STAMP}.csr").read_bytes())
        assert request is not None
        issued = authority().issue(request, purpose, NOW - timedelta(days=730), days=730 + days)
        (copy / f"odpowiedz-{purpose}.pem").write_bytes(pem(issued))
    assert runner.prepare(CSR, csr_answers(copy), HERE).nothing_to_do is good


def test_a_name_that_is_taken_moves_the_whole_set_on(tmp_path: Path) -> None:
    taken = tmp_path / f"wss-{STAMP}.txt"
    taken.write_text("notatki kierownika")
    plan = runner.prepare(CSR, csr_answers(tmp_path), HERE)
    assert {path.name[4:-4] for path in plan.writes} == {f"{NOW + timedelta(seconds=1):%Y%m%d-%H%M%S}"}
    do_plan(CSR, plan, csr_answers(tmp_path))
    assert taken.read_text() == "notatki kierownika"
    assert len(store_keys(tmp_path)) == 2


def test_planning_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "jeszcze" / "nie ma"
    plan = runner.prepare(CSR, csr_answers(folder), HERE)
    assert not (tmp_path / "jeszcze").exists()
    assert [path.name for path in plan.writes] == [f"{p}-{STAMP}{s}" for p in ("tls", "wss") for s in CSR_ORDER]
    assert all(any(path.name in line for line in plan.lines) for path in plan.writes)
    assert str(folder) in plan.summary
    assert "cofnąć" in plan.undo


CSR_ORDER = (".jks", ".csr", ".txt")


def test_size_and_subject_can_be_chosen(tmp_path: Path) -> None:
    subject = "CN=Apteka pod Żółwiem,O=Łąka sp. z o.o.,C=PL"
    do(CSR, csr_answers(tmp_path, bity=3072, podmiot=subject))
    for path in tmp_path.glob("*.csr"):
        request = read_request(path.read_bytes())
        assert request is not None
        assert request.subject.rfc4514_string() == subject
        assert request.public_key().key_size == 3072  # type: ignore[union-attr]


# --- interruptions -------------------------------------------------------------------------------------------------

_KILLED = """
import os, signal, sys
from pathlib import Path
from support.running import CSR, csr_answers, do
when, left, link = sys.argv[2], int(sys.argv[3]), os.link

def killing_link(*arguments):
    global left
    left -= 1
    if left == 0 and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    link(*arguments)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

os.link = killing_link
do(CSR, csr_answers(Path(sys.argv[1])))
"""


def _killed_run(folder: Path, when: str, number: int) -> None:
    """A whole process, killed when its ``number``-th file is about to get, or has just got, its name."""
    done = run_script(_KILLED, folder, when, number)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(1, 7))
def test_killed_at_every_file_and_completed_with_the_same_keys(tmp_path: Path, when: str, number: int) -> None:
    folder = tmp_path / "d"
    _killed_run(folder, when, number)
    there = number if when == "after" else number - 1
    before, keys = files(folder), store_keys(folder)
    named = {name: data for name, data in before.items() if not name.startswith(".")}
    assert len(named) == there
    assert len(before) == there + 1  # the temporary file of the one that was being written

    later = csr_answers(folder)
    plan = runner.prepare(CSR, later, HERE)
    assert bool(plan.resumes) == (there > 0)
    if there:
        assert "Dokończę przerwaną pracę" in plan.summary
        wrong = csr_answers(folder, haslo=OTHER)
        with refused("wrong-password", ask="haslo"):
            do(CSR, wrong)
        assert {name: data for name, data in files(folder).items() if not name.startswith(".")} == named
    do(CSR, later)
    assert sorted(files(folder)) == SIX  # nothing else: the temporary file was swept
    assert named.items() <= files(folder).items()
    assert keys.items() <= store_keys(folder).items()
    assert unfinished(Journal(folder, HERE).entries()) == ()
    assert runner.prepare(CSR, later, HERE).nothing_to_do


@pytest.mark.parametrize("raised", [KeyboardInterrupt, OSError], ids=["ctrl-c", "disk gone"])
@pytest.mark.parametrize("number", [1, 3, 6])
def test_an_exception_at_a_file_leaves_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], number: int
) -> None:
    written: list[Path] = []
    honest = generate_requests.write_new

    def failing(path: Path, data: bytes) -> None:
        if len(written) == number - 1:
            raise raised
        honest(path, data)
        written.append(path)

    with monkeypatch.context() as patch:
        patch.setattr(generate_requests, "write_new", failing)
        with pytest.raises(Cancelled if raised is KeyboardInterrupt else OSError):
            do(CSR, csr_answers(tmp_path))
    before, keys = files(tmp_path), store_keys(tmp_path)
    assert len(before) == number - 1
    events = [entry["event"] for entry in Journal(tmp_path, HERE).entries()]
    assert events == (["started", "interrupted"] if raised is KeyboardInterrupt else ["started"])
    do(CSR, csr_answers(tmp_path))
    assert sorted(files(tmp_path)) == SIX
    assert keys.items() <= store_keys(tmp_path).items()


def test_a_folder_taken_to_another_computer_is_completed_there(copy: Path, tmp_path: Path) -> None:
    Journal(copy, HERE).path.write_text(_interrupted_journal(copy))
    (copy / f"wss-{STAMP}.csr").unlink()
    keys, moved = store_keys(copy), tmp_path / "usb"
    copy.rename(moved)
    plan = runner.prepare(CSR, csr_answers(moved), HERE)
    assert plan.resumes == "1"
    assert str(moved) in plan.summary
    do_plan(CSR, plan, csr_answers(moved))
    assert sorted(files(moved)) == SIX
    assert store_keys(moved) == keys


def _interrupted_journal(folder: Path, **changed: object) -> str:
    """As it stands after a crash; ``changed`` are details that somebody edited."""
    plan = replace(runner.prepare(CSR, csr_answers(folder / "x"), HERE), folder=folder).to_json()
    plan["details"] = {**plan["details"], **changed}
    entry = {"time": "2026-11-22T12:00:00+00:00", "event": "started", "id": "1", "operation": CSR.name, "plan": plan}
    return json.dumps(entry) + "\n"


@pytest.mark.parametrize(
    "edited",
    [
        {"stamp": "../../x"},
        {"stamp": 5},
        {"stamp": "٢٠٢٦١١٢٢-١٢٠٠٠٠"},
        {"bits": 10**9},
        {"bits": "2048; rm"},
        {"bits": [2048]},
        {"subject": "C=Polska"},
        {"subject": None},
    ],
    ids=str,
)
def test_a_journal_edited_by_hand_is_not_followed(copy: Path, edited: dict[str, object]) -> None:
    (copy / f"wss-{STAMP}.csr").unlink()
    Journal(copy, HERE).path.write_text(_interrupted_journal(copy, **edited))
    plan = runner.prepare(CSR, csr_answers(copy), HERE)
    assert plan.resumes is None
    assert all(path.parent == copy for path in plan.writes)


def test_a_request_whose_keystore_is_gone_is_not_given_another_key(copy: Path) -> None:
    Journal(copy, HERE).path.write_text(_interrupted_journal(copy))
    (copy / f"tls-{STAMP}.jks").unlink()
    before = files(copy)
    with refused("keystore-missing") as problems:
        do(CSR, csr_answers(copy))
    assert "cofnij" in problems[0].next
    assert files(copy) == before


@pytest.mark.parametrize("damage", ["csr", "jks"])
def test_verification_notices_a_file_changed_behind_its_back(copy: Path, damage: str) -> None:
    target = copy / f"tls-{STAMP}.{damage}"
    other = identity("tls", 5)
    target.write_bytes(other.csr_pem if damage == "csr" else other.jks())
    plan = replace(CSR.plan(csr_answers(copy / "x"), HERE), folder=copy)
    with refused("not-verified"):
        CSR.verify(replace(plan, writes=tuple(copy / name for name in SIX)), csr_answers(copy), HERE)


# --- two at once -----------------------------------------------------------------------------------------------------


def test_of_two_windows_one_works_and_the_other_is_told(tmp_path: Path) -> None:
    """Real processes: locks of POSIX do not bind threads of one process."""
    secret = tmp_path / "haslo"
    secret.write_text(PASSWORD.reveal())
    folder = tmp_path / "d"

    def attempt(_: int) -> tuple[int, str | None]:
        code = "import sys; from assistant.cli.main import main; sys.exit(main(sys.argv[1:]))"
        flags = ["krok", "csr", "--folder", str(folder), "--haslo-plik", str(secret), "--tak", "--json"]
        done = subprocess.run([sys.executable, "-c", code, *flags], capture_output=True, timeout=60, check=False)
        problem = json.loads(done.stdout)["problem"]
        return done.returncode, problem and problem["code"]

    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(attempt, range(3)))
    assert (0, None) in outcomes
    assert {code for _, code in outcomes} <= {None, "folder-in-use", "folder-changed"}
    assert len(store_keys(folder)) == 2
    assert len(files(folder)) == 6


def test_a_plan_shown_before_another_window_made_a_set_is_not_carried_out(tmp_path: Path) -> None:
    early = runner.prepare(CSR, csr_answers(tmp_path), HERE)
    stamp = early.details["stamp"].replace("2026", "2025")
    late = CSR.resume(replace(early, details={**early.details, "stamp": stamp}), csr_answers(tmp_path), HERE)
    assert late is not None
    do_plan(CSR, late, csr_answers(tmp_path))
    before = files(tmp_path)
    with refused("folder-changed"):
        do_plan(CSR, early, csr_answers(tmp_path))
    assert files(tmp_path) == before


def test_a_held_lock_names_its_holder_after_that_looked_at_the_folder(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom flows.engine.lock import folder_lock\nfolder = pathlib.Path(sys.argv[1])\n"
        "with folder_lock(folder):\n    [path.read_bytes() for path in folder.iterdir()]\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == "held\n"
        with refused("folder-in-use") as problems:
            do(CSR, csr_answers(tmp_path))
        assert f"program nr {holder.pid}" in problems[0].what
        assert files(tmp_path) == {}
        holder.stdin.close()
    with folder_lock(tmp_path):
        pass


# --- folders -------------------------------------------------------------------------------------------------------


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    for folder in (tmp_path / "x", tmp_path / "x" / "y"):
        with refused("folder-is-file", ask="folder"):
            runner.prepare(CSR, csr_answers(folder), HERE)


def test_a_read_only_disk(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "ro") as folder, refused("folder-not-writable", ask="folder"):
        runner.prepare(CSR, csr_answers(folder), HERE)


def test_a_full_disk_is_noticed_before_anything_is_asked(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "size=256k") as folder, refused("folder-full", ask="folder"):
        runner.prepare(CSR, csr_answers(folder), HERE)


def test_a_disk_that_fills_up_in_the_middle_is_gone_on_with_later(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "size=2m,nr_inodes=400") as folder:
        plan = runner.prepare(CSR, csr_answers(folder), HERE)
        ballast = folder / "zdjecia.bin"
        with ballast.open("wb") as file:  # all but one page: the journal and one keystore fit, hardly more
            file.write(b"x" * (os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize - 4 * 4096))
        with refused("disk-full", ask="folder"):
            do_plan(CSR, plan, csr_answers(folder))
        keys = store_keys(folder)
        assert not list(folder.glob(".asystent*"))
        assert all(len(path.read_bytes()) > 1500 for path in folder.glob("*.jks"))
        ballast.unlink()
        do(CSR, csr_answers(folder))
        assert sorted(files(folder)) == SIX
        assert keys.items() <= store_keys(folder).items()


def test_polish_passwords_are_no_obstacle_to_the_keystore(tmp_path: Path) -> None:
    """The question refuses them, the operation does not: old sets have such passwords."""
    do(CSR, csr_answers(tmp_path, haslo=POLISH_PASSWORD))
    assert runner.prepare(CSR, csr_answers(tmp_path, haslo=POLISH_PASSWORD), HERE).nothing_to_do
