"""The code of a project (项目编码) as budgets print it: eight digits, a letter, twelve digits."""

from __future__ import annotations

import re

PROJECT_CODE = r"\d{8}[A-Z]\d{12}"
BEGUN_CODE = r"\d{8}[A-Z]\d{0,12}"
"""A code of which the end may be cut off."""
CODE_LENGTH = 21
OTHER_CODE = r"\d{2}[0-9A-Z]{12,28}"
"""Codes of other forms."""
ANY_CODE = re.compile(rf"(?<![0-9A-Za-z])({PROJECT_CODE}|{OTHER_CODE})(?![0-9A-Za-z])")
CODE_START = re.compile(rf"^{BEGUN_CODE}(?!\d)|^{OTHER_CODE}(?![0-9A-Za-z])")
