"""What a window's child is to a person, from its class, its style and where it lies. Pure; pixels grow right and down.

Class names are those of Windows' own controls (winuser.h, commctrl.h) and of the toolkits that rename them: Windows
Forms („WindowsForms10.EDIT.app.0.141b42a”), Delphi („TEdit”, „TPageControl”), Visual Basic 6 („ThunderRT6TextBox”).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from flows.ports.desktop import Role

_PARTS: tuple[tuple[str, Role], ...] = (  # the first that the class name holds
    ("tabcontrol", "tabs"),
    ("tpagecontrol", "tabs"),
    ("richedit", "edit"),
    ("edit", "edit"),
    ("textbox", "edit"),
    ("commandbutton", "button"),
    ("button", "button"),
    ("tbitbtn", "button"),
    ("static", "text"),
    ("tlabel", "text"),
)
_PUSH_STYLES = {0x0, 0x1, 0xB, 0xC, 0xD, 0xE, 0xF}
"""BS_PUSHBUTTON, DEFPUSHBUTTON, OWNERDRAW, SPLITBUTTON, COMMANDLINK and their default forms: what a click carries out.

The others of „Button” are check boxes, radio buttons and group boxes.
"""
_BUTTON_TYPE, ES_PASSWORD, ES_READONLY = 0xF, 0x20, 0x800
TEXT_LENGTH = 1024


@dataclass(frozen=True, slots=True)
class Box:
    """Where something lies on the screen."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be seen of it."""
        return self.right <= self.left or self.bottom <= self.top


def role(class_name: str, style: int) -> Role:
    """By class name, whatever its case; ``style`` tells the kinds of „Button” apart."""
    name = class_name.lower()
    found: Role = next((each for part, each in _PARTS if part in name), "other")
    if found == "button" and style & _BUTTON_TYPE not in _PUSH_STYLES:
        return "other"
    return found


def is_decoration(class_name: str) -> bool:
    """Whether a window of that class is none to a person: a tooltip, also as Windows Forms names it, or a shadow."""
    return "tooltips_class32" in class_name.lower() or class_name == "SysShadow"


def shown(text: str) -> str:
    """Text as people see it: one ``&`` underlines the next letter, two are one."""
    return "&".join(part.replace("&", "") for part in text.split("&&")).strip()


def label_of(field: Box, labels: Sequence[tuple[Box, str]]) -> str:
    """The text of the nearest label left of the field, on its line; else of the nearest right above; else ""."""
    beside = [
        (field.left - box.left, text)
        for box, text in labels
        if box.left < field.left and box.top < field.bottom and box.bottom > field.top
    ]
    height = field.bottom - field.top
    above = [
        (field.top - box.bottom, text)
        for box, text in labels
        if box.left < field.right and box.right > field.left and 0 <= field.top - box.bottom <= height
    ]
    return min(beside or above, default=(0, ""))[1]


def tab_item(address: int, *, wide: bool) -> bytes:
    """TCITEMW that asks for a title into ``address``, for a 64-bit program (``wide``) or a 32-bit one (commctrl.h)."""
    text_only = 0x1
    if wide:
        return struct.pack("<IIIxxxxQiiq", text_only, 0, 0, address, TEXT_LENGTH, 0, 0)
    return struct.pack("<IIIIiii", text_only, 0, 0, address, TEXT_LENGTH, 0, 0)
