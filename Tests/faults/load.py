#!/usr/bin/env python3
"""Draws of unusual shape, each in three sizes: time and memory must grow no faster than the size.

`make load`. Python's standard library alone. Exit status 1 when a draw fails, or when ten times the
size costs more than twenty times the processor time (a quadratic one would cost a hundred times).
Where the results themselves grow by more than ten (a record lists the districts of the whole
registry), it is twice what they grow by.
"""

import argparse
import os
import pathlib
import shutil
import sys
import tempfile

PLAN = """{{
  id: "P-{number}", title: "计划", authority: "机关", district: {district},
  period: {{ from: "2026-10-01", to: "2026-12-31" }},
  inputs: {{ targets: {{ file: "targets.csv", columns: {{ id: "编号" }} }},
    items: "items.csv"{inputs} }},
  tasks: {{ t: {{ number: "N{number}", title: "T", items: ["SP1"], strata: {strata},
    quantity: "{quantity}" }} }},
  schedule: {{ from: "2026-10-08", to: "2026-12-30" }},
}}
"""
HEADER = "编号,企业名称,所属区,信用风险等级,管辖单位,住所"


def write(folder, rows, plans=1, district='"1"', strata='["信用风险等级"]', quantity="3%", inputs="",
          header=HEADER):
    with open(folder / "targets.csv", "w") as file:
        file.write(header + "\n")
        file.writelines(rows)
    (folder / "items.csv").write_text("事项编码,抽查事项,所需资质\nSP1,检查,\n")
    for number in range(plans):
        (folder / f"plan{number}.json5").write_text(PLAN.format(
            number=number, district=district.replace("#", str(number)), strata=strata,
            quantity=quantity, inputs=inputs))


def row(i, district="1", grade="A", address="住所"):
    return f"T{i:09},企业{i},{district},{grade},站{i % 9},{address}\n"


def strata(folder, size):
    write(folder, (row(i, grade=f"G{i % size}") for i in range(200_000)))


def strata_of_one(folder, size):
    write(folder, (row(i, grade=f"G{i}") for i in range(size * 100)), quantity="100%")


def visits(folder, size):
    write(folder, (row(i) for i in range(size)), quantity="100%")


def staffed_visits(folder, size):
    inputs = ', inspectors: "inspectors.csv", calendar: "calendar.csv"'
    write(folder, (row(i) for i in range(size)), quantity="100%", inputs=inputs)
    (folder / "calendar.csv").write_text("日期,类型\n2026-10-01,休\n")
    with open(folder / "inspectors.csv", "w") as file:
        file.write("人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,岗位状态\n")
        for i in range(max(4, size // 20)):
            file.write(f"P{i},某,站{i % 9},1,,C{i},2030-01-01,在岗\n")


def plans(folder, size):
    write(folder, (row(i, district=str(i % size)) for i in range(100_000)), plans=size,
          district='"#"')


def plans_of_few(folder, size):
    """Each plan's district is one of ten, whose targets are drawn by a hundred plans."""
    write(folder, (row(i, district=str(i % 10)) for i in range(100_000)), plans=size)
    for number in range(size):
        path = folder / f"plan{number}.json5"
        path.write_text(path.read_text().replace('district: "1"', f'district: "{number % 10}"'))


def spellings(folder, size):
    write(folder, (row(i, district="1" if i % 2 else f"D{i}") for i in range(size)))


def columns(folder, size):
    more = "".join(f",栏{i}" for i in range(size))
    cells = ",x" * size
    write(folder, (row(i)[:-1] + cells + "\n" for i in range(20_000)), header=HEADER + more)


def fields(folder, size):
    write(folder, (row(i, address="x" * size) for i in range(40)))


def rows(folder, size):
    write(folder, (row(i) for i in range(size)))


SHAPES = {
    "strata, of 200 000 rows": (strata, [100, 1000, 10_000]),
    "hundreds of rows, each a stratum": (strata_of_one, [10, 100, 1000]),
    "visits in one plan, unstaffed": (visits, [1000, 10_000, 100_000]),
    "visits in one plan, staffed": (staffed_visits, [100, 1000, 10_000]),
    "plans in one batch, each of its district": (plans, [10, 100, 1000]),
    "plans in one batch, of ten districts": (plans_of_few, [10, 100, 1000]),
    "rows, half with a district of their own": (spellings, [3000, 30_000, 300_000]),
    "columns beside the usual ones": (columns, [3, 30, 300]),
    "bytes in a field": (fields, [10_000, 100_000, 1_000_000]),
    "rows": (rows, [20_000, 200_000, 2_000_000]),
}


def measured(binary, folder):
    """Status, processor seconds, MB of memory, bytes written of a draw with two threads."""
    words = [str(binary), "draw", "--seed", "s", "--output", "out", "--jobs", "2", "--quiet"]
    words += sorted(name for name in os.listdir(folder) if name.endswith(".json5"))
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        null = os.open("/dev/null", os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(binary, words)
    _, status, usage = os.wait4(child, 0)
    written = sum(path.stat().st_size for path in (folder / "out").rglob("*") if path.is_file())
    return (os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024, written)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", type=pathlib.Path, required=True)
    options.add_argument("--only", help="part of a shape's name")
    options = options.parse_args()
    failed = False
    print(f"{'shape':42} {'size':>9} {'seconds':>8} {'MB':>7}")
    for name, (make, sizes) in SHAPES.items():
        if options.only and options.only not in name:
            continue
        times, sizes_written = [], []
        for size in sizes:
            folder = pathlib.Path(tempfile.mkdtemp(prefix="load-"))
            try:
                make(folder, size)
                status, seconds, memory, written = measured(options.binary.resolve(), folder)
            finally:
                shutil.rmtree(folder)
            times.append(seconds)
            sizes_written.append(written)
            print(f"{name:42} {size:9} {seconds:8.2f} {memory:7.0f}"
                  + ("" if status in (0, 1) else f"  FAILED: status {status}"), flush=True)
            failed |= status not in (0, 1)
        # Below a twentieth of a second it is the start of the process that is measured.
        growth = max(10, sizes_written[2] / max(sizes_written[1], 1))
        if times[2] > 2 * growth * max(times[1], 0.05):
            failed = True
            print(f"{name:42} NOT LINEAR")
    return 1 if failed else 0


sys.exit(main())
