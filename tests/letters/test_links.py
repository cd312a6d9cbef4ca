"""Which links are the platform's: every trick that we know of, and the rule itself as a property."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.mail.letters.letter import Letter, read_letter
from flows.mail.letters.links import Verdict, judge, sort_out
from flows.mail.letters.text import Anchor

_GOOD = "https://sow.ezdrowie.gov.pl/tls"
_TITLE = "System P1 nadał dostęp do Systemu P1"


@pytest.mark.parametrize(
    ("link", "verdict"),
    [
        ("https://ezdrowie.gov.pl", "trusted"),
        ("https://ezdrowie.gov.pl/", "trusted"),
        ("https://sow.ezdrowie.gov.pl/a?b=c@d&e=https://evil.com#f", "trusted"),
        ("https://a.b.c.ezdrowie.gov.pl:443/", "trusted"),
        ("HTTPS://SOW.EZDROWIE.GOV.PL/", "trusted"),
        ("https://ezdrowie.gov.pl?x", "trusted"),
        ("http://sow.ezdrowie.gov.pl/a", "unencrypted"),
        ("http://sow.ezdrowie.gov.pl:443/a", "foreign"),
        ("https://ezdrowie.gov.pl.evil.com/", "foreign"),
        ("https://xezdrowie.gov.pl/", "foreign"),
        ("https://x-ezdrowie.gov.pl/", "foreign"),
        ("https://sow-ezdrowie.gov.pl/", "foreign"),
        ("https://ezdrowie.gov.pl@evil.com/", "foreign"),
        ("https://ezdrowie.gov.pl:x@evil.com/", "foreign"),
        ("https://user@ezdrowie.gov.pl/", "foreign"),
        ("https://evil.com/ezdrowie.gov.pl", "foreign"),
        ("https://evil.com?ezdrowie.gov.pl", "foreign"),
        ("https://evil.com#.ezdrowie.gov.pl", "foreign"),
        ("https://evil.com\\.ezdrowie.gov.pl/", "foreign"),
        ("https://evil.com\\@ezdrowie.gov.pl/", "foreign"),
        ("https:\\\\ezdrowie.gov.pl/", "foreign"),
        ("https:ezdrowie.gov.pl/", "foreign"),
        ("https:///ezdrowie.gov.pl/", "foreign"),
        ("https://evil.com%2f.ezdrowie.gov.pl/", "foreign"),
        ("https://ezdrowie.gov.pl%00.evil.com/", "foreign"),
        ("https://sow.еzdrowie.gov.pl/", "foreign"),  # a Cyrillic е
        ("https://sow.ezdrowie.gov.рl/", "foreign"),
        ("https://evil.com／.ezdrowie.gov.pl/", "foreign"),  # a full-width slash
        ("https://evil。ezdrowie.gov.pl/", "foreign"),
        ("https://xn--zdrowie-4of.gov.pl/", "foreign"),
        ("https://xn--a.ezdrowie.gov.pl/", "foreign"),
        ("https://ezdrowie.gov.pl:8443/", "foreign"),
        ("https://ezdrowie.gov.pl:/", "foreign"),
        ("https://ezdrowie.gov.pl./", "foreign"),
        ("https://.ezdrowie.gov.pl/", "foreign"),
        ("https://a..ezdrowie.gov.pl/", "foreign"),
        ("https://-a.ezdrowie.gov.pl/", "foreign"),
        ("https://sow_.ezdrowie.gov.pl/", "foreign"),
        ("https://185.41.29.1/", "foreign"),
        ("https://0xB9291D01/", "foreign"),
        ("https://[::1]/", "foreign"),
        ("https://gov.pl/", "foreign"),
        ("https://ezdrowie.gov/", "foreign"),
        ("https://ezdrowie.gov.pl/a b", "foreign"),
        ("https://ezdrowie.gov.pl\t.evil.com/", "foreign"),
        ("https://ezdrowie.gov.pl\n.evil.com/", "foreign"),
        ("https://ezdrowie.gov.pl\u202e/", "foreign"),
        (" https://ezdrowie.gov.pl/", "foreign"),
        ("https://ezdrowie.gov.pl/\u0105", "foreign"),
        ("ftp://ezdrowie.gov.pl/", "foreign"),
        ("javascript:location='https://ezdrowie.gov.pl/'", "foreign"),
        ("data:text/html,https://ezdrowie.gov.pl/", "foreign"),
        ("//ezdrowie.gov.pl/", "foreign"),
        ("", "foreign"),
        ("https://ezdrowie.gov.pl/" + "a" * 2_000, "foreign"),
    ],
)
def test_verdicts(link: str, verdict: Verdict) -> None:
    assert judge(link) == verdict


_PIECES = st.sampled_from(
    (
        "https://",
        "http://",
        "ezdrowie.gov.pl",
        ".",
        "@",
        "/",
        "\\",
        ":",
        "443",
        "evil.com",
        "xn--a",
        "?",
        "#",
        "%2e",
        "ę",
    )
)


@given(st.lists(_PIECES, max_size=8).map("".join) | st.text(max_size=60))
def test_what_is_trusted_any_browser_and_library_would_send_there(link: str) -> None:
    if judge(link) == "trusted":
        parts = urlsplit(link)
        assert parts.scheme == "https"
        assert f".{parts.hostname}".endswith(".ezdrowie.gov.pl")
        assert (parts.username, parts.port or 443) == (None, 443)
        assert not set(link) & set("\\ \t\r\n")
        assert link.isascii()


def _read(body: str, kind: str = "html") -> Letter:
    head = f"Subject: {_TITLE}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return read_letter((head + body).encode(), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("html", "links", "suspicious"),
    [
        (f'<a href="{_GOOD}">tls.pem</a>', 1, 0),
        (f"<a href='{_GOOD}'>Pobierz</a>", 1, 0),
        (f"<A class=x HREF={_GOOD}>Pobierz</A>", 1, 0),
        (f'<a title="x" href = "{_GOOD}" >{_GOOD}</a>', 1, 0),
        ('<a href="https://sow.ezdrowie.gov.pl/a?b=1&amp;c=2">ezdrowie.gov.pl</a>', 1, 0),
        (f'<a href="{_GOOD}">\n  www.ezdrowie.gov.pl\n</a>', 1, 0),
        (f'<a href="{_GOOD}">https://sow.gov.pl/tls</a>', 0, 1),
        (f'<a href="{_GOOD}">bank.com</a>', 0, 1),
        (f'<a href="https://evil.com">{_GOOD}</a>', 0, 1),
        (f'<a href="https://evil.com">{_GOOD}', 0, 1),  # never closed
        (f'<a href="https://evil.com"><b>{_GOOD}</b><a href="{_GOOD}">x</a>', 1, 1),  # closed by the next
        (f'<a data-href="{_GOOD}" href="https://evil.com">x</a>', 0, 1),
        (f'<a href="https://evil.com" href="{_GOOD}">x</a>', 0, 1),
        ('<a href="https://evil&#46;com">x</a>', 0, 1),
        ('<a href="&#104;ttps://sow.ezdrowie.gov.pl/tls">x</a>', 1, 0),
        ('<a href="java&#115;cript:alert(1)">x</a>', 0, 1),
        ('<a href="//evil.com">x</a>', 0, 1),
        ('<form action="https://evil.com"><input></form>', 0, 1),
        ('<map><area href="https://evil.com"></map>', 0, 1),
        (f'<base href="https://evil.com"><a href="{_GOOD}">x</a>', 1, 1),
        (f'<!-- <a href="https://evil.com">x</a> --><a href="{_GOOD}">x</a>', 1, 0),
        (f'<style>a[href="https://evil.com"]</style><a href="{_GOOD}">x</a>', 1, 0),
        (f'<p>{_GOOD}</p><a href="mailto:a@b.pl">a@b.pl</a><a href="tel:19239">19 239</a>', 1, 0),
        (f"<div>{_GOOD}.</div><span>www.evil.com</span>", 1, 1),
        ('<a name="x">https://evil.com</a>', 0, 1),
        (f'<abbr href="https://evil.com">x</abbr><a href="{_GOOD}">x</a>', 1, 0),
        (f"<a href=''>x</a><a>y</a><a href>z</a>{_GOOD}", 1, 0),
    ],
)
def test_links_in_html(html: str, links: int, suspicious: int) -> None:
    letter = _read(f"<html><body>{html}</body></html>")
    assert (len(letter.links), len(letter.suspicious)) == (links, suspicious)
    assert all(judge(link) == "trusted" for link in letter.links)
    assert letter.kind == ("other" if suspicious and not links else "grant")


@pytest.mark.parametrize(
    ("text", "links", "suspicious"),
    [
        (f"TLS: {_GOOD}.", [_GOOD], []),
        (f"({_GOOD}), „{_GOOD}?a=(b)”", [_GOOD, f"{_GOOD}?a=(b)"], []),
        (f"<{_GOOD}>", [_GOOD], []),
        ("https://SOW.ezdrowie.gov.pl/Tls", ["https://SOW.ezdrowie.gov.pl/Tls"], []),
        (f"{_GOOD} <https://evil.com/x>", [], ["https://evil.com/x"]),
        (f"pobierz<{_GOOD}>", [_GOOD], []),
        (f"{_GOOD} www.evil.com i www.ezdrowie.gov.pl", [_GOOD], ["www.evil.com"]),
        (f"{_GOOD} {_GOOD} {_GOOD}", [_GOOD], []),
        ("https://evil.com/\u202egpj", [], ["https://evil.com/gpj"]),
        ("https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsow.ezdrowie.gov.pl%2Ftls&x=1", [_GOOD], []),
        (
            "https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.com",
            [],
            ["https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.com"],
        ),
        (
            "https://safelinks.protection.outlook.com.evil.com/?url=https%3A%2F%2Fsow.ezdrowie.gov.pl",
            [],
            ["https://safelinks.protection.outlook.com.evil.com/?url=https%3A%2F%2Fsow.ezdrowie.gov.pl"],
        ),
    ],
)
def test_links_in_plain_text(text: str, links: list[str], suspicious: list[str]) -> None:
    letter = _read(text, "plain")
    assert (list(letter.links), list(letter.suspicious)) == (links, suspicious)


def test_a_message_that_does_not_speak_of_p1_may_have_any_links() -> None:
    letter = read_letter(b"Subject: x\nMIME-Version: 1.0\n\nhttps://hurtownia.example/", date(2026, 11, 22))
    assert (letter.kind, letter.suspicious) == ("other", ())


def test_the_sender_makes_no_message_trusted() -> None:
    head = f"From: P1 <noreply@ezdrowie.gov.pl>\nSubject: {_TITLE}\nMIME-Version: 1.0\n\n"
    letter = read_letter(f"{head}https://evil.com/".encode(), date(2026, 11, 22))
    assert (letter.kind, letter.links, letter.suspicious) == ("other", (), ("https://evil.com/",))


@given(st.lists(st.builds(Anchor, st.text(max_size=80), st.text(max_size=80)), max_size=20))
def test_sorting_keeps_the_two_kinds_apart(anchors: list[Anchor]) -> None:
    trusted, others = sort_out(anchors)
    assert all(judge(link) == "trusted" for link in trusted)
    assert all(link.isprintable() for link in others)
