"""Small real file systems for tests that need a full, a read-only or a linkless disk. Mounting takes root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tools


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[Path]:
    """A file system in memory with mount options such as "size=64k" or "ro"."""
    with _mounted(folder, tools.need("mount"), "-t", "tmpfs", "-o", options, "asystent-p1-test", str(folder)):
        yield folder


@contextmanager
def exfat(folder: Path, image: Path) -> Iterator[Path]:
    """A stick's file system, without hard links (FUSE's exFAT, whose rename has no flags either)."""
    with image.open("wb") as file:
        file.truncate(8_388_608)
    tools.run("mkfs.exfat", image)
    _root_only()
    if not Path("/dev/fuse").exists():
        tools.lack("/dev/fuse")
    device = tools.run("losetup", "-f", "--show", image).strip()
    try:
        with _mounted(folder, tools.need("mount.exfat-fuse"), device, str(folder)):
            yield folder
    finally:
        tools.run("losetup", "-d", device)


@contextmanager
def _mounted(folder: Path, *command: str) -> Iterator[None]:
    _root_only()
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    if done.returncode or not os.path.ismount(folder):
        tools.lack(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run([tools.need("umount"), str(folder)], check=True, timeout=30)


def _root_only() -> None:
    if os.geteuid():
        tools.lack("only root may mount file systems")
