"""Opens an official site in the user's own browser, after „tak”: nothing else here ever reaches the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.engine.plan import Answers, Plan, Progress, Result
from flows.engine.starts_anew import StartsAnew
from flows.ports.computer import Computer

Card = tuple[tuple[str, str], ...]
_NO_UNDO = "Nie ma czego cofać: to tylko otwarcie strony."


@dataclass(frozen=True, slots=True)
class OpenSite(StartsAnew):
    """Shows what to copy and opens the site. ``prepare(answers)`` returns the card, or raises FlowError."""

    name: str
    where: str
    url: Callable[[Answers], str]
    prepare: Callable[[Answers], Card]
    note: str = "Dane wpisuje i wysyła człowiek; program niczego tam nie klika."
    needless: Callable[[Answers], str] = lambda _answers: ""
    """Why there is nothing to open, as a sentence without its full stop; empty when there is."""

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """The card and the address. Nothing is typed into the site by us."""
        card, needless = self.prepare(answers), self.needless(answers)
        if needless:
            return Plan(self.name, answers["folder"], needless, (), (), _NO_UNDO, nothing_to_do=True, card=card)
        return Plan(
            self.name,
            answers["folder"],
            computer.browser.announced(self.where),
            (
                self.note,
                "Wpisanie „kopiuj 1”, „kopiuj 2”… kopiuje wartość z karty do schowka.",
            ),
            (),
            _NO_UNDO,
            card=card,
            changes=False,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Opens the browser; where there is none, the result tells the address all the same."""
        computer.browser.open(self.where, self.url(answers), progress)

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Nothing can be read back from a browser."""
        if plan.nothing_to_do:
            return Result((), (f"{plan.summary}.",), seen=False, card=plan.card, head="Nie ma czego otwierać:")
        return Result((), (computer.browser.opened(self.url(answers)),), seen=False, card=plan.card)
