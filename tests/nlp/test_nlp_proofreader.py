"""The proofreader on made-up cells: where it must speak, where it must be silent, how edits are shaped."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from auditor.nlp import load_proofreader, words
from auditor.records.edit import Edit, Proofreader


@pytest.fixture(scope="module")
def proofread() -> Proofreader:
    return load_proofreader()


@pytest.fixture(scope="module")
def corrected(proofread: Proofreader) -> Callable[..., str]:
    def run(text: str, *others: str, least: float = 0.6) -> str:
        for edit in reversed(proofread([text, *others])[0]):
            if edit.confidence >= least:
                text = text[: edit.start] + edit.right + text[edit.end :]
        return text

    return run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("机房空调搞笑运转", "机房空调高效运转"),
        ("专家陪训完成率", "专家培训完成率"),
        ("补助资金发放几时率", "补助资金发放及时率"),
        ("加强食品安全监都检查", "加强食品安全监督检查"),
        ("健全长效机智", "健全长效机制"),
        ("农村基础社施改善", "农村基础设施改善"),
        ("保障机构正常运专", "保障机构正常运转"),
        ("参训学员蛮意度", "参训学员满意度"),
        ("聘请律师提供发律咨询", "聘请律师提供法律咨询"),
        ("资金拔付及时率", "资金拨付及时率"),
        ("污水处里设备购置", "污水处理设备购置"),
        ("提高财政资金使用小率", "提高财政资金使用效率"),
        ("设备验收合格律", "设备验收合格率"),
        ("服物社区活动场次", "服务社区活动场次"),
        ("加强监都检查,提升服物水平", "加强监督检查,提升服务水平"),
        ("开展培训并组织考合评定", "开展培训并组织考核评定"),
        ("推动数字化建设,题升办事效率", "推动数字化建设,提升办事效率"),
    ],
)
def test_wrong_word_is_corrected(corrected: Callable[..., str], typed: str, meant: str) -> None:
    assert corrected(typed) == meant
    assert corrected(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        "满意度指标", "≥95%", "12", "万元/年", "A-货物", "", "定性", "全年", "元/人·天",
        "渐渐形成人人参与的氛围", "柏杨街街道办事处", "机务段段长培训", "全县县长信箱",
        "保障工作作风建设经费", "服务务工人员", "稳稳推进,天天清扫", "高高兴兴过节",
        "根据某财预〔2025〕18号文件执行", "《搞笑电影展》放映场次", "开展“搞笑一夏”活动", "详见https://example.org/搞笑",
        "会计人员继续教育", "截止日期为12月31日", "请按排污许可执行", "给予适当补助", "1)第一项;2)第二项",
        "机动车尾气遥感检测", "为地方发展做出贡献", "企业参展展位数", "村民小组组长补助", "3名名师授课", "增值税税率",
        "前期论证报告数", "水质检测测点数", "河道采砂砂场检查次数", "苗圃圃地面积", "村庄庄台面积", "护坡坡面面积",
        "渡槽槽底板厚度", "路灯灯杆件数", "水渠渠底板面积",
        "开展节水惜水宣传", "降低重复入院率", "提高幼儿入园率", "第二个五年计划", "三甲医院两家",
        "聘请张晓萌同志授课", "委托华岑科技有限公司运维", "购买LED屏3块", "修缮瓯苑社区活动站",
    ],
)  # fmt: skip
def test_sound_text_is_left_alone(proofread: Proofreader, text: str) -> None:
    assert [edit for edit in proofread([text])[0] if edit.confidence >= 0.6] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("组织开展开展普法宣传活动", "组织开展普法宣传活动"),
        ("提升居民的的幸福感", "提升居民的幸福感"),
        ("村民对管护的满满意度", "村民对管护的满意度"),
        ("道路施工验收合格合格率", "道路施工验收合格率"),
        ("设备检检测报告份数", "设备检测报告份数"),
        ("河道管护护长度", "河道管护长度"),
        ("病虫防治治面积", "病虫防治面积"),
        ("堤防巡查查里程", "堤防巡查里程"),
        ("鱼苗放流流尾数", "鱼苗放流尾数"),
        ("公益林管护护面积", "公益林管护面积"),
        ("完成信息系统信息系统维护", "完成信息系统维护"),
        ("举办应急桌面推演3场场,更新台账", "举办应急桌面推演3场,更新台账"),
    ],
)
def test_doubled_words_are_joined(corrected: Callable[..., str], typed: str, meant: str) -> None:
    assert corrected(typed) == meant


def test_term_of_the_document_restores_a_lacking_and_an_extra_character(corrected: Callable[..., str]) -> None:
    others = ("青少年活动中心运维经费", "保障青少年活动中心开放", "青少年活动中心开放天数")
    assert corrected("青少年活动心设备更新", *others) == "青少年活动中心设备更新"
    assert corrected("青少年活动体中心设备更新", *others) == "青少年活动中心设备更新"
    assert corrected("乡村阅读体推广站建设") == "乡村阅读体推广站建设"


def test_a_name_with_a_character_too_many_is_held_against_its_other_places(corrected: Callable[..., str]) -> None:
    others = ("企业服务发展中心运转经费", "保障服务发展中心正常运转", "服务发展中心满意度")
    assert corrected("改善服务体发展中心环境", *others) == "改善服务发展中心环境"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("果农满度", "果农满意度"),
        ("路灯竣工验收合率", "路灯竣工验收合格率"),
        ("路灯更换合格的率", "路灯更换合格率"),
        ("聘请保洁公对道路进行清扫", "聘请保洁公对道路进行清扫"),
        ("完成宣传和培训", "完成宣传和培训"),
        ("大项目建设", "大项目建设"),
    ],
)
def test_a_common_word_with_a_character_too_few_or_too_many(
    corrected: Callable[..., str], typed: str, meant: str
) -> None:
    assert corrected(typed) == meant
    assert corrected(meant) == meant


def test_a_word_that_only_sounds_like_a_word_of_the_other_cells(corrected: Callable[..., str]) -> None:
    others = ("陶艺馆窑炉检修次数", "柴烧窑炉燃料采购", "窑炉温控改造合格率")
    assert corrected("摇炉保温材料更换", *others) == "窑炉保温材料更换"
    assert corrected("窑炉保温材料更换", *others) == "窑炉保温材料更换"


def test_words_that_sound_alike_may_both_be_meant(proofread: Proofreader) -> None:
    texts = (
        "信访事项办结率",
        "信访事项受理数",
        "事项公示时限",
        "专题会议十项决定落实率",
        "实务操作培训期数",
        "事务管理满意度",
    )
    assert [edit for edits in proofread(texts) for edit in edits if edit.confidence >= 0.6] == []


def test_terms_may_vary_where_both_are_sound(corrected: Callable[..., str]) -> None:
    others = ("社区工作者培训经费", "提高社区工作者待遇", "社区工作者人数")
    assert corrected("帮助社区工作者提升能力", *others) == "帮助社区工作者提升能力"
    assert corrected("离退休社区工作者慰问", *others) == "离退休社区工作者慰问"


def test_a_spelling_that_recurs_in_the_document_counts_against_the_correction(proofread: Proofreader) -> None:
    texts = ["设备搞笑运行", "本年设备搞笑运行场次", "上年设备搞笑运行数量", "各类设备搞笑运行时长"]
    alone = proofread(texts[:1])[0][0].confidence
    assert all(edit.confidence < alone for edit in proofread(texts)[0])


@pytest.mark.parametrize(
    ("typed", "meant", "certain"),
    [
        ("截止2025年底全部完工", "截至2025年底全部完工", True),
        ("统一布署防汛工作", "统一部署防汛工作", True),
        ("河道护拦安装长度", "河道护栏安装长度", True),
        ("商户签到薄", "商户签到簿", True),
        ("收益群众满意度", "受益群众满意度", True),
        ("巡查工作做的很细", "巡查工作做得很细", False),
        ("按装路灯60盏", "安装路灯60盏", True),
        ("建立资产台帐", "建立资产台账", False),
        ("其它支出", "其他支出", False),
    ],
)
def test_confusable_words_by_rule(proofread: Proofreader, typed: str, meant: str, certain: bool) -> None:
    (edit,) = proofread([typed])[0]
    assert typed[: edit.start] + edit.right + typed[edit.end :] == meant
    assert (edit.confidence >= 0.85) is certain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("维修(护)费（含税", "维修(护)费（含税）"),
        ("培训费（含食宿)", "培训费（含食宿）"),
        ("落实“双减政策", "落实“双减政策”"),
        ("落实“双减“政策", "落实“双减”政策"),
        ("宣传册）印刷数量", "宣传册印刷数量"),
        ("三、、四级公路里程", "三、四级公路里程"),
        ("按期完成验收。。", "按期完成验收。"),
        ("完善台账，。按月更新", "完善台账。按月更新"),
    ],
)
def test_marks_are_paired(corrected: Callable[..., str], typed: str, meant: str) -> None:
    assert corrected(typed) == meant


def test_a_mark_whose_other_half_is_in_the_next_cell_is_a_cut_cell(proofread: Proofreader) -> None:
    assert proofread(["印发《宣传工作", "实施办法》的通知"]) == [(), ()]


def test_edits_are_shaped_as_the_record_says(proofread: Proofreader) -> None:
    texts = ["聘请 第三方开展审记,\n资金拔付及时", "", "聘请 第三方开展审记,\n资金拔付及时", "100"]
    found = proofread(texts)
    assert len(found) == len(texts)
    assert found[0] == found[2] != ()
    for text, edits in zip(texts, found, strict=True):
        for edit in edits:
            assert isinstance(edit, Edit)
            assert text[edit.start : edit.end] == edit.wrong != edit.right
            assert 0.3 <= edit.confidence <= 1
            assert edit.kind in {"homophone", "shape", "doubled", "extra", "lacking", "pair", "mark"}
            assert edit.why
        assert list(edits) == sorted(edits, key=lambda edit: edit.start)
        assert all(one.end <= two.start for one, two in pairwise(edits))
    assert {edit.right for edit in found[0]} == {"审计", "拨付"}


def test_line_breaks_inside_a_word_do_not_hide_or_make_errors(proofread: Proofreader) -> None:
    assert proofread(["设备运行稳\n定率"])[0] == ()
    (edit,) = proofread(["机房设备搞\n笑运行"])[0]
    assert (edit.start, edit.end) == (4, 7)


def test_words_cover_the_text() -> None:
    text = "预算执行率≥95%,受益群众 满意度"
    assert "".join(words(text)) == text
    assert {"受益", "群众", "满意度"} <= set(words("受益的群众满意度"))


@pytest.mark.parametrize(
    "texts",
    [
        ("翻修接羔育幼室间数", "按时间节点完成", "牧民等待时间", "窗口服务时间"),
        ("解矫人员跟踪回访期", "解除矫正后一年内回访"),
        ("科普材料包单价", "采购材料包费用", "发放材料包数量"),
        ("树葬墓区整治成本", "墓区绿化面积", "墓区道路长度"),
    ],
)
def test_what_the_document_shows_to_be_meant_is_left(corrected: Callable[..., str], texts: tuple[str, ...]) -> None:
    assert corrected(*texts) == texts[0]


def test_a_word_that_the_document_writes_right_elsewhere_is_still_corrected(corrected: Callable[..., str]) -> None:
    assert corrected("查处违规捕涝起数", "非法捕捞渔船数量") == "查处违规捕捞起数"


def test_a_word_of_the_dictionary_that_stands_twice_is_meant(proofread: Proofreader) -> None:
    texts = ["统一供种协议续签率", "蚕农对供种服务满意度"]
    assert all(edit.confidence < 0.55 for edits in proofread(texts) for edit in edits)
    (lone,) = proofread(["蚕农对供种服务满意度"])
    assert [edit.wrong for edit in lone] == ["供种"]


def test_a_term_between_the_same_symbols_elsewhere_is_meant(proofread: Proofreader) -> None:
    texts = ["林下食用菌基地建设", "新建林下食用菌基地6处", "良种实用技术入户率", "林下实用菌基地验收合格率"]
    found = proofread(texts)
    assert [(edit.wrong, edit.right) for edit in found[3] if edit.confidence >= 0.55] == [("实用菌", "食用菌")]
    assert not any(edit.confidence >= 0.55 for edits in found[:3] for edit in edits)
