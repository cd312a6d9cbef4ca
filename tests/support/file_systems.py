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
def read_only(folder: Path) -> Iterator[Path]:
    """The folder with all that is in it, on a file system that takes nothing: not even from root."""
    _root_only()
    tools.run("mount", "--bind", folder, folder)
    try:
        tools.run("mount", "-o", "remount,bind,ro", folder)
        yield folder
    finally:
        tools.run("umount", folder)


@contextmanager
def full(folder: Path) -> Iterator[Path]:
    """The folder with all that is in it, on a disk with next to nothing left."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with tmpfs(folder, "size=512k"):
        for name, data in files.items():
            (folder / name).write_bytes(data)
        yield folder


@contextmanager
def away(folder: Path) -> Iterator[Path]:
    """The folder is gone, as with the stick that it lies on."""
    elsewhere = folder.rename(folder.with_name(f"{folder.name}-wyjęty"))
    try:
        yield folder
    finally:
        elsewhere.rename(folder)


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
