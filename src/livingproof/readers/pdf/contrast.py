"""Which characters have the colour of their ground, so that nobody sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from livingproof.readers.pdf.characters import Character, Characters
from livingproof.readers.sheets import Picture

_DARK = 110  # the lightest channel of a colour that paper never has: such text needs no look at its ground
_SAME = 14  # difference in each channel (0 to 255) that no eye sees


def without_contrast(page: Characters, rendered: Callable[[], Picture]) -> tuple[int, ...]:
    """The indexes of the characters that cannot be told from their ground.

    `rendered` gives the page as the file shows it and is asked only when a text is light. The ground of a text is the
    median colour of its box: letters fill less than half of it.
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(page.items):
        colour = page.styles[item.style].colour
        if colour is not None and max(colour) > _DARK:
            lines[item.style].append(index)
    if not lines:
        return ()
    import numpy as np  # a page without light text is read without it

    picture = np.rot90(rendered(), -page.turned // 90)
    scale = picture.shape[1] / page.width
    return tuple(
        index
        for style, indexes in lines.items()
        if _is_ground(picture, scale, [page.items[i] for i in indexes], page.styles[style].colour or (0, 0, 0))
        for index in indexes
    )


def _is_ground(picture: Picture, scale: float, items: list[Character], colour: tuple[int, int, int]) -> bool:
    import numpy as np

    left, top = min(item.left for item in items), min(item.top for item in items)
    right, bottom = max(item.right for item in items), max(item.bottom for item in items)
    rows = slice(max(0, round(top * scale)), max(0, round(bottom * scale)) + 1)
    columns = slice(max(0, round(left * scale)), max(0, round(right * scale)) + 1)
    box = picture[rows, columns].reshape(-1, 3)
    if not len(box):
        return False
    return bool(np.all(np.abs(np.median(box, axis=0) - np.array(colour)) <= _SAME))
