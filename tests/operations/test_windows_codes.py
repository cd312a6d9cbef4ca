"""Windows' numbers in words: the same whether they come as a HRESULT or bare, and never without the number."""

import pytest
from support.refusal import assert_fit_to_show

from flows.stores.windows_codes import problem


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (5, "store-not-writable", "nie może zmieniać"),
        (0x80070005, "store-not-writable", "nie może zmieniać"),
        (0x80070070, "disk-full", "miejsca"),
        (33, "store-locked", "zajęty"),
        (0x80090010, "store-failed", "NTE_PERM"),
        (0x80090016, "store-failed", "NTE_BAD_KEYSET"),
        (0x8009000B, "store-failed", "NTE_BAD_KEY_STATE"),
        (-2146893813, "store-failed", "NTE_BAD_KEY_STATE"),
        (0x80090022, "store-failed", "NTE_SILENT_CONTEXT"),
        (0x80090024, "store-failed", "NTE_TEMPORARY_PROFILE"),
        (0x80092004, "store-failed", "CRYPT_E_NOT_FOUND"),
        (0x80070520, "store-failed", "ERROR_NO_SUCH_LOGON_SESSION"),
        (1312, "store-failed", "0x00000520"),
        (0x80070056, "store-failed", "ERROR_INVALID_PASSWORD"),
        (1231, "store-failed", "ERROR_NETWORK_UNREACHABLE"),
        (0x12345678, "store-failed", "0x12345678"),
    ],
)
def test_each_is_told_in_words(code: int, kind: str, words: str) -> None:
    told = problem("Windows „Osobisty”", code).problem
    assert (told.code, words in told.what) == (kind, True)
    assert_fit_to_show(told)
