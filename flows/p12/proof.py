"""What proves step 4: .p12 files that were verified when they were made and have not changed since."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flows.crypto.certificates import sha256_thumbprint
from flows.engine.journal import file_sha256
from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.recognise import Kind
from flows.folder.seen import Seen


def proves(seen: Seen) -> Proof:
    """By the journal's SHA-256 of each file: what is in them only their password shows."""
    if history.PKCS12 in seen.interrupted:
        return Proof("partly", "tworzenie plików .p12 zostało przerwane; da się je dokończyć")
    certified = seen.certified
    there = [item.path for item in seen.found if item.kind is Kind.PKCS12]
    wanted: dict[str, str] = {purpose: sha256_thumbprint(certificate) for purpose, certificate in certified.items()}
    verified = {purpose: (name, digest) for purpose, name, digest in history.built(seen.entries, wanted)}
    names = by_digest(there)  # not by name: a cloud that synchronises the folder renames files
    proved = [names[digest] for _, digest in verified.values() if digest in names]
    if len(proved) == len(PURPOSES):
        return Proof("done", f"sprawdzone przy utworzeniu: {', '.join(sorted(proved))}")
    if history.last_finished(seen.entries, history.PKCS12) is not None and len(proved) < len(verified):
        return Proof("doubt", "według dziennika pliki .p12 powstały, ale zniknęły albo się zmieniły")
    if seen.standing.lost:
        return Proof("todo", "bez klucza (.jks) nie da się utworzyć plików .p12")
    ours = history.files_of(seen.every, history.PKCS12)
    finished = [name for digest, name in names.items() if Path(name).suffix.lower() in {".p12", ".pfx"}]
    strange = [name for digest, name in names.items() if name in finished and digest not in ours]
    if finished and not strange:
        return Proof("todo", "pliki .p12 są tu z wcześniejszego odnowienia; nowych jeszcze nie ma")
    if len(certified) == len(PURPOSES) and strange:
        return Proof("doubt", "są pliki .p12, których ten program nie utworzył")
    return Proof("todo", "nie ma jeszcze nowych plików .p12")


def by_digest(paths: Sequence[Path]) -> dict[str, str]:
    """Names by the SHA-256 of the content; of copies the last by name, which is the one without „ (1)”."""
    found: dict[str, str] = {}
    for path in paths:
        with suppress(OSError):  # gone since the folder was looked at
            found[file_sha256(path)] = path.name
    return found
