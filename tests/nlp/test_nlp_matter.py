"""What a document is about is no slip in it: rare characters that it uses again and again, and parallel words."""

from __future__ import annotations

import pytest

from auditor.nlp import load_proofreader

SILK = ("全县蚕茧收购价格稳定", "建设共育室12座，鲜茧质量达标率≥95%", "蚕农技术培训600人次")


def reported(texts: tuple[str, ...]) -> set[tuple[str, str]]:
    found = load_proofreader()(texts)
    return {(edit.wrong, edit.right) for edits in found for edit in edits if edit.confidence >= 0.55}


@pytest.mark.parametrize("name", ["亩产茧增加", "全县年产茧"])
def test_the_matter_of_a_document_is_no_slip(name: str) -> None:
    assert not any("茧" in wrong for wrong, _ in reported((*SILK, name)))


def test_a_slip_beside_the_matter_is_still_told() -> None:
    assert ("和格率", "合格率") in reported((*SILK, "鲜茧质量和格率")) or ("和格", "合格") in reported(
        (*SILK, "鲜茧质量和格率")
    )


def test_no_word_is_made_of_its_neighbour() -> None:
    assert not any(
        right == "恒温" for _, right in reported(("库房温度达标", "档案库房恒温控制", "修复档案入恒温恒湿库房比例"))
    )


def test_a_long_term_that_stands_twice_lacks_nothing() -> None:
    texts = ("松坪公墓节地生态葬区建设", "新建节地生态葬穴位600个", "节地生态葬占全年安葬量比例")
    assert not any("生态葬" in wrong for wrong, _ in reported(texts))
