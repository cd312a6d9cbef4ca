"""Identifiers against the published check-digit rules, written here a second time and independently."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.refusal import outcome, refused

from flows.base.errors import FlowError
from flows.sow import identifiers
from flows.sow.identifiers import Checked

Parser = Callable[[str], Checked]


def _digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def _weighted(number: str, weights: str, modulus: int) -> int:
    return sum(int(a) * int(b) for a, b in zip(number, weights, strict=False)) % modulus


def _pesel(birth: dt.date, serial: str) -> str:
    """Rozporządzenie o PESEL: century in the month, weights 1379137913, the tens' complement."""
    month = birth.month + {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}[birth.year // 100]
    body = f"{birth.year % 100:02}{month:02}{birth.day:02}{serial}"
    return body + str(-_weighted(body, "1379137913", 10) % 10)


def _regon(body: str) -> str:
    return body + str(_weighted(body, "89234567" if len(body) == 8 else "2485097361248", 11) % 10)


def _ean8(body: str) -> str:
    return body + str(-(3 * sum(map(int, body[::2])) + sum(map(int, body[1::2]))) % 10)


_PESELS = st.builds(_pesel, st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), _digits(4))
_NIPS = _digits(9).filter(lambda body: int(body) and _weighted(body, "657234567", 11) != 10)
_PWZS = st.builds(lambda chamber, rest: _ean8(f"{chamber:02}{rest}"), st.integers(1, 22), _digits(5))
_REGONS = _digits(8).filter(int).map(_regon)
_BRANCHES = st.builds(lambda head, tail: _regon(head + tail), _REGONS, _digits(4))


def _nip(body: str) -> str:
    return body + str(_weighted(body, "657234567", 11))


_OLD_PWZ = (
    *("VI-12345", "vi 12345", "XII/123", "I-12345", "IX.00123"),
    *("II-1", "III/22", "IV 333", "VII-4444", "VIII - 55555", "X-6", "XI/77", "XIII 888", "XV-9999", "XVIII.10101"),
    *("XIX-7", "xx-123", "XXI\u00a0456", "(VI) 12345"),
    *("\u2165 - 12345", "XIV12345", "V\u201312345", "XXII-4"),
)
_TYPED = st.sampled_from((" ", "-", "", "  ", "\u00a0", "–", "\t", "."))


@st.composite
def _as_typed(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    number = draw(numbers)
    return number, draw(_TYPED) + "".join(digit + draw(_TYPED) for digit in number)


_ALL: dict[str, tuple[Parser, st.SearchStrategy[str]]] = {
    "pesel": (identifiers.pesel, _PESELS),
    "nip": (identifiers.nip, _NIPS.map(_nip)),
    "regon": (identifiers.regon, _REGONS | _BRANCHES),
    "pwz": (identifiers.pwz, _PWZS),
}


@pytest.mark.parametrize("name", _ALL)
@given(data=st.data())
def test_right_numbers_are_taken_as_people_type_them(name: str, data: st.DataObject) -> None:
    parse, numbers = _ALL[name]
    number, typed = data.draw(_as_typed(numbers))
    assert parse(typed) == Checked(number, None)


@pytest.mark.parametrize("name", ["pesel", "nip", "regon"])
@given(data=st.data())
def test_any_single_wrong_digit_is_noticed(name: str, data: st.DataObject) -> None:
    parse, numbers = _ALL[name]
    number = data.draw(numbers)
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[place]))
    wrong = number[:place] + other + number[place + 1 :]
    # A sum modulo 11 of 10 counts as 0 in a REGON: the only wrong digits that its rule lets through.
    if name != "regon" or wrong not in {_regon(wrong[:-1]), _regon(_regon(wrong[:8]) + wrong[9:-1])}:
        assert outcome(lambda: parse(wrong)) == f"bad-{name}"


