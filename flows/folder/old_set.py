"""The certificates that the pharmacy still works with while new ones are on their way: until when they last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.crypto.certificates import may_be_issued, public_key_sha256
from flows.folder.current_set import current_set
from flows.folder.recognise import Kind
from flows.folder.standing import made_on

if TYPE_CHECKING:
    from flows.folder.recognise import Contents

_ONE_SET = timedelta(days=62)
"""The two certificates of an application are issued together; what begins earlier is of an older one."""


def old_end(found: Sequence[Contents]) -> date | None:
    """The day on which the first of the newest earlier set in the folder ends; None where there is none.

    Earlier is what was issued before the requests of the renewal under way were made. Files that neither say what they
    are for nor fit a key here may be a bank's.
    """
    made = made_on(found)
    mine = {pair.digest for pair in current_set(found).values()}
    keys = {digest for item in found if item.kind is Kind.JKS for digest in item.key_sha256s}
    older = [
        certificate
        for item in found
        if item.kind is Kind.CERTIFICATE
        for certificate in item.certificates
        if may_be_issued(certificate)
        and (digest := public_key_sha256(certificate)) not in mine
        and (item.purpose is not None or digest in keys)
        and made is not None
        and certificate.not_valid_before_utc < made
    ]
    if not older:
        return None
    newest = max(each.not_valid_before_utc for each in older)
    ends = [each.not_valid_after_utc for each in older if each.not_valid_before_utc > newest - _ONE_SET]
    return local(min(ends)).date()
