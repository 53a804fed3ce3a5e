#!/usr/bin/env python3
"""The canonical draw beside DuckDB, Polars, shuf and wc, on the same registry and machine.

    out/venv/bin/python Tests/bench/peers.py --rows 1000000        (make bench-peers)

Everything is run in turn, round after round, so that what else the machine does hits all alike;
a ratio is the median over the rounds of peer / ours within one round. Ours is the wall time of the
whole process, from its start to the last file on disk. Engines that are Python modules are timed
inside their process, from the connection to the last row: starting Python is not held against
them. Peak memory is what the system says of each process at its end.

Before anything is timed, DuckDB's draw by SQL must have picked the same units in the same order,
with the same tickets, as ours has in all 17 plans. If not, the exit status is 1.
"""

import argparse
import csv
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

SEED = "shuangsuiji bench"
DISTRICTS = [
    "110101", "110102", "110105", "110106", "110107", "110108", "110109", "110111", "110112",
    "110113", "110114", "110115", "110116", "110117", "110118", "110119", "110400",
]
PERCENT = {"A": 1, "B": 3, "C": 10, "D": 25}
EXCLUDED = ["吊销", "注销", "迁出"]


# The registry and the plans --------------------------------------------------------------------


def prepare(binary: str, folder: Path, rows: int) -> Path:
    """Writes the registry and the plan files; the same rows are not made twice."""
    folder.mkdir(parents=True, exist_ok=True)
    registry = folder / f"targets-{rows}.csv"
    if not registry.exists():
        unfinished = registry.with_suffix(".unfinished")
        with open(unfinished, "wb") as out:
            words = ["generate", "targets", "--form", "bench", "--rows", str(rows), "--seed", SEED]
            subprocess.run([binary, *words], stdout=out, check=True)
        unfinished.rename(registry)
    rules = [
        {"where": {"信用风险等级": grade}, "ratio": f"{percent}%"}
        for grade, percent in PERCENT.items()
    ]
    for district in DISTRICTS:
        plan = {
            "id": f"bench-{district}", "title": f"{district}双随机抽查计划", "authority": district,
            "district": district, "period": {"from": "2026-10-01", "to": "2026-12-31"},
            "inputs": {"targets": {"file": registry.name}},
            "tasks": {
                "credit": {
                    "number": "bench", "title": "登记事项和公示信息检查", "kind": "不定向", "items": [],
                    "exclude": {"status": EXCLUDED}, "strata": ["信用风险等级"],
                    "quantity": {"rules": rules}, "alternates": "10%",
                }
            },
            "schedule": {"from": "2026-10-12", "to": "2026-12-18"},
        }
        (folder / f"{district}.json5").write_text(json.dumps(plan, ensure_ascii=False, indent=2))
    return registry


def ticket_key() -> str:
    """K of the stage `targets` (draw protocol, section 3)."""
    seed = hashlib.sha256(SEED.encode()).hexdigest()
    return hashlib.sha256(f"ssj1|{seed}|targets".encode()).hexdigest()


# The peers, each in a process of its own --------------------------------------------------------


class Stopwatch:
    """Time and processor time of this process since it was made."""

    def __init__(self) -> None:
        self.start = (time.perf_counter(), time.process_time())

    def report(self) -> None:
        print(time.perf_counter() - self.start[0], time.process_time() - self.start[1], flush=True)


