"""Which links of an e-mail lead to the e-health platform, and which must not be opened.

Strict on purpose: what a browser might read differently from us is foreign.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import unquote

from flows.base.patterns import regex
from flows.mail.letters.addresses import printable
from flows.mail.letters.text import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRUSTED_HOST = "ezdrowie.gov.pl"
_OFFICES = ("cez.gov.pl", "csioz.gov.pl", "nfz.gov.pl", "pacjent.gov.pl", "www.gov.pl")
MAX_LINK = 2_000
MAX_LINKS = 500
_MAX_WRAPPED = 4 * MAX_LINK
_MAX_WRAPPERS = 5

Verdict: TypeAlias = Literal["trusted", "unencrypted", "foreign"]

# Printable ASCII only, no user name, no backslash, no port but https's own; the rest of the address is free.
_STRICT = regex(r"(https?)://([a-z0-9.-]{1,253})(:443)?(?:[/?#][!-\[\]-~]*)?", re.IGNORECASE)
_IN_TEXT = regex(r"(?:https?://|www\.)[^\s<>\"„”»«]{1,2000}")
_ANGLED = regex(r"\s?<((?:https?://)[^\s<>]{1,2000})>")
_SCHEME = regex(r"[a-z][a-z0-9+.-]{0,20}:|[/\\]{2}|www\.", re.IGNORECASE)
_NAMED = regex(r"(?:https?://)?([^\s/?#<>()\[\]\"'„”,;:]{4,253})", re.IGNORECASE)
_TOP_LEVEL = frozenset(
    ["biz", "cn", "com", "eu", "gov", "info", "io", "net", "online", "org", "pl", "ru", "shop", "site", "top", "xyz"]
)
_HARMLESS_SCHEMES = ("mailto:", "tel:", "cid:")
_CLOSING = ".,;:!?'\"*|"
# An address in angle brackets goes on over line ends (RFC 3986, appendix C): mail programs break long ones so.
_BROKEN = regex(r"<(?:url:)?(https?://[^\s<>]{1,998}(?:\n[^\s<>]{1,998}){1,20})>", re.IGNORECASE)
# Services that wrap every link of a mailbox: Microsoft, Google, Barracuda, Cisco, Proofpoint, Trend Micro, Symantec,
# Sophos, FireEye, Hornetsecurity. „real”: percent-encoded; „sixty_four”: base64.
_WRAPPERS = tuple(
    regex(f"https://{service}", re.IGNORECASE)
    for service in (
        r"[a-z0-9.-]{1,200}\.safelinks\.protection\.outlook\.com/[^#]*?[?&]url=(?P<real>[^&#]+)",
        r"outlook\.(?:office|office365|live)\.com/mail/(?:[^?#]*/)?safelink\.html\?(?:[^#]*?&)?url=(?P<real>[^&#]+)",
        r"outlook\.cloud\.microsoft/mail/(?:[^?#]*/)?safelink\.html\?(?:[^#]*?&)?url=(?P<real>[^&#]+)",
        r"www\.google\.(?:com|pl)/url\?(?:[^#]*?&)?(?:q|url)=(?P<real>[^&#]+)",
        r"linkprotect\.cudasvc\.com/url\?(?:[^#]*?&)?a=(?P<real>[^&#]+)",
        r"secure-web\.cisco\.com/[^/?#]+/(?P<real>https?%3a[^?#]+)",
        r"urldefense\.(?:proofpoint\.)?com/v2/url\?(?:[^#]*?&)?u=(?P<dashed>[^&#]+)",
        r"urldefense\.(?:proofpoint\.)?com/v3/__(?P<plain>[^*]+?)__;",  # a star stands for a sign told elsewhere
        r"[a-z0-9.-]{1,200}\.trendmicro\.com/wis/clicktime/v1/query\?(?:[^#]*?&)?url=(?P<real>[^&#]+)",
        r"clicktime\.symantec\.com/[^?#]*\?(?:[^#]*?&)?u=(?P<real>[^&#]+)",
        r"[a-z0-9.-]{1,200}\.protection\.sophos\.com/\?(?:[^#]*?&)?u=(?P<sixty_four>[\w=%-]+)",
        r"protect2\.fireeye\.com/(?:v1/)?url\?(?:[^#]*?&)?u=(?P<real>[^&#]+)",
        r"atpscan\.global\.hornetsecurity\.com/[^#]*?[?&]url=(?P<real>[^&#]+)",
    )
)


def judge(link: str) -> Verdict:
    """What a link is. Trusted: https to ezdrowie.gov.pl or a name below it; unencrypted: http there; else foreign."""
    if len(link) > MAX_LINK:
        return "foreign"
    match = _STRICT.fullmatch(link)
    if match is None or not is_trusted_host(match.group(2)):
        return "foreign"
    if match.group(1).lower() == "https":
        return "trusted"
    return "foreign" if match.group(3) else "unencrypted"


def is_office(link: str) -> bool:
    """Whether it leads, plainly written, to an office of health care: nothing to download there, but nobody's bait."""
    match = _STRICT.fullmatch(link) if len(link) <= MAX_LINK else None
    host = match.group(2).lower() if match else ""
    return any(host == name or host.endswith(f".{name}") for name in _OFFICES) and _well_formed(host.split("."))


