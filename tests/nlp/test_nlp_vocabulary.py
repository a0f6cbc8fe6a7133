"""One index of words: what is known of a word is found by its number, and jieba cuts by it as by its own table."""

from __future__ import annotations

import jieba
from hypothesis import given
from hypothesis import strategies as st

from auditor.nlp.segment import cut, tokenizer
from auditor.nlp.typo import vocabulary
from auditor.nlp.typo.vocabulary import numbered

COUNTS = {"引水": 40, "引水渠道": 3, "渠": 9, "渠道": 80, "清淤": 25, "道": 4, "淤泥": 7}
WORDS = vocabulary.load(vocabulary.dump(COUNTS, {"引水": 31, "渠道": 66}, {"引水": "v", "渠": "n"}, ("渠系", "闸门")))


def test_what_was_written_is_read() -> None:
    assert {word: WORDS.count(word) for word in COUNTS} == COUNTS
    assert [WORDS.general_log(word) for word in ("引水", "渠道", "清淤", "引水渠", "库")] == [31, 66, -10, -10, -10]
    assert [WORDS.letter(word) for word in ("引水", "渠", "清淤", "引", "库")] == ["v", "n", "", "", ""]
    assert WORDS.terms == {"渠系", "闸门"}


def test_what_only_begins_words_is_no_word() -> None:
    begun = {word for word, number in WORDS.numbers.items() if not number}
    assert begun == {"引", "引水渠", "清", "淤"}
    assert not any(map(WORDS.count, begun))


def test_a_vocabulary_may_lack_everything() -> None:
    nothing = vocabulary.load(vocabulary.dump({}, {}, {}, ()))
    assert (nothing.numbers, nothing.count("渠"), nothing.letter("渠"), nothing.terms) == ({}, 0, "", frozenset())


@given(st.text(alphabet="引水渠道清淤泥库，a1 0A", max_size=30))
def test_texts_are_cut_as_jieba_cuts_them(text: str) -> None:
    plain = jieba.Tokenizer()
    plain.FREQ = {word: COUNTS.get(word, 0) for word in WORDS.numbers}
    plain.total, plain.initialized = sum(COUNTS.values()), True
    assert cut(tokenizer(*numbered(COUNTS)), text) == [word for word in plain.cut(text, HMM=False) if word]
    assert list(tokenizer(WORDS.numbers, WORDS.counts).cut(text)) == list(plain.cut(text))
