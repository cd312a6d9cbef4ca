"""What pretends to be the grant is never called it: no deadline, the doubt named, sender and attachments told."""

import base64
from datetime import date
from email.message import EmailMessage

import pytest
from support import outlook
from support.letters import ACKNOWLEDGEMENT, ANNA, GRANT, LATER, LINKS, TITLE, html, mail, safelink

from flows.mail.letters.addresses import told
from flows.mail.letters.letter import Letter, read_letter
from flows.mail.telling import describe

TODAY = date(2026, 11, 22)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
_ELSEWHERE = "odnośnik prowadzi poza ezdrowie.gov.pl: "
_PRETENDS = "(tam prowadzi przeglądarka, choć adres wygląda na inny)"
_SENDER = "nadawca jest spoza ezdrowie.gov.pl i cez.gov.pl: "


def _read(made: EmailMessage | bytes) -> Letter:
    return read_letter(made if isinstance(made, bytes) else made.as_bytes(), TODAY)


def _linked(tls: str = LINKS[0], wss: str = LINKS[1], more: str = "") -> EmailMessage:
    return mail(html(tls, wss, more), subtype="html")


_TWO_SENDERS = mail().as_bytes().replace(b"To: ", b"From: x@zly.pl\nTo: ", 1)
_SUSPICIOUS = {
    "sender": (mail(sender="CeZ <x@p1-zdrowie.online>"), f"{_SENDER}…@p1-zdrowie.online"),
    "sender below a name like ours": (mail(sender="p1@cez.gov.pl.pomoc.online"), f"{_SENDER}…@cez.gov.pl.pomoc.online"),
    "sender beside a name like ours": (mail(sender="p1@xcez.gov.pl"), f"{_SENDER}…@xcez.gov.pl"),
    "name that is an address": (mail(sender='"p1@cez.gov.pl" <x@outlook-p1.com>'), f"{_SENDER}…@outlook-p1.com"),
    "two senders": (mail(sender="p1@cez.gov.pl, x@zly.pl"), f"{_SENDER}…@cez.gov.pl, …@zly.pl"),
    "two From headers": (_TWO_SENDERS, f"{_SENDER}…@cez.gov.pl, …@zly.pl"),
    "quoted sender": (
        mail(
            f"Prawda?\n\nOd: CeZ <x@p1.online>\nWysłano: 20.11.2026\nTemat: {TITLE}\n\n{GRANT}",
            subject=f"PD: {TITLE}",
            sender=ANNA,
        ),
        f"{_SENDER}…@p1.online",
    ),
    "pasted": (f"Od: CeZ <x@p1.online>\nTemat: {TITLE}\nData: 20.11.2026\n\n{GRANT}".encode(), f"{_SENDER}…@p1.online"),
    "Reply-To": (mail(Reply_To="Pomoc <pomoc@cez-gov.pl>"), "odpowiedź poszłaby gdzie indziej: …@cez-gov.pl"),
    "disk image": (mail(files={"certyfikaty.iso": bytes(9)}), "ma program albo archiwum: certyfikaty.iso"),
    "two endings": (mail(files={"wniosek.pdf.lnk": b"x"}), "ma program albo archiwum: wniosek.pdf.lnk"),
    "program called a document": (
        mail(files={"instrukcja.pdf": b"MZ\x90\0"}),
        "ma program albo archiwum: instrukcja.pdf",
    ),
    "archive called a document": (mail(files={"p1.pdf": b"7z\xbc\xaf\x27\x1c"}), "ma program albo archiwum: p1.pdf"),
    "macros": (mail(files={"umowa.docm": b"PK\x03\x04"}), "ma program albo archiwum: umowa.docm"),
    "drawing that runs": (mail(files={"faktura.svg": b"<svg onload=x>"}), "ma program albo archiwum: faktura.svg"),
    "one foreign link": (_linked(wss="https://p1-certyfikaty.pl/wss"), f"{_ELSEWHERE}p1-certyfikaty.pl"),
    "foreign link in words": (mail(f"{GRANT}Pomoc: https://pomoc-p1.online/start\n"), f"{_ELSEWHERE}pomoc-p1.online"),
    "foreign link in a wrapper": (
        _linked(wss=safelink("https://sow.ezdrowie.gov.pl.zly.pl/t")),
        f"{_ELSEWHERE}sow.ezdrowie.gov.pl.zly.pl",
    ),
    "form": (_linked(more='<form action="https://zly.pl/login"><input name=haslo></form>'), f"{_ELSEWHERE}zly.pl"),
    **{
        name: (_linked(more=more), f"{_ELSEWHERE}zly.pl")
        for name, more in {
            "button of a form": '<form><button formaction="https://zly.pl/login">Dalej</button></form>',
            "input of a form": "<form><input type=submit formaction=https://zly.pl/login></form>",
            "page that moves on": '<meta http-equiv="refresh" content="3; url=https://zly.pl/login">',
            "frame": "<iframe width=1 src='https://zly.pl/login'></iframe>",
            "object": '<object type="text/html" data="https://zly.pl/login"></object>',
            "seen by Outlook only": '<!--[if mso]><a href="https://zly.pl/login">Pobierz</a><![endif]-->',
            "drawn for Outlook": '<!-- [if gte mso 9]><v:roundrect href="https://zly.pl/t">x</v:roundrect><![endif]-->',
            "tab in the address": '<a href="ht\ttps://zly.pl/login">Pobierz</a>',
            "line end in the address": '<a href="https:\r\n//zly.pl/login">Pobierz</a>',
            "tab as an entity": '<a href="ht&Tab;tps:&#10;//zly.pl/login">Pobierz</a>',
            "drawing with a link": '<svg><a xlink:href="https://zly.pl/login"><text>x</text></a></svg>',
            "two addresses": '<a href="https://zly.pl/login" href="https://sow.ezdrowie.gov.pl/x">Pobierz</a>',
        }.items()
    },
    "link that lies": (
        mail(html().replace("Pobierz TLS", "www.bank.com"), subtype="html"),
        "odnośnik pokazuje inny adres, niż otwiera",
    ),
    "no link": (
        mail(f"{TITLE}. Proszę oddzwonić: 700 123 456."),
        "nie ma w niej ani jednego odnośnika do ezdrowie.gov.pl",
    ),
    "picture": (
        mail(f"{TITLE}. Proszę zeskanować.", files={"qr.png": PNG}),
        "zamiast odnośników ma obraz, na przykład kod QR",
    ),
    "picture in the text": (
        mail(f'<p>{TITLE}</p><img src="cid:qr">', subtype="html"),
        "zamiast odnośników ma obraz, na przykład kod QR",
    ),
    "http only": (
        _linked(*(link.replace("https", "http") for link in LINKS)),
        "odnośnik ma dobry adres, ale zaczyna się od http:// zamiast https://, czyli bez szyfrowania",
    ),
}


