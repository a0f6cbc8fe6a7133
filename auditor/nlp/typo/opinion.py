"""A second opinion on corrections by a masked language model of the user's own (ONNX); off unless a folder is named.

Of every character that a correction changes, the model is asked how likely the typed and the proposed one are where
they stand, with that character masked and the others as typed or as proposed (pseudo-likelihood, Salazar et al. 2020).
The difference of the sums of logarithms moves the confidence; ``weighed`` says how far.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError, install_hint
from auditor.nlp.typo.spelling import LEAST
from auditor.nlp.typo.wordpiece import Vocabulary, read_vocabulary
from auditor.records.edit import Edit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = "model.onnx"
# Kinds of edits that change characters one for one.
KINDS = frozenset({"homophone", "shape"})
# A right correction is much likelier than the slip, not just as likely: there lies the neutral point.
_WEIGHT, _NEUTRAL = 0.5, 2.0
_MOST_DOWN, _MOST_UP = 6.0, 2.0
_RAISED_TO = 0.84
_SUREST, _LEAST_SURE = 0.99, 0.001
# Pieces on either side of a change that the model sees, and sequences a call (their logits are the memory).
_REACH, _BATCH = 60, 8
_FEEDS = ("input_ids", "attention_mask", "token_type_ids")
_INTEGERS = {"tensor(int64)": "int64", "tensor(int32)": "int32"}


_Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A masked language model: a session of ONNX Runtime, the names and integer type of its inputs, its vocabulary."""

    session: Any
    feeds: tuple[str, ...]
    integer: str
    vocabulary: Vocabulary

    def __call__(self, found: Mapping[str, tuple[Edit, ...]]) -> dict[str, tuple[Edit, ...]]:
        """Return the edits of each text with the confidence that the model leaves them; unlikely ones are dropped."""
        asked = {(text, edit): self._asked(text, edit) for text, edits in found.items() for edit in edits}
        logs = self._logs([(row, wanted) for rows in asked.values() for row, wanted, _ in rows])
        made = {}
        for text, edits in found.items():
            seen = ((edit, asked[(text, edit)]) for edit in edits)
            moved = [
                _moved(edit, sum(sign * logs[(row, one)] for row, one, sign in rows)) if rows else edit
                for edit, rows in seen
            ]
            made[text] = tuple(edit for edit in moved if edit.confidence >= LEAST)
        return made

    def _asked(self, text: str, edit: Edit) -> list[tuple[_Row, int, int]]:
        """Return (row with one piece masked, number asked for, sign of its logarithm) for each character changed.

        Nothing where the edit does not put characters that the vocabulary knows for as many others.
        """
        places = [at for at in range(edit.start, edit.end) if not text[at].isspace()]
        if edit.kind not in KINDS or len(places) != len(edit.right):
            return []
        pieces = self.vocabulary.pieces(text)
        slots = {offset: slot for slot, (_, offset) in enumerate(pieces)}
        typed = [number for number, _ in pieces]
        proposed, changed = list(typed), []
        for place, right in zip(places, edit.right, strict=True):
            if text[place] != right:
                number = self.vocabulary.number(right)
                if number is None or self.vocabulary.number(text[place]) != typed[slots[place]]:
                    return []
                proposed[slots[place]] = number
                changed.append(slots[place])
        return [
            (self._masked(row, slot), row[slot], sign) for slot in changed for row, sign in ((typed, -1), (proposed, 1))
        ]

    def _masked(self, pieces: Sequence[int], slot: int) -> _Row:
        """Return what stands around a piece, which is masked, as the model wants a text."""
        ids = self.vocabulary.ids
        before, after = pieces[max(0, slot - _REACH) : slot], pieces[slot + 1 : slot + 1 + _REACH]
        return (ids["[CLS]"], *before, ids["[MASK]"], *after, ids["[SEP]"])

    def _logs(self, asked: Sequence[tuple[_Row, int]]) -> dict[tuple[_Row, int], float]:
        """Return the natural logarithm of the likelihood of each number at the mask of its row."""
        import numpy as np

        wanted: dict[_Row, list[int]] = {}
        for row, number in asked:
            wanted.setdefault(row, []).append(number)
        rows = sorted(wanted, key=lambda row: (len(row), row))
        found = {}
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            for row, scores in zip(batch, self.scores(batch), strict=True):
                top = float(scores.max())
                total = top + math.log(float(np.exp(scores - top).sum()))
                found.update({(row, number): float(scores[number]) - total for number in wanted[row]})
        return found

    def scores(self, rows: Sequence[_Row]) -> NDArray[np.float64]:
        """Return the logits of the vocabulary at the mask of each row.

        Raises ConfigError where the model fails, or gives anything but a finite number for each piece at each place.
        """
        import numpy as np

        mask = self.vocabulary.ids["[MASK]"]
        longest = max(map(len, rows))
        columns = {name: np.zeros((len(rows), longest), self.integer) for name in _FEEDS}
        columns["input_ids"][:] = self.vocabulary.ids.get("[PAD]", 0)
        for at, row in enumerate(rows):
            columns["input_ids"][at, : len(row)] = row
            columns["attention_mask"][at, : len(row)] = 1
        try:
            logits = self.session.run(None, {name: columns[name] for name in self.feeds})[0]
        except Exception as failure:
            raise ConfigError(f"第二意见模型算不出结果（{_first_line(failure)}）。") from failure
        if logits.shape != (len(rows), longest, self.vocabulary.size):
            raise ConfigError(
                f"第二意见模型与词表不符：模型输出的形状是 {logits.shape}，"
                f"应为 {(len(rows), longest, self.vocabulary.size)}（最后一个数是词表的大小）。"
            )
        found = logits[np.arange(len(rows)), [row.index(mask) for row in rows]].astype(np.float64)
        if not np.isfinite(found).all():
            raise ConfigError("第二意见模型的输出里有不是数的值，请重新导出模型。")
        return np.asarray(found)


