"""What is true here of files, certificates and computers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.reports.here import Here
from flows.base.clock import local
from flows.base.errors import FlowError
from flows.base.polish import long_date, plural
from flows.crypto.certificates import sha256_thumbprint
from flows.folder.current_set import age, current_set
from flows.stores.choose import AUTO, is_here, open_store

if TYPE_CHECKING:
    from flows.folder.current_set import CurrentPair
    from flows.folder.names import Purpose
    from flows.ports.store import Stored

_SHOWN = 12  # files that are listed by name
_KINDS = {
    "jks": "klucze", "pkcs12": "gotowy certyfikat z kluczem", "certificate": "certyfikat", "request": "wniosek CSR",
    "private-key": "klucz prywatny", "note": "notatka", "email": "wiadomość", "html": "strona, nie certyfikat",
    "archive": "archiwum", "empty": "pusty plik", "jceks": "magazyn kluczy", "bks": "magazyn kluczy",
}  # fmt: skip
_NO_NEW = "Nowych certyfikatów jeszcze tu nie ma, więc ich daty nie znam."
_OLD_HOW = (
    "Datę obecnego certyfikatu pokazuje RaportNet, ZSMOPL („Moje konto”) i Windows; można też upuścić tu jego plik."
)


def _current(here: Here) -> dict[Purpose, CurrentPair]:
    return current_set(here.found)


def _folder(here: Here) -> str:
    if not here.folder.is_dir():
        return f"Folder odnowienia to {here.folder}, ale teraz go tam nie ma."
    return f"Pliki są w folderze {here.folder}\nOtworzy go „otwórz folder”."


def _files(here: Here) -> str:
    rows = [
        f"- {each.path.name} – {_KINDS.get(each.kind.value, 'inny plik')}"
        for each in sorted(here.found, key=lambda one: one.path.name)
    ]
    if not rows:
        return f"W folderze {here.folder} nie ma żadnych plików odnowienia."
    more = [f"- i jeszcze {plural(len(rows) - _SHOWN, 'plik', 'pliki', 'plików')}"] if len(rows) > _SHOWN else []
    return "\n".join([f"W folderze {here.folder}:", *rows[:_SHOWN], *more])


def _missing(here: Here) -> str:
    current = _current(here)
    states = {each.flow: each for each in here.seen.steps}
    gone = [name.upper() for name in ("tls", "wss") if name not in current]
    if gone and states["csr"].state == "todo" and not any(each.request is not None for each in here.found):
        return f"W folderze {here.folder} nie ma jeszcze kompletu z kroku 1 („csr”): brakuje {' i '.join(gone)}."
    if gone:
        return (
            f"Brakuje kompletu {' i '.join(gone)}: {states['csr'].evidence}. Bez plików .jks nowe certyfikaty są "
            "bezużyteczne; proszę poszukać ich w koszu i w kopiach, zanim powstanie nowy komplet."
        )
    lacking = [each.upper() for each, pair in current.items() if pair.certificate is None]
    if lacking:
        return (
            f"Komplet z kroku 1 jest cały. Brakuje tylko certyfikatu z urzędu: {' i '.join(lacking)} (krok 3, „mail”)."
        )
    if states["p12"].state not in {"done", "said"}:
        return f"Brakuje gotowych plików .p12 (krok 4, „p12”): {states['p12'].evidence}."
    return "Niczego nie brakuje: są klucze, wnioski, certyfikaty i pliki .p12."


def _pems(here: Here) -> str:
    current = _current(here)
    there = [name.upper() for name, pair in current.items() if pair.certificate is not None]
    lacking = [name.upper() for name in ("tls", "wss") if name.upper() not in there]
    if not there:
        return f"Nie, w folderze {here.folder} nie ma jeszcze żadnego certyfikatu z urzędu do tego kompletu."
    if lacking:
        return f"Jest certyfikat {there[0]}, brakuje {lacking[0]}. Dokończy to krok 3 („mail”)."
    return "Tak, oba certyfikaty (TLS i WSS) są w folderze i pasują do kluczy."


def _new_p12(here: Here) -> str:
    step = next(each for each in here.seen.steps if each.flow == "p12")
    if step.state not in {"done", "said"}:
        return f"Gotowych plików .p12 z tego odnowienia jeszcze nie ma (krok 4, „p12”): {step.evidence}."
    return f"Nowe pliki .p12 są w folderze {here.folder}: {step.evidence}. {_end_of_new(here)}".rstrip()


def _fit(here: Here) -> str | None:
    current = _current(here)
    if not current:
        return None
    rows = []
    for name, pair in current.items():
        of = f" i {pair.certificate_file.name}" if pair.certificate_file is not None else ""
        rows.append(f"{name.upper()}: {pair.request.name}{of} są z tego samego klucza co {pair.store.name}")
    rest = "" if len(current) > 1 else " Drugiego kompletu nie ma."
    return f"Tak, pasują. {'; '.join(rows)}.{rest}"


def _dates(here: Here) -> str:
    current = _current(here)
    if not current:
        return f"W folderze {here.folder} nie ma kompletu plików .csr i .jks."
    made = {each.path: age(each) for each in here.found}
    rows = [f"{pair.request.name} z {_moment(made[pair.request])}" for pair in current.values()]
    return f"Pliki z kroku 1: {', '.join(rows)}."


def _moment(stamp: float) -> str:
    return f"{datetime.fromtimestamp(stamp).astimezone():%d.%m.%Y, %H:%M}"


def _old_files(here: Here) -> str:
    if here.open:
        return (
            "Jeszcze nie: odnowienie trwa, a bez plików .jks nowe certyfikaty są bezużyteczne. "
            "Po ostatnim kroku też warto zachować cały folder."
        )
    done = "Kroki są zrobione" if here.seen.whole else "Na tym komputerze kroki są zrobione"
    return (
        f"{done}, ale folder proszę zachować przez całą ważność certyfikatów. "
        "Kasować można najwyżej poprzedni komplet, gdy nic już z niego nie korzysta."
    )


def _new_end(here: Here) -> str:
    return _end_of_new(here) or f"{_NO_NEW} Zwykle są ważne dwa lata od wydania."


def _end(here: Here) -> str | None:
    new, old = _end_of_new(here), _old(here)
    return f"{new} {old}".strip() if new else old or None


def _old_end(here: Here) -> str:
    return _old(here) or f"Dotychczasowego certyfikatu nie widzę ani w folderze, ani na tym komputerze. {_OLD_HOW}"


def _end_of_new(here: Here) -> str:
    ends = [local(pair.certificate.not_valid_after_utc).date() for pair in _current(here).values() if pair.certificate]
    return f"Nowe certyfikaty są ważne do {_said(min(ends), here)}." if ends else ""


def _old(here: Here) -> str:
    """The last day of the newest of the certificates in this computer's store that are not the new ones."""
    new = {sha256_thumbprint(pair.certificate) for pair in _current(here).values() if pair.certificate is not None}
    ends = [local(each.not_after).date() for each in _stored(here) or () if each.sha256 not in new and each.has_key]
    return f"Dotychczasowy certyfikat na tym komputerze: do {_said(max(ends), here)}." if ends else ""


