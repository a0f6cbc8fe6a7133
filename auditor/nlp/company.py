"""How well the words of one text suit those of another: 报刊 with 读者 and 古籍, not with 渠道 and 清淤."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.nlp.typo.model import Model, default_model
from auditor.records.alike import Company


def load_company() -> Company:
    """Return the judge over the vectors of words that the proofreader has anyway."""
    model = default_model()

    def company(text: str, beside: Sequence[str]) -> float:
        return model.topics.fit(_words([text], model), _words(beside, model))

    return company


def _words(texts: Sequence[str], model: Model) -> list[str]:
    """Return the words of two characters or more."""
    return [word for text in texts for word in model.cutter.cut(text) if len(word) > 1]
