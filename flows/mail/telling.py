"""What is said of a letter: its grade, who sent it, what is attached, until when its links work, what to do then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.mail.about import DESPITE
from flows.mail.letters import links as letter_links
from flows.mail.letters import senders
from flows.mail.letters.addresses import told
from flows.mail.letters.reading import UNDATED

if TYPE_CHECKING:
    from flows.mail.letters.letter import Letter

_MOST = 3
_MOST_FILES = 5
_CAUTION = (
    "Proszę nie otwierać jej odnośników ani załączników i nie odpisywać. Zgłosić ją można na incydent.cert.pl "
    "(CERT Polska) albo do CSIRT CeZ."
)
_ORIGINAL = (
    "Prawdziwa wiadomość ma odnośniki do ezdrowie.gov.pl i przychodzi z adresu w ezdrowie.gov.pl albo cez.gov.pl."
)
_COMPARE = "Proszę sprawdzić w poczcie, czy jego adres kończy się na ezdrowie.gov.pl albo cez.gov.pl."
_SAVE = "Można go zapisać z programu pocztowego do folderu „Pobrane”, a sprawdzę, czy pasuje do klucza."


def check_useful(letter: Letter) -> None:
    """Refuses what is none of P1's: FlowError ``message-suspicious``, where it pretends to be, ``message-unknown``."""
    if letter.kind != "other":
        return
    if letter.suspicious or letter.dangers:
        leads = f"Odnośniki prowadzą poza ezdrowie.gov.pl: {hosts(letter)}." if hosts(letter) else ""
        said = ["To nie jest wiadomość z Systemu P1.", *([leads] if leads else []), *_sent(letter), *_files(letter)]
        raise FlowError(
            Problem(
                "message-suspicious",
                " ".join((*said, *warning(letter))),
                (
                    "ktoś podszywa się pod Centrum e-Zdrowia",
                    "to zwykła wiadomość z innego miejsca",
                    "ochrona poczty zamieniła odnośniki na własne: wtedy pomoże oryginalna wiadomość",
                ),
                f"{_CAUTION} Sam tytuł niczego nie dowodzi. {_ORIGINAL}",
                page="granted-email",
                ask="wiadomosc",
            )
        )
    raise FlowError(
        Problem(
            "message-unknown",
            "To nie jest ani potwierdzenie wniosku, ani wiadomość z odnośnikami do certyfikatów.",
            ("zapisano inną wiadomość", "wklejono tylko część treści"),
            "Proszę podać wiadomość o tytule „System P1 nadał dostęp do Systemu P1”.",
            page="granted-email",
            ask="wiadomosc",
        )
    )


def doubt(letter: Letter) -> str:
    """„Ta wiadomość jest podejrzana, bo …”, "" for one that agrees with what we know."""
    return f"Ta wiadomość jest podejrzana, bo {'; '.join(letter.reasons)}." if letter.verdict == "suspicious" else ""


def doubtful(letter: Letter) -> FlowError:
    """Why a script gets no deadline of it, and how it would."""
    return FlowError(
        Problem(
            "message-doubtful",
            " ".join((doubt(letter), *_sent(letter), *_files(letter))),
            ("ktoś podszywa się pod Centrum e-Zdrowia", "wiadomość zmieniła się przy przekazywaniu albo wklejaniu"),
            f"{_CAUTION} {_ORIGINAL} Nic nie zapisuję; kto na pewno wie, że jest prawdziwa, dodaje {DESPITE}.",
            page="granted-email",
            ask="wiadomosc",
        )
    )


def warning(letter: Letter) -> tuple[str, ...]:
    """Programs and archives by name."""
    if not letter.dangers:
        return ()
    return (f"Uwaga, program albo archiwum: {', '.join(letter.dangers)}. Proszę tego nie pobierać ani nie otwierać.",)


def hosts(letter: Letter) -> str:
    """Where foreign links lead, without the rest of their addresses: the plan stands in the journal."""
    inner = [letter_links.unwrapped(link) for link in letter.suspicious]
    return ", ".join(list(dict.fromkeys(told(link) for link in inner if letter_links.judge(link) == "foreign"))[:_MOST])


def describe(letter: Letter, today: date) -> tuple[str, ...]:
    """What the letter is, in sentences, for who only wants it read; nothing is recorded."""
    try:
        check_useful(letter)
    except FlowError as error:
        return (error.problem.what, error.problem.next)
    return lines(letter, letter.received, letter.deadline, today)


def lines(letter: Letter, received: date | None, deadline: date | None, today: date) -> tuple[str, ...]:
    """The same as the plan says it, with a day that the person gave."""
    rows = [*_grade(letter), *_sent(letter), *_files(letter)]
    if received:
        rows.append(f"Data wiadomości: {received:%d.%m.%Y}.")
    if deadline and deadline < today:
        rows.append(
            f"Uwaga: odnośniki działały do {deadline:%d.%m.%Y}, a ten komputer pokazuje dziś {today:%d.%m.%Y}. Jeśli "
            "ta data jest dobra (proszę porównać z telefonem), a plików nie pobrano, trzeba zacząć od kroku 1."
        )
    elif deadline and letter.verdict == "suspicious":
        rows.append(f"Gdyby była prawdziwa, odnośniki działałyby do {deadline:%d.%m.%Y}.")
    elif deadline:
        rows.append(f"Odnośniki działają do {deadline:%d.%m.%Y}; potem trzeba zacząć od nowa.")
    if hosts(letter):
        rows.append(f"Uwaga, odnośniki spoza ezdrowie.gov.pl, proszę ich nie otwierać: {hosts(letter)}.")
    given = received is not None and letter.received is None
    notes = (note for note in letter.notes if not (given and note == UNDATED))
    return (*rows, *warning(letter), *notes)


def _grade(letter: Letter) -> tuple[str, ...]:
    if letter.verdict == "suspicious":
        return (doubt(letter), _CAUTION, _ORIGINAL)
    if letter.kind == "acknowledgement":
        number = f" Numer wniosku: {letter.number}." if letter.number else ""
        return (f"To dopiero potwierdzenie, że wniosek wpłynął.{number} Teraz trzeba czekać na drugą wiadomość.",)
    return ("To właściwa wiadomość: „System P1 nadał dostęp do Systemu P1”. Jest zgodna z tym, co znamy.",)


def _sent(letter: Letter) -> tuple[str, ...]:
    through = f" Przekazano ją z adresu {senders.shown(letter.sender.through)}." if letter.sender.through else ""
    if letter.sender.who:
        return (f"Nadawca: {senders.shown(letter.sender.who)}.{through}",)
    return (f"Nadawcy nie widać.{through} {_COMPARE}",)


def _files(letter: Letter) -> tuple[str, ...]:
    if not letter.files:
        return ()
    more = f" i jeszcze {len(letter.files) - _MOST_FILES}" if len(letter.files) > _MOST_FILES else ""
    said = f"Załączniki: {', '.join(letter.files[:_MOST_FILES])}{more}."
    if not letter.certificates:
        return (said,)
    names = ", ".join(letter.certificates)
    return (said, f"Certyfikat jest w załączniku {names}. {_SAVE}")
