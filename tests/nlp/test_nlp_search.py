"""The batch search finds what trying every candidate one by one finds."""

from __future__ import annotations

import pytest

from auditor.nlp.typo import candidates, search
from auditor.nlp.typo.charlm import COMMA, HAN, ORDER, windows
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.protect import protected
from auditor.nlp.typo.sieve import Sieve
from auditor.nlp.typo.symbols import Row, row

np = pytest.importorskip("numpy")

TEXTS = (
    "机房空调搞笑运转",
    "加强食品安全监都检查",
    "完成3项工称验收，及时泼付资金",
    "保障机关正常运转",
    "设备",
    "",
    "稳定就业岗位1200个；培训按计划完呈",
)
LEAST = candidates.LEAST_GAIN


def found(texts: tuple[str, ...], sieve: Sieve | None = None) -> tuple[Row, search.Options]:
    model, lines = default_model(), sieve or Sieve()
    made = row(texts, model.chars.symbols, model.sounding.wide)
    return made, search.search(made, search.scored(made, model.chars), model.chars, model.sounding, lines)


def logs(symbols: list[int]) -> float:
    """Return the log probability of a text that begins after four symbols."""
    return float(default_model().chars.scores(windows(np.array(symbols, np.uint16))).sum())


def one_by_one(text: str) -> dict[tuple[int, int], float]:
    """Return (place, replacement) → gain of every single character that gains enough, each scored by itself."""
    model = default_model()
    chars, sounding = model.chars, model.sounding
    made = row([text], chars.symbols, sounding.wide)
    first, end = int(made.first[0]), int(made.end[0])
    best = {}
    for at in range(first, end):
        own = int(made.wide[at])
        part = slice(int(sounding.at[own]), int(sounding.at[own + 1])) if own >= HAN else slice(0, 0)
        for other, cost in zip(sounding.near[part].tolist(), sounding.cost[part].tolist(), strict=True):
            known = (
                chars.pairs(made.ids[[at - 1]], np.array([other])),
                chars.pairs(np.array([other]), made.ids[[at + 1]]),
            )
            changed = made.ids.copy()
            changed[at] = other
            gains = []
            for lead in (
                made.ids[first - ORDER + 1 : first].tolist(),
                [*made.ids[first - ORDER + 1 : first - 1].tolist(), COMMA],
            ):
                before, after = lead + made.ids[first:end].tolist(), lead + changed[first:end].tolist()
                gains.append(logs(after) - logs(before))
            if max(known)[0] >= 0 and min(gains) - cost > LEAST:
                best[at - first, other] = min(gains)
    return best


def test_no_candidate_is_lost_and_none_invented() -> None:
    made, options = found(TEXTS)
    single = (options.size == 1) & (options.width == 1)
    starts, rights, gains = options.start[single], options.right[single, 0], options.gain[single]
    owners = made.owner[starts]
    for number, text in enumerate(TEXTS):
        mine = owners == number
        places = starts[mine] - made.first[number]
        batch = dict(zip(zip(places.tolist(), rights[mine].tolist(), strict=True), gains[mine].tolist(), strict=True))
        assert batch == pytest.approx(one_by_one(text), abs=1e-2)
    assert single.sum() > 3


def candidates_of(options: search.Options) -> dict[tuple[int, ...], float]:
    rights = map(tuple, options.right.tolist())
    places = zip(options.start.tolist(), options.size.tolist(), options.width.tolist(), rights, strict=True)
    return {
        (start, size, width, *right): gain
        for (start, size, width, right), gain in zip(places, options.gain.tolist(), strict=True)
    }


def test_the_sieve_leaves_out_candidates_and_changes_none() -> None:
    """What passes is as it was without a sieve; what has most to gain passes."""
    _, every = found(TEXTS)
    _, sifted = found(TEXTS, default_model().sieve)
    before, after = candidates_of(every), candidates_of(sifted)
    assert after.items() <= before.items()
    assert len(after) < len(before)
    best = sorted(before, key=lambda one: -before[one])[:5]
    assert set(best) <= set(after)


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    _, together = found(TEXTS)
    alone = [found((text,))[1] for text in TEXTS]
    assert sorted(together.gain.tolist()) == sorted(gain for options in alone for gain in options.gain.tolist())


def test_the_size_of_a_step_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = found(TEXTS)
    monkeypatch.setattr(search, "_AT_ONCE", 3)
    _, stepped = found(TEXTS)
    for name in whole.__slots__:
        assert (getattr(whole, name) == getattr(stepped, name)).all()


def test_what_is_known_already_changes_no_probability() -> None:
    chars = default_model().chars
    columns = windows(row(TEXTS, chars.symbols).ids).T
    held, pairs = chars.held(columns[:-1]), chars.pairs(columns[-2], columns[-1])
    for one, other in zip(chars.matched(columns), chars.matched(columns, held, pairs), strict=True):
        assert (one == other).all()


def test_addresses_are_left_alone_at_any_length() -> None:
    assert protected("联系邮箱abc@example.cn 或来电") == [(0, 18)]
    assert protected("见www.example.cn/搞笑 公告") == [(1, 18)]
    assert protected("保障运转" * 20000) == []
