"""All fuzzed readers by name."""

from __future__ import annotations

from fuzz import folders, keystores, mail, papers, talk
from fuzz.reader import Reader

READERS: dict[str, Reader] = {
    each.name: each for each in (*papers.READERS, *keystores.READERS, *mail.READERS, *folders.READERS, *talk.READERS)
}
