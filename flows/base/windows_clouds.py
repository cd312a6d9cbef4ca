"""What Windows' registry says of folders that are copied to a cloud. Read only; the caller judges the paths."""

from __future__ import annotations

import sys
from collections.abc import Iterator

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

import winreg  # noqa: E402  (only Windows has it)

_ACCOUNTS = r"Software\Microsoft\OneDrive\Accounts"
_ENGINES = r"Software\SyncEngines\Providers"
_MANAGER = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
_NAMES = {"onedrive": "OneDrive", "googledrive": "Dysk Google", "drivefs": "Dysk Google", "icloud": "iCloud"}


def synchronised() -> Iterator[tuple[str, str]]:
    r"""Service and folder: of OneDrive's accounts, of their libraries, and of whoever registered a sync root.

    ``SyncRootManager\PROVIDER!SID!ACCOUNT\UserSyncRoots`` is where Explorer keeps them for every program that uses
    Windows' Cloud Files API, OneDrive and Dropbox among them (Microsoft, „Integrate a Cloud Storage Provider”).
    """
    for account in _keys(winreg.HKEY_CURRENT_USER, _ACCOUNTS):
        if folder := _value(winreg.HKEY_CURRENT_USER, rf"{_ACCOUNTS}\{account}", "UserFolder"):
            yield "OneDrive", folder
    for provider in _keys(winreg.HKEY_CURRENT_USER, _ENGINES):
        for mount in _keys(winreg.HKEY_CURRENT_USER, rf"{_ENGINES}\{provider}"):
            if folder := _value(winreg.HKEY_CURRENT_USER, rf"{_ENGINES}\{provider}\{mount}", "MountPoint"):
                yield _called(provider), folder
    for root in _keys(winreg.HKEY_LOCAL_MACHINE, _MANAGER):
        for folder in _values(winreg.HKEY_LOCAL_MACHINE, rf"{_MANAGER}\{root}\UserSyncRoots"):
            yield _called(root.partition("!")[0]), folder


def _called(provider: str) -> str:
    return _NAMES.get(provider.casefold(), provider)


def _keys(hive: int, path: str) -> Iterator[str]:
    try:
        with winreg.OpenKey(hive, path) as key:
            for number in range(winreg.QueryInfoKey(key)[0]):
                yield winreg.EnumKey(key, number)
    except OSError:
        return


def _values(hive: int, path: str) -> Iterator[str]:
    try:
        with winreg.OpenKey(hive, path) as key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                yield str(winreg.EnumValue(key, number)[1])
    except OSError:
        return


def _value(hive: int, path: str, name: str) -> str:
    try:
        with winreg.OpenKey(hive, path) as key:
            return str(winreg.QueryValueEx(key, name)[0])
    except OSError:
        return ""
