"""The window on the screens that pharmacies have: as wide as fits, with letters as large as that allows.

A console as Windows reckons: Consolas is 0.55 of its height wide, everything grows with the screen's scale, and the
window's frame and scroll bar take 33 pixels.
"""

import math
from dataclasses import dataclass

import pytest

from assistant.screen.own_window import COMFORTABLE, FONTS, LEAST, fit


@dataclass
class Console:
    screen: int
    scale: float
    height: int = 16
    wide: int = 120

    @property
    def letter(self) -> int:
        return max(1, round(0.55 * self.height * self.scale))

    @property
    def pixels(self) -> int:
        return self.wide * self.letter + round(33 * self.scale)

    def letters(self) -> int:
        return self.height

    def set_letters(self, height: int) -> None:
        self.height = height

    def largest(self) -> int:
        return math.floor(self.screen / self.letter)

    def columns(self) -> int:
        return self.wide

    def set_columns(self, columns: int) -> None:
        self.wide = columns


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
@pytest.mark.parametrize("screen", [1280, 1366, 1920])
def test_it_fits(screen: int, scale: float) -> None:
    console = Console(screen, scale)
    fit(console)
    assert console.wide >= LEAST
    assert console.pixels <= screen or (screen / scale < 700 and console.wide == LEAST)
    assert console.height in FONTS
    smaller = FONTS.index(console.height) and Console(screen, scale, FONTS[FONTS.index(console.height) - 1])
    assert not smaller or smaller.largest() < COMFORTABLE + 5, "the letters could be larger"


def test_a_window_that_the_user_made_narrow_stays_so() -> None:
    console = Console(1920, 1, wide=90)
    fit(console)
    assert (console.wide, console.height) == (90, FONTS[0])


def test_a_window_without_a_screen_is_left_alone() -> None:
    console = Console(0, 1, height=0)
    fit(console)
    assert (console.height, console.wide) == (0, 120)
