"""What a typed line is by its form alone: two questions, a paste, another language, a short wish."""

from __future__ import annotations

import pytest

from assistant.talk.halves import halves
from assistant.talk.language import is_foreign
from assistant.talk.pasted import recognised
from assistant.talk.wishes import wish


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("ile kosztuje certyfikat i kiedy przyjdzie mail?", ("ile kosztuje certyfikat", "kiedy przyjdzie mail?")),
        ("Kto podpisuje wniosek? A gdzie to się robi?", ("Kto podpisuje wniosek", "A gdzie to się robi?")),
        ("ile to trwa, a kiedy mam pobrać pliki", ("ile to trwa", "kiedy mam pobrać pliki")),
        ("wgrać tls i wss?", None),
        ("Dzień dobry. Mam problem i nie wiem co dalej", None),
        ("co to jest?", None),
        ("zrobiłam wniosek i kiedy przyjdzie odpowiedź", None),
        ("co mi zrobią, jak nie odnowię?", None),
        ("kto mi powie, czy numer mam dobrze wpisany?", None),
        ("ile to kosztuje i jak to zrobić?", ("ile to kosztuje", "jak to zrobić?")),
    ],
)
def test_where_a_line_may_hold_two_questions(line: str, parts: tuple[str, str] | None) -> None:
    assert halves(line) == parts


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("-----BEGIN CERTIFICATE REQUEST-----\nMIIC", "what-is-csr"),
        ("-----BEGIN CERTIFICATE-----\nMIID", "link-opens-as-text"),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE", "sharing-secrets"),
        ("keytool error: java.io.IOException: keystore password was incorrect", "p12-wrong-password"),
        ("Mac verify error: invalid password?\n", "p12-wrong-password"),
        ("CertUtil: -importPFX command FAILED: 0x80070056 (WIN32: 86)", "windows-errors"),
        ("Sukces: Usunięto certyfikat", "zsmopl-check"),
        ("Szanowni Państwo,\ndo Systemu P1 wpłynął wniosek o nadanie dostępu", "acknowledgement-email"),
        ("co oznacza „Sukces: Usunięto certyfikat” i co potem", None),
        ("zwykłe pytanie o certyfikat", None),
    ],
)
def test_the_first_line_that_is_recognised_says_what_a_paste_is_about(text: str, page: str | None) -> None:
    known = recognised(text)
    assert (known[0] if known else None) == page


@pytest.mark.parametrize(
    "line", ["How do I renew the certificate?", "what is the password for", "як оновити сертифікат"]
)
def test_other_languages(line: str) -> None:
    assert is_foreign(line)


@pytest.mark.parametrize(
    "line", ["okno pisze The import failed because of an error i co teraz mam zrobić", "czy i kiedy", "p12 error"]
)
def test_polish_that_quotes_a_message_is_polish(line: str) -> None:
    assert not is_foreign(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("więcej", "more"),
        ("możesz to rozwinąć?", None),
        ("rozwiń to proszę", "more"),
        ("a da się krócej?", "shorter"),
        ("po ludzku poproszę", "simpler"),
        ("a jaśniej?", "simpler"),
        ("daj mi jakiś przykład", "example"),
        ("Na pewno?", "sure"),
        ("skąd to wiesz", "sure"),
        ("a po co to?", "why"),
        ("dlaczego trzeba instalować oba", None),
        ("więcej komputerów mam", None),
        ("", None),
    ],
)
def test_short_wishes(line: str, wanted: str | None) -> None:
    assert wish(line) == wanted
