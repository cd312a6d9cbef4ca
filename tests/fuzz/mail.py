"""E-mails: links are real, no control character comes through, and a deadline is never later than the truth."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, date, datetime, timedelta
from email.mime.application import MIMEApplication
from random import Random
from urllib.parse import urlsplit

from fuzz import mutators, seeds
from fuzz.reader import Choices, Reader, assert_showable, attempt, holds
from support import outlook
from support.letters import mail, safelink, zipped

from flows.mail.letters.addresses import told
from flows.mail.letters.letter import Letter, read_letter
from flows.mail.letters.links import judge, unwrapped
from flows.mail.telling import describe

TODAY = date(2026, 11, 22)
_TITLE = "System P1 nadał dostęp do Systemu P1"
_LINK = "https://sow.ezdrowie.gov.pl/pobierz/tls?id=5f0c9a"


def _assert_sound(letter: Letter) -> None:
    if letter.received is not None and letter.kind == "grant":
        holds(letter.received <= TODAY, "a grant of the future")
    if letter.deadline is not None:
        holds(letter.kind == "grant" and letter.received is not None, "a deadline of nothing")
        holds(letter.verdict == "consistent" and letter.links, "a deadline of what is not to be believed")
        holds(letter.deadline == letter.received + timedelta(days=30), "another deadline than 30 days")
    for link in letter.links:
        parts = urlsplit(link)
        host = parts.hostname or ""
        holds(parts.scheme == "https" and parts.username is None and parts.port in (None, 443), f"trusted: {link!r}")
        holds(host == "ezdrowie.gov.pl" or host.endswith(".ezdrowie.gov.pl"), f"trusted: {link!r}")
        holds("\\" not in link and link.isascii() and link.isprintable(), f"trusted: {link!r}")
    holds(
        (letter.verdict == "consistent") <= (not letter.reasons and letter.kind != "other"),
        "believed in spite of a doubt",
    )
    for text in (*letter.notes, *letter.suspicious, *letter.reasons, *letter.files, letter.number or ""):
        assert_showable(text)
    for row in describe(letter, TODAY):
        assert_showable(row)


def check_letter(data: bytes) -> None:
    letter = attempt(lambda: read_letter(data, TODAY))
    if letter is not None:
        _assert_sound(letter)


# --- letters whose truth is known

_FORMS = (
    "{d:%d.%m.%Y}",
    "{d:%d.%m.%y}",
    "{d:%Y-%m-%d}",
    "{d.day} {pl} {d.year}",
    "{d.day} {pl3} {d.year} 10:15",
    "piątek, {d.day} {pl} {d.year} 10:15",
    "{d:%d/%m/%Y}",
    "{d:%m/%d/%Y}",
    "{en} {d.day}, {d.year} at 10:15 AM",
    "Fri, {d.day} {en} {d.year} 10:15:32 +0100",
    "{d:%Y-%m-%d} 10:15 +0100",
    "{d.day}. {pl3}. {d.year}",
    "{d:%d-%m-%Y} 10:15",
    "{d:%d.%m.%Y} r. godz. 10.15",
    "{d.day} {roman} {d.year}",
    "{d:%Y/%m/%d}",
    "wczoraj o 10:15",
    "{d:%A} {d.day} {pl3}",
    "",
)
"""As mail programs write days, and some that cannot be read."""
_PL = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_QUOTES = (
    "Od: P1\nWysłano: {day}\nDo: a@b.pl\nTemat: {title}\n",
    "*Od:* P1\n*Wysłano:* {day}\n*Temat:* {title}\n",
    "From: P1\nSent: {day}\nTo: a\nSubject: {title}\n",
    "From: P1\nDate: {day}\nSubject: {title}\n",
    "Od: P1\nData: {day}\n{title}\n",
    "{title}\nOd: P1\nData: {day}\n",
    "W dniu {day} P1 pisze:\n{title}\n",
    "W dniu {day} P1 <a@b.pl>\nnapisał(a):\n{title}\n",
    "On {day}, P1 wrote:\n{title}\n",
    "Wiadomość napisana przez P1 w dniu {day}:\n{title}\n",
    "Am {day} schrieb P1:\n{title}\n",
    "Le {day}, P1 a écrit :\n{title}\n",
    "-------- Wiadomość przekazana --------\nTemat: {title}\nData: {day}\nOd: P1\n",
    "{day} P1 napisał(a):\n{title}\n",
)
_PASSING = (
    "Proszę.",
    "Dzień dobry,\nw załączeniu",
    "fyi",
    "Na jutro 23.11.2026!",
    "Termin: 01.12.2026",
    "Tel. 12.34.56",
)
_SUBJECTS = ("Fwd: x", "PD: {title}", "Odp: {title}", "", "Re: Fwd: {title}")


def check_forwarded(data: bytes) -> None:
    """A grant of a known day, forwarded: read as of that day or an earlier one, or as of none."""
    choices = Choices(data)
    truth = TODAY - timedelta(days=1 + choices.number(200))
    passed_on = min(TODAY, truth + timedelta(days=choices.number(60)))
    day = choices.pick(_FORMS).format(
        d=truth,
        pl=_PL[truth.month - 1],
        pl3=_PL[truth.month - 1][:3],
        en=_EN[truth.month - 1],
        roman=_ROMAN[truth.month - 1],
    )
    quote = choices.pick(_QUOTES).format(day=day, title=_TITLE)
    margin = choices.pick(("", "> ", "  ", "| ", ">> "))
    body = f"{choices.pick(_PASSING)}\n\n{quote}\n{_LINK}\n{choices.pick(_PASSING)}\n"
    body = "\n".join(margin + row for row in body.split("\n"))
    subject = choices.pick(_SUBJECTS).format(title=_TITLE)
    stamped = f"{passed_on.day} {_EN[passed_on.month - 1]} {passed_on.year} 18:00:00 +0100"
    head = f"From: a@b.pl\nMIME-Version: 1.0\nSubject: {subject}\nDate: {stamped}\n"
    made = _wrapped(choices, head, body)
    letter = read_letter(made, TODAY)
    _assert_sound(letter)
    holds(
        letter.received is None or letter.received <= truth,
        f"{letter.received} told for {truth}: {made!r}",
    )
    if letter.kind == "grant":
        holds(letter.received is not None or letter.notes, "silence about a day that could not be read")


def _wrapped(choices: Choices, head: str, body: str) -> bytes:
    charset = choices.pick(("utf-8", "cp1250", "iso-8859-2"))
    plain = body.encode(charset, "replace")
    html = f"<html><body><p>{body.replace(chr(10), '<br>')}</p></body></html>".encode(charset, "replace")
    kind, content = choices.pick((("plain", plain), ("html", html)))
    encoding = choices.pick(("8bit", "base64", "quoted-printable"))
    coded = {"8bit": content, "base64": base64.encodebytes(content), "quoted-printable": quopri.encodestring(content)}
    part = (
        f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
        + coded[encoding]
    )
    match choices.number(4):
        case 0:
            return head.encode() + part
        case 1:
            return head.encode() + b'Content-Type: multipart/mixed; boundary="q q"\n\n--q q\n' + part + b"\n--q q--\n"
        case 2:
            inner = (
                b"Content-Type: multipart/alternative; boundary=i\n\n--i\n" + part + b"\n--i\n" + part + b"\n--i--\n"
            )
            return head.encode() + b"Content-Type: multipart/mixed; boundary=q\n\n--q\n" + inner + b"\n--q--\n"
        case _:
            return body.encode()  # pasted


_LINES = tuple(
    each.encode()
    for each in (
        *("Content-Type: multipart/mixed; boundary=q", "Content-Type: text/html; charset=utf-16", "--q", "--q--", ""),
        *(
            "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
        ),
        *(
            "Content-Type: application/octet-stream; name=a.eml",
            "Content-Disposition: attachment; filename*=utf-8''b%2Emsg",
        ),
        *(
            "Subject: =?utf-8?b?///?=",
            "Subject: =?utf-8?q?=1B[2J?=",
            "Date: 99 Zzz 0000 99:99 +9999",
            "Date: 1 Jan 9999 00:00 -2359",
        ),
        *(
            "Date: Mon, 1 Jan 0001 00:00:00 +2359",
            "Received: ; 31 Dec 9999 23:59:59 -0100",
            "From a b 2026",
            "Subject: Fwd: " + _TITLE,
        ),
        *(_TITLE, _LINK, "Data: 20.11.2026", "Wysłano: 31.02.2026", "W dniu 1.1.2001 pisze:", "Od: P1", "From: P1"),
        *(
            "do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze 5/2026",
            "wniosek o numerze \x1b[31m1",
        ),
        *(
            '<a href="https://ezdrowie.gov.pl@zlo.pl/">x</a>',
            '<a href="https://ezdrowie.gov.pl:443\\@zlo.pl">y</a>',
            "<pre>",
            "<!--",
        ),
        *(
            "https://ezdrowie.gov.pl%2ezlo.pl/",
            "https://sow.ezdrowie.gov.pl./x",
            "https://[::1]/",
            "http://ezdrowie.gov.pl",
            "www.zlo.pl",
        ),
        *(
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsow.ezdrowie.gov.pl%2Fx",
            "&#x1b;[2J",
            "&#xD800;",
        ),
        *(
            "Date: Fri, 20 Nov 2026 10:15:32 +0100",
            "MIME-Version: 1.0",
            "begin 644 x",
            "\x1b[2J",
            "=20=",
            "https://x.pl/\x9b2J",
        ),
    )
)


def _outlook_files() -> tuple[bytes, ...]:
    sent = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    html = f"<p>{_TITLE} <a href='{_LINK}'>tls</a>".encode()
    plain = outlook.message(subject=_TITLE, body=f"Dzień dobry\r\n{_LINK}", submitted=sent)
    around = outlook.message(subject="FW", body="x", attached=(plain,), files=(("a.eml", b"Subject: x\n\n" + html),))
    headers = outlook.message(subject=_TITLE, html=html, headers="Date: Fri, 20 Nov 2026 10:15:32 +0100\n", wide=False)
    return tuple(outlook.msg(each) for each in (plain, around, headers))


def in_outlook(data: bytes, random: Random) -> bytes:
    """Numbers of the header, of a directory entry or of the allocation tables."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 3)):
        at = random.choice((random.randrange(0, 512, 2), random.randrange(0, max(4, len(data) - 4), 4)))
        value = random.choice(
            (0, 1, 2, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, random.randrange(64), random.getrandbits(32))
        )
        changed[at : at + 4] = value.to_bytes(4, "little")
    return bytes(changed[: len(data)])


