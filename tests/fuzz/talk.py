"""What a person types: lines of a conversation in every state, answers by themselves, questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from fuzz import mutators
from fuzz.reader import Choices, Reader, at_home, attempt, holds
from support import any_line
from support.authority import NOW, PASSWORD
from support.scenery import Place, helpdesk, prepare

from assistant.cli.ask import Desk
from assistant.talk import command_words, confirming, named_files, reading
from assistant.talk.conversation import hidden
from assistant.talk.world import World
from flows.base.polish import fold
from flows.base.secret import Secret
from flows.catalogue import EVERY
from flows.engine.answers import find_folder, work_folder
from flows.engine.days import find_day, read_day
from flows.engine.model import Ask, AskSecret
from flows.engine.passwords import existing_password, new_password, propose_password
from flows.folder.computer_count import find_computers, parse_computers
from flows.folder.computers import MAX_COMPUTERS
from flows.folder.spoken_computers import read_computers
from flows.sow.identifiers import email, nip, pesel, pharmacy_id, pwz, regon


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def check_reading(data: bytes) -> None:
    """What a line is, before anybody looks for an answer."""
    line = _text(data)
    at_home("talk")
    folded = fold(line)
    holds(fold(folded) == folded, "folding twice is another thing")
    command = reading.read_command(line)
    flow = reading.read_flow(line, EVERY)
    if confirming.is_yes(line):
        holds(line.strip(" .!").casefold() == "tak", "a yes that nobody typed")
        holds(command is not None and command.name == "yes" and flow is None, "a yes that is something else too")
    confirming.is_almost_yes(line)
    holds(0 <= reading.read_number(line) <= 9, "a number that is not offered")
    named_files.files_to_check(line)
    found = named_files.existing_folder(line)
    holds(found is None or found.is_absolute(), "a folder that depends on where we are")


_WEIGHTS = {pesel: (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), nip: (6, 5, 7, 2, 3, 4, 5, 6, 7)}


def check_answers(data: bytes) -> None:
    """Each answer of each flow: a value or a refusal; numbers with the right check digit, by our own arithmetic."""
    at_home("talk")
    line = _text(data)
    for item in _asked():
        if isinstance(item, Ask):
            found = item.find(line)
            if found is not None:
                attempt(lambda item=item, found=found: item.read(found, NOW.date()))
        attempt(lambda item=item: item.read(line, NOW.date()))
    folder = attempt(lambda: work_folder(line))
    holds(folder is None or (folder.is_absolute() and "\0" not in str(folder)), "a folder that depends on where we are")
    for find, parse in ((find_folder, work_folder), (find_day, read_day), (find_computers, parse_computers)):
        found = find(line)
        value = attempt(lambda parse=parse, found=found: parse(found)) if found is not None else None
        holds(parse is not parse_computers or value is None or 1 <= value.count <= MAX_COMPUTERS, "that many computers")
    said = read_computers(line, asked=True)
    holds(said is None or said.told is None or 1 <= said.told.count <= MAX_COMPUTERS, "that many computers said")
    word = attempt(lambda: new_password(line))
    holds(
        word is None or (word.reveal().isascii() and word.reveal().isprintable() and word.reveal() == line),
        "a password nobody can type",
    )
    attempt(lambda: existing_password(line))


def check_numbers(data: bytes) -> None:
    """Numbers with check digits by our own arithmetic, an address, a day, computers."""
    text = _text(data)
    for parse in (pesel, nip, regon):
        value = attempt(lambda parse=parse: parse(text))
        if value is not None:
            _assert_check_digit(parse, value.value)
    for parse in (pwz, pharmacy_id):
        value = attempt(lambda parse=parse: parse(text))
        holds(value is None or (value.value.isascii() and value.value.isdigit()), "no digits")
    address = attempt(lambda: email(text))
    holds(address is None or (address.value.isascii() and address.value.count("@") == 1), "no address")
    attempt(lambda: read_day(text))
    told = attempt(lambda: parse_computers(text))
    holds(told is None or len(told.names) <= told.count <= MAX_COMPUTERS, "more names than computers")


def _assert_check_digit(parse: Any, digits: str) -> None:
    weights = (
        _WEIGHTS.get(parse) or {9: (8, 9, 2, 3, 4, 5, 6, 7), 14: (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)}[len(digits)]
    )
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    wanted = (10 - total % 10) % 10 if parse is pesel else total % 11 % 10
    holds(int(digits[-1]) == wanted and len(digits) == len(weights) + 1, "a number with a wrong check digit")


@cache
def _asked() -> tuple[Ask | AskSecret, ...]:
    """Every question once; the password's own parser stands under ``check_answers`` by name."""
    found: dict[Any, Ask | AskSecret] = {}
    for flow in EVERY.values():
        for item in flow.items:
            if isinstance(item, Ask | AskSecret):
                found.setdefault((item.parse, item.find if isinstance(item, Ask) else None), item)
    return tuple(found.values())


@cache
def _desk() -> Desk:
    return Desk()


def check_question(data: bytes) -> None:
    """A question to the knowledge base."""
    reply = _desk().reply(_text(data))
    holds(reply["kind"] in {"answer", "clarify", "unknown", "command"}, "an unknown kind")
    holds((reply["kind"] == "answer") == (reply["page"] is not None), "an answer without its page")
    holds(reply["text"], "silence")


