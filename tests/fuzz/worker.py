"""One reader under atheris in a process of its own: ``python -m fuzz.worker READER SECONDS CORPUS FINDS``.

Every find is kept once, by the place where it was raised, and fuzzing goes on. Atheris ends the process itself.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path
from random import Random

import atheris

_OURS = ["assistant", "flows", "kb"]
_LIBRARIES = {"letter": ["email"], "outlook": ["email", "olefile"]}


def main(name: str, seconds: int, corpus: Path, finds: Path) -> None:
    """Does not return."""
    with atheris.instrument_imports(include=[*_OURS, *_LIBRARIES.get(name, [])]):
        from fuzz.mutators import bytewise
        from fuzz.reader import Sampler, run
        from fuzz.registry import READERS

        reader = READERS[name]
        for seed in reader.seeds():  # warm: what is imported late is instrumented too
            _kept(corpus, seed)
            _quietly(lambda seed=seed: run(reader, seed))
    known: set[tuple[str, str, int]] = set()
    sampler = Sampler(reader)

    def one(data: bytes) -> None:
        try:
            sampler.run(data)
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            place = _place(error)
            if place not in known:
                known.add(place)
                _kept(finds, getattr(error, "data", None) or data)
                print(f"FIND {name}: {place} {str(error)[:200]!r}", file=sys.stderr, flush=True)

    def mutated(data: bytes, max_size: int, seed: int) -> bytes:
        random = Random(seed)
        change = reader.mutate or bytewise
        made = change(data, random) if random.random() < reader.share else atheris.Mutate(data, max_size)
        if reader.repair is not None and random.random() < 0.5:
            made = reader.repair(made)
        return made[:max_size]

    options = [f"-max_total_time={seconds}", f"-max_len={reader.longest}", "-print_final_stats=1", "-timeout=20"]
    options += ["-rss_limit_mb=4096", f"-artifact_prefix={finds}/", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=mutated)
    atheris.Fuzz()


def _place(error: Exception) -> tuple[str, str, int]:
    """Kind, file and line; of an error without end in itself the line is any, so it does not count."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    if isinstance(error, RecursionError):
        return "RecursionError", Path(last.filename).name, 0
    if last.filename.endswith("reader.py"):  # a property: where it was asked
        last = traceback.extract_tb(error.__traceback__)[-2]
    return type(error).__name__, Path(last.filename).name, last.lineno or 0


def _kept(folder: Path, data: bytes) -> None:
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def _quietly(call: object) -> None:
    try:
        call()  # type: ignore[operator]
    except Exception:  # noqa: BLE001  (found again by the fuzzer)
        return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
