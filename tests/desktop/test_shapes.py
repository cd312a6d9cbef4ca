"""What a window's child is taken for."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.desktop.shapes import Box, is_decoration, label_of, role, shown, tab_item


@pytest.mark.parametrize(
    ("class_name", "style", "expected"),
    [
        ("Button", 0x50010000, "button"),
        ("Button", 0x50010001, "button"),  # the default button
        ("Button", 0x50010007, "other"),  # a group box
        ("Button", 0x50010003, "other"),  # a check box
        ("WindowsForms10.BUTTON.app.0.141b42a_r8_ad1", 0x5001000B, "button"),
        ("WindowsForms10.EDIT.app.0.141b42a_r8_ad1", 0, "edit"),
        ("WindowsForms10.SysTabControl32.app.0.141b42a", 0, "tabs"),
        ("ThunderRT6TextBox", 0, "edit"),
        ("ThunderRT6CommandButton", 0, "button"),
        ("TPageControl", 0, "tabs"),
        ("TEdit", 0, "edit"),
        ("RichEdit20W", 0, "edit"),
        ("Static", 0, "text"),
        ("SysListView32", 0, "other"),
    ],
)
def test_roles(class_name: str, style: int, expected: str) -> None:
    assert role(class_name, style) == expected


@pytest.mark.parametrize(
    ("class_name", "expected"),
    [
        ("tooltips_class32", True),
        ("WindowsForms10.tooltips_class32.app.0.141b42a_r8_ad1", True),
        ("SysShadow", True),
        ("#32770", False),
        ("WindowsForms10.Window.8.app.0.141b42a_r8_ad1", False),
    ],
)
def test_a_tooltip_is_no_window(class_name: str, expected: bool) -> None:
    assert is_decoration(class_name) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("&START", "START"), ("Zapisz && zamknij", "Zapisz & zamknij"), ("S&TOP ", "STOP"), ("", "")]
)
def test_shortcuts_are_not_part_of_what_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


FIELD = Box(140, 100, 400, 122)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([(Box(20, 103, 130, 121), "Hasło"), (Box(20, 73, 130, 91), "Lokalizacja")], "Hasło"),
        ([(Box(20, 103, 60, 121), "dalej"), (Box(70, 103, 150, 121), "blisko, i pod polem")], "blisko, i pod polem"),
        ([(Box(140, 80, 300, 96), "nad polem"), (Box(140, 50, 300, 66), "wyżej")], "nad polem"),
        ([(Box(140, 10, 300, 26), "za wysoko")], ""),
        ([(Box(410, 103, 500, 121), "po prawej")], ""),
        ([(Box(140, 126, 300, 140), "pod polem")], ""),
        ([], ""),
    ],
)
def test_the_label_of_a_field(labels: list[tuple[Box, str]], expected: str) -> None:
    assert label_of(FIELD, labels) == expected


@given(st.integers(0, 2**32 - 1))
def test_the_request_for_a_title_fits_both_kinds_of_program(address: int) -> None:
    """Offsets as the compilers lay TCITEMW out: the text at 16 of 40 bytes, or at 12 of 28."""
    wide, narrow = tab_item(address, wide=True), tab_item(address, wide=False)
    assert (len(wide), len(narrow)) == (40, 28)
    assert struct.unpack_from("<Qi", wide, 16) == struct.unpack_from("<Ii", narrow, 12) == (address, 1024)
    assert wide[:4] == narrow[:4] == b"\1\0\0\0"