@cache
def _states() -> any_line.States:
    """A folder with everything for step 4, and every kind of state."""
    place = Place(at_home("talk"))
    for what in ("csr", "pems"):
        prepare(place, what)
    here = World(any_line.Screen(), place.computer, helpdesk())
    return any_line.States(here, tuple(any_line.sessions_of(place, here)))


def check_line(data: bytes) -> None:
    """A few lines in some state, held to all that the random-lines test demands of a turn."""
    at_home("talk")
    states = _states()
    choices = Choices(data)
    session = states.sessions[choices.number(len(states.sessions))]
    for row in _text(choices.rest()).split("\n")[:4]:
        after, was_hidden = any_line.step(session, row)
        any_line.check(session, row, after, was_hidden=was_hidden)
        if was_hidden and any("Propozycja" in reply.text for reply in after.replies):
            session = replace(after.session, first_typing=Secret(any_line.SECRETS[0]))
            continue
        any_line.check_secrets(after.session, after.replies)
        if not hidden(session) or row in any_line.SECRETS:
            session = any_line.settled(after, states.world).session
        else:
            return  # a random password would be looked for in every later reply, where its letters stand by chance


_PHRASES = tuple(phrase for phrases in command_words.COMMANDS.values() for phrase in phrases)
_WORDS = (
    *_PHRASES,
    *(
        "zmień folder na /tmp",
        "pwz to 12 345 678",
        "nie, inny folder",
        "sprawdź plik „tls.pem”",
        "krok 4",
        "p12",
        "skopiuj pesel",
    ),
    *(
        "D:\\Certyfikaty",
        "zapisz w ~/x",
        "file:///tmp/a%20b",
        "'/tmp'",
        "~nikt/a",
        "\\\\serwer\\udział",
        "$HOME/x",
        "%TEMP%",
    ),
    *(
        "44051401359",
        "526-025-02-74",
        "000331501",
        "12345678512347",
        "22.11.2026",
        "2026-11-22",
        "3: KASA1, KASA2",
        "apteka@przyklad.pl",
    ),
    *(
        "ile to kosztuje?",
        "po co mi wss",
        "tąk",
        "TAK!",
        "tak, ale nie teraz",
        "to drugie",
        "nr 2",
        "żadne z tych",
        "\u0130",
        "a\u0301" * 20,
    ),
    *(
        "Od: P1\nData: 20.11.2026\nTemat: System P1 nadał dostęp do Systemu P1",
        "\x1b[2J",
        "\u202e",
        "kot-pije-mleko-rano",
        "\0",
        "²",
        "٣",
    ),
)


def _typed() -> Sequence[bytes]:
    return tuple(word.encode() for word in (*_WORDS, propose_password(), PASSWORD.reveal()))


def _numbers() -> Sequence[bytes]:
    numbers = ("44051401359", "526-025-02-74", "PL5260250274", "000331501", "12345678512347", "01234565", "1234567")
    others = ("apteka@przyklad.pl", "22.11.2026", "3: KASA1, KASA2", "KASA1, KASA2", "\u200b440 514 013 59", "²²")
    return tuple(each.encode() for each in (*numbers, *others))


def _lines() -> Sequence[bytes]:
    words = [word.encode() for word in _WORDS]
    return tuple(bytes((number,)) + b"\n".join(Random(number).sample(words, 1 + number % 4)) for number in range(120))


def in_words(data: bytes, random: Random) -> bytes:
    """Words joined, cut, or changed."""
    word = random.choice(_WORDS).encode()
    match random.randrange(6):
        case 3 | 4:
            places = [at for at, sign in enumerate(data) if chr(sign).isdigit()] or [0]
            at = random.choice(places)
            return data[:at] + str(random.randrange(10)).encode() + data[at + 1 :]
        case 0:
            return data + random.choice((b" ", b"\n", b"", b", ")) + word
        case 1:
            return data[:1] + word
        case 2:
            at = random.randint(0, len(data))
            return data[:at] + word + data[at:]
        case _:
            return mutators.bytewise(data, random)


READERS = (
    Reader(
        "numbers",
        check_numbers,
        _numbers,
        ("flows.sow.identifiers", "flows.sow.email_address"),
        in_words,
        longest=120,
        examples=700,
    ),
    Reader(
        "reading",
        check_reading,
        _typed,
        ("assistant.talk.reading", "assistant.talk.confirming", "assistant.talk.named_files"),
        in_words,
        longest=400,
        examples=1_000,
    ),
    Reader(
        "answers",
        check_answers,
        _typed,
        ("flows.engine.answers", "flows.sow.identifiers"),
        in_words,
        longest=400,
        examples=300,
    ),
    Reader(
        "question",
        check_question,
        _typed,
        ("assistant.cli.ask", "kb.search", "kb.words"),
        in_words,
        longest=300,
        examples=150,
    ),
    Reader(
        "line",
        check_line,
        _lines,
        ("assistant.talk.turn", "assistant.talk.line", "assistant.talk.repairs"),
        in_words,
        longest=400,
        examples=80,
    ),
)
