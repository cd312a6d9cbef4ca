"""Two accounts of one Windows: what one installed, the other one's programs do not find, and no step calls it done."""

import json
from pathlib import Path

from rig import fresh
from support.authority import PASSWORD
from support.p12_files import p12

PROGRAM = ("-c", "from assistant.cli.main import run; run()")


def test_what_one_account_installed_is_not_done_for_another(tmp_path: Path) -> None:
    """Wine has one account: another one is a Windows of its own, its computer of the same name."""
    folder, word = tmp_path / "Certyfikaty", tmp_path / "haslo.txt"
    folder.mkdir()
    word.write_text(PASSWORD.reveal())
    for purpose in ("tls", "wss"):
        (folder / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    anna, jan = fresh(tmp_path / "anna"), fresh(tmp_path / "jan")
    step = ("krok", "windows", "--folder", f"Z:{folder}", "--haslo-plik", f"Z:{word}", "--komputery", "1")
    look = (*PROGRAM, "stan", "--folder", f"Z:{folder}", "--json")
    undo = (*PROGRAM, "cofnij", "--tak", "--folder", f"Z:{folder}")

    def seen(windows: object, name: str) -> dict[str, str]:
        steps = json.loads(windows.python(*look, LOGNAME=name)[1])["steps"]
        return next(each for each in steps if each["flow"] == "windows")

    try:
        status, said, errors = anna.python(*PROGRAM, *step, "--tak", LOGNAME="anna")
        assert status == 0, said + errors
        assert "na koncie anna; na innym koncie trzeba je zainstalować osobno" in said
        assert seen(anna, "anna")["state"] == "done"
        mine = seen(jan, "jan")
        assert mine["state"] == "partly"
        assert "certyfikaty ma konto anna, a na tym koncie (jan) ich nie ma" in mine["evidence"]
        assert jan.python(*undo, LOGNAME="jan")[0] != 0, "another account's installation is not his to take back"
        status, said, errors = jan.python(*PROGRAM, *step, "--tak", LOGNAME="jan")
        assert status == 0, said + errors
        assert seen(jan, "jan")["state"] == seen(anna, "anna")["state"] == "done"
    finally:
        anna.close()
        jan.close()
