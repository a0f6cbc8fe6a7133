"""Copies that hide, in counties of twenty departments: in a longer text, in another order, in everybody's template.

The counter-class is what honest departments say alike: duties in the words of duties, under titles that tell nothing
(``prose_words.DUTIES`` under a neutral title, and ``COMMONPLACES``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from auditor import api
from auditor.engine.corpus import audit_corpus
from auditor.records.corpus import Corpus, CorpusProject, CorpusSource
from auditor.records.place import Place
from bench.province import prose
from bench.province import prose_words as words
from bench.province.across import only

HEAD = ["counties", "kind", "planted", "found", "recall", "wrong findings, all kinds", "precision, all kinds"]
DEPARTMENTS = 20
_RULE = "duplicate.copied-objective"
_OWN = 4
_HONEST = ("honest", "commonplace", "duty under another title")
# In how many of the twenty departments a template stands.
_TEMPLATES = (2, 5, 6, 12)
_NEUTRAL = ("其他业务支出", "专项业务费", "综合业务经费", "一般性项目")
COMMONPLACES = (
    "保障机关各科室日常办公需要，按时支付水电、邮电、印刷等费用，确保单位正常运转，各项工作顺利开展。",
    "严格执行财务制度，按时足额发放在职人员工资津贴，及时缴纳社会保险和住房公积金，保障职工福利待遇。",
    "做好公务用车日常维护，保证车辆安全运行，满足公务出行需要，厉行节约，控制运行成本。",
    "加强机关内部管理，提高工作效率和服务水平，圆满完成市委市政府和上级部门交办的各项任务。",
    "保证单位食堂正常运行，为干部职工提供安全卫生的就餐环境，提高职工满意度，促进工作开展。",
    "及时维修办公设备和办公用房，改善办公条件，保障办公环境安全整洁，确保机关工作有序进行。",
    "组织党员干部开展政治理论学习和主题教育活动，加强党组织建设，充分发挥党员先锋模范作用。",
    "按照预算批复合理安排资金，规范支出管理，提高资金使用效益，保障部门职责履行和年度工作目标实现。",
    "保障信息系统和办公网络安全稳定运行，及时处理故障，为机关办公提供技术支持和服务保障。",
    "做好离退休人员服务管理工作，按时发放各项补贴，组织开展慰问活动，维护队伍稳定和社会和谐。",
)


def measure(*, full: bool = False) -> list[list[str]]:
    """Return a line for each kind of copy and one for the commonplaces."""
    counties = 40 if full else 12
    book, planted, found = only(api.load_rules(), _RULE), dict[str, int](), dict[str, int]()
    findings_of = right = wrong = 0
    for seed in range(counties):
        corpus, kinds = county(seed)
        findings, problems = audit_corpus(corpus, book)
        assert not problems, problems
        named = {(one.where.source, one.where.project_code) for one in findings}
        named |= {(other.source, other.project_code) for one in findings for other in one.related}
        for project in corpus.projects:
            kind = kinds.get(project.code, "honest")
            hit = (str(project.source), project.code) in named
            planted[kind] = planted.get(kind, 0) + 1
            found[kind] = found.get(kind, 0) + hit
        for one in findings:
            findings_of += 1
            good = kinds.get(one.where.project_code, "honest") not in _HONEST
            right, wrong = right + good, wrong + (not good)

    def recall(kind: str) -> str:
        return "-" if kind in _HONEST else f"{found[kind] / planted[kind]:.4f}"

    precision = f"{right / max(1, findings_of):.4f}"
    return [
        [str(counties), kind, str(planted[kind]), str(found[kind]), recall(kind), str(wrong), precision]
        for kind in sorted(planted)
    ]


def county(seed: int) -> tuple[Corpus, dict[str, str]]:
    """Return a county and code → kind of the projects that are copies, were copied, or say what everybody says."""
    chance = random.Random(f"county|{seed}")
    kinds: dict[str, str] = {}
    projects: list[CorpusProject] = []
    for department in range(DEPARTMENTS):
        texts = [*_own(department, seed), *_common(department, chance)]
        for title, text, kind in texts:
            code = f"{department:02}{len(projects):05}"
            kinds |= {code: kind} if kind else {}
            projects.append(CorpusProject(department, code, code, title, Decimal(50), text, Place(line=len(projects))))
    for title, text, kind, department in _planted(seed, chance):
        code = f"{department:02}{len(projects):05}"
        kinds[code] = kind
        projects.append(CorpusProject(department, code, code, title, Decimal(50), text, Place(line=len(projects))))
    sources = tuple(
        CorpusSource(str(number), prose.department(number), 2026, str(number)) for number in range(DEPARTMENTS)
    )
    return Corpus(sources, tuple(sorted(projects, key=lambda one: one.source)), ()), kinds


def _own(department: int, seed: int) -> Iterator[tuple[str, str, str]]:
    for place in range(_OWN):
        title, text, _ = prose.own(department, place, seed)
        yield title, text, ""


def _common(department: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield what honest departments say alike."""
    for text in chance.sample(COMMONPLACES, 3):
        yield chance.choice(_NEUTRAL), text, "commonplace"
    for duty in chance.sample(sorted(words.DUTIES), 2):
        _, text, _ = prose.shared(duty, department, chance)
        yield chance.choice(_NEUTRAL), text, "duty under another title"


def _planted(seed: int, chance: random.Random) -> Iterator[tuple[str, str, str, int]]:
    """Yield title, text, kind and department of copies and of the texts that they are copied from."""
    for number, size in enumerate(_TEMPLATES):
        _, text, _ = prose.own(500 + number, 0, seed)
        for department in chance.sample(range(DEPARTMENTS), size):
            yield prose.own(department, 20 + number, seed)[0], text, f"template in {size} of {DEPARTMENTS}", department
    for number in range(3):
        one, other = chance.sample(range(DEPARTMENTS), 2)
        title, text, _ = prose.own(one, 40 + number, seed)
        clauses = [part.replace(prose.department(one), "本区") for part in _clauses(text)[:4]]
        yield title, "，".join(clauses) + "。", "four clauses in a longer text", one
        mine, own, _ = prose.own(other, 50 + number, seed)
        longer = [*_clauses(own), *_clauses(prose.own(other, 60 + number, seed)[1])[:3]]
        at = chance.randrange(len(longer))
        yield mine, "，".join([*longer[:at], *clauses, *longer[at:]]) + "。", "four clauses in a longer text", other
        one, other = chance.sample(range(DEPARTMENTS), 2)
        title, text, _ = prose.own(one, 70 + number, seed)
        clauses = [part.replace(prose.department(one), "本区") for part in _clauses(text)[:4]]
        yield title, "，".join(clauses) + "。", "three of four clauses reordered", one
        kept = chance.sample(clauses, 3)
        mine, own, _ = prose.own(other, 80 + number, seed)
        yield mine, "，".join([*kept, _clauses(own)[1]]) + "。", "three of four clauses reordered", other


def _clauses(text: str) -> list[str]:
    return [part for part in re.split("[，。；]", text) if part]
