"""``python -m auditor.nlp.train.shapes FONT...``: the characters that look most like each, from how fonts draw them.

Each character of GB 2312 is drawn, blurred a little and held against the common ones; a look-alike is one whose
picture agrees well enough in the mean of the fonts. Written to models/typo/alike.txt. Needs Pillow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDE, _BLUR, _MOST = 36, 1.3, 12
_LEAST = 0.66
_HEAD = "# 每行一字及与它字形最近的字，由近到远。由字体（Noto CJK，OFL）画出的字形比较得出。\n"


def characters() -> tuple[list[str], int]:
    """Return the Han characters of GB 2312 and how many of them, the first ones, are in common use."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found = [char for pair in rows if (char := pair.decode("gb2312", "ignore"))]
    return found, sum(char.encode("gb2312")[0] < 0xD8 for char in found)


def pictures(font: Any, chars: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of grey values a character, of mean 0 and length 1."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter

    made = np.zeros((len(chars), _SIDE * _SIDE), np.float32)
    for place, char in enumerate(chars):
        picture = Image.new("L", (_SIDE, _SIDE))
        ImageDraw.Draw(picture).text((_SIDE // 2, _SIDE // 2), char, 255, font, anchor="mm")
        made[place] = np.asarray(picture.filter(ImageFilter.GaussianBlur(_BLUR)), np.float32).ravel()
    made -= made.mean(axis=1, keepdims=True)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def nearest(fonts: Sequence[Any], chars: Sequence[str], common: int) -> Iterator[tuple[str, str]]:
    """Yield each character with its look-alikes in common use, nearest first; none where nothing looks like it."""
    import numpy as np

    drawn = [pictures(font, chars) for font in fonts]
    for first in range(0, len(chars), 500):
        agree = np.mean([one[first : first + 500] @ one[:common].T for one in drawn], axis=0)
        for place, row in enumerate(agree, first):
            row[place:][:1] = -1.0
            best = [int(other) for other in np.argsort(-row, kind="stable")[:_MOST] if row[other] >= _LEAST]
            if best:
                yield chars[place], "".join(chars[other] for other in best)


def main(arguments: Sequence[str]) -> int:
    """Draw with the fonts given and write the file."""
    from PIL import ImageFont

    fonts = [ImageFont.truetype(name, _SIDE - 4) for name in arguments]
    lines = [f"{char} {others}\n" for char, others in nearest(fonts, *characters())]
    (folder("models") / "typo" / "alike.txt").write_text(_HEAD + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main([str(Path(name)) for name in sys.argv[1:]]))
