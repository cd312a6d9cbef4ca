"""How a question about this renewal is known: a rule, and the stems of Polish words that rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reports.here import Topic
from flows.base.patterns import regex

PAST = r"\w{2,}(?:[lr]am|[lr]em|lismy|lysmy)"
MINE = rf"mam|mamy|moj\w*|mi|nam|nasz\w*|juz|jeszcze|musze|musimy|jestem|zosta\w+|{PAST}"
GENERAL = (
    r"jak|dlaczego|czemu|po co|co jesli|co jak|co gdy|a jesli|jesli|jezeli|gdyby|zeby|co robic|co zrobic|co mam robic|"
    r"powin\w*|trzeba|nalezy|blad|error|potrzebuj\w*|wolno|mozliwe"
)
NOT_MUST = r"mam (?:zrobic|robic|wyslac|zmienic|wgrac|zainstalowac|miec)|musz\w*|moge|mozna|da sie|potrzebn\w*"
COMPUTERS = r"komputer\w*|komp\w*|stanowisk\w*|kas|kasach|laptop\w*"
FORM = r"pesel|nip|regon|pwz|prawo wykonywania"
WHICH = r"jaki\w*|ktor\w+|co za|na jak\w+"
GIVEN = r"poda\w+|wpisa\w+|zapisa\w+|poszedl|poszlo|da[lr]\w*|zosta\w+|wybra\w+"
CERTIFICATE = r"cert\w*|ten nowy|te nowe|nowego|nowych|ten stary|te stare|starego|starych"
WHEN = r"do kiedy|kiedy|ile|jak dlugo|jaka data"
ENDS = r"wazn\w*|konczy\w*|wygas\w*|traci\w*|konca|zosta\w+"
DONE = rf"zrobi(?:on|l)\w+|gotow\w+|zmieni(?:on|l)\w+|podmieni\w+|mam|mamy|utworz\w+|wygenerowa\w+|{PAST}"
NOT_DONE = (
    rf"{GENERAL}|{NOT_MUST}|gdzie|kiedy|ile|{WHICH}|nie|hasl\w*|tez|tylko|przed|do|dla|po|komplet|wszystko|star\w+|"
    r"drugi\w*|zostal\w*|dobrze|dobze|dalej|uzywa\w*|pracuj\w*|wyslac|wyslaniu|dolacz\w+|zalacz\w+|usun\w+|widze|"
    r"puste|start|data|nacisn\w+|zatrzym\w+|zamkn\w+|pem\w*|wgra\w*|obowiazk\w*|z|ladowac|sa|jest|to|ten|czym|"
    r"razy|rozni\w*"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Has a word of each group of ``needs`` and none of ``never``.

    ``general``: the knowledge base has an answer, too, for when no folder is known or it shows nothing of it.
    """

    topic: Topic
    needs: tuple[re.Pattern[str], ...]
    never: re.Pattern[str]
    general: bool = False

    def fits(self, folded: str) -> bool:
        """Whether the line is such a question."""
        return all(group.search(folded) for group in self.needs) and self.never.search(folded) is None


def rule(topic: Topic, *needs: str, never: str = r"\Z\A", general: bool = False) -> Rule:
    """Each group as whole words, over folded text."""
    groups = tuple(regex(rf"\b(?:{group})\b") for group in needs)
    return Rule(topic, groups, regex(rf"\b(?:{never})\b"), general)
