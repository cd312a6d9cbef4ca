"""Where a browser saved the certificates, as people say it: a path, „w pobranych”, „na pulpicie”, „zapisane”."""

from __future__ import annotations

from platformdirs import user_desktop_path

from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.answers import find_folder
from flows.folder.download_places import likeliest

_AROUND = (
    r"(?:(?:no|to|jednak|sa|jest|leza|oba|obydwa|pliki|certyfikaty|wszystko|one|chyba|pewnie|raczej|tam|juz|mi|sie|w|we|na|do|"
    r"folderze|katalogu|gdzies|moim|u mnie|zapisane|zapisal[oay]|zapisaly|zapisuje|jak|zwykle|zawsze|tak|ok|dobra) )*"
)
_DOWNLOADS = regex(
    rf"{_AROUND}(?:pobran(?:e|ych|ym|ymi)|downloads?|sciagniet(?:e|ych)|zapisane|zapisaly sie|zapisalo sie|"
    r"pobral(?:am|em|y sie|o sie)|sciagnel(?:am|y sie)|sciagnalem|tam gdzie (?:zawsze|zwykle)|domyslnym?|domyslnie)"
    r"(?: (?:oba|obydwa|juz|je|pliki))*"
)
_DESKTOP = regex(rf"{_AROUND}(?:pulpicie|pulpit|desktop|ekranie glownym)")


def find_saved(line: str) -> str | None:
    """The folder that the line names or means; None when it is rather a question."""
    if named := find_folder(line):
        return named
    words = bare_words(line)
    if line.rstrip().endswith("?"):
        return None
    if _DESKTOP.fullmatch(words):
        return str(user_desktop_path())
    return str(likeliest()) if _DOWNLOADS.fullmatch(words) else None
