"""``python -m auditor.nlp.train.shapes FONT...``: the characters that look most like each, from how fonts draw them.

Each character of GB 2312 is drawn, blurred a little and held against the common ones; a look-alike is one whose
picture agrees well enough in the mean of the fonts. Written to models/typo/alike.txt.
The left and the right of each character (by the first font) are held against whole ones: who leaves a side out writes
戒 for 械. Written to models/typo/sides.txt. Needs Pillow.
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
_LARGE, _SMALL, _SOFT, _LEAST_SIDE, _MOST_SIDES, _THIN = 60, 28, 1.0, 0.8, 4, 12
_AT_ONCE = 200
# Where the right side may begin and the left one end.
_RIGHTS, _LEFTS = (0.2, 0.26, 0.32, 0.38, 0.45, 0.52), (0.48, 0.56, 0.64, 0.72)
_SIDES_HEAD = "# 每行一字及少写或多写一个偏旁便成的字，由近到远。由字体（Noto CJK，OFL）画出的字形比较得出。\n"
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


def sides(font: Any, chars: Sequence[str], common: int) -> Iterator[tuple[str, str]]:
    """Yield each character with the common ones that are its left or right or have it there, nearest first."""
    import numpy as np

    drawn = [_drawn(font, char) for char in chars]
    whole = np.stack([_fitted(one) for one in drawn])
    parts = np.stack([_fitted(side) for one in drawn for side in _halves(one)])
    each = len(_RIGHTS) + len(_LEFTS)
    blocks = (parts[first : first + _AT_ONCE * each] for first in range(0, len(parts), _AT_ONCE * each))
    agree = np.concatenate([(one @ whole.T).reshape(-1, each, len(chars)).max(axis=1) for one in blocks])
    np.fill_diagonal(agree, 0.0)
    agree = np.maximum(agree, agree.T)[:, :common]
    for char, row in zip(chars, agree, strict=True):
        best = [int(other) for other in np.argsort(-row, kind="stable")[:_MOST_SIDES] if row[other] >= _LEAST_SIDE]
        if best:
            yield char, "".join(chars[other] for other in best)


def _drawn(font: Any, char: str) -> Any:
    """Return the picture of a character, cut to its strokes."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (2 * _LARGE, 2 * _LARGE))
    ImageDraw.Draw(picture).text((_LARGE, _LARGE), char, 255, font, anchor="mm")
    return picture.crop(picture.getbbox())


def _halves(picture: Any) -> Iterator[Any]:
    wide, high = picture.size
    for share in _RIGHTS:
        yield picture.crop((int(share * wide), 0, wide, high))
    for share in _LEFTS:
        yield picture.crop((0, 0, int(share * wide), high))


def _fitted(picture: Any) -> NDArray[np.float32]:
    """Return the grey values of a picture cut to its strokes and drawn to one size, of mean 0 and length 1; or 0."""
    import numpy as np
    from PIL import Image, ImageFilter

    made = np.zeros(_SMALL * _SMALL, np.float32)
    cut = picture.crop(picture.getbbox()) if picture.getbbox() else picture
    # A stroke by itself would be drawn as broad as a character.
    if min(cut.size) < _THIN:
        return made
    drawn = cut.resize((_SMALL, _SMALL), Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(_SOFT))
    made += np.asarray(drawn, np.float32).ravel()
    made -= made.mean()
    return made / max(float(np.linalg.norm(made)), 1e-6)


def main(arguments: Sequence[str]) -> int:
    """Draw with the fonts given and write the files."""
    from PIL import ImageFont

    fonts = [ImageFont.truetype(name, _SIDE - 4) for name in arguments]
    large = ImageFont.truetype(arguments[0], _LARGE)
    made = {"alike": (_HEAD, nearest(fonts, *characters())), "sides": (_SIDES_HEAD, sides(large, *characters()))}
    for name, (head, found) in made.items():
        lines = [f"{char} {others}\n" for char, others in found]
        (folder("models") / "typo" / f"{name}.txt").write_text(head + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main([str(Path(name)) for name in sys.argv[1:]]))
