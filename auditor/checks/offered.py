"""The facts that a general verb offers to the wording of a rule, by name."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.errors import RuleError
from auditor.text.nearest import hint


class Offered(dict[str, str]):
    """Facts by name; one that does not exist is a mistake of the rule's author, told as RuleError."""

    def worded(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Return the facts of a rule, in whose texts others stand in braces. Raises RuleError for an unknown one."""
        return {name: text.format_map(self) for name, text in facts.items()}

    def __missing__(self, name: str) -> str:
        """Raise RuleError with the nearest name."""
        raise RuleError(f"“facts”中的“{{{name}}}”不存在{hint(name, self)}，可用：{'、'.join(self)}。")