def weighed(confidence: float, ratio: float) -> float:
    """Return the confidence after a second opinion; ``ratio`` is ln(likelihood as proposed / likelihood as typed).

    Log odds move by (ratio - 2) / 2, at most 6 down and 2 up; nothing is raised above 0.84, so a near miss may become
    a warning, but an error needs more than a second opinion. What lies above 0.84 already is not raised.
    """
    shift = min(_MOST_UP, max(-_MOST_DOWN, _WEIGHT * (ratio - _NEUTRAL)))
    sure = min(_SUREST, max(_LEAST_SURE, confidence))
    moved = 1.0 / (1.0 + math.exp(-math.log(sure / (1.0 - sure)) - shift))
    return round(moved if shift < 0 else max(confidence, min(moved, _RAISED_TO)), 3)


def _moved(edit: Edit, ratio: float) -> Edit:
    """Return an edit after a second opinion, which its reason names."""
    view = "赞成" if ratio > _NEUTRAL else "反对" if ratio < 0 else "不确定"
    why = f"{edit.why}；第二意见（掩码语言模型）：{view}"
    return replace(edit, confidence=weighed(edit.confidence, ratio), why=why)


def read_opinion(where: Path) -> SecondOpinion:
    """Return the model in a folder: ``model.onnx`` and a vocabulary; it is tried once, so that faults show early.

    Raises ConfigError, one sentence, where a file is missing, ONNX Runtime is not installed or cannot read the model,
    or its inputs or the size of its vocabulary are not those of a masked language model.
    """
    if not (where / MODEL).is_file():
        raise ConfigError(f"这里没有第二意见模型（应为一个文件夹，内有 {MODEL} 和 vocab.txt）。", source=str(where))
    vocabulary = read_vocabulary(where)
    session = _session(where / MODEL)
    kinds = {feed.name: feed.type for feed in session.get_inputs()}
    strange = sorted(set(kinds) - set(_FEEDS))
    if strange or _FEEDS[0] not in kinds or not set(kinds.values()) <= set(_INTEGERS) or len(set(kinds.values())) > 1:
        raise ConfigError(
            f"第二意见模型的输入应为整数的 {'、'.join(_FEEDS)}（后两个可以没有），现为 {'、'.join(kinds)}。",
            source=str(where / MODEL),
        )
    made = SecondOpinion(session, tuple(kinds), _INTEGERS[kinds[_FEEDS[0]]], vocabulary)
    try:
        made.scores([made._masked((), 0)])
    except ConfigError as fault:
        raise ConfigError(fault.message, source=str(where / MODEL)) from fault
    return made


def _session(path: Path) -> Any:
    """Return a session of ONNX Runtime on the processor; raises ConfigError."""
    try:
        import onnxruntime
    except ImportError:
        raise ConfigError(f"没有安装 onnxruntime，请运行 {install_hint('second')}。") from None
    onnxruntime.disable_telemetry_events()  # builds for Windows report their use otherwise
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as failure:
        raise ConfigError(f"不是可用的 ONNX 模型（{_first_line(failure)}）。", source=str(path)) from failure


def _first_line(failure: Exception) -> str:
    return (str(failure).splitlines() or [type(failure).__name__])[0][:120]


def identity(where: Path) -> str:
    """Return 16 hex digits over the model and its vocabulary: what results depend on."""
    digest = hashlib.sha256()
    for path in sorted(where.glob("*")):
        if path.is_file():
            digest.update(path.name.encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
