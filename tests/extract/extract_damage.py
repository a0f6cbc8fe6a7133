"""A generator of made-up project tables, damaged the way conversions damage them, with the rows that are true."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

Key = tuple[str, ...]

PLACES = [
    "清河",
    "望山",
    "云溪",
    "松林",
    "白鹭",
    "枫桥",
    "金水",
    "石门",
    "南塘",
    "柳堤",
    "玉泉",
    "大桥",
    "新港",
    "梅岭",
    "东湖",
]
TOPICS = [
    "老年食堂",
    "河道清淤",
    "图书流动",
    "校园急救",
    "桥梁检测",
    "果树改良",
    "渔船保险",
    "旧衣回收",
    "夜校课程",
    "路灯节能",
    "古树保护",
    "消防水源",
    "冰雪运动",
    "粮库通风",
    "地名标牌",
    "口腔筛查",
    "戏曲下乡",
    "公厕改造",
    "牧草补播",
    "算力租用",
    "档案整理",
    "窨井更换",
    "雨水收集",
    "疫苗冷链",
    "菜场升级",
    "民宿登记",
]
ENDINGS = ["经费", "专项资金", "补助项目", "工作经费", "试点项目", "购置费", "运行维护费"]
VERBS = ["推进", "规范", "保障", "扩大", "完善", "支持"]
PURPOSES = ["使更多居民受益", "减少安全隐患", "形成长期机制", "提高办事效率", "改善人居环境", "让资金用在实处"]
LEVELS = {
    "quantity": ("产出指标", ("数量指标",)),
    "quality": ("产出指标", ("质量指标",)),
    "time": ("产出指标", ("时效指标",)),
    "cost": ("成本指标", ("经济成本指标", "社会成本指标")),
    "benefit": ("效益指标", ("社会效益指标", "经济效益指标", "可持续影响指标", "生态效益指标")),
    "satisfaction": ("满意度指标", ("服务对象满意度指标",)),
}
NAMES = {
    "quantity": ("{t}数量", "{t}点位个数", "服务村居数量", "开展活动次数"),
    "quality": ("{t}合格率", "工作达标情况", "验收通过率", "{t}质量"),
    "time": ("按计划支出", "{t}完成时间", "及时完成率", "工作进度"),
    "cost": ("控制总成本", "{t}成本", "预算控制数"),
    "benefit": ("提升公共服务水平", "{t}带动作用", "居民生活改善", "促进区域发展"),
    "satisfaction": ("受益群众满意度", "服务对象满意度", "{t}参与者满意度"),
}
VALUES = {
    "quantity": [("≥", "12", "个"), ("=", "3", "项"), ("≥", "250", "人次")],
    "quality": [("≥", "95", "%"), ("定性", "符合行业规范", ""), ("=", "100", "%")],
    "time": [("≤", "12", "月"), ("定性", "按期完成", ""), ("≤", "1", "年")],
    "benefit": [("定性", "明显见效", ""), ("≥", "80", "%"), ("定性", "逐步形成机制", "")],
    "satisfaction": [("≥", "95", "%"), ("≥", "90", "%")],
}


@dataclass(slots=True)
class Made:
    """A project as it truly is; ``rows`` are (level1, level2, name, operator, value, unit)."""

    code: str
    name: str
    total: str
    objective: str
    rows: list[Key] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Damage:
    """What befalls a document; ``style`` is top, middle or page (changes from page to page)."""

    style: str = "top"
    markdown: bool = False
    pages: bool = True
    shifts: bool = True
    pieces: bool = True
    displaced: float = 0.03
    sorted_kinds: bool = False
    codes: bool = True
    projects: int = 14
    regular: float = 0.93
    themed: bool = True
    repeat: int = 1
    every_row: bool = False
    spread: bool = False


def make_projects(random: Random, damage: Damage) -> list[Made]:
    """Return the true projects of a document."""
    made = []
    for number in range(damage.projects):
        place, topic = random.choice(PLACES), random.choice(TOPICS)
        name = f"{place}{topic}{random.choice(ENDINGS)}"
        sentences = [
            f"{random.choice(VERBS)}{place}{topic}工作,{random.choice(PURPOSES)}" for _ in range(random.randint(1, 3))
        ]
        objective = ";".join(dict.fromkeys(sentences)) + "。"
        total = f"{random.randint(1, 900)}.{random.randint(0, 99):02d}0000"
        code = (
            f"330{random.randint(10000, 99999)}T{10**11 + number * 7919 + random.randint(0, 999):012d}"
            if damage.codes
            else ""
        )
        made.append(Made(code, name, total, objective, _rows(random, topic, total, damage)))
    return made


def _rows(random: Random, topic: str, total: str, damage: Damage) -> list[Key]:
    kinds = [kind for kind in LEVELS if random.random() < damage.regular]
    kinds += [random.choice(list(LEVELS)) for _ in range(2) if random.random() > damage.regular]
    kinds += [kind for kind in kinds for _ in range(random.randint(0, damage.repeat - 1))]
    if damage.sorted_kinds:
        kinds.sort(key=list(LEVELS).index)
    else:
        random.shuffle(kinds)
    rows: dict[str, Key] = {}
    for kind in kinds or ["quantity"]:
        level1, seconds = LEVELS[kind]
        plain = [name for name in NAMES[kind] if damage.themed or "{t}" not in name]
        name = random.choice(plain).format(t=topic)
        if damage.repeat > 1 and name in rows:
            name += random.choice("甲乙丙丁")
        target = _ceiling(random, total) if kind == "cost" else random.choice(VALUES[kind])
        rows.setdefault(name, (level1, random.choice(seconds) if random.random() < 0.4 else seconds[0], name, *target))
    return list(rows.values())


def _ceiling(random: Random, total: str) -> tuple[str, str, str]:
    if random.random() < 0.4:
        return ("≤", f"{float(total):g}", "万元")
    return random.choice([("≤", f"{float(total) * 10000:.0f}", "元/年"), ("≤", "100", "%"), ("≤", "0.2", "万元/个")])


@dataclass(slots=True)
class _Line:
    owner: str = ""
    amounts: tuple[str, str, str] = ("", "", "")
    objective: str = ""
    row: Key = ("",) * 6
    prose: str = ""


def render(random: Random, made: list[Made], damage: Damage) -> str:
    """Return the document text of ``made`` with the given damage."""
    pages: list[list[_Line]] = [[]]
    room = random.randint(16, 30)
    for project in made:
        room = _project(random, project, pages, room, damage)
    head = ["预算12表 项目支出绩效目标表", "", "金额单位:万元", ""]
    header = ["绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "本年绩效指标值", "度量单位"]
    header = ["预算单位", "项目名称", "项目总额", "其中:", "", *header]
    text = list(head)
    if damage.every_row:
        pages = [_repeated(page) for page in pages]
    for number, page in enumerate(pages):
        grid = [header, ["", "", "", "财政资金", "其他资金", *[""] * 7]] if number == 0 else []
        lost = random.choice((0, 0, 1, 2)) if damage.shifts and number else 0
        slipped = damage.shifts and random.random() < 0.3
        grid += [_cells(random, line, lost, slipped, damage) for line in page if not line.prose]
        prose = [line.prose for line in page if line.prose]
        text += [*_grid(grid, damage.markdown), "", *prose, *([""] if prose else [])]
    return "\n".join(text)


def _project(random: Random, project: Made, pages: list[list[_Line]], room: int, damage: Damage) -> int:
    """Add the lines of a project to the pages and return the room left on the last one."""
    left = room - len(pages[-1])
    parts = [project.rows]
    if damage.pages and left < len(project.rows):
        parts = [project.rows[: max(left, 0)], project.rows[max(left, 0) :]]
    carrier = random.choice((0, 1)) if len(parts) > 1 and parts[0] else len(parts) - 1
    pieces = _pieces(random, project.objective, len(parts), damage)
    for number, rows in enumerate(parts):
        if number:
            pages.append([])
            room = random.randint(16, 30)
        lines = [_Line(row=row) for row in rows]
        if damage.spread and number == carrier:
            _spread(project, lines, damage.style == "middle")
            pages[-1].extend(lines)
            continue
        if number == carrier:
            _print_owner(random, project, lines, pages, damage)
        if damage.spread:
            pass
        elif len(parts) > 1 and parts[0] and pieces[number]:
            target = lines[_at(random, lines, pages, damage)] if number == carrier else lines[0]
            target.objective = pieces[number]
        elif number == carrier:
            next(line for line in lines if line.owner).objective = project.objective
        pages[-1].extend(lines)
    return room


def _repeated(page: list[_Line]) -> list[_Line]:
    for before, line in pairwise(page):
        if not line.owner:
            line.owner, line.amounts, line.objective = before.owner, before.amounts, before.objective
    return page


def _spread(project: Made, lines: list[_Line], middle: bool) -> None:
    """Print label and objective over several lines, as the lines of a cell stand beside the rows in a text."""
    for text, column, width in ((f"{project.code}-{project.name}", "owner", 15), (project.objective, "objective", 12)):
        size = max(width, -(-len(text) // len(lines)))
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        start = (len(lines) - len(pieces)) // 2 if middle else 0
        for line, piece in zip(lines[start:], pieces, strict=False):
            setattr(line, column, piece)
    lines[(len(lines) - 1) // 2 if middle else 0].amounts = (project.total, project.total, "")


def _at(random: Random, lines: list[_Line], pages: list[list[_Line]], damage: Damage) -> int:
    return next((index for index, line in enumerate(lines) if line.owner), 0)


def _print_owner(random: Random, project: Made, lines: list[_Line], pages: list[list[_Line]], damage: Damage) -> None:
    middle = damage.style == "middle" or (damage.style == "page" and len(pages) % 2 == 0)
    place = (len(lines) - 1) // 2 if middle else 0
    if random.random() < damage.displaced and place + 1 < len(lines):
        place += 1
    label = f"{project.code}-{project.name}" if project.code else project.name
    if damage.pieces and project.code and random.random() < 0.5:
        label = f"{project.code[:17]} {label[17:]}"
    if damage.pieces and random.random() < 0.08 and place + 1 < len(lines):
        lines[place + 1].owner, label = label[-2:], label[:-2]
    other = random.random() < 0.1
    lines[place].owner = label
    lines[place].amounts = (project.total, "" if other else project.total, project.total if other else "")


def _pieces(random: Random, objective: str, parts: int, damage: Damage) -> list[str]:
    """Return the objective for each part of a project: the whole of it, or cut, one character printed twice."""
    if parts == 1:
        return [objective]
    if not damage.pieces or random.random() < 0.3:
        return [""] * parts if not damage.pieces else [objective, objective]
    cut = random.randint(4, len(objective) - 4)
    return [objective[:cut], objective[cut - random.choice((0, 1)) :]]


def _cells(random: Random, line: _Line, lost: int, slipped: bool, damage: Damage) -> list[str]:
    total, fiscal, other = line.amounts
    if damage.pieces and total and random.random() < 0.05:
        total = total.replace(".", ". ")
    lead = ["", line.owner, total, fiscal, other, line.objective]
    if lost:
        lead = lead[1:]
    if lost == 2:
        lead = [*lead[:3], *lead[4:]] if not other else lead
    tail = list(line.row)
    if slipped and tail[3] == "定性":
        tail[4], tail[5] = "", tail[4]
    if damage.shifts and random.random() < 0.03 and not any(lead):
        lead = lead[2:]
    return [*lead, *tail]


def _grid(rows: list[list[str]], markdown: bool) -> list[str]:
    width = max((len(row) for row in rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    if not markdown:
        return ["\t".join(row) for row in filled]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    return [lines[0], "|" + "---|" * width, *lines[1:]] if lines else []


def truth(made: list[Made]) -> Counter[Key]:
    """Return the true rows with their project (code, or name where there is no code)."""
    return Counter((project.code or project.name, *row) for project in made for row in project.rows)