_O = "flows.mail.letters."
_MAIL = (_O + "letter", _O + "mime", _O + "text", _O + "links", _O + "dates", _O + "reading", _O + "message")
_MAIL += (_O + "marks", _O + "senders", _O + "doubts", _O + "numbers", _O + "dangers")


def _forwards() -> tuple[bytes, ...]:
    return tuple(Random(number).randbytes(16) for number in range(60))


def _packed_files() -> tuple[bytes, ...]:
    """A letter as Apple Mail, an archive, a signature and Outlook keep it."""
    raw = mail().as_bytes()
    signed = "-----BEGIN PKCS7-----\n" + base64.encodebytes(_signed(raw)).decode() + "-----END PKCS7-----\n"
    inside = MIMEApplication(_signed(raw), "pkcs7-mime", name="smime.p7m")
    inside["Subject"] = _TITLE
    return (
        zipped({"wiadomosc.eml": raw, "__MACOSX/._w": b"x"}),
        zipped({"a.p7m": _signed(raw)}),
        f"{len(raw)}\n".encode() + raw + b"<plist/>",
        _signed(raw),
        signed.encode(),
        inside.as_bytes(),
        mail(
            files={"tls.pem": b"-----BEGIN CERTIFICATE-----", "x.exe": b"MZ", "winmail.dat": b"\x78\x9f\x3e\x22"}
        ).as_bytes(),
    )


