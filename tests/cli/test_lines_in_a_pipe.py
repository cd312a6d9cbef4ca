"""Whole sequences of lines sent in one go through a real pipe: scripts of others rely on where each of them leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.authority import identity, pem
from support.p12_files import p12
from support.program import Home

from flows.folder.names import PURPOSES

_PROMPT = re.compile(r"^(?:\[[^]\n]+\] )?> $", re.MULTILINE)
_ASIDE = "ile ważny jest certyfikat?"
_KEYS = {f"{purpose}-20261120-090000.jks": identity(purpose).jks() for purpose in PURPOSES}
_KEYS |= {f"{purpose}-20261120-090000.csr": identity(purpose).csr_pem for purpose in PURPOSES}
_PEM = _KEYS | {f"{purpose}.pem": pem(identity(purpose).certificate) for purpose in PURPOSES}
_P12 = _PEM | {f"{purpose}-20261120-090000.p12": p12(purpose) for purpose in PURPOSES}
SEQUENCES: dict[str, tuple[dict[str, bytes], tuple[str, ...], str]] = {
    "csr": ({}, (), "W którym folderze zapisać"),
    "sow": (_KEYS, ("{folder}", "tak", "tak", "pomiń", "1234567"), "Jaki jest numer PWZ"),
    "raportnet": (_P12, ("{folder}", "tak"), "Jaką datę pokazuje teraz RaportNet"),
    "zsmopl": (_PEM, ("{folder}", "tak"), "Czy certyfikat jest zaimportowany"),
}


def turns(home: Home, *lines: str) -> list[str]:
    """What is said before each prompt, and after the last; all lines wait in the pipe from the beginning."""
    done = home.run("--prosto", "--dzis", "2026-11-22", feed="".join(f"{line}\n" for line in lines), BROWSER="true")
    assert (done.status, done.err) == (0, "")
    return _PROMPT.split(done.out)


@pytest.mark.parametrize("step", SEQUENCES)
def test_the_question_that_is_open_at_the_end(home: Home, tmp_path: Path, step: str) -> None:
    """And again after a question in between."""
    files, answers, question = SEQUENCES[step]
    folder = tmp_path / "Łąka i las"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lines = (step, *(answer.format(folder=folder) for answer in answers))
    said = turns(home, *lines, _ASIDE)
    assert len(said) == len(lines) + 3, "one prompt a line, and one at the end"
    assert question not in "".join(said[:-3])
    assert question in said[-3]
    assert "2 lata" in said[-2]
    assert question in said[-2]
    assert {path.name for path in folder.iterdir() if path.suffix in {".jks", ".csr", ".pem", ".p12"}} == set(files)
