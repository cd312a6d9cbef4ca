"""The Windows code, run by a Windows Python under Wine: the same test files that would run on Windows itself.

What a green run cannot vouch for: keys in CNG or a TPM and prompts for them, UAC and the rights to the computer's
store, antivirus, Windows' own error codes, any real program that uses the keys.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rig import Windows, fresh
from support.authority import PASSWORD
from support.p12_files import by_keytool, p12

FILES = (
    *(f"tests/stores/test_{name}.py" for name in ("every_store", "install", "retire_old")),
    "tests/windows/inside_private.py",
    "tests/windows/inside_store.py",
)


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    made = fresh(tmp_path / "prefix")
    yield made
    made.close()


@pytest.mark.parametrize("file", FILES)
def test_the_same_file_passes_on_windows(windows: Windows, tmp_path: Path, file: str) -> None:
    (tmp_path / "keytool.p12").write_bytes(by_keytool(tmp_path))
    made = f"Z:{tmp_path / 'keytool.p12'}"
    status, output, errors = windows.python("-m", "pytest", "-q", "-p", "no:cacheprovider", file, P12_BY_KEYTOOL=made)
    assert status == 0, output + errors
    assert " passed" in output
    assert " skipped" not in output


PROGRAM = ("-c", "from assistant.cli.main import run; run()")
STORE_SAYS = (
    "import sys; from flows.stores.choose import open_store; store = open_store('windows'); "
    "print(*(f'{each.sha256}={store.works(each.sha256)}' for each in store.list()))"
)
DESTROY = (  # as another program's clean-up would
    "import ctypes, sys; handle = ctypes.c_void_p(); "
    "sys.exit(not ctypes.WinDLL('advapi32').CryptAcquireContextW(ctypes.byref(handle), 'asystent-p1-' + sys.argv[1], "
    "'Microsoft Enhanced RSA and AES Cryptographic Provider', 24, 0x10))"
)


def krok(windows: Windows, folder: Path, *flags: str) -> tuple[int, dict[str, Any]]:
    word = folder.parent / "haslo.txt"
    word.write_text(PASSWORD.reveal())
    command = ("krok", "windows", "--folder", f"Z:{folder}", "--haslo-plik", f"Z:{word}", "--json", *flags)
    status, output, errors = windows.python(*PROGRAM, *command)
    assert output, errors
    return status, json.loads(output)


def test_the_whole_step(windows: Windows, tmp_path: Path) -> None:
    """TLS made by us, WSS by keytool; seen and used by a process of its own; again; a key destroyed; taken back."""
    folder = tmp_path / "Łąka i las"
    folder.mkdir()
    (folder / "tls-20261122-120000.p12").write_bytes(p12("tls"))
    (folder / "wss-20261122-120000.p12").write_bytes(by_keytool(tmp_path))
    status, first = krok(windows, folder, "--magazyn", "windows", "--tak")
    assert (status, first["status"]) == (0, "done"), first
    assert [(each["purpose"], each["new"], each["key_works"]) for each in first["installed"]] == [
        ("tls", True, True),
        ("wss", True, True),
    ]
    both = {f"{each['sha256']}=True" for each in first["installed"]}
    assert set(windows.python("-c", STORE_SAYS)[1].split()) == both

    status, second = krok(windows, folder)
    assert (status, second["status"]) == (0, "done")
    assert not any(each["new"] for each in second["installed"])
    assert set(windows.python("-c", STORE_SAYS)[1].split()) == both

    assert windows.python("-c", DESTROY, first["installed"][0]["sha1"])[0] == 0
    assert f"{first['installed'][0]['sha256']}=False" in windows.python("-c", STORE_SAYS)[1]
    status, plan = krok(windows, folder, "--plan")
    assert "klucz nie działa" in str(plan["plan"])
    status, third = krok(windows, folder, "--tak")
    assert (status, third["status"]) == (0, "done")
    assert set(windows.python("-c", STORE_SAYS)[1].split()) == both

    tls, wss = (each["sha256"] for each in first["installed"])
    for left in ({f"{tls}=False", f"{wss}=True"}, set()):  # the repair brought a key; the first run both certificates
        status, output, errors = windows.python(*PROGRAM, "cofnij", "--tak", "--folder", f"Z:{folder}")
        assert status == 0
        assert set(windows.python("-c", STORE_SAYS)[1].split()) == left, output + errors