@given(_digits(11), _digits(10), _digits(9), _digits(14), _digits(8))
def test_verdicts_equal_the_published_rules(pesel: str, nip: str, regon: str, branch: str, pwz: str) -> None:
    month = int(pesel[2:4])
    year = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}[month // 20] + int(pesel[:2])
    try:
        right = _pesel(dt.date(year, month % 20, int(pesel[4:6])), pesel[6:10]) == pesel
    except ValueError:
        right = False
    assert (outcome(lambda: identifiers.pesel(pesel)) is None) == right
    assert (outcome(lambda: identifiers.nip(nip)) is None) == (_nip(nip[:9]) == nip and int(nip) > 0)
    assert (outcome(lambda: identifiers.regon(regon)) is None) == (_regon(regon[:8]) == regon and int(regon) > 0)
    whole = _regon(branch[:8]) == branch[:9] and _regon(branch[:13]) == branch and int(branch) > 0
    assert (outcome(lambda: identifiers.regon(branch)) is None) == whole
    assert (outcome(lambda: identifiers.pwz(pwz)) is None) == (1 <= int(pwz[:2]) <= 22)


@given(
    st.dates(dt.date(1800, 1, 1), dt.date(1899, 12, 31)) | st.dates(dt.date(2100, 1, 1), dt.date(2299, 12, 31)),
    _digits(4),
)
def test_a_pesel_of_another_century_is_warned_about(birth: dt.date, serial: str) -> None:
    number = _pesel(birth, serial)
    checked = identifiers.pesel(number)
    assert checked.value == number
    assert "1900–2099" in (checked.warning or "")
    assert number not in (checked.warning or "")


@given(_PWZS, st.integers(1, 9))
def test_a_pwz_with_another_last_digit_is_warned_about_not_refused(number: str, off: int) -> None:
    odd = number[:-1] + str((int(number[-1]) + off) % 10)
    value, warning = identifiers.pwz(odd).value, identifiers.pwz(odd).warning
    assert value == odd
    assert warning
    assert "ostatnia cyfra się nie zgadza" in warning


@pytest.mark.parametrize(
    ("parse", "code", "text", "says"),
    [
        (identifiers.pesel, "bad-pesel", "44051401358", "ostatnia cyfra się nie zgadza: proszę sprawdzić, czy dwie"),
        (identifiers.pesel, "bad-pesel", "4405140135", "ma 10 cyfr zamiast 11"),
        (identifiers.pesel, "bad-pesel", "440514013591", "ma 12 cyfr zamiast 11"),
        (identifiers.pesel, "bad-pesel", "440", "ma 3 cyfry zamiast 11"),
        (identifiers.pesel, "bad-pesel", "1", "ma 1 cyfrę zamiast 11"),
        (identifiers.pesel, "bad-pesel", "1" * 22, "ma 22 cyfry zamiast 11"),
        (identifiers.pesel, "bad-pesel", "4405140I359", "jest w nim litera „I”"),
        (identifiers.pesel, "bad-pesel", "44051401359ż", "jest w nim litera „ż”"),
        (identifiers.pesel, "bad-pesel", "44051401359;", "jest w nim znak „;”"),
        (identifiers.pesel, "bad-pesel", "٤٤٠٥١٤٠١٣٥٩", "jest w nim znak „٤”"),
        (identifiers.pesel, "bad-pesel", "4405140\x001359", "jest w nim niewidoczny znak"),
        (identifiers.pesel, "bad-pesel", " - ", "nic nie zostało wpisane"),
        (identifiers.pesel, "bad-pesel", "4" * 101, "za długi"),
        (identifiers.pesel, "bad-pesel", "02381307589", "nie jest datą urodzenia"),
        (identifiers.nip, "bad-nip", "8567346216", "ostatnia cyfra się nie zgadza"),
        (identifiers.nip, "bad-nip", "PL 856-734-62-1", "ma 9 cyfr zamiast 10"),
        (identifiers.nip, "bad-nip", "0000000000", "same zera"),
        (identifiers.regon, "bad-regon", "192598183", "ostatnia cyfra się nie zgadza"),
        (identifiers.regon, "bad-regon", "12345678612342", "dziewiąta cyfra się nie zgadza"),
        (identifiers.regon, "bad-regon", "1925981845", "ma 10 cyfr zamiast 9 albo 14"),
        (identifiers.regon, "bad-regon", "000000000", "same zera"),
        *((identifiers.pwz, "bad-pwz", old, "stary zapis") for old in _OLD_PWZ),
        (identifiers.pwz, "bad-pwz", "Vademecum 1", "jest w nim litera „V”"),
        (identifiers.pwz, "bad-pwz", "1234567", "ma 7 cyfr zamiast 8"),
        (identifiers.pwz, "bad-pwz", "23123456", "zaczyna się od 23"),
        (identifiers.pwz, "bad-pwz", "00123456", "od 01 do 22"),
    ],
)
def test_says_what_is_wrong_with_a_number(parse: Parser, code: str, text: str, says: str) -> None:
    with refused(code, ask=code.removeprefix("bad-")) as problems:
        parse(text)
    assert says in problems[0].what
    assert problems[0].causes or "nic" in says or "zera" in says


# Without "{": it is shown as the sign that is wrong, and support.refusal takes it for a forgotten f-string.
@given(st.sampled_from(list(_ALL)), st.text(st.characters(exclude_characters="{"), max_size=200))
def test_numbers_never_fail_otherwise(name: str, text: str) -> None:
    assert outcome(lambda: _ALL[name][0](text)) in {None, f"bad-{name}"}
    assert outcome(lambda: identifiers.pharmacy_id(text)) in {None, "bad-pharmacy-id"}
    assert outcome(lambda: identifiers.email(text)) in {None, "bad-email"}


def test_a_refusal_does_not_repeat_the_number() -> None:
    with refused("bad-pesel", ask="pesel") as problems:
        identifiers.pesel("44051401358")
    assert "4405" not in f"{problems[0]}"


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("1234567", "1234567", None),
        (" 123-45 67 ", "1234567", None),
        ("123", "123", "ma 3 cyfry, a zwykle ma 7"),
        ("8567346215", "8567346215", "ma 10 cyfr, a zwykle ma 7"),
    ],
)
def test_pharmacy_identifier(text: str, value: str, warning: str | None) -> None:
    checked = identifiers.pharmacy_id(text)
    assert checked.value == value
    assert (warning in checked.warning) if warning and checked.warning else checked.warning is warning


