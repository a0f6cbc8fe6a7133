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


@pytest.mark.parametrize(
    "texts",
    [
        ("竹简简牍修复枚数", "出土简牍入库登记", "修复简牍"),
        ("馆藏碑帖拓片数字化", "新增拓片登记", "拓片修裱件数"),
    ],
)
def test_a_rare_word_that_recurs_is_the_matter(texts: tuple[str, ...]) -> None:
    assert not [edit for edits in load_proofreader()(texts) for edit in edits]


def test_a_slip_that_was_copied_is_told_everywhere() -> None:
    texts = ("空调搞笑运行", "电梯系统搞笑运行", "保障供水管网搞笑运转")
    assert all(
        any(edit.right == "高效" and edit.confidence >= 0.85 for edit in one) for one in load_proofreader()(texts)
    )
