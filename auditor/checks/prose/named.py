"""The verb on what running text counts and names one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_HIDDEN = "\0"


def named(budget: Budget, context: Context, *, say: str, unless: str = "(?!)") -> Iterator[Hit]:
    """Yield a hit where a sentence names things (3个单位,分别为甲、乙), and counts others than it names.

    ``say`` is a pattern from a number (a group) to the list of names, which ends with its clause; or of names (the
    group ``names``) and their number; or of the number of those below the body itself (the group ``below``: 局本级和
    2个下属单位,共4个) and that of all. A list that fits ``unless`` is not all, or not of names. 和 may part two names
    or stand in one. Nothing is said where another number of the sentence is that of the names.
    """
    for sentence in told(context):
        bare = re.sub(r"\([^()]*\)", lambda found: _HIDDEN * len(found.group()), sentence.text)
        for match in re.finditer(say, bare):
            below = match.groupdict().get("below")
            numbers = [at for at, text in enumerate(match.groups(), 1) if text and text.isdigit()]
            number = next(one for one in numbers if one != match.re.groupindex.get("below"))
            facts = _with_own(int(match[number]), int(below)) if below else _unlike_names(sentence.text, match, unless)
            if facts:
                yield at(sentence, {"whole": match[number], **facts}, match.start(number), match.end(number))


def _with_own(every: int, below: int) -> dict[str, object]:
    """Return the facts of a number of all that is not that of those below and the body itself, {} where it is."""
    return {} if every == below + 1 else {"parts": f"本级1 + {below}", "sum": below + 1}


def _unlike_names(sentence: str, match: re.Match[str], unless: str) -> dict[str, object]:
    """Return the facts of another number of names than each that the sentence tells, {} where they agree."""
    listed = match.groupdict().get("names") or match.string[match.end() :]
    names = re.split("[,;。]", listed)[0].replace(_HIDDEN, "")
    least = names.count("、") + 1
    most = least + len(re.findall("[和及与]", names))
    counts = {int(one) for one in re.findall(r"(\d+)(?:个|家|项|条)", sentence)}
    if least < 2 or re.search(unless, names) or counts & set(range(least, most + 1)):
        return {}
    return {"sum": least if least == most else f"{least}至{most}"}
