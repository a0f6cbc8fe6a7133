"""What an office says of itself in the 整改通知."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """文号, 发文机关, 整改期限, 联系人; "" where it is to be written by hand.

    ``template`` is a Word file of the bureau's own.
    """

    number: str = ""
    issuer: str = ""
    deadline: str = ""
    contact: str = ""
    template: bytes | None = None


OPEN = Letter()
"""A letter on which all is left open."""
