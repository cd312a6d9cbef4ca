"""Documents that OneDrive keeps: Windows says so in its registry only, and no name tells."""

from pathlib import Path

from machine import UnderWine

SHELL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
MANAGER = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
SIGNS = (
    (r"HKCU\Software\Microsoft\OneDrive\Accounts\Business1", "UserFolder", "OneDrive"),
    (r"HKCU\Software\SyncEngines\Providers\OneDrive\0123", "MountPoint", "OneDrive"),
    (rf"{MANAGER}\DropboxNext!S-1-5-21!p\UserSyncRoots", "S-1-5-21-1", "DropboxNext"),
)
"""A key of the registry with a value that names the folder, and the service it stands for."""


def test_the_keys_are_kept_out_of_them(tmp_path: Path) -> None:
    windows = UnderWine.made(tmp_path / "prefix")
    home = rf"C:\users\{windows.profile.name}"
    company = rf"{home}\Apteka Pod Lwem sp. z o.o"
    (windows.profile / "Apteka Pod Lwem sp. z o.o" / "Dokumenty").mkdir(parents=True)
    windows.run("reg", "add", SHELL, "/v", "Personal", "/d", rf"{company}\Dokumenty", "/f")

    def says() -> str:
        asked = ("-c", "from assistant.cli.main import run; run()", "--prosto")
        return windows.windows.python(*asked, feed=f"csr\n{company}\\p1\nnie\n")[1]

    try:
        assert rf"[{company}\Dokumenty\Certyfikaty P1" in says()
        for key, value, service in SIGNS:
            windows.run("reg", "add", key, "/v", value, "/d", company, "/f")
            said = says()
            assert rf"[{home}\Certyfikaty P1" in said
            assert f"wysyłany do chmury ({service})" in said
            assert rf"Czy ma to być folder {company}\p1?" in said
            windows.run("reg", "delete", key, "/f")
    finally:
        windows.windows.close()
