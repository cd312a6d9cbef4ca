"""A genuine letter is not called forged, whatever mail programs, mailboxes and people put around it."""

import mailbox
from datetime import date
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from urllib.parse import quote

import pytest
import tools
from support import outlook
from support.letters import (
    ACKNOWLEDGEMENT,
    ANNA,
    GRANT,
    LATER,
    LINKS,
    NUMBER,
    SENT,
    TITLE,
    html,
    mail,
    quoted,
    safelink,
    zipped,
)
from support.refusal import refused

from flows.mail.letters.files import MAX_LETTER_BYTES
from flows.mail.letters.letter import Letter, read_letter
from flows.mail.telling import describe

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 20)
RAW = mail().as_bytes()
_PGP = "-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n"
_PEM = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def _read(made: EmailMessage | bytes) -> Letter:
    return read_letter(made if isinstance(made, bytes) else made.as_bytes(), TODAY)


def _owa(link: str, host: str = "outlook.office.com") -> str:
    return f"https://{host}/mail/safelink.html?url={quote(link, safe='')}&corid=349b3f64"


def _linked(tls: str, wss: str) -> bytes:
    return mail(html(tls, wss), subtype="html").as_bytes()


def _emlx() -> bytes:
    notes = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict/></plist>\n'
    return f"{len(RAW)}       \n".encode() + RAW + notes


def _archived_page() -> bytes:
    made = MIMEMultipart("related", type="text/html")
    made["From"], made["Subject"], made["Date"] = "<Saved by Blink>", TITLE, SENT
    made["Snapshot-Content-Location"] = "https://mail.google.com/mail/u/0/"
    made.attach(MIMEText(html(), "html", "utf-8"))
    return made.as_bytes()


_FOOTERS = "--\nhttps://www.cez.gov.pl/rodo\nSprawdzone: https://www.avast.com/sig-email?x=1\nhttps://aka.ms/o0ukef\n"
_HOME = "w załączniku\n-- \nApteka\nwww.apteka.przyklad.pl"
_FORWARD = {"subject": f"PD: {TITLE}", "sender": ANNA, "sent": LATER}
_FILE = {"System P1.eml": RAW}
_BOTH = f"TLS <{safelink(LINKS[0])}>\nWSS <{safelink(LINKS[1])}>"
_V3 = f"https://urldefense.com/v3/__{LINKS[0]}__;!!x!y$"
_V2 = quote(safelink(LINKS[1]), safe="").replace("-", "%2D").replace("%", "-").replace("/", "_")
_READ = {
    "Outlook on the web": _linked(_owa(LINKS[0]), _owa(LINKS[1], "outlook.office365.com")),
    "new Outlook": _linked(_owa(LINKS[0], "outlook.cloud.microsoft"), _owa(LINKS[1], "outlook.live.com")),
    "wrapped twice": _linked(safelink(safelink(LINKS[0])), _owa(safelink(LINKS[1]))),
    "three wrappers": _linked(
        f"https://www.google.com/url?q={quote(safelink(_V3), safe='')}&sa=D",
        f"https://urldefense.proofpoint.com/v2/url?u={_V2}&d=x",
    ),
    "other gateways": _linked(
        f"https://imsva91.trendmicro.com/wis/clicktime/v1/query?url={quote(LINKS[0], safe='')}&umid=1",
        f"https://clicktime.symantec.com/3Abc?u={quote(LINKS[1], safe='')}",
    ),
    "wrapped in words": mail(f"{TITLE}, wniosek o numerze {NUMBER}\n{_BOTH}").as_bytes(),
    "Apple Mail": _emlx(),
    "archived page": _archived_page(),
    "forwarded as attachment": mail(_HOME, attached=mail(), **_FORWARD).as_bytes(),
    "forwarded as a file": mail("w załączniku", files=_FILE, **_FORWARD | {"subject": "p1"}).as_bytes(),
    "ZIP": zipped({"x/wiadomość.eml": RAW, "__MACOSX/x/._wiadomość.eml": b"x", ".DS_Store": b"x"}),
    "ZIP in a ZIP": zipped({"poczta.html": zipped({"list.eml": RAW})}),
    "footers": mail(f"{GRANT}\n{_FOOTERS}").as_bytes(),
    "named sender": mail(sender="=?utf-8?q?System_P1?= <no-reply@powiadomienia.ezdrowie.gov.pl>").as_bytes(),
    "Reply-To of ours": mail(Reply_To="pomoc@cez.gov.pl").as_bytes(),
    "document attached": mail(files={"regulamin.pdf": b"%PDF-1.7", "opis.docx": b"PK\x03\x04"}).as_bytes(),
    "Outlook": outlook.msg(outlook.message(subject=TITLE, body=GRANT, headers=f"From: a@cez.gov.pl\r\nDate: {SENT}\n")),
}  # fmt: skip


