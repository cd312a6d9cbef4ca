"""Build step: ``python -m kb.build`` turns pages, synonyms and foreign questions into the files of kb/data.

Words and the lexical index take seconds and need the group "dev" (Morfeusz 2). The linear model is trained only when
its lines changed and then needs the group "train": ``uv run --group train python -m kb.build``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kb import after, answers, lexical, store, training
from kb.features import features
from kb.forms import SYNONYMS, collect, synonyms
from kb.kind_lines import KINDS, read_kinds
from kb.outside import OUTSIDE, read_outside
from kb.page import PAGES, first_sentence, load_pages, verdict
from kb.search import DATA
from kb.shape import NO_VERDICT, polarity
from kb.words import Vocabulary, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.forms import Forms
    from kb.outside import Group
    from kb.page import Page

NEW_QUESTIONS = 12  # every so manieth line of a page is told from an act
TITLE, BODY = 2.0, 0.3  # how much a word of these fields counts in the lexical index; a phrasing's word counts 1


def content_digest(folder: Path = PAGES, files: Sequence[Path] = (SYNONYMS, OUTSIDE, *KINDS.values())) -> str:
    """Changes with any page, synonym or foreign question; line ends do not matter."""
    whole = hashlib.sha256()
    for path in (*sorted(folder.glob("*.md")), *files):
        whole.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()


def write(pages: Sequence[Page], groups: Sequence[Group], alike: dict[str, list[str]], data: Path, made: str) -> None:
    """Write everything but the linear model into `data`: words, lexical index, answers, the list of pages.

    ``groups`` are questions that are none of ours, ``alike`` the groups of synonyms.
    """
    texts = [text for page in pages for text in (page.title, page.body, *page.lines, *_texts(page))]
    write_words(collect(texts, [line for group in groups for line in group.questions], alike), data)
    vocabulary = Vocabulary.open(data)
    lexical.write(data / "lexical.bin", [document(page, vocabulary) for page in pages])
    foreign = [answers.Document(group.name, "", _marks(group.questions, vocabulary)) for group in groups]
    answers.write(data / "answers.bin", [*(documents(page, vocabulary) for page in pages), foreign])
    after.write(data / "after.bin", list(followers(pages, vocabulary)))
    head = {
        "made-from": made,
        "titles": {page.slug: page.title for page in pages},
        "flows": {page.slug: page.flow for page in pages if page.flow is not None},
        "neighbours": {page.slug: page.neighbours for page in pages},
        "outside": {group.name: group.say for group in groups},
    }
    (data / "pages.json").write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def write_words(forms: Forms, data: Path) -> None:
    """Write the table of forms and the spellings."""
    concepts: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for form, concept in forms.concepts.items():
        name = key(concept)
        if concepts.setdefault(name, concept) != concept or numbers.setdefault(key(form), name) != name:
            raise ValueError(f"the number of {form!r} is taken: rename a synonym group")
    ordered, names = sorted(numbers), sorted(concepts)
    place = {name: number for number, name in enumerate(names)}
    arrays = {
        "forms": array("I", ordered),
        "meant": array("H", [place[numbers[form]] for form in ordered]),
        "concepts": array("I", names),
        "ours": array("B", [concepts[name] in forms.ours for name in names]),
    }
    store.save(data / "words.bin", {}, arrays)
    (data / "spellings.txt").write_text("\n".join(forms.spellings), "utf-8", newline="\n")


def document(page: Page, vocabulary: Vocabulary) -> Counter[int]:
    """Concept → how often the page says it, its title and texts weighed against its lines."""
    counts: Counter[int] = Counter()
    fields = [(page.title, TITLE), *((line, 1.0) for line in page.lines)]
    fields += [(text, BODY) for text in (page.body, *_texts(page))]
    for text, weight in fields:
        for concept in features(text, vocabulary).concepts:
            counts[concept] += weight  # type: ignore[assignment]  # a Counter adds fractions as well
    return counts


def documents(page: Page, vocabulary: Vocabulary) -> list[answers.Document]:
    """The page as a whole, then its answers."""
    parts = [("", "", (*page.phrasings, page.lead))]
    parts += [(each.id, verdict(each.text), (*each.questions, each.text)) for each in page.answers]
    return [
        answers.Document(
            ident, opens, _marks(lines, vocabulary), _leans(lines[:-1], vocabulary) if opens else frozenset()
        )
        for ident, opens, lines in parts
    ]


def _leans(lines: Iterable[str], vocabulary: Vocabulary) -> frozenset[int]:
    return frozenset(polarity(features(line, vocabulary).words) for line in lines) - {NO_VERDICT}


def followers(pages: Sequence[Page], vocabulary: Vocabulary) -> Iterator[after.Line]:
    """The lines said after a topic, with the answers they ask for."""
    for number, page in enumerate(pages):
        for ident, lines in (("", page.after), *((each.id, each.after) for each in page.answers)):
            for marks in _marks(lines, vocabulary):
                yield after.Line(number, ident, marks)


def _marks(lines: Iterable[str], vocabulary: Vocabulary) -> tuple[dict[int, float], ...]:
    return tuple(answers.marks(features(line, vocabulary)) for line in lines)


def _texts(page: Page) -> Iterator[str]:
    return (answer.text for answer in page.answers)


def examples(pages: Sequence[Page], groups: Sequence[Group], vocabulary: Vocabulary) -> list[training.Example]:
    """The lines to learn from, and the first sentences of answers; the class of foreign questions is the last."""
    lines = [(line, number) for number, page in enumerate(pages) for line in page.lines]
    lines += [(first_sentence(answer.text), number) for number, page in enumerate(pages) for answer in page.answers]
    lines += [(line, len(pages)) for group in groups for line in group.questions]
    return [training.Example(features(line, vocabulary), label) for line, label in lines]


def kind_examples(
    kinds: Mapping[str, Sequence[str]], pages: Sequence[Page], vocabulary: Vocabulary
) -> list[training.Example]:
    """The lines of each kind, and for the last class a share of those that ask something new or lean on a page."""
    lines = [(line, number) for number, said in enumerate(kinds.values()) for line in said]
    none = len(kinds) - 1
    lines += [(line, none) for page in pages for line in (*page.after, *page.lines[::NEW_QUESTIONS])]
    lines += [(line, none) for page in pages for answer in page.answers for line in answer.after]
    return [training.Example(features(line, vocabulary), label) for line, label in lines]


def main(arguments: Sequence[str]) -> int:
    """Build; with ``--check`` only say whether kb/data is fresh (status 1 when it is not)."""
    made = content_digest()
    if "--check" in arguments:
        head = json.loads((DATA / "pages.json").read_text("utf-8"))
        print("fresh" if head["made-from"] == made else "stale: run python -m kb.build")  # noqa: T201  (a tool)
        return int(head["made-from"] != made)
    pages = load_pages()
    groups = read_outside()
    DATA.mkdir(exist_ok=True)
    write(pages, groups, synonyms(), DATA, made)
    vocabulary = Vocabulary.open(DATA)
    learned = {"linear": (examples(pages, groups, vocabulary), (*(page.slug for page in pages), ""))}
    for name, path in KINDS.items():
        kinds = read_kinds(path)
        learned[name] = (kind_examples(kinds, pages, vocabulary), tuple(kinds))
    for name, (lines, classes) in learned.items():
        model = DATA / f"{name}.bin"
        if not model.exists() or store.load(model)[0]["trained"] != training.digest(lines):
            training.train(model, lines, classes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