def _signed(content: bytes) -> bytes:
    """The content as CMS signed data without a signer, by hand: what a signature is, nobody looks at."""

    def element(tag: int, inside: bytes) -> bytes:
        length = len(inside).to_bytes(3, "big")
        return bytes((tag, 0x83)) + length + inside

    kinds = [element(0x06, bytes.fromhex("2a864886f70d0107") + bytes((each,))) for each in (1, 2)]
    short = [b"\x06\x09" + each[5:] for each in kinds]
    held = element(0x30, short[0] + element(0xA0, element(0x04, content)))
    inner = element(0x30, b"\x02\x01\x01\x31\x00" + held + b"\x31\x00")
    return element(0x30, short[1] + element(0xA0, inner))


def check_address(data: bytes) -> None:
    """Whatever the address, what is shown of it is fit for a console; what is trusted is shown as it stands."""
    link = data.decode("utf-8", "replace")
    shown = told(link)
    assert_showable(shown)
    holds(shown, "nothing is said of it")
    inner = unwrapped(link)
    if judge(inner) == "trusted":
        holds(told(inner).endswith("ezdrowie.gov.pl"), f"{inner!r} is trusted and shown as {told(inner)!r}")


def _odd_addresses() -> tuple[bytes, ...]:
    return tuple(
        each.encode()
        for each in (
            "https://sow.ezdrowie.gov.pl/pobierz?id=1",
            "https://sow.ezdrowie.gov.pl:443@zly.pl\\x",
            "https:\\\\zly.pl/",
            "//0xB9291D01:8443/",
            "https://xn--zdrowie-6gg.gov.pl/",
            "https://ｚｌｙ。pl/%2e",
            "https://[::1]:80/",
            "data:text/html,x",
            safelink(safelink("https://sow.ezdrowie.gov.pl/x")),
            "https://outlook.office.com/mail/safelink.html?url=https%3A%2F%2Fsow.ezdrowie.gov.pl%2Fx",
            "https://urldefense.com/v3/__https://sow.ezdrowie.gov.pl/x__;!!a$",
            "https://eu.protection.sophos.com/?d=x&u=aHR0cHM6Ly9zb3cuZXpkcm93aWUuZ292LnBsL3g=",
        )
    )


READERS = (
    Reader("letter-file", check_letter, _packed_files, (_O + "files", _O + "smime", _O + "attachments"), examples=200),
    Reader("address", check_address, _odd_addresses, (_O + "addresses", _O + "links"), longest=1_000, examples=400),
    Reader("letter", check_letter, seeds.letters, _MAIL, mutators.in_lines(_LINES), longest=6_000, examples=400),
    Reader(
        "letter-day", check_forwarded, _forwards, (_O + "dates", _O + "marks", _O + "reading"), longest=32, examples=700
    ),
    Reader("outlook", check_letter, _outlook_files, (_O + "outlook",), in_outlook, longest=32_768, examples=100),
)
