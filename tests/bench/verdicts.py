"""Questions with a verdict: does the first sentence carry it? Judged by a person, reply by reply.

uv run python tests/bench/verdicts.py             shares, and what nobody has judged yet
uv run python tests/bench/verdicts.py --list      every reply with its judgement

tests/kb/verdicts.toml holds the questions (form, pages that could answer, verdict, essence), verdicts-judged.tsv what a
person made of each reply: right (the first sentence carries the essence, with no wrong verdict), half (a later
sentence or the page does), wrong. A reply is known by its page and the answer of it, so a sentence that is only put
better keeps its judgement; asked back and "I do not know" need none.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from assistant.cli.ask import Desk  # noqa: E402  (found once the folder is on the path)

KB = Path(__file__).parents[1] / "kb"
KINDS = {"clarify": "asked", "unknown": "unknown"}


def judged(path: Path = KB / "verdicts-judged.tsv") -> dict[tuple[str, str], str]:
    """(Question, reply) → judgement; a reply is "page answer"."""
    rows = (row.split("\t") for row in path.read_text("utf-8").splitlines()[1:])
    return {(question, reply): judgement for question, reply, judgement, _ in rows}


def main() -> None:
    desk, known = Desk(), judged()
    questions = tomllib.loads((KB / "verdicts.toml").read_text("utf-8"))["question"]
    count: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for item in questions:
        reply = desk.reply(item["question"])
        shown = f"{reply['page'] or reply['kind']} {reply['answer'] or ''}".strip()
        verdict = known.get((item["question"], shown)) or KINDS.get(reply["kind"], "not judged")
        count[verdict] += 1
        forms.setdefault(item["form"], Counter())[verdict] += 1
        if "--list" in sys.argv or verdict == "not judged":
            print("\t".join((item["question"], shown, verdict, reply["first"])))
    print(
        f"\n{len(questions)} questions: " + ", ".join(f"{k} {n / len(questions):.1%}" for k, n in count.most_common())
    )
    for form, got in forms.items():
        print(f"{form:10}{got.total():4}  " + ", ".join(f"{k} {n}" for k, n in got.most_common()))


if __name__ == "__main__":
    main()
