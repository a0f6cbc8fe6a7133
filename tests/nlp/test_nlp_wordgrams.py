"""The words of general Chinese: from an ARPA file to the score of the best cut."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from auditor.nlp.train.wordgrams import words_file
from auditor.nlp.typo.wordgrams import WordModel, load

_ARPA = """
\\data\\
ngram 1=9
ngram 2=3
ngram 3=1

\\1-grams:
-2.0\t蜂蜜\t-0.3
-2.5\t收购\t-0.2
-3.0\t风靡\t-0.3
-3.5\t蜂\t-0.1
-3.5\t蜜\t-0.1
-4.0\t收\t-0.1
-1.0\t<unk>\t0
-4.5\t一二三四五\t-0.1
-4.0\t购\t-0.1

\\2-grams:
-0.5\t蜂蜜 收购
-0.5\t蜂蜜 <unk>
-1.5\t收 蜜

\\3-grams:
-0.1\t收 蜜 蜂蜜

\\end\\
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordModel:
    path = Path(tmp_path_factory.mktemp("arpa")) / "words.arpa"
    path.write_text(_ARPA, encoding="utf-8")
    return load(words_file(path))


def test_the_best_cut_follows_pairs_and_backs_off_where_there_is_none(words: WordModel) -> None:
    pair, apart = words.scores(["蜂蜜收购", "收购蜂蜜"]).tolist()
    assert pair == pytest.approx((-2.0 - 0.5) * math.log(10), abs=0.2)
    assert apart == pytest.approx((-2.5 - 0.2 - 2.0) * math.log(10), abs=0.2)


def test_a_word_that_others_seldom_stand_beside_reads_worse(words: WordModel) -> None:
    right, wrong = words.scores(["蜂蜜收购", "风靡收购"]).tolist()
    assert right > wrong + 5


def test_a_score_does_not_depend_on_the_texts_beside_it(words: WordModel) -> None:
    texts = ["蜜", "蜂蜜收购", "", "0蜂蜜A收购", "蜂蜜收购蜂蜜收购蜂蜜"]
    together = words.scores(texts).tolist()
    assert together == pytest.approx([words.scores([text]).tolist()[0] for text in texts])
    assert words.scores([]).tolist() == []


def test_what_is_no_word_costs_more_than_any_word(words: WordModel) -> None:
    known, strange = words.scores(["蜂", "曜"]).tolist()
    assert strange < known