def _said(day: date, here: Here) -> str:
    return long_date(day, here.now.date())


def _stored(here: Here) -> tuple[Stored, ...] | None:
    """What step 6's store on this computer holds; None where there is none that we know or can read."""
    options = {each.name: each.default for each in here.flows["windows"].options}
    name = str(options.get("magazyn", AUTO))
    if name == AUTO and not is_here():
        return None
    try:
        return open_store(name, machine=False).list()
    except FlowError:
        return None


def _here(here: Here) -> str | None:
    new = {
        name: sha256_thumbprint(pair.certificate)
        for name, pair in _current(here).items()
        if pair.certificate is not None
    }
    stored = _stored(here)
    if stored is None or not new:
        return None
    ends = {each.sha256: f"{local(each.not_after):%d.%m.%Y}" for each in stored}
    there = [f"{name.upper()} (ważny do {ends[digest]})" for name, digest in new.items() if digest in ends]
    lacking = [name.upper() for name, digest in new.items() if digest not in ends]
    if not there:
        return "Nie, na tym komputerze nie ma jeszcze nowych certyfikatów. Zainstaluje je krok 6 („windows”)."
    rest = f" Brakuje: {', '.join(lacking)} („windows”)." if lacking else ""
    return f"Na tym komputerze jest {' i '.join(there)}.{rest}"


def _computers(here: Here) -> str | None:
    there = here.seen.computers
    if there.count is None and not there.ready and not there.by_word:
        return None
    step = next(each for each in here.seen.steps if each.flow == "windows")
    kit = "" if there.left == 0 else " „zestaw” przygotuje pliki na następny komputer."
    return f"Krok 6: {step.evidence}.{kit}"


TOPICS: Mapping[str, Callable[[Here], str | None]] = {
    "folder": _folder,
    "files": _files,
    "missing": _missing,
    "pems": _pems,
    "new p12": _new_p12,
    "fit": _fit,
    "dates": _dates,
    "old files": _old_files,
    "new end": _new_end,
    "old end": _old_end,
    "end": _end,
    "here": _here,
    "computers": _computers,
}