def test_pharmacy_identifier_refuses_letters_and_heaps() -> None:
    for text in ("AP-12345", "", "1" * 21):
        with refused("bad-pharmacy-id", ask="identyfikator"):
            identifiers.pharmacy_id(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("apteka@przyklad.pl", "apteka@przyklad.pl"),
        ("  Anna.Nowak+p1@WP.PL ", "Anna.Nowak+p1@wp.pl"),
        ("<mailto:a@b-c.com>", "a@b-c.com"),
        ("mailto:a@b.pl", "a@b.pl"),
        ("a@b.pl,", "a@b.pl"),
        ("a@xn--bka-zna.pl", "a@xn--bka-zna.pl"),
        ("x" * 64 + "@poczta.onet.eu", "x" * 64 + "@poczta.onet.eu"),
    ],
)
def test_good_addresses(text: str, value: str) -> None:
    assert identifiers.email(text) == Checked(value, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Nie wpisano adresu"),
        ("<>", "Nie wpisano adresu"),
        ("apteka.wp.pl", "brakuje znaku @"),
        ("a@b@wp.pl", "dwa znaki @"),
        ("a b@wp.pl", "spacja"),
        ("a@wp. pl", "spacja"),
        ("a\u200b@wp.pl", "niewidoczny"),
        ("@wp.pl", "Przed znakiem @ nic nie ma"),
        ("a@", "Po znaku @ nic nie ma"),
        ("a@wp.pl.", "kończy się kropką"),
        ("a@wp", "brakuje kropki"),
        ("a@.wp.pl", "Kropka po znaku @"),
        ("a@wp..pl", "Kropka po znaku @"),
        (".a@wp.pl", "Kropka przed znakiem @"),
        ("a..b@wp.pl", "Kropka przed znakiem @"),
        ("żółw@wp.pl", "przed znakiem @ jest litera „ż”"),
        ("a@żółw.pl", "po znaku @ jest litera „ż”"),
        ("a@wр.pl", "po znaku @ jest litera „р”"),
        ("a@wp,pl.com", "nie jest poprawną nazwą"),
        ("a@-wp.pl", "nie jest poprawną nazwą"),
        ("a@wp_.pl", "nie jest poprawną nazwą"),
        ("a@127.0.0.1", "nie jest poprawną nazwą"),
        ("a@wp.p", "nie jest poprawną nazwą"),
        ("a:b@wp.pl", "znak, którego w adresie być nie może"),
        ("x" * 65 + "@wp.pl", "najwyżej 64"),
        ("x@" + "a" * 63 + ".pl" * 80, "najwyżej 254"),
        ("x@" + "a" * 64 + ".pl", "nie jest poprawną nazwą"),
        ("x" * 100_000, "najwyżej 254"),
    ],
)
def test_says_what_is_wrong_with_an_address(text: str, says: str) -> None:
    with refused("bad-email", ask="email") as problems:
        identifiers.email(text)
    assert says in problems[0].what


