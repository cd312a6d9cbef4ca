"""What the working folder proves about each step: computed from its files and journal, not from what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.catalogue import FLOWS
from flows.engine.model import Flow
from flows.engine.proof import Proof
from flows.engine.redo import PutAway, put_away
from flows.folder import history
from flows.folder.computers import KIT, STEP
from flows.folder.deadlines import Deadline
from flows.folder.due import deadlines
from flows.folder.installed import SPREAD, Spread, installed, spread
from flows.folder.passed_over import passed_over
from flows.folder.seen import Seen, look
from flows.folder.standing import SOUND, Standing
from flows.ports.computer import Standpoint


@dataclass(frozen=True, slots=True)
class StepEvidence(Proof):
    """One step: what is proved of the flow of that name."""

    flow: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole folder. ``next`` names the flow of the first step that is not done; None when all are.

    ``warnings`` is what cannot wait, a Polish sentence by the step that is about it: RaportNet may be standing, ZSMOPL
    may be without a certificate. ``urgent`` is the first of these steps that can be gone on with.
    ``standing`` says whether it can come to an end as it stands, and whether the dates are to be believed.
    ``whole``: False where only this computer is known to be done and nobody said how many there are. ``installed``:
    whether the new certificates are in use on the computers, as far as is known.
    ``computers``: how far the certificates have come on them.
    ``aside`` is what „cofnij” put away and „przywróć” would bring again, the first one first.
    """

    folder: Path
    steps: tuple[StepEvidence, ...]
    deadlines: tuple[Deadline, ...] = ()
    number: str | None = None
    warnings: Mapping[str, str] = field(default_factory=dict)
    urgent: str | None = None
    aside: tuple[PutAway, ...] = ()
    standing: Standing = SOUND
    whole: bool = True
    installed: bool = False
    computers: Spread = SPREAD

    @property
    def next(self) -> str | None:
        """The flow to go on with."""
        if self.urgent is not None:
            return self.urgent
        if self.standing.lost or self.standing.over:
            return self.steps[0].flow
        return next(self._open, None)

    @property
    def foreign(self) -> frozenset[str]:
        """The steps that are none of this pharmacy's."""
        return frozenset(step.flow for step in self.steps if step.state == "not-applicable")

    @property
    def _open(self) -> Iterator[str]:
        return (step.flow for step in self.steps if not step.is_closed)

    @property
    def offer(self) -> str | None:
        """The flow that „tak” may begin: none where keys have to be looked for first.

        Where only other computers are left of step 6: the kit for the next one, and once that was made what is left
        here, so that nobody is led in a circle.
        """
        if (self.standing.lost or self.standing.unread) and self.urgent is None:
            return None
        if not self.elsewhere:
            return self.next
        return KIT if not self.computers.kit else next((name for name in self._open if name != STEP), None)

    @property
    def elsewhere(self) -> bool:
        """Whether the next thing is step 6 on another computer."""
        return self.next == STEP and self.computers.elsewhere

    @property
    def uncounted(self) -> bool:
        """Whether the new certificates are on this computer, and nobody said how many there are."""
        return self.installed and not self.whole


def survey(folder: Path, here: Standpoint) -> Survey:
    """Looks at the folder; changes nothing. An absent folder proves nothing."""
    if not folder.is_dir():
        return Survey(folder, tuple(StepEvidence("todo", "nie zaczęto", name) for name in FLOWS))
    seen = look(folder, here)
    proved = {flow.name: _proved(flow, seen) for flow in FLOWS.values()}
    # The last step first: whoever got that far has the earlier ones behind.
    warns = {name: flow.warns(seen) for name, flow in reversed(tuple(FLOWS.items())) if flow.warns is not None}
    warned = {name: said for name, said in warns.items() if said}
    able = (name for name in warned if all(proved[each].state == "done" for each in FLOWS[name].after))
    return Survey(
        folder,
        tuple(StepEvidence(proof.state, proof.evidence, name) for name, proof in proved.items()),
        deadlines(seen),
        history.application_number(seen.entries),
        warned,
        next(able, None),
        put_away(folder, seen.every),
        seen.standing,
        whole=seen.computers.told is not None or not seen.computers.verified,
        installed=installed(seen).is_closed,
        computers=spread(seen),
    )


def _proved(flow: Flow, seen: Seen) -> Proof:
    """What is proved of the step; one that was passed over, unless something has been done in it all the same."""
    proof = flow.proves(seen) if flow.proves is not None else Proof("todo", "")
    passed = passed_over(seen.entries).get(flow.name)
    if proof.state != "todo" or passed is None or flow.passing is None:
        return proof
    how, day = passed
    said = f"pominięty {day}; wraca do niego „{flow.name}”" if how == "skipped" else f"nie dotyczy (zapisano {day})"
    return Proof(how, said)
