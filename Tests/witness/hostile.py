"""A registry that tries what engines read and compare differently, and a plan that uses it all.

Everything follows from SHA-256 of row numbers, so that it is the same everywhere.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

ROWS = 1200
HEADER = ["主体编号", "企业名称", "所属区", "片区", "登记状态", "信用风险等级", "监管标签",
          "成立日期", "注册资本", "投诉", "经营范围", "Grade", "grade"]
PLAN = r"""// 异常数据的抽查计划：供各数据库复算。
{
  id: "敌意-2026Q4", title: "异常数据的抽查", authority: "某市市场监督管理局",
  district: ["甲区", "甲 区", "'甲'区"],
  period: { from: "2026-10-01", to: "2026-12-31" },
  inputs: {
    targets: {
      file: "targets.csv", columns: { id: "主体编号", grade: "信用风险等级" },
      clean: ["trim", "uppercase"], rows: "mergeByID",
    },
    history: { file: "history.csv", columns: { id: "主体" } },
    calendar: "calendar.csv",
  },
  tasks: {
    plain: { number: "一\\号'\"", title: "全部", strata: ["信用风险等级", "片区"], quantity: "7%",
      alternates: "150%" },
    weights: { number: "2号", title: "加权", strata: ["信用风险等级"],
      quantity: { rules: [
        { where: { 信用风险等级: ["A", "B"] }, ratio: "10%", minimum: 3, maximum: 12 },
        { where: { 信用风险等级: "C" }, count: 40 }, { ratio: "1/3", rounding: "atMost" } ] },
      weight: { column: "投诉", plus: 1 }, alternates: 3 },
    quarter: { number: "3号", title: "分季", quantity: { ratio: "11%", period: "3/4" },
      exclude: { status: ["注销", "it's"], ids: { "企业é-370": "联合检查", "O'NEIL-319": "联合检查" } } },
    total: { number: "4号", title: "总数", strata: ["信用风险等级"],
      quantity: { total: 50, across: "proportional", minimum: 9 }, group: "eigen" },
    every: { number: "5号", title: "条件", quantity: { count: 25 }, alternates: 5,
      scope: { any: [
        { 成立日期: { from: "2000-02-29", to: "2015-12-31" }, 注册资本: { from: -1.5, to: 2000.25 } },
        { 监管标签: { tag: ["食品", "药品\"器械"] } },
        { 经营范围: { contains: ["\\餐饮", "100%", "_x"] }, not: { 片区: { prefix: ["北", "b"] } } },
        { 注册资本: { empty: true }, 登记状态: ["存续", "在业"] },
      ] } },
    whole: { number: "6号", title: "必查", quantity: { all: true }, scope: { grade: ["D"] } },
    heavy: { number: "7号", title: "大权重", quantity: { count: 400 }, weight: "投诉2", alternates: "10%" },
  },
  frequency: { cap: 2, minimumDays: 45, notDrawnFor: "7 months", exempt: ["投诉举报", "复'查"] },
  schedule: { from: "2026-10-08", to: "2026-12-31" },
}
"""


def lot(*words: object) -> int:
    return int(hashlib.sha256("|".join(map(str, words)).encode()).hexdigest()[:12], 16)


def pick(number: int, column: str, values: list[str]) -> str:
    return values[lot(column, number) % len(values)]


def ident(number: int) -> str:
    form = pick(number, "id", ["企业é-{}", "O'Neil-{}", "a b-{}", "😀{}", "号\"{}", "x,{}", "e\u0301{}", "{}"])
    return form.format(number)


def row(number: int) -> list[str]:
    plain = ident(number)
    outer = pick(number, "outer", ["{}", "{}", " {}", "{}\t", "\u3000{}\u3000 "])
    return [
        outer.format(plain.lower() if number % 3 == 0 else plain),
        pick(number, "name", ["店", "店\n二行", "引\"号", "a,b", ""]) + str(number),
        pick(number, "district", ["甲区", "甲 区", "'甲'区", "甲区", "乙区", ""]),
        pick(number, "area", ["北一", "南|二", "b3", "B3", ""]),
        pick(number, "status", ["存续", "在业", "注销", "it's", ""]),
        pick(number, "grade", ["A", "B", "C", "D", "a", "É"]),
        pick(number, "tags", ["食品;药品", "食品安全", "", "药品\"器械;x", ";;食品", "食品 "]),
        pick(number, "date", ["2000-02-29", "1999-02-29", "2010-6-01", "2012-12-31", "2016-01-01",
                              "", "2010-06-31", "二〇一〇", "2004-02-29 "]),
        pick(number, "capital", ["", "-1.5", "2000.25", "2000.250001", "1e3", "12", "-2", "+5",
                                 "1234567890123", "0.1234567", "７"]),
        str(lot("weight", number) % 7 if number % 50 else 400),
        pick(number, "text", ["\\餐饮", "餐饮", "100%", "1000", "_x", "ax", "\\\\", "b\r\nc"]),
        pick(number, "shadow", ["p", "q"]), pick(number, "twin", ["D", "E", "F"]),
    ]


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [row(number) for number in range(ROWS)]
    # Weights up to the largest that there may be, and many equal ones.
    heavy = [pick(n, "heavy", ["4294967295", "1", "4294967294", "77", "77", "65536"]) for n in range(ROWS)]
    table = [cells + [weight] for cells, weight in zip(rows, heavy)]
    # A row for each licence: the same target again, with another name.
    table += [[cells[0], "另一证照", *cells[2:]] for cells in table[::9]]
    with (folder / "targets.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([HEADER + ["投诉2"], *table])
    visits = []
    for number in range(0, ROWS, 2):
        for visit in range(lot("visits", number) % 4):
            day = lot("day", number, visit) % 28 + 1
            month = lot("month", number, visit) % 12 + 1
            year = 2025 + (lot("year", number, visit) % 3 > 0)
            visits.append([
                ident(number).translate(UPPER), f"{year}-{month:02}-{day:02}",
                pick(number + visit, "plan", ["", "P-1"]),
                pick(number - visit, "kind", ["双随机", "投诉举报", "复'查", ""])])
    with (folder / "history.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [["主体", "检查日期", "计划编号", "检查类型"], *visits])
    (folder / "calendar.csv").write_text("日期,类型\n2026-10-10,班\n", encoding="utf-8")
    (folder / "plan.json5").write_text(PLAN, encoding="utf-8")


UPPER = {code: code - 32 for code in range(97, 123)}
