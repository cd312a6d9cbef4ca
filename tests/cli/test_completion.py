"""The completion scripts, each in its own shell."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import tools
from support.program import Home

from assistant.cli.arguments import SHELLS, build_parser

BASH = """
source "$1"
COMP_WORDS=({words}) COMP_CWORD={index}
_shtab_asystent_p1
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def script(home: Home, shell: str) -> Path:
    done = home.run("uzupelnianie", shell)
    assert (done.status, done.err) == (0, "")
    path = home.path / f"asystent.{shell}"
    path.write_text(done.out, encoding="utf-8")
    return path


def in_bash(home: Home, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    path = script(home, "bash")
    text = BASH.format(words=" ".join(f"'{word}'" for word in words), index=len(words) - 1)
    done = subprocess.run(
        [tools.need("bash"), "--norc", "-c", text, "bash", str(path)],
        capture_output=True,
        env=os.environ | {"LC_ALL": "C"},
        cwd=home.path,
        timeout=60,
        check=True,
    )
    assert done.stderr.decode() in {"", "bash: compopt: not currently executing completion function\n"}, done.stderr
    return done.stdout.decode().split()


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("asystent-p1", "sp"), ["sprawdz"]),
        (("asystent-p1", "c"), ["cwiczenie", "cofnij"]),
        (("asystent-p1", "krok", "z"), ["zsmopl", "zestaw"]),
        (("asystent-p1", "krok", "csr", "--no"), ["--nowy"]),
        (("asystent-p1", "diagnoza", "--j"), ["--json"]),
        (("asystent-p1", "uzupelnianie", ""), list(SHELLS)),
        (("asystent-p1", "nic-takiego"), []),
    ],
)
def test_bash_offers(home: Home, words: tuple[str, ...], offered: list[str]) -> None:
    assert sorted(in_bash(home, *words)) == sorted(offered)


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
def test_bash_offers_files_and_folders_where_they_belong(home: Home) -> None:
    (home.path / "tls.p12").touch()
    (home.path / "teczka").mkdir()
    assert "tls.p12" in in_bash(home, "asystent-p1", "sprawdz", "t")
    assert in_bash(home, "asystent-p1", "stan", "--folder", "te") == ["teczka"]
    assert "tls.p12" in in_bash(home, "asystent-p1", "krok", "csr", "--haslo-plik", "t")
    assert in_bash(home, "asystent-p1", "krok", "csr", "--bity", "t") == []


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_bash_completes_at_the_tab_key(home: Home) -> None:
    """As a person has it: an interactive bash, the script sourced, Tab pressed."""
    import pexpect

    path = script(home, "bash")
    shell = pexpect.spawn(
        tools.need("bash"),
        ["--norc", "--noprofile"],
        env=os.environ | {"PS1": "$ "},
        cwd=str(home.path),
        encoding="utf-8",
    )
    try:
        shell.sendline(f"source '{path}'; echo go''towe")
        shell.expect("gotowe", timeout=60)
        shell.send("asystent-p1 diag\t")
        shell.expect("diagnoza ", timeout=60)
    finally:
        shell.close(force=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_script_names_every_command_and_flow(home: Home, shell: str) -> None:
    text = script(home, shell).read_text("utf-8")
    parser = build_parser(flows=True, spellings=False)
    flags = {flag for action in parser.actions() for flag in action.option_strings if flag.startswith("--")}
    assert {"sprawdz", "diagnoza", "krok"} <= parser.commands
    for word in (*parser.commands, "csr", "p12", *flags):
        assert word.removeprefix("--") in text
    assert "Copy this" in text, "it says itself where to put it"


def test_what_becomes_a_variable_is_plain(home: Home) -> None:
    """bash and PowerShell 5 stumble over ź in names, and an old console recodes what passes through it."""
    assert script(home, "bash").read_text("utf-8").isascii()
    assert script(home, "powershell").read_text("utf-8").isascii()


def test_powershell_is_told_about_the_program(home: Home) -> None:
    """There is no PowerShell here to run it: at least it registers the program, and its brackets match."""
    text = script(home, "powershell").read_text("utf-8")
    assert "Register-ArgumentCompleter -Native" in text
    assert "asystent-p1" in text
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for opening, closing in ("{}", "()", "[]"):
        assert text.count(opening) == text.count(closing)


def test_zsh_takes_the_script(home: Home) -> None:
    path = script(home, "zsh")
    code = f"autoload -Uz compinit && compinit -u -D; eval \"$(cat '{path}')\"; print -r -- $_comps[asystent-p1]"
    done = subprocess.run(
        [tools.need("zsh"), "-f", "-c", code], capture_output=True, timeout=60, check=True, cwd=home.path
    )
    assert done.stdout.decode().strip() == "_shtab_asystent_p1"
    assert done.stderr == b""


@pytest.mark.parametrize(("line", "offered"), [("asystent-p1 sp", "sprawdz"), ("asystent-p1 krok zs", "zsmopl")])
def test_fish_offers(home: Home, line: str, offered: str) -> None:
    path = script(home, "fish")
    code = f"source '{path}'; complete -C '{line}'"
    fish = tools.need("fish")
    done = subprocess.run(
        [fish, "--no-config", "-c", code],
        capture_output=True,
        timeout=60,
        check=True,
        env=home.environment,
    )
    assert [row.split("\t")[0] for row in done.stdout.decode().splitlines()] == [offered]


def test_another_shell_is_wrong_usage(home: Home) -> None:
    done = home.run("uzupelnianie", "bsh")
    assert done.status == 2
    assert "Może chodziło o: bash" in done.err
    assert home.run("uzupełnianie", "bash").status == 0
