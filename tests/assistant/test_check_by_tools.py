"""„sprawdź” on files that openssl, keytool, certtool and NSS make today, with the password and without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tools
from support.authority import PASSWORD

from assistant.reports.check import examine
from assistant.reports.check_told import as_text


@dataclass(frozen=True)
class Bench:
    """A folder with keys and self-signed certificates of each sort, and tools that work in it."""

    folder: Path

    @property
    def word(self) -> Path:
        return self.folder / "word"

    def openssl(self, *arguments: object) -> None:
        tools.run("openssl", *(self._placed(each) for each in arguments))

    def keytool(self, *arguments: object) -> None:
        tools.run("keytool", *(self._placed(each) for each in arguments), "-noprompt")

    def certificate(self, name: str, *algorithm: str) -> None:
        given = ("-nodes", "-keyout", self.folder / f"{name}.key", "-out", self.folder / f"{name}.pem")
        self.openssl("req", "-x509", "-days", "3000", "-subj", f"/CN={name}", *algorithm, *given)

    def p12(self, of: str, *flags: object, password: str = "", parts: str = "both") -> Path:
        made = self.folder / "made.p12"
        key = ("-inkey", f"@{of}.key") if parts != "certificate" else ("-nokeys",)
        certificate = ("-in", f"@{of}.pem") if parts != "key" else ("-nocerts",)
        self.openssl(
            "pkcs12", "-export", *key, *certificate, "-out", made, *flags, "-passout", password or self._passed
        )
        return made

    def into(self, store: str, kind: str, source: Path, alias: str) -> Path:
        target = self.folder / store
        given = ("-srckeystore", source, "-srcstorepass:file", self.word, "-srcalias", alias)
        to = ("-destkeystore", target, "-deststoretype", kind, "-deststorepass:file", self.word, "-destalias", alias)
        self.keytool("-importkeystore", *given, *to)
        return target

    @property
    def _passed(self) -> str:
        return f"file:{self.word}"

    def _placed(self, argument: object) -> str | Path:
        text = str(argument)
        return self.folder / text[1:] if text.startswith("@") else text


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = Bench(tmp_path_factory.mktemp("bench"))
    made.word.write_text(PASSWORD.reveal())
    for name in ("tls", "wss"):
        made.certificate(name, "-newkey", "rsa:2048")
    made.certificate("short", "-newkey", "rsa:1024")
    made.certificate("curve", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    made.certificate("edwards", "-newkey", "ed25519")
    made.openssl("dsaparam", "-out", "@dsa.parameters", "1024")
    made.certificate("dsa", "-newkey", f"dsa:{made.folder / 'dsa.parameters'}")
    return made


def _two_of_java(bench: Bench, store: str, kind: str) -> Path:
    for alias in ("tls", "wss"):
        bench.into(store, kind, bench.p12(alias, "-name", alias), alias)
    return bench.folder / store


def _trust_of_java(bench: Bench) -> Path:
    given = ("-keystore", "@trust.jks", "-storetype", "JKS", "-storepass:file", bench.word, "-alias", "urzad")
    bench.keytool("-importcert", "-file", "@tls.pem", *given)
    return bench.folder / "trust.jks"


def _gnutls(bench: Bench, *flags: str) -> Path:
    made = bench.folder / "gnutls.p12"
    given = ("--load-privkey", bench.folder / "tls.key", "--load-certificate", bench.folder / "tls.pem")
    tools.run("certtool", "--to-p12", *given, "--p12-name", "tls", *flags, "--outfile", made)
    return made


def _nss(bench: Bench) -> Path:
    base, made = bench.folder / "nss", bench.folder / "nss.p12"
    base.mkdir(exist_ok=True)
    tools.run("certutil", "-N", "-d", f"sql:{base}", "--empty-password")
    given = ("-d", f"sql:{base}", "-w", bench.word, "-K", "")
    tools.run("pk12util", "-i", bench.p12("tls", "-name", "apteka"), *given)
    tools.run("pk12util", "-o", made, "-n", "apteka", *given)
    return made


def _der_key(bench: Bench) -> Path:
    bench.openssl("pkcs8", "-topk8", "-nocrypt", "-in", "@tls.key", "-outform", "DER", "-out", "@key.der")
    return bench.folder / "key.der"


def _sealed_key(bench: Bench) -> Path:
    bench.openssl("pkcs8", "-topk8", "-in", "@tls.key", "-out", "@sealed.key", "-passout", f"file:{bench.word}")
    return bench.folder / "sealed.key"


def _beside(bench: Bench, key: Path) -> Path:
    made = bench.folder / "razem.pem"
    made.write_bytes((bench.folder / "tls.pem").read_bytes() + key.read_bytes())
    return made


def _request(bench: Bench, of: str) -> Path:
    bench.openssl("req", "-new", "-key", f"@{of}.key", "-subj", "/CN=a", "-out", "@made.csr")
    return bench.folder / "made.csr"


def _bag(bench: Bench) -> Path:
    bench.openssl("crl2pkcs7", "-nocrl", "-certfile", "@short.pem", "-out", "@made.p7b")
    return bench.folder / "made.p7b"


_3DES = ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1")
_OPEN = ("-keypbe", "NONE", "-certpbe", "NONE")
_BOTH, _CLOSED, _OPENED = (True, True), (True, False), (False, True)
_INPUTS: dict[str, tuple[Callable[[Bench], Path], str, tuple[bool, bool]]] = {
    "openssl's default": (lambda bench: bench.p12("tls"), "(AES)", _BOTH),
    "keytool's default": (lambda bench: _two_of_java(bench, "java.p12", "PKCS12"), "(AES)", _BOTH),
    "keytool's two": (lambda bench: _two_of_java(bench, "java.p12", "PKCS12"), "2 klucze prywatne", _BOTH),
    "keytool's two in a JKS": (lambda bench: _two_of_java(bench, "java.jks", "JKS"), "2 klucze prywatne", _BOTH),
    "keytool's trust": (_trust_of_java, "bez klucza: same certyfikaty", _BOTH),
    "JCEKS": (lambda bench: _two_of_java(bench, "java.jceks", "JCEKS"), "Change KeyStore Type", _BOTH),
    "certtool's": (lambda bench: _gnutls(bench, "--password", PASSWORD.reveal()), "PKCS#12 w PEM", _BOTH),
    "certtool's empty": (lambda bench: _gnutls(bench, "--empty-password", "--outder"), "Plik nie ma hasła", _BOTH),
    "NSS's": (_nss, "(AES)", _BOTH),
    "no password": (lambda bench: bench.p12("tls", *_3DES, password="pass:"), "Plik nie ma hasła", _BOTH),
    "800,000 rounds": (lambda bench: bench.p12("tls", "-iter", "800000"), "ma 800000 rund", _BOTH),
    "rounds of the MAC": (lambda bench: bench.p12("tls", *_OPEN, "-iter", "600001"), "ma 600001 rund", _BOTH),
    "key lying open": (lambda bench: bench.p12("tls", *_OPEN), "made.p12 otwarty", _BOTH),
    "open, no MAC": (lambda bench: bench.p12("tls", *_OPEN, "-nomac"), "made.p12 otwarty", _BOTH),
    "no MAC": (lambda bench: bench.p12("tls", *_3DES, "-nomac"), "brak sumy kontrolnej (MAC)", _BOTH),
    "key alone": (lambda bench: bench.p12("tls", parts="key"), "sam klucz, bez certyfikatu", _BOTH),
    "certificate alone": (lambda bench: bench.p12("tls", parts="certificate"), "klucza prywatnego w nim nie", _CLOSED),
    "… opened": (lambda bench: bench.p12("tls", parts="certificate"), "bez klucza: same certyfikaty", _OPENED),
    "short key": (lambda bench: bench.p12("short", *_3DES), "1024 bity", _OPENED),
    "short key's certificate": (lambda bench: bench.folder / "short.pem", "1024 bity", _BOTH),
    "short key's PKCS#7": (_bag, "1024 bity", _BOTH),
    "short key's request": (lambda bench: _request(bench, "short"), "1024 bity", _BOTH),
    "DSA": (lambda bench: bench.p12("dsa"), "DSA", _OPENED),
    "DSA's certificate": (lambda bench: bench.folder / "dsa.pem", "DSA", _BOTH),
    "DSA's request": (lambda bench: _request(bench, "dsa"), "DSA", _BOTH),
    "Ed25519": (lambda bench: bench.folder / "edwards.pem", "innego rodzaju niż RSA", _BOTH),
    "Ed25519 in a PKCS#12": (lambda bench: bench.p12("edwards"), "ani RSA, ani krzywej", _OPENED),
    "open key in DER": (_der_key, "Leży otwarty, bez hasła", _BOTH),
    "open key beside": (
        lambda bench: _beside(bench, bench.folder / "tls.key"),
        "leży też klucz prywatny, bez hasła",
        _BOTH,
    ),
    "sealed key beside": (lambda bench: _beside(bench, _sealed_key(bench)), "razem z kluczem prywatnym", _BOTH),
}


@pytest.mark.parametrize("name", _INPUTS)
def test_what_matters_is_said_of_files_of_other_programs(bench: Bench, name: str) -> None:
    make, said, when = _INPUTS[name]
    path, now = make(bench), datetime.now(UTC)
    try:
        told = [as_text(examine(path, passwords, now), now) for passwords in ((), (PASSWORD,))]
        assert tuple(said in each for each in told) == when, told
    finally:
        if path.name.startswith(("java", "trust")):
            path.unlink()


@pytest.mark.parametrize(
    "make",
    [
        lambda bench: bench.p12("tls", *_3DES),
        lambda bench: bench.p12("curve", *_3DES),  # an office's that signs with curves
        lambda bench: bench.p12("tls", "-legacy"),
        lambda bench: _beside(bench, bench.folder / "wss.pem"),
        lambda bench: bench.folder / "tls.pem",
    ],
)
def test_nothing_odd_is_said_of_the_ordinary(bench: Bench, make: Callable[[Bench], Path]) -> None:
    facts = examine(make(bench), (PASSWORD,), datetime.now(UTC))
    assert (facts.warnings, facts.problem) == ((), None)
