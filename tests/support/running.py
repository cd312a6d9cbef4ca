"""Runs operations as the program does, and photographs folders."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from support.authority import NOW, PASSWORD

from flows.crypto.certificates import public_key_sha256
from flows.crypto.keystore import public_certificates
from flows.csr.generate_requests import GenerateRequests
from flows.engine import runner
from flows.engine.plan import Operation, Plan, Result
from flows.p12.build_pkcs12 import BuildPkcs12
from flows.ports.computer import Clock, Computer
from flows.this_computer import SystemBrowser, this_computer

OWN = ("asystent-p1.jsonl", "asystent-p1.lock")
"""Journal and lock: they may change where nothing else may."""


def clock() -> datetime:
    return NOW


def at(now: Clock = clock, **parts: Any) -> Computer:
    """This computer at another time, with other ``parts``; its browser opens nothing."""
    browser = SystemBrowser(lambda url: url.startswith("https://"))
    return replace(this_computer(now), **{"browser": browser, **parts})


HERE = at()
CSR = GenerateRequests()
P12 = BuildPkcs12()


def csr_answers(folder: Path, **changed: Any) -> dict[str, Any]:
    return {"folder": folder, "haslo": PASSWORD, "bity": 2048, "podmiot": "", "nowy": False, **changed}


def p12_answers(folder: Path, **changed: Any) -> dict[str, Any]:
    return {"folder": folder, "haslo": PASSWORD, "szyfrowanie": "3des", **changed}


def do(operation: Operation, answers: Mapping[str, Any], computer: Computer = HERE) -> Result:
    return do_plan(operation, runner.prepare(operation, answers, computer), answers, computer)


def do_plan(operation: Operation, plan: Plan, answers: Mapping[str, Any], computer: Computer = HERE) -> Result:
    return runner.perform(operation, plan, answers, computer, lambda _: None)


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of every file below the folder by its path there, without our journal and lock."""
    return {
        str(path.relative_to(folder)): (stat.S_IMODE(path.stat().st_mode), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OWN
    }


def store_keys(folder: Path) -> dict[str, str]:
    """SHA-256 of the public key in each .jks, as anyone may read it."""
    return {
        path.name: public_key_sha256(public_certificates(path.read_bytes())[0]) for path in sorted(folder.glob("*.jks"))
    }