@pytest.mark.parametrize("name", _READ)
def test_a_genuine_grant(name: str) -> None:
    letter = _read(_READ[name])
    assert (letter.kind, letter.verdict, letter.reasons) == ("grant", "consistent", ())
    assert (letter.received, letter.deadline) == (DAY, date(2026, 12, 20))
    assert letter.links == LINKS
    assert letter.number == NUMBER
    assert letter.notes == ()
    assert describe(letter, TODAY)[0].startswith("To właściwa wiadomość")


_SUPPORT = {"sender": "Support <support@vendor.example>", "sent": LATER}
_REPLY = f"Pobrałam.\n\nW dniu 20.11.2026 o 10:15, System P1 <p1@cez.gov.pl> napisał(a):\n{quoted(GRANT, '> ')}"
_TICKET = (
    "##- Please type your reply above this line -##\n\nOn Sat, 21 Nov 2026 at 09:00, Anna <anna@przyklad.pl> wrote:\n"
    "> please help\n>\n> On Fri, Nov 20, 2026 at 10:15 AM System P1 <p1@cez.gov.pl> wrote:\n" + quoted(GRANT, ">> ")
)
_HEAD = (
    "See below.\n\n-----Original Message-----\nFrom: System P1 <p1@cez.gov.pl>\n"
    f"Sent: Friday, November 20, 2026 10:15 AM\nTo: a\nSubject: {TITLE}\n\n{GRANT}"
)
_PASSED_ON = {
    "reply": mail(_REPLY, subject=f"Odp: {TITLE}", sender=ANNA, sent=LATER),
    "helpdesk": mail(_TICKET, subject=f"[Ticket 4711] FW: {TITLE}", **_SUPPORT),
    "English head": mail(_HEAD, subject=f"FW: {TITLE}", **_SUPPORT),
}


