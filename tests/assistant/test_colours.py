"""Every colour can be read on the black of Windows' consoles, in both palettes."""

from __future__ import annotations

import pytest

from assistant.screen.colours import colours

LEAST = 4.5  # WCAG 2.2, 1.4.3
# Values of the sixteen colours: the console's before 2017, and „Campbell”, Windows Terminal's and the newer console's
# own (learn.microsoft.com, „Color schemes in Windows Terminal”).
LEGACY = {
    "ansired": (128, 0, 0), "ansigreen": (0, 128, 0), "ansicyan": (0, 128, 128), "ansibrightblack": (128, 128, 128),
    "ansibrightred": (255, 0, 0), "ansibrightgreen": (0, 255, 0), "ansibrightcyan": (0, 255, 255),
    "ansigray": (192, 192, 192), "ground": (0, 0, 0),
}  # fmt: skip
CAMPBELL = {
    "ansired": (197, 15, 31), "ansigreen": (19, 161, 14), "ansicyan": (58, 150, 221),
    "ansibrightblack": (118, 118, 118),
    "ansibrightred": (231, 72, 86), "ansibrightgreen": (22, 198, 12), "ansibrightcyan": (97, 214, 214),
    "ansigray": (204, 204, 204), "ground": (12, 12, 12),
}  # fmt: skip


def luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, palette: dict[str, tuple[int, int, int]]) -> float:
    light, dark = sorted((luminance(palette[colour]), luminance(palette["ground"])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LEGACY, CAMPBELL], ids=["legacy", "campbell"])
def test_every_colour_can_be_read_on_windows(palette: dict[str, tuple[int, int, int]]) -> None:
    used = {look for look in colours("win32").values() if look.startswith("ansi")}
    assert used
    assert {colour: round(contrast(colour, palette), 1) for colour in used if contrast(colour, palette) < LEAST} == {}


def test_the_dark_half_is_too_dim_there() -> None:
    dim = [contrast(colour, palette) for palette in (LEGACY, CAMPBELL) for colour in ("ansired",)]
    assert max(dim) < LEAST
