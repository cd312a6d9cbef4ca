"""Three Linux hosts to manage: a network namespace, an address and an sshd of its own each. Takes root."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import tools


@dataclass(frozen=True, slots=True)
class Host:
    """``store``: the folder of its certificate database."""

    name: str
    address: str
    store: Path


def _ip(*words: str) -> None:
    subprocess.run([tools.need("ip"), *words], check=True, capture_output=True, timeout=30)


@contextmanager
def hosts(place: Path, count: int) -> Iterator[list[Host]]:
    """The hosts, reached with the key ``place/id``; all of it is gone afterwards."""
    if os.geteuid():
        tools.lack("only root may make network namespaces")
    tools.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place / "id")
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with ExitStack() as stack:
        yield [stack.enter_context(_host(place, number)) for number in range(1, count + 1)]


@contextmanager
def _host(place: Path, number: int) -> Iterator[Host]:
    tag = f"p1t{os.getpid() % 10000}-{number}"  # at most 15 characters for an interface
    subnet = f"10.{200 + os.getpid() % 50}.{number}"
    home = place / tag
    home.mkdir()
    tools.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / "host_key")
    (home / "sshd_config").write_text(
        f"ListenAddress {subnet}.2\nPort 22\nHostKey {home}/host_key\nAuthorizedKeysFile {place}/id.pub\n"
        f"PidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin yes\nSubsystem sftp internal-sftp\n"
    )
    sshd = None
    try:
        try:
            _ip("netns", "add", tag)
        except subprocess.CalledProcessError as error:
            tools.lack(f"network namespaces are not allowed here: {error.stderr.decode()}")
        _ip("link", "add", tag, "type", "veth", "peer", "name", "eth0", "netns", tag)
        _ip("addr", "add", f"{subnet}.1/30", "dev", tag)
        _ip("link", "set", tag, "up")
        for words in (("addr", "add", f"{subnet}.2/30", "dev", "eth0"), ("link", "set", "eth0", "up")):
            _ip("-n", tag, *words)
        # Its own UTS namespace gives it its own name, as on separate computers.
        inside = f"hostname KASA{number} && exec {tools.need('sshd')} -D -e -f {home}/sshd_config"
        command = [tools.need("ip"), "netns", "exec", tag, tools.need("unshare"), "--uts", "sh", "-c", inside]
        with (home / "sshd.log").open("wb") as log:
            sshd = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _wait(f"{subnet}.2", place / "id", home / "sshd.log")
        yield Host(f"kasa{number}", f"{subnet}.2", home / "nssdb")
    finally:
        if sshd is not None:
            sshd.terminate()
            sshd.wait(timeout=20)
        subprocess.run([tools.need("ip"), "netns", "del", tag], check=False, capture_output=True, timeout=30)


def _wait(address: str, key: Path, log: Path) -> None:
    options = ("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=3")
    for _ in range(40):
        command = [tools.need("ssh"), "-i", str(key), *options, f"root@{address}", "true"]
        if subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0:
            return
        time.sleep(0.25)
    tools.lack(f"sshd does not answer at {address}:\n{log.read_text()}")