@pytest.mark.parametrize("name", _PASSED_ON)
def test_a_quoted_grant_is_of_the_day_and_the_sender_that_the_quote_tells(name: str) -> None:
    letter = _read(_PASSED_ON[name])
    assert (letter.kind, letter.verdict, letter.received, letter.links) == ("grant", "consistent", DAY, LINKS)
    assert letter.sender.who == ("p1@cez.gov.pl",)
    assert letter.sender.through
    assert "Przekazano ją z adresu …@" in "\n".join(describe(letter, TODAY))


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Key, certificate, and the text to be signed."""
    folder = tmp_path_factory.mktemp("smime")
    key, certificate, text = folder / "k.pem", folder / "c.pem", folder / "text"
    made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=p1@cez.gov.pl")
    tools.run("openssl", *made, "-keyout", key, "-out", certificate)
    text.write_bytes(MIMEText(GRANT, _charset="utf-8").as_bytes())
    return key, certificate, text


def _openssl(tool: str, signer: tuple[Path, Path, Path], source: Path, *flags: str | Path) -> bytes:
    out = source.with_name("out")
    sign = ("-signer", signer[1], "-inkey", signer[0]) if "-sign" in flags else ()
    head = (
        "-from",
        "p1@cez.gov.pl",
        "-to",
        "a@b.pl",
        "-subject",
        mail().as_string().partition("Subject: ")[2].partition("\n")[0],
    )
    to = (signer[1],) if "-encrypt" in flags else ()
    tools.run("openssl", tool, *flags, *sign, *(head if "DER" not in flags else ()), "-in", source, "-out", out, *to)
    return out.read_bytes() if "DER" in flags else f"Date: {SENT}\n".encode() + out.read_bytes()


@pytest.mark.parametrize("tool", ["smime", "cms"])
@pytest.mark.parametrize("flags", [["-nodetach"], ["-nodetach", "-stream"], []], ids=" ".join)
def test_a_signed_letter_is_unwrapped(tool: str, flags: list[str], signer: tuple[Path, Path, Path]) -> None:
    letter = _read(_openssl(tool, signer, signer[2], "-sign", *flags))
    assert (letter.kind, letter.verdict, letter.links, letter.received) == ("grant", "consistent", LINKS, DAY)


def test_what_is_signed_twice_or_saved_as_p7m(signer: tuple[Path, Path, Path]) -> None:
    once = signer[2].with_name("once")
    once.write_bytes(_openssl("cms", signer, signer[2], "-sign", "-nodetach"))
    assert _read(_openssl("cms", signer, once, "-sign", "-nodetach")).links == LINKS
    bare = _openssl("cms", signer, signer[2], "-sign", "-nodetach", "-outform", "DER")
    for data in (bare, zipped({"smime.p7m": bare})):
        assert (_read(data).links, _read(data).deadline) == (LINKS, None)  # the date stood outside


@pytest.mark.parametrize("tool", ["smime", "cms"])
def test_an_encrypted_letter_says_where_its_text_is(tool: str, signer: tuple[Path, Path, Path]) -> None:
    with refused("message-sealed", ask="wiadomosc") as problems:
        _read(_openssl(tool, signer, signer[2], "-encrypt", "-aes256"))
    assert "zaszyfrowana" in problems[0].what
    assert "w programie pocztowym" in problems[0].next


def _packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zipped({"a.txt": data})
    return data


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (mail(_PGP).as_bytes(), "message-sealed", "zaszyfrowana"),
        (mail("\n", files={"winmail.dat": b"\x78\x9f\x3e\x22"}).as_bytes(), "message-sealed", "winmail.dat"),
        (b"\x78\x9f\x3e\x22" + bytes(99), "message-sealed", "winmail.dat"),
        (outlook.msg(outlook.message(subject=TITLE, body="tekst", rtf=b"x")), "message-rtf-only", "RTF"),
        (b"%PDF-1.7\n", "message-not-mail", "PDF"),
        (zipped({"a.eml": RAW, "b.eml": RAW}), "message-not-mail", "więcej niż jedna"),
        (zipped({"tls.pem": _PEM}), "message-not-mail", "nie ma wiadomości"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "message-not-mail", "edytora"),
        (zipped({"a.eml": RAW})[:-30], "message-not-mail", "otworzyć tego archiwum"),
        (zipped({"a.eml": bytes(MAX_LETTER_BYTES + 1)}), "message-too-large", "za duża"),
        (_packed(RAW, 4), "message-not-mail", "za głęboko"),
        (_PEM, "message-not-mail", "certyfikat"),
    ],
)  # fmt: skip
def test_where_the_letter_cannot_be_read_it_says_what_to_do(data: bytes, code: str, said: str) -> None:
    with refused(code, ask="wiadomosc") as problems:
        _read(data)
    assert said in problems[0].what


def test_a_mailbox_that_the_library_wrote(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "INBOX")
    box.add(mail("hej", subject="Inne", sender=ANNA))
    box.add(mail())
    box.close()
    letter = _read((tmp_path / "INBOX").read_bytes())
    assert (letter.verdict, letter.links, letter.received) == ("consistent", LINKS, DAY)


def test_attached_certificates_are_named_and_offered() -> None:
    letter = _read(mail(files={"tls.pem": _PEM, "WSS.crt": _PEM, "bez-nazwy.bin": _PEM}))
    assert letter.certificates == ("tls.pem", "wss.crt", "bez-nazwy.bin")
    said = "\n".join(describe(letter, TODAY))
    assert "Certyfikat jest w załączniku tls.pem, wss.crt, bez-nazwy.bin." in said
    assert "sprawdzę, czy pasuje do klucza" in said


@pytest.mark.parametrize(
    "more",
    [
        f"Po rozpatrzeniu otrzymają list „{TITLE}” (30 dni) 30 dni: https://sow.ezdrowie.gov.pl/\n",
        f"Kolejna wiadomość:\n{TITLE}\nLink będzie aktywny 30 dni. Portal: https://sow.ezdrowie.gov.pl/wniosek\n",
    ],
)
def test_an_acknowledgement_that_speaks_of_the_grant_is_one(more: str) -> None:
    for data in (mail(ACKNOWLEDGEMENT + more, subject="Wniosek").as_bytes(), (ACKNOWLEDGEMENT + more).encode()):
        letter = _read(data)
        assert (letter.kind, letter.verdict, letter.deadline) == ("acknowledgement", "consistent", None)
        assert letter.number == NUMBER


@pytest.mark.parametrize(
    "above",
    [
        f"Certyfikaty: {LINKS[0]} {LINKS[1]}\n",
        GRANT,
        GRANT + "Centrum e-Zdrowia, ul. Dubois 5A, Warszawa\n" * 30,
    ],
    ids=["links only", "grant", "far above"],
)
@pytest.mark.parametrize(
    "below",
    [
        f"Od: P1 <p1@cez.gov.pl>\nWysłano: 2 listopada 2026 09:00\nDo: a\nTemat: Wniosek\n\n{ACKNOWLEDGEMENT}",
        f"W dniu 02.11.2026 o 09:00, P1 pisze:\n{quoted(ACKNOWLEDGEMENT, '> ')}",
    ],
    ids=["head", "line"],
)
def test_a_grant_that_quotes_the_acknowledgement_keeps_its_own_date(above: str, below: str) -> None:
    letter = _read(mail(f"{above}\n{below}"))
    assert (letter.kind, letter.received, letter.links) == ("grant", DAY, LINKS)


def test_both_letters_pasted_one_after_another_are_the_grant() -> None:
    assert _read(f"{ACKNOWLEDGEMENT}\n{GRANT}".encode()).kind == "grant"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("o numerze 2026 / 118204 O wynikach", "2026 / 118204"),
        ("o numerze SOW/AP/2026/118204.", "SOW/AP/2026/118204"),
        ("o numerze AB 12 / 2026 O wynikach", "AB 12 / 2026"),
        ("o numerze 118 204 został przyjęty", "118 204"),
        ("o numerze 118204 z dnia 20.11.2026", "118204"),
        ("O NUMERZE 118204 Z DNIA 20.11.2026", "118204"),
        ("o numerze: P1-118204/26, o wynikach", "P1-118204/26"),
        ("o numerze 2026/\n118204 O wynikach", "2026/118204"),
        ("o numerze\n2026/118204\nO wynikach", "2026/118204"),
        ("nr 2026/118204 O wynikach", "2026/118204"),
        ("o numerze 118204 20.11.2026 10:15", "118204"),
        ("o numerze x O wynikach", None),
    ],
)
def test_an_applications_number(written: str, number: str | None) -> None:
    text = f"do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 {written}\n"
    assert _read(text.encode()).number == number


@pytest.mark.parametrize(
    "cells",
    [
        "<tr><td>Numer wniosku</td><td>2026/118204</td></tr><tr><td>Data</td><td>20.11.2026</td></tr>",
        "<tr>\n<th><b>Numer wniosku:</b></th>\n<td><p>2026/118204</p></td></tr>",
        "<tr><td>Nr wniosku</td><td><a href='https://sow.ezdrowie.gov.pl/w'>2026/118204</a></td></tr>",
    ],
)
def test_a_number_in_a_tables_cell(cells: str) -> None:
    source = f"<p>do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1</p><table>{cells}</table>"
    assert _read(mail(source, subtype="html", subject="Wniosek")).number == NUMBER


def test_a_number_over_a_soft_line_break() -> None:
    made = mail(ACKNOWLEDGEMENT, subject="Wniosek")
    made.set_content(ACKNOWLEDGEMENT, cte="quoted-printable")
    raw = made.as_bytes().replace(b"2026/118204", b"2026/11=\n8204")
    assert b"11=\n8204" in raw
    assert _read(raw).number == NUMBER
