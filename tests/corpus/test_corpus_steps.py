"""The steps of a cluster on parts of the texts, without a cluster: together they find what one machine finds."""

from __future__ import annotations

from types import SimpleNamespace

import pandas

from auditor import api
from auditor.checks.across.context import Across
from auditor.checks.across.cuts import held_of, texts_of
from auditor.checks.across.similar import Bar, near_pairs, rarity_of, text_key
from auditor.corpus.cluster.whole import _MARK, _Bands, _candidates, _Likeness
from auditor.engine.corpus import language
from bench.province import hidden


def test_texts_in_two_parts_have_the_pairs_of_the_whole() -> None:
    book = api.load_rules()
    params = next(rule.params for rule in book.rules if rule.name == "duplicate.copied-objective")
    part = Across(hidden.county(1)[0], language(book))
    texts = list(dict.fromkeys(texts_of(part, params).values()))
    bar, rarity = Bar(params["likeness"], held_of(params)), rarity_of(texts)
    keys, known = [text_key(text) for text in texts], SimpleNamespace(value=rarity)
    frame = pandas.DataFrame({"key": keys, "text": [_MARK.join(text) for text in texts]})
    bands = pandas.concat(_Bands(known, bar.held)([frame[:60], frame[60:]]))
    pairs = pandas.concat(_candidates([bands]))
    told = dict(zip(keys, frame["text"], strict=True))
    pairs = pairs.assign(text_one=pairs["one"].map(told), text_other=pairs["other"].map(told))
    alike = pandas.concat(_Likeness(known, bar)([pairs]))
    found = {frozenset(line[:2]): line[2] for line in alike.itertuples(index=False, name=None)}
    whole = near_pairs(texts, bar.likeness, rarity, held=bar.held)
    assert len(whole) > 5
    assert found == {frozenset((keys[i], keys[j])): share for i, j, share in whole}
