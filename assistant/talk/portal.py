"""What is said of ZSMOPL beside its questions: deleted and not imported, and files that are none for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.screen import portal_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import PortalEmpty, PortalFile
from assistant.talk.session import ITEM, Session, Turn, starting
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.base.errors import FlowError
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine import progress
from flows.engine.lock import folder_lock
from flows.folder import portal_gap
from flows.zsmopl.compare_portal import wss_pair

STEP = "zsmopl"
_REMOVED = regex(
    r"(?<!\bnie )\b(?:usun[ae]l[ae]?m|usunelismy|usunieto|usuniet[yae]|usunelo|po usunieciu|wywalil[ae]m|wyrzucil[ae]m|"
    r"(?:s|wy)kasowal[ae]m|(?:s|wy)kasowan[yae]|(?:s|wy)kasowalismy|(?:s|wy)kasowano|po (?:s|wy)kasowaniu|"
    r"zniknal stary|stary znikl|starego (?:juz )?nie ma)\b"
)
_FAILED = regex(
    r"\bnie (?:uda\w*|dzial\w*|moge|mozna|da sie|daje sie|chce|wchodzi|przyj\w+|wczyt\w+|zaimport\w+|wgra\w+|dodal\w*|"
    r"importuje|zdazyl\w*|ma nowego|widac nowego|bylo importu|poszedl|poszlo|przeszedl|przeszlo|wyszlo|wyszedl)|"
    r"\b(?:blad|bledem|bledu|czerwon\w+|komunikat\w*|wylogowal\w*|wywalilo|wyrzucilo|zawiesil\w*|zaciela?\w*|padl[oa]?|"
    r"odrzuc\w+|przerwal\w*|zgasl\w*|zamknel\w*|rozlaczyl\w*|wylaczyl\w*|pradu?|internet\w*|sesja\w* wygasla|"
    r"wygasla sesja|import\w* (?:pada|stoi)|bez importu|a nowego (?:jeszcze )?(?:tam )?(?:nie|brak)|nowego brak)\b"
)
_PORTAL = regex(r"\b(?:zsmopl\w*|zsmpol|portal\w*|import\w*|zaimport\w*|wgra\w*|wczyt\w*)\b")
_ELSEWHERE = regex(r"\b(?:windows\w*|certmgr|magazyn\w*|raportne\w*|osobist\w*|mmc|pendriv\w*|sow)\b")
_ONLY_IF = regex(
    r"^(?:(?:a|no|i) )?jak\b|"
    r"\b(?:jesli|jezeli|gdyby\w*|gdy|boje sie|czy (?:moge|mozna|trzeba|powinn\w*)|co bedzie|najpierw)\b"
)
_IMPORTED = regex(
    r"(?<!\bnie )\b(?:zaimportowal[ae]m|zaimportowan[yae]|wgral[ae]m now\w+|wczytal[ae]m now\w+|dodal[ae]m now\w+)\b"
)
_NOT_REMOVED = regex(
    r"(?:(?:nie|jednak|przepraszam|pomylka|oj|ja|ale|pomylil[ae]m sie|skl[ae]mal[ae]m|wcale|jeszcze|stary jest|stary|"
    r"starego|certyfikatu|certyfikat|go|to) )*"
    r"nie (?:usunel[ae]m|usunalem|skasowal[ae]m|wykasowal[ae]m)"
    r"(?: (?:starego|certyfikatu|go|jeszcze|niczego|nic|w zsmopl))*"
)
_WRONG_FILE = regex(
    r"\b(?:wgr|wczyt|da[lj]|wybra|wskaz|zaimport|poda|wrzuc|probowa|importowa|wzi[ae])\w*(?: \w+){0,5} "
    r"(?:tls|p12|pfx|jks|csr|der|crt)\w*\b|"
    r"\b(?:tls|p12|pfx|jks|csr)\w*(?: \w+){0,5} (?:zamiast|nie (?:wchodzi|dziala|przyj\w+|pasuje))|"
    r"\bzamiast wss\b|\b(?:zly|nie ten|niewlasciwy|pomylony|inny) plik|"
    r"\b(?:czerwon\w+|blad|bledn\w+|nieprawidlow\w+|niepoprawn\w+|niewlasciw\w+)(?: \w+){0,4} "
    r"(?:komunikat\w*|napis\w*|plik\w*|certyfikat\w*|format\w*|import\w*)|"
    r"\bnie przyjmuje (?:pliku|certyfikatu)|\bodrzuc\w+ (?:plik|certyfikat)\w*|"
    r"\b(?:komunikat\w*|napis\w*|wyskoczyl\w*)(?: \w+){0,2} (?:czerwon\w+|blad|bledu)"
)
_MOST = 300
"""Characters; a longer line is a letter."""


def about_portal(session: Session, text: str, offered: str = "") -> PortalEmpty | PortalFile | None:
    """What the line says has happened in ZSMOPL, which may just have been ``offered``; None for everything else."""
    folded = bare_words(text)
    if len(text) > _MOST or _ONLY_IF.search(folded):
        return None
    inside = session.state is not None and session.state.flow == STEP
    if _ELSEWHERE.search(folded) or (session.state is not None and not inside):
        return None
    removed, failed = _REMOVED.search(folded), _FAILED.search(folded)
    asks = text.rstrip().endswith("?")
    if removed and not _IMPORTED.search(folded):
        if inside and (failed or not asks):
            return PortalEmpty()
        if failed and (_PORTAL.search(folded) or offered == STEP):
            return PortalEmpty()
    return PortalFile() if inside and not asks and _WRONG_FILE.search(folded) else None


def not_removed(text: str) -> bool:
    """Whether the line withdraws that the old certificate was deleted."""
    return _NOT_REMOVED.fullmatch(bare_words(text)) is not None


def empty(session: Session, world: World) -> Turn:
    """Notes that the old certificate is gone and the new one not there; from here on nothing asks to delete."""
    folder, said = session.folder, portal_sentences.PORTAL_EMPTY
    if folder is None or not folder.is_dir():
        return Turn(_offering(session), (Reply(portal_sentences.PORTAL_EMPTY_SOMEWHERE), *question(session)))
    with folder_lock(folder):
        portal_gap.note(folder, world.computer)
    if session.state is None or session.flow is None or session.flow.name != STEP:
        right = _right_file(folder)
        rows = (
            said,
            portal_sentences.portal_file(right),
            portal_sentences.PORTAL_FIRST if right is None else portal_sentences.PORTAL_GO_ON,
        )
        after = replace(session, expecting=ITEM) if right is None else _offering(session)
        return Turn(after, (Reply("\n".join(rows)),))
    state = progress.void(session.flow, session.state, "data")
    session = replace(session, state=replace(state, said=state.said - {"import"}), topic=None)
    return Turn(session, (Reply(f"{said}\n{portal_sentences.portal_file(_right_file(folder))}"), *question(session)))


def _offering(session: Session) -> Session:
    return replace(session, expecting=starting(STEP)) if session.state is None else session


def wrong_file(session: Session, paths: tuple[Path, ...] = ()) -> Turn:
    """Which file ZSMOPL takes, by its name; ``paths``: files that were shown and may be that one."""
    right = _right_file(session.folder) if session.folder is not None else None
    if right is not None and paths and all(_same(path, right) for path in paths):
        return Turn(session, (Reply(portal_sentences.portal_right_file(right)), *question(session)))
    named = tuple(path.name for path in paths if right is None or not _same(path, right))
    return Turn(session, (Reply(portal_sentences.portal_file(right, named)), *question(session)))


def _right_file(folder: Path) -> Path | None:
    try:
        return wss_pair(folder)[2]
    except FlowError:
        return None


def _same(path: Path, right: Path) -> bool:
    try:
        return path.samefile(right)
    except OSError:
        return False