@pytest.mark.parametrize("name", _SUSPICIOUS)
def test_a_grants_title_with_something_wrong(name: str) -> None:
    made, reason = _SUSPICIOUS[name]
    letter = _read(made)
    assert (letter.verdict, letter.deadline) == ("suspicious", None)
    assert letter.reasons == (reason,)
    said = "\n".join(describe(letter, TODAY))
    assert said.startswith("Ta wiadomość jest podejrzana, bo ")
    assert "właściwa" not in said
    assert "Odnośniki działają" not in said
    assert "incydent.cert.pl" in said
    assert all(file in said for file in letter.files)


def test_an_attached_page_with_a_foreign_link() -> None:
    made = mail()
    made.add_attachment('<a href="https://zly.pl/login">Zaloguj</a>', subtype="html", filename="certyfikat.html")
    letter = _read(made)
    assert (letter.verdict, letter.files) == ("suspicious", ("certyfikat.html",))


_NONE_OF_P1 = {
    "program and sender": (mail(f"{TITLE}. Otworzyć!", sender="x@p1.online", files={"g.exe": b"MZ"}), "g.exe"),
    "linked picture": (mail(f'<p>{TITLE}</p><a href="https://qr.eu/x"><img src="q"></a>', subtype="html"), "qr.eu"),
    "user name": (_linked(*["https://sow.ezdrowie.gov.pl@p1.zly.pl/t"] * 2), "p1.zly.pl (tam prowadzi przeglądarka"),
    "backslash": (_linked(*["https://p1.zly.pl\\@sow.ezdrowie.gov.pl/t"] * 2), "p1.zly.pl (tam prowadzi przeglądarka"),
    "port": (_linked(*["https://sow.ezdrowie.gov.pl:8443/t"] * 2), "sow.ezdrowie.gov.pl (nietypowy port 8443)"),
    "Cyrillic": (_linked(*["https://sow.еzdrowie.gov.pl/t"] * 2), "w adresie jest obca litera „е”"),
    "punycode": (_linked(*["https://sow.xn--zdrowie-6gg.gov.pl/t"] * 2), "sow.еzdrowie.gov.pl (w adresie jest obca"),
    "a number": (_linked("https://0xB9291D01/t", "http://3106479361/w"), "185.41.29.1"),
    "base": (mail(f'<base href="https://zly.pl/">{html("tls", "wss")}', subtype="html"), "zly.pl"),
    "no address of the web": (_linked("data:text/html;base64,PGh0bWw+", "javascript:alert(1)"), "adres typu „data:”"),
}  # fmt: skip


