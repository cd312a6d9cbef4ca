"""Letters made with the standard library's own e-mail package, and what programs put around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from urllib.parse import quote

TITLE = "System P1 nadał dostęp do Systemu P1"
LINKS = ("https://sow.ezdrowie.gov.pl/wniosek/pobierz/9b1c-tls", "https://sow.ezdrowie.gov.pl/wniosek/pobierz/9b1c-wss")
NUMBER = "2026/118204"
SENT = "Fri, 20 Nov 2026 10:15:32 +0100"
LATER = "Sun, 22 Nov 2026 08:00:00 +0100"
P1 = "System P1 <p1@cez.gov.pl>"
ANNA = "Anna Nowak <anna@apteka.przyklad.pl>"
GRANT = (
    f"Szanowni Państwo,\n\nwniosek o numerze {NUMBER} został rozpatrzony pozytywnie. {TITLE}.\n"
    f"Certyfikat TLS: {LINKS[0]}\nCertyfikat WSS: {LINKS[1]}\nLinki działają 30 dni.\n\n"
    "Z poważaniem,\nCentrum e-Zdrowia\n"
)
ACKNOWLEDGEMENT = (
    "Szanowni Państwo,\n\ndo Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze "
    f"{NUMBER}\nO wynikach przetwarzania wniosku poinformujemy w kolejnej wiadomości e-mail.\n"
)


def html(tls: str = LINKS[0], wss: str = LINKS[1], more: str = "") -> str:
    """The grant as HTML, with these links."""
    return (
        f"<html><body><p>Szanowni Państwo,</p><p>Wniosek o numerze {NUMBER}. {TITLE}.</p>"
        f'<p><a href="{tls}">Pobierz TLS</a></p><p><a href="{wss}">Pobierz WSS</a></p>{more}'
        "<p>Z poważaniem, Centrum e-Zdrowia</p></body></html>"
    )


def mail(
    body: str = GRANT,
    *,
    subtype: str = "plain",
    subject: str = TITLE,
    sender: str = P1,
    sent: str = SENT,
    files: Mapping[str, bytes] | None = None,
    attached: EmailMessage | None = None,
    **headers: str,
) -> EmailMessage:
    """A message; ``files`` are attached by name, ``attached`` as a message. Underscores in headers are hyphens."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"] = sender, "apteka@przyklad.pl", subject, sent
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body, subtype=subtype)
    for name, content in (files or {}).items():
        kind = ("image", "png") if name.endswith(".png") else ("application", "octet-stream")
        made.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    if attached is not None:
        made.add_attachment(attached)
    return made


def quoted(text: str, margin: str) -> str:
    """The text as a reply quotes it."""
    return "".join(f"{margin}{line}\n" for line in text.splitlines())


def safelink(link: str) -> str:
    """As Microsoft's protection of a mailbox wraps it."""
    return f"https://eur02.safelinks.protection.outlook.com/?url={quote(link, safe='')}&data=05%7C02&reserved=0"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive with these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