def texts(values: list[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def duckdb_run(sql: str, threads: int) -> None:
    import duckdb

    watch = Stopwatch()
    connection = duckdb.connect(config={"threads": threads})
    connection.sql("set enable_progress_bar = false")
    connection.execute(sql).fetchall()
    watch.report()


def duckdb_count(job: dict) -> None:
    table = f"read_csv('{job['registry']}', all_varchar = true)"
    duckdb_run(f"select count(*) from {table} where 登记状态 = '存续'", job["threads"])


def duckdb_draw(job: dict) -> None:
    percent = " ".join(f"when '{grade}' then {value}" for grade, value in PERCENT.items())
    duckdb_run(
        f"""
        copy (
          with frame as (
            select 统一社会信用代码 as id, 企业名称 as name, 所属区 as district, 信用风险等级 as grade,
              sha256('{job["key"]}' || '|' || 统一社会信用代码) as ticket
            from read_csv('{job["registry"]}', all_varchar = true)
            where 登记状态 not in ({texts(EXCLUDED)}) and 所属区 in ({texts(DISTRICTS)})
          ), ranked as (
            select *, row_number() over (partition by district, grade order by ticket, id) as place,
              count(*) over (partition by district, grade) as population
            from frame
          ), sized as (
            select *, (population * case grade {percent} end + 99) // 100 as n from ranked
          )
          select district, grade, place, id, name, ticket,
            case when place <= n then '正选' else '备选' end as kind
          from sized where place <= n + least((n + 9) // 10, population - n)
          order by district, grade, place
        ) to '{job["output"]}' (header)
        """, job["threads"])


def duckdb_sample(job: dict) -> None:
    duckdb_run(
        f"""
        copy (
          select * from (
            select 统一社会信用代码, 企业名称, 所属区, 信用风险等级
            from read_csv('{job["registry"]}', all_varchar = true)
            where 登记状态 not in ({texts(EXCLUDED)})
          ) using sample reservoir({job["units"]} rows) repeatable (42)
        ) to '{job["output"]}' (header)
        """, job["threads"])


def polars_draw(job: dict) -> None:
    import polars as pl

    watch = Stopwatch()
    stratum = ["所属区", "信用风险等级"]
    percent = pl.col("信用风险等级").replace_strict(PERCENT, return_dtype=pl.Int64)
    size = (pl.len().over(stratum).cast(pl.Int64) * percent + 99) // 100
    (
        pl.scan_csv(job["registry"], infer_schema=False)
        .select("统一社会信用代码", "企业名称", "登记状态", *stratum)
        .filter(~pl.col("登记状态").is_in(EXCLUDED))
        .with_columns(ticket=pl.col("统一社会信用代码").hash(42))
        .with_columns(place=pl.col("ticket").rank("ordinal").over(stratum).cast(pl.Int64), n=size)
        .filter(pl.col("place") <= pl.col("n") + (pl.col("n") + 9) // 10)
        .sort(*stratum, "place")
        .collect()
        .write_csv(job["output"])
    )
    watch.report()


def check_same_units(job: dict) -> None:
    """Compares our draw.csv of every plan with DuckDB's rows; prints how many units, or fails."""
    folder = Path(job["folder"])
    theirs: dict[str, list[tuple[str, ...]]] = {district: [] for district in DISTRICTS}
    with open(folder / "duckdb_draw.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theirs[row["district"]].append(
                (row["grade"], row["place"], row["id"], row["name"], row["ticket"], row["kind"]))
    count = 0
    for district in DISTRICTS:
        path = folder / "drawn" / f"bench-{district}" / "draw.csv"
        with open(path, encoding="utf-8", newline="") as file:
            names = ["抽取层", "抽取序号", "统一社会信用代码", "企业名称", "票号", "名单类别"]
            ours = [tuple(row[name] for name in names) for row in csv.DictReader(file)]
        if not ours or ours != theirs[district]:
            sys.exit(f"peers: {district}: DuckDB's draw by SQL is not ours")
        count += len(ours)
    print(count)


MODULES = {
    "duckdb_count": duckdb_count, "duckdb_draw": duckdb_draw, "duckdb_sample": duckdb_sample,
    "polars_draw": polars_draw, "check": check_same_units,
}


# Running and measuring --------------------------------------------------------------------------


class Contender:
    """A command, how it is named in the table, and what was measured."""

    def __init__(
        self, name: str, words: list[str], is_timed_inside: bool = False, output: Path | None = None
    ):
        self.name, self.words, self.is_timed_inside = name, words, is_timed_inside
        self.output = output
        self.forget()

    def forget(self) -> None:
        self.seconds: list[float] = []
        self.processor_seconds: list[float] = []
        self.memory = 0

    def run(self, environment: dict[str, str]) -> None:
        output = subprocess.PIPE if self.is_timed_inside else subprocess.DEVNULL
        if self.output:
            # Results that are there already would only be compared.
            shutil.rmtree(self.output, ignore_errors=True)
        start = time.perf_counter()
        process = subprocess.Popen(self.words, stdout=output, env=environment)
        text = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"peers: {self.name} ended with status {process.returncode}")
        processor_seconds = usage.ru_utime + usage.ru_stime
        if self.is_timed_inside:
            seconds, processor_seconds = map(float, text.split())
        self.seconds.append(seconds)
        self.processor_seconds.append(processor_seconds)
        self.memory = max(self.memory, usage.ru_maxrss * 1024)


def contenders(options: argparse.Namespace, registry: Path) -> list[Contender]:
    folder, threads = Path(options.folder), options.threads
    plans = [str(folder / f"{district}.json5") for district in DISTRICTS]
    draw = ["draw", *plans, "--seed", SEED, "--csv", "plain", "--quiet"]
    drawn = folder / "drawn"
    ours = [options.binary, *draw, "--output", str(drawn), "--jobs", str(threads)]

    def module(name: str, units: int = 0) -> list[str]:
        job = {
            "registry": str(registry), "threads": threads, "key": ticket_key(), "units": units,
            "output": str(folder / f"{name}.csv"),
        }
        return [sys.executable, __file__, "--module", name, "--job", json.dumps(job)]

    rows = options.rows
    found = [
        Contender("shuangsuiji: the whole draw of 17 plans, files on disk", ours, output=drawn),
        Contender("DuckDB: bare `count(*) … where 登记状态='存续'`", module("duckdb_count"), True),
        Contender("DuckDB: the same draw (`sha256`, `row_number`)", module("duckdb_draw"), True),
        Contender(
            "DuckDB: `using sample … repeatable`, no strata", module("duckdb_sample", rows // 20),
            True),
        Contender("Polars: a draw by its own hash", module("polars_draw"), True),
        Contender("`shuf -n`, no filter, no strata", ["shuf", "-n", str(rows // 20), str(registry)]),
        Contender("`wc -l`", ["wc", "-l", str(registry)]),
    ]
    if shutil.which("mlr"):
        words = ["mlr", "--icsv", "--ocsv", "sample", "-k", "1000", "-g", "所属区,信用风险等级"]
        found.append(Contender("Miller: `sample -k -g`", [*words, str(registry)]))
    return found


def same_units(folder: str) -> int:
    """Checks in a process of its own: a small parent, because a child's peak begins with it."""
    words = [sys.executable, __file__, "--module", "check", "--job", json.dumps({"folder": folder})]
    checked = subprocess.run(words, stdout=subprocess.PIPE)
    if checked.returncode != 0:
        sys.exit(checked.returncode)
    return int(checked.stdout)


# The table --------------------------------------------------------------------------------------


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown processor"
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown processor"


def spread(values: list[float]) -> str:
    places = 2 if statistics.median(values) < 10 else 1
    middle, least, most = (
        f"{value:.{places}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{middle} ({least}–{most})"


def table(
    found: list[Contender], options: argparse.Namespace, size: int, plans: int, note: str = ""
) -> str:
    from importlib.metadata import version

    ours = found[0]
    lines = [
        "| | seconds | ÷ ours | processor seconds | peak memory, MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for contender in found:
        ratios = [theirs / own for theirs, own in zip(contender.seconds, ours.seconds)]
        ratio = "1" if contender is ours else spread(ratios)
        lines.append(
            f"| {contender.name} | {spread(contender.seconds)} | {ratio} "
            f"| {spread(contender.processor_seconds)} | {contender.memory / 1e6:.0f} |")
    caption = (
        f"{options.rows:,} rows ({size / 1e9:.2f} GB), {plans} plans, page cache warm; "
        f"{options.threads} threads; medians (fastest–slowest) of {options.rounds} rounds in turn "
        f"after a warm-up, ratios within a round. {processor()}, {os.cpu_count()} cores; DuckDB "
        f"{version('duckdb')}, Polars {version('polars')}. {note}Load average before and after: "
        f"{options.load:.1f}, {os.getloadavg()[0]:.1f}.")
    return "\n".join(lines) + "\n\n" + caption


def main() -> None:
    parser = argparse.ArgumentParser(description="compare the canonical draw with its peers")
    parser.add_argument("--binary", default=".build/release/shuangsuiji")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", default="out/peers")
    parser.add_argument("--module", help=argparse.SUPPRESS)
    parser.add_argument("--job", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.module:
        MODULES[options.module](json.loads(options.job))
        return
    options.load = os.getloadavg()[0]
    registry = prepare(options.binary, Path(options.folder), options.rows)
    found = contenders(options, registry)
    environment = dict(os.environ, POLARS_MAX_THREADS=str(options.threads))
    for contender in found:
        contender.run(environment)
    units = same_units(options.folder)
    for contender in found:
        contender.forget()
    for number in range(options.rounds):
        print(f"peers: round {number + 1} of {options.rounds}", file=sys.stderr)
        for contender in found:
            contender.run(environment)
    same_units(options.folder)
    note = (
        f"DuckDB's draw by SQL gives the same {units:,} units with the same tickets in the same "
        "order. ")
    print(table(found, options, registry.stat().st_size, len(DISTRICTS), note))


if __name__ == "__main__":
    main()