@pytest.mark.parametrize("name", _NONE_OF_P1)
def test_nothing_genuine_in_it(name: str) -> None:
    made, told_of = _NONE_OF_P1[name]
    letter = _read(made)
    assert (letter.kind, letter.verdict, letter.deadline, letter.links) == ("other", "not-p1", None, ())
    said = "\n".join(describe(letter, TODAY))
    assert said.startswith("To nie jest wiadomość z Systemu P1.")
    assert told_of in said
    assert "incydent.cert.pl" in said


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://p1-zdrowie.eu\\@sow.ezdrowie.gov.pl/x", f"p1-zdrowie.eu {_PRETENDS}"),
        ("https:\\\\zly.pl\\x", f"zly.pl {_PRETENDS}"),
        ("https://a@b@zly.pl/", f"zly.pl {_PRETENDS}"),
        ("//zly.pl/x", "zly.pl"),
        ("www.zly.pl/x", "www.zly.pl"),
        ("https:zly.pl", "zly.pl"),
        ("https://zl\ty.pl/", "zly.pl"),
        ("https://zly。pl/", "zly.pl"),
        ("https://ｚｌｙ.pl/", "zly.pl"),
        ("https://zly%2Epl/", "zly.pl"),
        ("https://ZLY.pl:443/", "zly.pl"),
        ("https://0271.051.035.1/", "185.41.29.1"),
        ("https://[::1]/", "[::1]"),
        ("https://sow.ezdrowie.gov.pl./x", "sow.ezdrowie.gov.pl (nietypowo zapisany)"),
        ("https://żółw.pl/", "żółw.pl"),
        ("https://", "adres bez nazwy"),
        ("mailto:x", "adres typu „mailto:”"),
        ("https://\x1b[2J.pl/", "?[2j.pl"),
    ],
)  # fmt: skip
def test_an_address_is_shown_as_a_browser_opens_it(link: str, shown: str) -> None:
    assert told(link) == shown


@pytest.mark.parametrize("bad", [{"sender": "cez@zly.pl"}, {"files": {"wniosek.scr": b"MZ"}}, {"Reply_To": "x@zly.pl"}])
def test_a_doubtful_acknowledgement(bad: dict[str, str]) -> None:
    letter = _read(mail(ACKNOWLEDGEMENT, subject="Wniosek", **bad))  # type: ignore[arg-type]
    assert (letter.kind, letter.verdict) == ("acknowledgement", "suspicious")
    assert "To dopiero potwierdzenie" not in "\n".join(describe(letter, TODAY))


def test_a_program_beside_a_genuine_letter_that_was_passed_on() -> None:
    letter = _read(
        mail("w załączniku", subject=f"PD: {TITLE}", sender=ANNA, sent=LATER, files={"p.exe": b"MZ"}, attached=mail())
    )
    assert (letter.verdict, letter.dangers) == ("suspicious", ("p.exe",))


def test_what_outlook_saved_tells_sender_and_attachments() -> None:
    headers = "From: CeZ <x@p1.online>\r\nDate: Fri, 20 Nov 2026 10:15:32 +0100\r\n"
    tree = outlook.message(subject=TITLE, body=GRANT, headers=headers, files=(("Generator.EXE", b"MZ"),))
    letter = _read(outlook.msg(tree))
    assert (letter.sender.who, letter.files, letter.dangers) == (
        ("x@p1.online",),
        ("generator.exe",),
        ("generator.exe",),
    )
    assert letter.verdict == "suspicious"


def test_a_genuine_one_in_a_mailbox_counts_before_a_look_alike() -> None:
    line = b"From - Fri Nov 20 10:15:35 2026\n"
    false = mail(sender="x@p1.online", sent=LATER).as_bytes()
    letter = _read(line + mail().as_bytes() + b"\n\n" + line + false)
    assert (letter.verdict, letter.received, letter.sender.who) == (
        "consistent",
        date(2026, 11, 20),
        ("p1@cez.gov.pl",),
    )
    assert any("jest też podejrzana wiadomość" in note for note in letter.notes)


def test_half_a_link_is_no_link() -> None:
    """Wherever base64 is cut, what was read is a whole link or none."""
    head = f"From: p1@cez.gov.pl\nDate: Fri, 20 Nov 2026 10:15:32 +0100\nSubject: =?utf-8?b?{_b64(TITLE)}?=\n".encode()
    for kind, text in (("plain", GRANT), ("html", html())):
        part = f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n".encode()
        coded = base64.encodebytes(text.encode())
        several = head + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n" + part + coded
        for whole in (head + part + coded, several):
            for at in range(len(whole) - len(coded), len(whole), 3):
                assert set(_read(whole[:at]).links) <= set(LINKS), at
        assert set(_read(several[: -len(coded) // 4]).links) | set(_read(head + part + coded).links) == set(LINKS)


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
