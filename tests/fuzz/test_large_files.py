"""Files as large as they may be, made to be slow: the readers that the tests of keystores and letters do not cover."""

import pytest
from fuzz.reader import run
from fuzz.registry import READERS

_MIB = 1_048_576


def _filled(piece: bytes, size: int) -> bytes:
    return (piece * (size // len(piece) + 1))[:size]


_DONE = b'{"time":"2026-11-20","event":"done","id":"a","operation":"record-letter"}\n'
_STARTED = b'{"time":"2026-11-20","event":"started","id":"%d","operation":"x","plan":{}}\n'
_SEEN = b'{"event":"verified","computer":"K","sha256":["a"]}\n'
_LARGE = {
    "journal": [b"\n" * 16 * _MIB, _filled(b"[]\n", 16 * _MIB), b"[" + _filled(b"{},", 2 * _MIB - 4) + b"{}]"],
    "journal-in-folder": [_DONE * 5_000, b"".join(_STARTED % number for number in range(5_000)), b"[]\r" * 5_000],
    "ledger": [b"\n" * 16 * _MIB, _SEEN * 5_000],
    "calendar": [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + _filled(b"X-A:1\r\n", size - 100) for size in (65_536, _MIB)],
    **{
        name: [_filled(b"a.", 65_000) + b"a = 1", b"a = {" + _filled(b"b.c.d.e = 1, ", 65_000), b"x = " + b"[" * 65_000]
        for name in ("settings", "form", "kept-form", "raportnet-profile")
    },
    "recent": [b"[" + _filled(b'{"folder":"/tmp"},', 65_000) + b"]", b"[" * 65_000],
}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, each in _LARGE.items() for number in range(len(each))]
)
def test_no_file_costs_a_second_or_100_mib(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(variable, "")  # put back what the reader sets
    READERS[name].seeds()
    run(READERS[name], _LARGE[name][number])