def is_trusted_host(host: str) -> bool:
    """Whether the name is the e-health platform's: whole labels, none of them encoded or malformed."""
    labels = host.lower().split(".")
    if labels[-3:] != TRUSTED_HOST.split("."):
        return False
    return _well_formed(labels)


def _well_formed(labels: list[str]) -> bool:
    return all(label and not label.startswith(("-", "xn--")) and not label.endswith("-") for label in labels)


def in_text(text: str) -> Iterator[Anchor]:
    """The links written out in a text; „address <another>” is what plain text makes of a link with its text."""
    lowered = text.lower()
    end = 0
    for match in _IN_TEXT.finditer(lowered):
        if match.start() < end:
            continue
        end = match.end()
        link = _trimmed(text[match.start() : match.end()])
        angled = _ANGLED.match(text, match.end())
        if angled:
            end = angled.end()
            yield Anchor(angled.group(1), link)
        else:
            yield Anchor(link)


def _trimmed(link: str) -> str:
    """Without the punctuation of the sentence around it."""
    link = link.rstrip(_CLOSING)
    while link and link[-1] in ")]}" and link.count(link[-1]) > link.count({")": "(", "]": "[", "}": "{"}[link[-1]]):
        link = link[:-1].rstrip(_CLOSING)
    return link


def sort_out(anchors: Iterable[Anchor]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The trusted links, unwrapped, and all the others that could be opened; each once, in their order."""
    trusted: dict[str, None] = {}
    others: dict[str, None] = {}
    for anchor in dict.fromkeys(anchors):
        if len(trusted) + len(others) >= MAX_LINKS:
            break
        link = unwrapped(anchor.target)
        if judge(link) == "trusted":
            (others if _names_another_host(anchor.shown) else trusted)[link] = None
        elif _can_be_opened(anchor.target):
            others[_printable(anchor.target)] = None
    return tuple(trusted), tuple(others)


def path_of(link: str) -> str:
    """What follows the host, "" for a home page."""
    return re.sub(r"^(?:https?://)?[^/?#]*/?", "", link, count=1, flags=re.IGNORECASE)


def unwrapped(link: str) -> str:
    """Where a link really leads, without the protection of one mailbox after another around it; asks nobody."""
    for _ in range(_MAX_WRAPPERS):
        inner = _without_wrapper(link)
        if inner == link:
            break
        link = inner
    return link


def _without_wrapper(link: str) -> str:
    for service in _WRAPPERS:
        match = service.match(link) if len(link) <= _MAX_WRAPPED else None
        if match:
            parts = match.groupdict()
            if plain := parts.get("plain"):
                return re.sub(r"^(https?:/)(?!/)", r"\1/", plain)
            if coded := parts.get("sixty_four"):
                return _from_base64(unquote(coded)) or link
            dashed = (parts.get("dashed") or "").replace("-", "%").replace("_", "/")
            return unquote(dashed or parts["real"])
    return link


def _from_base64(coded: str) -> str:
    compact = coded.rstrip("=")
    try:
        return base64.urlsafe_b64decode(compact + "=" * (-len(compact) % 4)).decode("ascii")
    except ValueError:
        return ""


def rejoined(text: str) -> str:
    """A tidied text in which addresses in angle brackets stand on one line."""
    return _BROKEN.sub(lambda match: f"<{match.group(1).replace(chr(10), '')}>", text)


def _can_be_opened(link: str) -> bool:
    if link.lower().startswith("www."):
        return judge(f"https://{link}") != "trusted"
    return bool(_SCHEME.match(link)) and not link.lower().startswith(_HARMLESS_SCHEMES)


def _names_another_host(shown: str) -> bool:
    """Whether a link that leads to the platform says that it leads elsewhere. „tls.pem” is a file, no host."""
    for match in _NAMED.finditer(shown):
        host = match.group(1).rpartition("@")[2].strip(".").lower()
        looks_like_one = "." in host and (host.rpartition(".")[2] in _TOP_LEVEL or host.startswith("www."))
        if looks_like_one and not is_trusted_host(host):
            return True
    return False


def _printable(link: str) -> str:
    return printable(link[:MAX_LINK])
