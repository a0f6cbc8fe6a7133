"""What is not known is not corrected; what is wrong in length or order is said to be that."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.nlp import load_proofreader
from auditor.nlp.segment import general_words
from auditor.nlp.typo.clause import split
from auditor.nlp.typo.general import how_often
from auditor.nlp.typo.model import default_model
from auditor.records.edit import Edit, Proofreader


@pytest.fixture(scope="module")
def proofread() -> Proofreader:
    return load_proofreader()


def reported(proofread: Proofreader, text: str) -> list[Edit]:
    return [edit for edit in proofread([text])[0] if edit.confidence >= 0.55]


@pytest.mark.parametrize(
    "text",
    [
        "由乙方负责设备保养", "乙方逾期交货的支付违约金", "我司承诺三日内到货", "受货人应当场验货",
        "支付南屏街道农村公路养护费", "富岭镇人民政府修缮工程", "国岳汽车技改贴息", "向商检局申报", "桥梁维养完成率",
        "偷逃税款查补入库", "水质监测样点数", "应用性成果转化率", "志在必得", "驻村干部杨丰", "联系人凌宇",
        "慰问韦晓玥同志", "委托宏昱科技有限公司检测", "禽畜防疫密度", "双方各执贰份", "雷打不动抓落实",
        # Another of the same class; a word that stands between two; parts named after the thing before them.
        "采购亚硒酸钠制剂", "新建或续建泵房", "推进大众创业和万众创新", "渡槽槽身补强", "水渠渠底清淤", "路灯灯杆更换",
        # A shorter word that says the same; words made up for a list; names that are listed.
        "隐瞒或谎报险情的", "鉴定费由申请人垫付", "水表滞行、停行、逆行时告知", "信永中和等9家机构入驻",
        "为65岁及以上老人体检",
        # A firm by its trade and form; a word that has a longer form.
        "补贴帆布贴商贸公司技改", "经查刚恒电子信息有限公司合规", "扶持教谕粮油有限责任公司", "保鲜库240平米",
        # What is measured, before the measure; a number of times; the measure before a closing 数; everyday words.
        "奶牛场均产奶量提高", "母羊窝均产仔率", "水样检出菌率", "运送鸡苗5200羽次", "防火门检修扇数", "养鹅大户回访率",
        "登革媒介监测", "监考员到岗率", "夜间停气时长", "养鹅大户满意度",
        # What a trade deals in begins its terms, too; a word that what would be added parts.
        "采购警犬犬粮", "油茶茶籽采收", "对种鹅鹅舍消毒",
        "工资代发行更换", "退还保证金至原开户行",
        # A person by what he does, and how many; peoples and their languages; units of work; a noun and its measure.
        "聘用渔政协管员人数", "到庭译员排班次数", "飞手满意度", "嘉绒藏语频道开播", "参训人天数", "代管车辆辆天数",
        "印发画册册数", "更换窗扇扇数", "每箱增产蜂蜜量",
        # Two verbs with their objects; a link between two words; what is touched, of whatever kind.
        "修枝剪叶株数", "库存粮食可供应天数", "屠宰前检疫率", "事故后处置时限", "涉林纠纷调解率", "涉民族事务办结率",
        # A count or an amount has more than one name; who oversees, reports again, sells tickets; a verb and its noun.
        "诉求工单办结量", "年度厂区供热量", "养老机构床数", "试卷押运垛数", "高速项目监理率", "监理人员到位率",
        # A head behind a word lacks nothing; a thing and what is said of it; a listed verb.
        "投诉件回访时限", "衡量标准器购置", "看护员轮岗次数", "交付物归委托方所有", "渡口船检验艘数",
        "政策性粮收购到位率", "蚁情监测点布设数", "白蚁蚁情普查次数", "单株薯量提高", "蚊源清理处数", "培训班开班时间",
        "余震监测台站数", "领券商户满意度", "险情续报次数", "售彩点巡查", "保护保护区生态",
        "服务服务业主体", "此事研究研究再定",
        # For what span something is paid; nouns of time; what is written of a thing, named after it.
        "业务系统年运维成本", "平台系统日运维费用", "供电线路抢修用时", "县志志稿编纂字数", "县志志书编印册数",
        # What goes before a verb, before one; a preposition before a noun.
        "边建设而管理", "就合同事宜协商",
    ],
)  # fmt: skip
def test_names_roles_terms_and_idioms_are_left_alone(proofread: Proofreader, text: str) -> None:
    assert reported(proofread, text) == []


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("组织开展业务训培", "组织开展业务培训", "swapped"),
        ("加强资金理管工作", "加强资金管理工作", "swapped"),
        ("设备运转情情况良好", "设备运转情况良好", "doubled"),
        ("群众满度达到90%以上", "群众满意度达到90%以上", "lacking"),
        ("促进社会谐稳定", "促进社会和谐稳定", "lacking"),
        ("设备验收合体格率", "设备验收合格率", "extra"),
        ("道路养护完成都率", "道路养护完成率", "extra"),
        # What goes before a verb joins nothing before a noun or 的; a particle is no thing that is measured.
        ("项目采购也时间", "项目采购时间", "extra"),
        ("服务质量就的提升", "服务质量的提升", "extra"),
        ("培训完成过率", "培训完成率", "extra"),
        ("夜间逻巡次数", "夜间巡逻次数", "swapped"),
        ("渠道清淤完成第率", "渠道清淤完成率", "extra"),
        ("组织组织职工疗养", "组织职工疗养", "doubled"),
        ("合同同书签订份数", "合同书签订份数", "doubled"),
        ("规范管理管理会计档案", "规范管理会计档案", "doubled"),
    ],
)
def test_a_slip_is_called_what_it_is(proofread: Proofreader, typed: str, meant: str, kind: str) -> None:
    (edit,) = reported(proofread, typed)
    assert (typed[: edit.start] + edit.right + typed[edit.end :], edit.kind) == (meant, kind)


@pytest.mark.parametrize(
    ("typed", "right"), [("水库大坝坝安全鉴定", "坝"), ("路灯灯光亮化", ""), ("防灾、减灾、救栽能力", "救灾")]
)
def test_what_looks_like_a_part_or_a_list_is_still_read(proofread: Proofreader, typed: str, right: str) -> None:
    assert [edit.right for edit in reported(proofread, typed)] == ([right] if right else [])


@pytest.mark.parametrize(
    "text",
    [
        "波形梁护栏立柱校正", "让老百姓近水、亲水、拥水",
        # A word of the general dictionary; what only looks like another; a thing that is measured, before its measure.
        "溢流水堰测流", "防止山洪聚积成灾", "黄岩柑桔品种改良", "心律失常药品采购", "调度主站遥信对点",
        "卫生厕所覆盖村率",
    ],
)  # fmt: skip
def test_what_reads_well_with_and_without_is_no_error(proofread: Proofreader, text: str) -> None:
    assert all(edit.confidence < 0.85 for edit in reported(proofread, text))


@pytest.mark.parametrize("text", ["持续保发障", "资金及时拔给付到", "设备运情转良良好", "组织开业展务训培"])
def test_two_slips_in_one_word_are_no_failure(proofread: Proofreader, text: str) -> None:
    (edits,) = proofread([text])
    assert all(text[edit.start : edit.end] == edit.wrong for edit in edits)


@pytest.mark.parametrize(
    ("typed", "right"), [("卫生条件查检次数", "检查"), ("贫困地提区帮扶户数", "地区"), ("保障日常工大作运转", "工作")]
)
def test_a_rarer_word_or_a_common_end_does_not_hide_a_slip(proofread: Proofreader, typed: str, right: str) -> None:
    (edit,) = reported(proofread, typed)
    assert right in typed[: edit.start] + edit.right + typed[edit.end :]


@pytest.mark.parametrize("text", ["冷库抽检货物箱数", "夹网捕鸟夹次", "疟疾病例数"])
def test_a_measure_with_what_is_counted_is_not_held_against_another(proofread: Proofreader, text: str) -> None:
    beside = ["检查项数", "整改项数不少于", "增雨作业架次", "农药喷洒架次", "管线普查公里数", "养护公里数"]
    assert proofread([text, *beside])[0] == ()


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("牧草种质成活率", ["种质资源圃面积"]),
        ("压力表检定费", ["伤情鉴定费", "加油机检定台数"]),
        ("机手满意度", ["玉米机收面积"]),
    ],
)
def test_a_word_that_the_document_has_in_other_company_is_meant(
    proofread: Proofreader, text: str, beside: list[str]
) -> None:
    assert [edit for edit in proofread([text, *beside])[0] if edit.confidence >= 0.55] == []


@pytest.mark.parametrize(("typed", "right"), [("完成驻地残余建设的企业", "参与"), ("露面坑槽修补", "路面")])
def test_an_everyday_word_is_still_read(proofread: Proofreader, typed: str, right: str) -> None:
    assert [edit.right for edit in reported(proofread, typed)] == [right]


@pytest.mark.parametrize(
    ("typed", "right"), [("维修农业机戒台数", "机械"), ("印涮成本控制", "印刷"), ("购置办公设奋", "设备")]
)
def test_a_side_of_a_character_too_many_or_too_few(proofread: Proofreader, typed: str, right: str) -> None:
    (edit,) = reported(proofread, typed)
    assert right in typed[: edit.start] + edit.right + typed[edit.end :]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        # A piece that breaks off a word; what is measured is no person; an idiom behind the place; stars for a number.
        ("科研果推广面积", "成果"), ("公共卫服务水平", "卫生"), ("资金到魏率", "到位"),
        ("带动农户增收(≥**万塬)", "万元"),
    ],
)  # fmt: skip
def test_a_slip_beside_what_looks_like_a_name_or_an_idiom_is_told(
    proofread: Proofreader, typed: str, right: str
) -> None:
    assert any(right in edit.right for edit in reported(proofread, typed))


def test_words_of_the_user_stay_as_they_are() -> None:
    kept = load_proofreader(words=("搞笑运转",))
    assert reported(kept, "机房空调搞笑运转") == []
    assert reported(kept, "保障机构正常运专") != []


def test_a_clause_has_an_end_in_a_text_without_signs() -> None:
    clauses = split("保障机构正常运转" * 4000, default_model())
    assert max(len(clause.symbols) for clause in clauses) <= 400
    assert sum(len(clause.symbols) for clause in clauses) == 32_000


def test_right_lines_that_must_stay_silent(proofread: Proofreader) -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "review" / "slips" / "must_stay_silent.txt"
    if not path.is_file():
        pytest.skip("the review material is not here")
    assert [line for line in path.read_text(encoding="utf-8").split() if reported(proofread, line)] == []


def test_the_general_dictionary_is_searched_as_it_reads() -> None:
    words = general_words()
    # Its first words stand in no order; a word may stand there twice.
    some = [*list(words)[:150], *list(words)[::997]]
    assert [word for word in some if how_often(word) < 0] == []
    assert sum(how_often(word) == words[word] for word in some) > len(some) - 3
    assert [how_often(word + "龥") for word in ("", "一", "管护", "龢")] == [-1] * 4
