"""What an output may be written as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """The suffix of a file of this format; whether it can be read on a screen; who writes it ("module:function").

    What no screen shows goes to a file where nobody says where. ``writer`` is "" where one module writes all formats.
    """

    suffix: str
    screen: bool = True
    writer: str = ""