def test_the_two_fields_must_agree() -> None:
    identifiers.same_email("Anna@wp.pl", "Anna@WP.pl ")
    with refused("emails-differ", ask="email2") as problems:
        identifiers.same_email("anna@wp.pl", "ana@wp.pl")
    assert "wielkością" not in problems[0].what
    with refused("emails-differ", ask="email2") as problems:
        identifiers.same_email("anna@wp.pl", "Anna@wp.pl")
    assert "wielkością liter" in problems[0].what


_SWAPPED = (
    "ostatnia cyfra się nie zgadza: proszę sprawdzić, czy dwie cyfry nie są zamienione",
    ("dwie sąsiednie cyfry są zamienione", "jedna cyfra jest inna"),
)
_ONLY_DIGITS = "a mogą być tylko cyfry"
_WORDS: list[tuple[Parser, str, str, tuple[str, ...]]] = [
    (identifiers.pesel, "4405140135", "ma 10 cyfr zamiast 11", ("brakuje cyfry",)),
    (identifiers.pesel, "440514013591", "ma 12 cyfr zamiast 11", ("jest o cyfrę za dużo albo to inny numer",)),
    (identifiers.regon, "1925981845", "ma 10 cyfr zamiast 9 albo 14", ("jest o cyfrę za dużo albo to inny numer",)),
    (identifiers.regon, "19259818", "ma 8 cyfr zamiast 9 albo 14", ("brakuje cyfry",)),
    (identifiers.pesel, "44051401358", *_SWAPPED),
    (
        identifiers.pesel,
        "02381307589",
        "pierwsze sześć cyfr nie jest datą urodzenia",
        ("w pierwszych cyfrach jest pomyłka",),
    ),
    (identifiers.pesel, "-", "nic nie zostało wpisane", ()),
    (identifiers.pesel, "4" * 101, "wpisany tekst jest za długi", ("wklejono coś innego niż numer",)),
    *(
        (identifiers.pesel, f"4{sign}", f"jest w nim litera „{sign}”, {_ONLY_DIGITS}", (cause,))
        for sign, cause in {
            "O": "zamiast litery „O” miała być cyfra zero",
            "o": "zamiast litery „o” miała być cyfra zero",
            "I": "zamiast litery „I” miała być cyfra jeden",
            "l": "zamiast litery „l” miała być cyfra jeden",
            "X": "wkleił się dodatkowy tekst",
        }.items()
    ),
    (identifiers.pesel, "4;", f"jest w nim znak „;”, {_ONLY_DIGITS}", ("wkleił się dodatkowy znak",)),
    (identifiers.pesel, "4\0", f"jest w nim niewidoczny znak, {_ONLY_DIGITS}", ("wkleił się dodatkowy znak",)),
    (identifiers.nip, "0" * 10, "same zera to nie jest numer", ()),
    (identifiers.regon, "0" * 14, "same zera to nie jest numer", ()),
    (
        identifiers.regon,
        "12345678612342",
        "dziewiąta cyfra się nie zgadza",
        ("w pierwszych dziewięciu cyfrach jest pomyłka",),
    ),
    (identifiers.pharmacy_id, "1" * 21, "ma 21 cyfr, to za dużo", ("wklejono kilka numerów naraz",)),
]


@pytest.mark.parametrize(("parse", "text", "what", "causes"), _WORDS)
def test_the_whole_sentence(parse: Parser, text: str, what: str, causes: tuple[str, ...]) -> None:
    with pytest.raises(FlowError) as caught:
        parse(text)
    name, _, said = caught.value.problem.what.partition(": ")
    assert said == f"{what}."
    assert name in {"PESEL", "NIP", "REGON", "Identyfikator apteki"}
    assert caught.value.problem.causes == causes


def test_where_the_longest_ends() -> None:
    assert identifiers.pesel(f"44051401359{' ' * 89}").value == "44051401359"  # 100 signs
    assert identifiers.pharmacy_id("1" * 20).value == "1" * 20
    assert identifiers.nip(" pl8567346215").value == identifiers.nip("PL 8567346215").value == "8567346215"


def test_polish_plurals() -> None:
    assert identifiers._digits(1) == "1 cyfrę"
    assert {identifiers._digits(count) for count in (2, 4, 22, 23, 24)} == {f"{n} cyfry" for n in (2, 4, 22, 23, 24)}
    many = (5, 12, 13, 14, 15, 25, 113)
    assert {identifiers._digits(count) for count in many} == {f"{count} cyfr" for count in many}
