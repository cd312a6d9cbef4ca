"""Other ways to find a page: each gets the same folded texts, as one document a page or as one a line.

With lines, a page counts as much as its best line: the fair way for methods that are weak on long documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from kb.page import Page
from kb.words import words

Rank = Callable[[str], list[tuple[str, float]]]
DEPTH = 200  # documents asked for, so that ten different pages come of them


def plain(text: str) -> str:
    return " ".join(folded for _, folded in words(text))


def documents(pages: Sequence[Page], *, by_line: bool) -> tuple[list[str], list[str]]:
    """Texts and the pages they belong to."""
    rows = []
    for page in pages:
        lines = [page.title, *page.lines, page.body, *(answer.text for answer in page.answers)]
        rows += [(line, page.slug) for line in lines] if by_line else [(" \n".join(lines), page.slug)]
    return [plain(text) for text, _ in rows], [slug for _, slug in rows]


def best_of(scored: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    for slug, score in scored:
        best[slug] = max(best.get(slug, score), score)
    return sorted(best.items(), key=lambda item: -item[1])[:10]


def thirds(text: str) -> str:
    return " ".join(word[i : i + 3] for word in (f" {w} " for w in text.split()) for i in range(max(len(word) - 2, 1)))


def bm25s(pages: Sequence[Page], *, by_line: bool) -> Rank:
    import bm25s as library

    texts, slugs = documents(pages, by_line=by_line)
    grams = [[text[i : i + 3] for i in range(max(len(text) - 2, 1))] for text in texts]
    index = library.BM25()
    index.index(grams, show_progress=False)

    def rank(text: str) -> list[tuple[str, float]]:
        query = plain(text)
        tokens = [[query[i : i + 3] for i in range(max(len(query) - 2, 1))]]
        found, scores = index.retrieve(tokens, k=min(DEPTH, len(slugs)), show_progress=False)
        return best_of([(slugs[n], float(s)) for n, s in zip(found[0], scores[0], strict=True)])

    return rank


def tf_idf(pages: Sequence[Page], *, by_line: bool) -> Rank:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts, slugs = documents(pages, by_line=by_line)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectors.fit_transform(texts).T.tocsr()

    def rank(text: str) -> list[tuple[str, float]]:
        scores = (vectors.transform([plain(text)]) @ matrix).toarray()[0]
        return best_of([(slugs[n], float(scores[n])) for n in scores.argsort()[::-1][:DEPTH]])

    return rank


def fts5(pages: Sequence[Page], *, by_line: bool) -> Rank:
    texts, slugs = documents(pages, by_line=by_line)
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table page using fts5(text, slug unindexed, tokenize='trigram')")
    base.executemany("insert into page values (?, ?)", zip(texts, slugs, strict=True))

    def rank(text: str) -> list[tuple[str, float]]:
        query = plain(text)
        grams = {query[i : i + 3] for i in range(len(query) - 2)}
        if not grams:
            return []
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        rows = base.execute(
            "select slug, -bm25(page) from page where page match ? order by bm25(page) limit ?", (wanted, DEPTH)
        )
        return best_of(rows.fetchall())

    return rank


def tantivy(pages: Sequence[Page], *, by_line: bool) -> Rank:
    import tantivy as library

    schema = library.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="whitespace")
    schema.add_text_field("slug", stored=True, tokenizer_name="raw")
    index = library.Index(schema.build())
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for text, slug in zip(*documents(pages, by_line=by_line), strict=True):
        writer.add_document(library.Document(text=[thirds(text)], slug=[slug]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[tuple[str, float]]:
        terms = set(thirds(plain(text)).split())
        if not terms:
            return []
        wanted = [
            (library.Occur.Should, library.Query.term_query(index.schema, "text", gram)) for gram in sorted(terms)
        ]
        hits = searcher.search(library.Query.boolean_query(wanted), DEPTH).hits
        return best_of([(searcher.doc(address)["slug"][0], score) for score, address in hits])

    return rank


def fuzz(scorer: str) -> Callable[..., Rank]:
    def make(pages: Sequence[Page], *, by_line: bool) -> Rank:
        import rapidfuzz

        texts, slugs = documents(pages, by_line=by_line)
        score = getattr(rapidfuzz.fuzz, scorer)

        def rank(text: str) -> list[tuple[str, float]]:
            found = rapidfuzz.process.extract(plain(text), texts, scorer=score, limit=DEPTH)
            return best_of([(slugs[number], value) for _, value, number in found])

        return rank

    return make


ALL: dict[str, Callable[..., Rank]] = {
    "bm25s char-3": bm25s,
    "TF-IDF char 2-4": tf_idf,
    "SQLite FTS5": fts5,
    "tantivy char-3": tantivy,
    "WRatio": fuzz("WRatio"),
    "token_set_ratio": fuzz("token_set_ratio"),
}
