"""The rows that the result files of a draw must hold, cell by cell, without any protection."""

from __future__ import annotations

from collections import Counter
from typing import Any

from campaign import Campaign, Stratum, Task, done_by
from protocol import Place, decimal
from registry import as_list
from teams import Person

Table = list[list[str]]

PLAN = (
    "计划编号,任务编号,检查序号,统一社会信用代码,企业名称,管辖单位,住所,抽查事项,检查组编号,"
    "组长姓名,组长执法证号,组员姓名,组员执法证号,专家,匹配方式,计划检查日期,公示截止日期"
)
DRAW = "任务编号,抽取层,抽取序号,统一社会信用代码,企业名称,票号,名单类别,入选概率(分数),入选概率"
WORKLOAD = (
    "人员编号,姓名,联合部门,工作单位,岗位资质资格,可参与组次,期望组次(分式),期望组次,本期组次,"
    "其中任组长,本期检查对象数,本期上限,结转组次,合计,说明"
)
NOTICE = (
    "抽查计划编号,抽查计划名称,抽查任务编号,抽查任务名称,抽查类型,抽查事项,抽查对象范围,"
    "检查日期自,检查日期至,检查机关,抽查市场主体数量,抽取承诺,抽取次数,废弃方案数,抽取结果摘要"
)
REJECTS = "行号,原因,原文"
SUMMARY = (
    "计划编号,计划名称,检查机关,名录库记录数,搁置,其他区,不在抽查范围,状态排除,频次上限,"
    "间隔不足,近期已抽,名单排除,合并行,入框,入框按等级,任务数,正选,备选,检查数,检查组次,"
    "未匹配组次,邻区匹配组次,直接委派组次,执法人员数,种子摘要,记录摘要"
)


def plan_table(campaign: Campaign) -> Table:
    numbers = {trip: str(n) for n, trip in enumerate(campaign.grouped, 1)}
    batched = "batches" in campaign.plan["schedule"]
    table = [PLAN.split(",") + ["批次"] * batched]
    for number, visit in enumerate(campaign.visits, 1):
        cell = lambda role: campaign.targets.cell(visit.row, role)
        table.append([
            campaign.plan["id"],
            "；".join(task.rules["number"] for task in visit.tasks),
            str(number),
            visit.id,
            cell("name"),
            cell("unit"),
            cell("address"),
            items_shown(campaign, visit.tasks),
            numbers[visit.trip],
            *team_cells(campaign, visit.trip),
            visit.day.isoformat(),
            visit.deadline.isoformat(),
            *[visit.batch] * batched,
        ])
    return table


def items_shown(campaign: Campaign, tasks: list[Task]) -> str:
    codes = dict.fromkeys(code for task in tasks for code in task.rules["items"])
    return "；".join(campaign.items[code]["抽查事项"] for code in codes)


METHODS = {"neighbours": "邻区匹配", "direct": "直接委派"}


def team_cells(campaign: Campaign, trip: str) -> list[str]:
    matching = campaign.matching
    if trip not in matching.methods:
        return ["", "", "", "", "", "未匹配"]
    named = [
        (place.role, matching.people[matching.teams[trip, place.name]])
        for place in campaign.places[trip]
    ]
    leader, *members = [who for role, who in named if role != "expert"]
    experts = [who.row["姓名"] for role, who in named if role == "expert"]
    return [
        leader.row["姓名"],
        leader.row.get("执法证号", ""),
        "；".join(map(name_shown, members)),
        "；".join(who.row.get("执法证号", "") for who in members),
        "；".join(experts),
        method_shown(campaign, matching.methods[trip]),
    ]


def name_shown(who: Person) -> str:
    return who.row["姓名"] + (f"（{who.department}）" if who.department else "")


def method_shown(campaign: Campaign, fallback: int | None) -> str:
    if fallback is None:
        return "随机匹配"
    declared = campaign.plan["fallbacks"][fallback]
    return f"{METHODS[declared['kind']]}（{declared['document']}）"


def draw_table(campaign: Campaign) -> Table:
    table = [DRAW.split(",")]
    for task in campaign.tasks:
        for stratum in task.strata:
            for number, place in enumerate(stratum.listed(), 1):
                table.append(draw_row(campaign, task, stratum, number, place))
    return table


def draw_row(
    campaign: Campaign, task: Task, stratum: Stratum, number: int, place: Place
) -> list[str]:
    return [
        task.rules["number"],
        stratum.shown,
        str(number),
        place.unit,
        campaign.targets.cell(task.frame.shown[place.unit], "name"),
        place.ticket,
        "正选" if number <= stratum.count else "备选",
        f"{place.numerator}/{place.denominator}",
        decimal(place.numerator, place.denominator),
    ]


