"""The messages of a file, attached ones of the other format too: MIME in Outlook's files, and the other way round."""

from __future__ import annotations

from flows.base.errors import FlowError
from flows.mail.letters import mime as letter_mime
from flows.mail.letters import outlook as letter_outlook
from flows.mail.letters.message import OUTLOOK, Budget, Message, Opened


def read_messages(data: bytes) -> tuple[list[list[Message]], bool]:
    """Every message in a file, each with those attached to it behind it, and whether something was left out.

    Of a mailbox the newest 200.

    Raises FlowError as ``letter_outlook`` where the file itself is Outlook's.
    """
    if data.startswith(OUTLOOK):
        budget = Budget()
        return [_with_attached(letter_outlook.read_message(data, budget), budget)], budget.cut
    messages: list[list[Message]] = []
    places, cut = letter_mime.mailbox(data)
    for start, end in places:
        budget = Budget()
        messages.append(_with_attached(letter_mime.read_message(data, start, end, budget), budget))
        cut |= budget.cut
    return messages, cut


def _with_attached(opened: Opened, budget: Budget) -> list[Message]:
    messages, waiting = list(opened.messages), list(opened.attached)
    while waiting:  # each costs of the budget, which ends
        content, depth = waiting.pop(0)
        inner = _attached(content, budget, depth)
        messages += inner.messages
        waiting += inner.attached
    return messages


def _attached(content: bytes, budget: Budget, depth: int) -> Opened:
    if not content.startswith(OUTLOOK):
        return letter_mime.read_message(content, 0, len(content), budget, depth)
    try:
        return letter_outlook.read_message(content, budget, depth)
    except FlowError:  # the letter around it may still say enough
        budget.cut = True
        return Opened([], [])
