"""The clipboard, where the system has one."""

from __future__ import annotations

import pyperclip


def copy(text: str) -> bool:
    """Puts the text into the clipboard; False where there is none (Linux without a desktop). Never a password."""
    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True