def workload_table(campaign: Campaign) -> Table:
    matching = campaign.matching
    visits = Counter(visit.trip for visit in campaign.visits)
    table = [WORKLOAD.split(",")]
    for name, who in matching.people.items():
        taken = [slot for slot, holder in matching.teams.items() if holder == name]
        carried = matching.carried(who)
        period = campaign.plan["pairing"].get("periodLimit")
        limited = who.role and not who.unlimited and period is not None
        brought = who.fallback is not None
        kind = campaign.plan["fallbacks"][who.fallback]["kind"] if brought else ""
        table.append([
            who.row["人员编号"],
            who.row.get("姓名", ""),
            who.department,
            who.row.get("工作单位", ""),
            who.row.get("岗位资质资格", ""),
            str(matching.eligible_trips.get(name, 0)),
            *share_cells(matching.shares[name]),
            str(len(taken)),
            str(sum(slot == "leader" for _, slot in taken)),
            str(sum(visits[trip] for trip, _ in taken)),
            str(period) if limited else "",
            str(carried),
            str(carried + len(taken)),
            "；".join(filter(None, [who.why_not, METHODS.get(kind)])),
        ])
    return table


def share_cells(share: Counter[int]) -> list[str]:
    """The expected share as a sum of fractions, and rounded."""
    terms = [f"{slots}/{people}" for people, slots in sorted(share.items())]
    whole = sum(slots * 10**12 // people for people, slots in share.items())
    rounded = (whole + 10**8 // 2) // 10**8
    return ["+".join(terms) or "0", f"{rounded // 10**4}.{rounded % 10**4:04}"]


def notice_table(campaign: Campaign, standing: list[str]) -> Table:
    """`standing`: commitment, draws, voids and the list's SHA-256, as ledger.py finds them."""
    plan = campaign.plan
    table = [NOTICE.split(",")]
    for task in campaign.tasks:
        table.append([
            plan["id"],
            plan["title"],
            task.rules["number"],
            task.rules["title"],
            task.rules["kind"],
            items_shown(campaign, [task]),
            scope_shown(task.rules.get("scope", {})) or "本辖区全部检查对象",
            *window_of(plan, task),
            plan["authority"],
            str(len(task.selected())),
            *standing,
        ])
    return table


def window_of(plan: dict[str, Any], task: Task) -> tuple[str, str]:
    """From when to when a task's visits take place: of its batch, where it has one of its own."""
    rules = plan["schedule"]
    own = [b for b in rules.get("batches", []) if task.key in as_list(b.get("tasks", []))]
    window = own[0] if own else rules
    limit = done_by(plan, [task]).isoformat()
    return window["from"], min(window["to"], limit)


def rejects_table(campaign: Campaign) -> Table:
    table = [REJECTS.split(",")]
    for number, source in enumerate(campaign.sources):
        if reason := rejection(campaign, number):
            table.append([str(source.line), reason, source.text])
    return table


def rejection(campaign: Campaign, number: int) -> str | None:
    """Why a row is set aside: for all tasks, or in one of them because it has no weight."""
    if reason := campaign.targets.rejected[number]:
        return reason
    weightless = any(task.frame.reasons[number] == "rejected" for task in campaign.tasks)
    return "bad-weight" if weightless else None


def scope_shown(scope: dict[str, Any], inner: bool = False) -> str:
    """A scope in words; `inner` puts parentheses around what joins several parts."""
    parts = [part_shown(key, value, inner or len(scope) > 1) for key, value in scope.items()]
    return joined("，且", parts, inner)


def part_shown(key: str, value: Any, inner: bool) -> str:
    if key in ("any", "all"):
        parts = [scope_shown(part, True) for part in value]
        return joined("，或" if key == "any" else "，且", parts, inner)
    if key == "not":
        return f"不属于“{scope_shown(value)}”"
    return key + test_shown(value if isinstance(value, dict) else {"oneOf": value})


def joined(word: str, parts: list[str], inner: bool) -> str:
    text = word.join(parts)
    return f"（{text}）" if inner and len(parts) > 1 else text


def test_shown(test: dict[str, Any]) -> str:
    if "from" in test and "to" in test:
        return f"自{test['from']}至{test['to']}"
    (name, value), *_ = test.items()
    before, after = ("早", "晚") if isinstance(value, str) else ("小", "大")
    listed = "、".join(map(str, as_list(value)))
    return {
        "oneOf": f"为{listed}" + ("之一" if len(as_list(value)) > 1 else ""),
        "prefix": f"以{listed}开头",
        "contains": f"含有{listed}字样",
        "tag": f"含{listed}标签",
        "empty": "为空" if value else "不为空",
        "from": f"不{before}于{value}",
        "to": f"不{after}于{value}",
    }[name]
