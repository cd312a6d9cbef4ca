"""The clipboard, where the system has one."""

from __future__ import annotations


def copy(text: str) -> bool:
    """Puts the text into the clipboard; False where there is none (Linux without a desktop). Never a password."""
    import pyperclip  # start-up

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True
