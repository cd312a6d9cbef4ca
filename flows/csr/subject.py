"""The subject that a certificate shall bear."""

from __future__ import annotations

from cryptography.x509 import Name

from flows.base.errors import FlowError, Problem


def subject(text: str) -> str:
    """A certificate subject as an RFC 4514 string, checked; empty means the default for each purpose."""
    try:
        if text:
            Name.from_rfc4514_string(text)
    except ValueError as error:
        raise FlowError(
            Problem(
                "bad-subject",
                f"Nie rozumiem podmiotu „{text}”.",
                ("brakuje znaku =", "skrót pola jest nieznany albo kraj nie ma dwóch liter"),
                "Proszę podać go na przykład tak: CN=Apteka Pod Lwem,O=Apteka sp. z o.o.,C=PL.",
                page="generate-csr",
            )
        ) from error
    return text
