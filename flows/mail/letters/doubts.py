"""Why a letter with the right words is not to be trusted: clauses behind „podejrzana, bo …”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.mail.letters import links as letter_links
from flows.mail.letters import senders
from flows.mail.letters.addresses import place, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.mail.letters.message import Message
    from flows.mail.letters.senders import Sender

_MOST = 3
_TAILS = ("avast.com", "avg.com", "eset.com", "aka.ms")
"""Where lines lead that programs put under letters: an antivirus, Outlook on a telephone. Nobody else owns these."""


def of_sender(sender: Sender) -> tuple[str, ...]:
    """It says itself that it is not the centre's."""
    return (f"nadawca jest spoza ezdrowie.gov.pl i cez.gov.pl: {senders.shown(sender.who)}",) if sender.foreign else ()


def of_reply(message: Message, sender: Sender) -> tuple[str, ...]:
    """Its answers would go elsewhere; what somebody passed on is answered to him."""
    reply = senders.addresses(message.reply_to)
    if not reply or senders.official(reply) or sender.through or set(reply) == set(sender.who):
        return ()
    return (f"odpowiedź poszłaby gdzie indziej: {senders.shown(reply)}",)


def of_files(dangers: Sequence[str]) -> tuple[str, ...]:
    """A genuine letter has neither a program nor an archive."""
    return (f"ma program albo archiwum: {', '.join(dangers)}",) if dangers else ()


def of_links(others: Sequence[str], sender: Sender) -> tuple[str, ...]:
    """Links that lead elsewhere, or say that they do; those to the right host by http are only told as that."""
    verdicts = [(link, letter_links.judge(letter_links.unwrapped(link))) for link in others]
    strangers = [link for link, verdict in verdicts if verdict == "foreign" and not _is_a_tail(link, sender)]
    hosts = ", ".join(list(dict.fromkeys(told(letter_links.unwrapped(link)) for link in strangers))[:_MOST])
    return (
        *((f"odnośnik prowadzi poza ezdrowie.gov.pl: {hosts}",) if strangers else ()),
        *(("odnośnik pokazuje inny adres, niż otwiera",) if any(each == "trusted" for _, each in verdicts) else ()),
    )


def _is_a_tail(link: str, sender: Sender) -> bool:
    """An antivirus' line, or the home page of whoever passed the letter on."""
    opened = place(link)
    if opened is None or opened.pretends or opened.port:
        return False
    host = opened.encoded.removeprefix("www.")
    if any(host == tail or host.endswith(f".{tail}") for tail in _TAILS):
        return True
    homes = {each.rpartition("@")[2] for each in (*sender.through, *sender.who)}
    return host in homes and not letter_links.path_of(link)


def of_nothing(message: Message, others: Sequence[str]) -> tuple[str, ...]:
    """Why a grant has no link that may be opened."""
    if any(letter_links.judge(letter_links.unwrapped(link)) == "unencrypted" for link in others):
        return ("odnośnik ma dobry adres, ale zaczyna się od http:// zamiast https://, czyli bez szyfrowania",)
    if message.torn:
        return ("wiadomość jest ucięta i nie ma w niej całego odnośnika",)
    if message.pictures:
        return ("zamiast odnośników ma obraz, na przykład kod QR",)
    return ("nie ma w niej ani jednego odnośnika do ezdrowie.gov.pl",)
