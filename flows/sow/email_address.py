"""The e-mail address that the answer of SOW comes to: a typing error here costs the whole application."""

from __future__ import annotations

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.sow.checked import Checked

MAX_ADDRESS = 254
_MAX_LOCAL = 64
_MAX_LABEL = 63
_LOCAL = regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_LABEL = regex(r"[A-Za-z0-9-]+")
_WRAPPING = "<>\"'„”,; \t\r\n\u00a0"
_PAGE = "sow-manager-data"
_NEXT = "Proszę wpisać adres na przykład tak: apteka@przyklad.pl."


def email(text: str) -> Checked:
    """An e-mail address as forms accept it: RFC 5321 lengths, an unquoted local part, a domain with a dot.

    What a copied address brings along is taken off: spaces and quotes around, ``mailto:``, angle brackets. The domain
    comes back in lower case. Raises FlowError ``bad-email``.
    """
    cleaned = text[: MAX_ADDRESS * 2].strip(_WRAPPING).removeprefix("mailto:")
    if not cleaned:
        raise _refusal("Nie wpisano adresu e-mail.")
    if len(cleaned) > MAX_ADDRESS:
        raise _refusal(
            f"Adres e-mail jest za długi: może mieć najwyżej {MAX_ADDRESS} znaki.", "wklejono więcej niż adres"
        )
    if any(sign.isspace() for sign in cleaned):
        raise _refusal("W adresie e-mail jest spacja.", "spacja wkradła się przy pisaniu", "wpisano dwa adresy naraz")
    if any(not sign.isprintable() for sign in cleaned):
        raise _refusal("W adresie e-mail jest niewidoczny znak.", "adres wklejono z innego programu")
    if "@" not in cleaned:
        raise _refusal("W adresie e-mail brakuje znaku @.", "zamiast @ wpisano inny znak")
    if cleaned.count("@") > 1:
        raise _refusal("W adresie e-mail są co najmniej dwa znaki @, a może być jeden.", "wpisano dwa adresy naraz")
    local, domain = cleaned.split("@")
    _check_local(local)
    _check_domain(domain)
    return Checked(f"{local}@{domain.lower()}", None)


def _check_local(local: str) -> None:
    if not local:
        raise _refusal("Przed znakiem @ nic nie ma.", "zgubiła się pierwsza część adresu")
    if len(local) > _MAX_LOCAL:
        raise _refusal(
            f"Część przed znakiem @ jest za długa: może mieć najwyżej {_MAX_LOCAL} znaki.", "wkleił się inny tekst"
        )
    _refuse_letter(local, "przed znakiem @")
    if not _LOCAL.fullmatch(local):
        raise _refusal(
            "Przed znakiem @ jest znak, którego w adresie być nie może.", "to literówka albo wkleił się inny tekst"
        )
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise _refusal("Kropka przed znakiem @ stoi w złym miejscu albo są dwie obok siebie.", "to literówka")


def _check_domain(domain: str) -> None:
    if not domain:
        raise _refusal("Po znaku @ nic nie ma.", "zgubiła się nazwa poczty, na przykład wp.pl")
    _refuse_letter(domain, "po znaku @")
    if domain.endswith("."):
        raise _refusal("Adres e-mail kończy się kropką.", "to kropka z końca zdania")
    labels = domain.split(".")
    if domain.startswith(".") or "" in labels:
        raise _refusal("Kropka po znaku @ stoi w złym miejscu albo są dwie obok siebie.", "to literówka")
    if len(labels) == 1:
        raise _refusal("Po znaku @ brakuje kropki i końcówki, na przykład .pl.", "zgubiła się końcówka adresu")
    wrong = any(
        not _LABEL.fullmatch(label) or len(label) > _MAX_LABEL or label.startswith("-") or label.endswith("-")
        for label in labels
    )
    if wrong or not labels[-1].strip("0123456789-") or len(labels[-1]) == 1:
        raise _refusal(
            "Część po znaku @ nie jest poprawną nazwą poczty.", "to literówka", "jest tam przecinek zamiast kropki"
        )


def _refuse_letter(part: str, place: str) -> None:
    foreign = next((sign for sign in part if sign.isalpha() and not sign.isascii()), None)
    if foreign is not None:
        raise _refusal(
            f"W adresie e-mail {place} jest litera „{foreign}”, a mogą być tylko litery bez ogonków.",
            "litera ą, ę, ł, ó lub podobna",
            "litera z innego alfabetu, która wygląda jak zwykła",
        )


def same_email(first: str, second: str) -> None:
    """The two fields must agree: exactly before the @, whatever the case after it. Raises ``emails-differ``."""
    if _comparable(first) == _comparable(second):
        return
    what = "Adresy e-mail w obu polach się różnią."
    if first.casefold() == second.casefold():
        what = "Adresy e-mail w obu polach różnią się wielkością liter przed znakiem @."
    raise FlowError(
        Problem(
            "emails-differ",
            what,
            ("w jednym z nich jest literówka",),
            "Proszę wpisać ten sam adres jeszcze raz albo poprawić pierwszy.",
            _PAGE,
            "email2",
        )
    )


def _comparable(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().rpartition("@")
    return local, domain.lower()


def _refusal(what: str, *causes: str) -> FlowError:
    return FlowError(Problem("bad-email", what, causes, _NEXT, _PAGE, "email"))
