"""What is true here, one or two lines for each question that can be asked about it: from files, journal and ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from assistant.reports import here_files, here_progress, here_told
from assistant.reports.here import Here, Topic
from assistant.screen import sentences

_SAVED = (
    "Hasła program nigdzie nie zapisuje: zna je tylko do zamknięcia okna. Na tym komputerze może stać najwyżej tam, "
    "gdzie zapisali je Państwo sami; poza tym tylko kartka."
)
_ON_PAPER = (
    "Hasła nie znam i nigdzie go nie zapisuję. Chodzi o hasło wymyślone w kroku 1, do plików .jks; zwykle tym samym "
    "zabezpieczone są pliki .p12. Proszę szukać na kartce z dnia, w którym powstały."
)


_ANSWERS: Mapping[str, Callable[[Here], str | None]] = {
    **here_progress.TOPICS,
    **here_files.TOPICS,
    **here_told.TOPICS,
}


def without_folder(topic: Topic, now: datetime) -> str | None:
    """What needs no folder to be told; None for the rest."""
    if topic == "today":
        return sentences.today(now)
    return {"password saved": _SAVED, "password": _ON_PAPER}.get(topic)


def answer_here(topic: Topic, here: Here, step: str = "") -> str | None:
    """The answer, about ``step``; None where nothing here shows it and the question can be asked in general, too."""
    if (said := without_folder(topic, here.now)) is not None:
        return said
    if topic == "one step":
        return here_progress.of_step(here, step)
    return _ANSWERS[topic](here)
