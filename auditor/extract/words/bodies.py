"""How the names of public bodies end."""

from __future__ import annotations

import re

INSTITUTION = re.compile(
    r"(?:局|委|委员会|办|办公室|处|院|馆|中心|学校|大学|学院|小学|中学|幼儿园|站|所|队|厅|部|会|社|团|园|医院|本级|机关)(?:\(.{1,6}\))?$"
)
