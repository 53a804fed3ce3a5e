"""The same draws by engines that no one here wrote, compared row by row with draw.csv.

    python3 Tests/witness/engines.py ENGINE --binary FILE --folder DIR [RECORD…]

ENGINE is duckdb, postgres or spark. Without records the 17 sample plans are drawn into
DIR, and with them a plan over a hostile registry made here: Chinese ids, quotes and line breaks in
cells, cleaning, merged rows, weighted strata with certain units, annual caps, every kind of
condition. Each draw is asked for with `shuangsuiji sql`, run by the engine in the folder where it
was asked for, compared here, and handed to `shuangsuiji verify --against` as well.

One line is printed: what ran and with what result, or why it could not. Exit status 0 when nothing
differs, 1 when something does, 77 when the engine is not to be had.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import hostile

ROOT = Path(__file__).resolve().parents[2]
SEED = "shuangsuiji sample 2026Q4"
HEADER = ["任务编号", "抽取层", "抽取序号", "统一社会信用代码", "票号", "名单类别"]

Rows = list[list[str]]
Engine = Callable[[str, Path], Rows]
"""Runs a script in a folder; the rows of its last query, as texts."""


class Unavailable(Exception):
    """The engine is not to be had here; the text says why."""


def duckdb_engine() -> tuple[str, Engine]:
    try:
        import duckdb
    except ImportError as error:
        raise Unavailable(f"{error}; pip install duckdb") from error

    def run(script: str, folder: Path) -> Rows:
        os.chdir(folder)
        with duckdb.connect() as connection:
            return [[str(cell) for cell in row] for row in connection.execute(script).fetchall()]

    return f"DuckDB {duckdb.__version__}", run


def postgres_engine() -> tuple[str, Engine]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if not found or not shutil.which("psql"):
        raise Unavailable("no initdb and psql; apt-get install postgresql")
    binaries = found[-1]
    scratch = Path(tempfile.mkdtemp(prefix="ssj-pg-"))
    # A server refuses to run as root.
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    if os.geteuid() != 0:
        prefix = []
    else:
        shutil.chown(scratch, "postgres", "postgres")
    data = scratch / "data"

    def server(*words: str) -> None:
        # The server keeps what it inherits open, so that a pipe would never end.
        with open(os.devnull, "w") as nothing:
            subprocess.run(
                [*prefix, *words], check=True, cwd=scratch, stdout=nothing, stderr=nothing)

    server(str(binaries / "initdb"), "-D", str(data), "-U", "witness", "-A", "trust", "-N",
           "-E", "UTF8", "--locale=C.UTF-8")
    server(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(scratch / "log"),
           "-o", f"-c listen_addresses='' -k {scratch}", "start")

    def stop() -> None:
        server(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(scratch, ignore_errors=True)

    import atexit

    atexit.register(stop)
    client = ["psql", "-X", "-q", "--csv", "-h", str(scratch), "-U", "witness", "-d", "postgres",
              "-v", "ON_ERROR_STOP=1"]
    version = subprocess.run(
        [*client, "-t", "-c", "SHOW server_version"], check=True, capture_output=True, text=True)

    def run(script: str, folder: Path) -> Rows:
        done = subprocess.run(
            client, input=script.encode(), cwd=folder, capture_output=True,
            env={**os.environ, "PGCLIENTENCODING": "UTF8", "PGOPTIONS": "--client-min-messages=warning"})
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())
        return list(csv.reader(io.StringIO(done.stdout.decode(), newline="")))[1:]

    return f"PostgreSQL {version.stdout.strip()}", run


def spark_engine() -> tuple[str, Engine]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unavailable(f"{error}; pip install pyspark") from error
    if not shutil.which("java"):
        raise Unavailable("no java; apt-get install default-jre-headless")
    session = (
        SparkSession.builder.master("local[2]").appName("witness")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", tempfile.mkdtemp(prefix="ssj-spark-"))
        # Compiling Java for each of many small queries costs more than it saves.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.log.level", "OFF").getOrCreate())

    def run(script: str, folder: Path) -> Rows:
        # Relative paths start where the session started.
        script = re.sub(
            r"\(path '([^'/][^']*)'", lambda path: f"(path '{folder}/{path[1]}'", script)
        statements = [part for part in re.split(r";[ ]*\n", script) if part.strip()]
        for statement in statements[:-1]:
            session.sql(statement)
        return [[str(cell) for cell in row] for row in session.sql(statements[-1]).collect()]

    return f"Spark {session.version}", run


ENGINES: dict[str, Callable[[], tuple[str, Engine]]] = {
    "duckdb": duckdb_engine, "postgres": postgres_engine, "spark": spark_engine,
}


def drawn(record: Path) -> Rows:
    """The rows of draw.csv beside a record, without names and probabilities."""
    text = (record.parent / "draw.csv").read_bytes().decode("utf-8-sig")
    people = "\r\n" in text
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    if people:
        rows = [[cell[1:] if cell[:1] in ("'", "\t") else cell for cell in row] for row in rows]
    return [[row[index] for index in (0, 1, 2, 3, 5, 6)] for row in rows]


def draw_samples(binary: str, folder: Path) -> list[tuple[Path, Path]]:
    """Draws the samples and the hostile plan: each record with the folder where it was made."""
    hostile.write(folder / "hostile")
    for place, plans, output in (
        (ROOT, sorted(ROOT.glob("plans/11*.json5")), folder / "samples"),
        (folder / "hostile", [folder / "hostile" / "plan.json5"], folder / "hostile" / "out"),
    ):
        done = subprocess.run(
            [binary, "draw", *map(str, plans), "--seed", SEED, "--output", str(output), "--csv",
             "plain", "--quiet", "--force"], cwd=place, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"draw ends with {done.returncode}: {done.stderr[-2000:]}")
    samples = sorted((folder / "samples").glob("*/record.json"))
    own = sorted((folder / "hostile" / "out").glob("*/record.json"))
    return [(path, ROOT) for path in samples] + [(path, folder / "hostile") for path in own]


def differences(mine: Rows, theirs: Rows) -> list[str]:
    found = [
        f"row {number + 1}: {left} is not {right}"
        for number, (left, right) in enumerate(zip(mine, theirs)) if left != right]
    if len(mine) != len(theirs):
        found.append(f"{len(mine)} rows, not {len(theirs)}")
    return found


def compare(
    kind: str, run: Engine, binary: str, record: Path, place: Path, folder: Path
) -> tuple[int, list[str]]:
    asked = subprocess.run(
        [binary, "sql", str(record), "--engine", kind], cwd=place, capture_output=True, text=True)
    if asked.returncode != 0:
        return 0, [asked.stderr]
    try:
        rows = run(asked.stdout, place)
    except Exception as error:  # Whatever an engine has to say against a script.
        return 0, [f"{type(error).__name__}: {error}"]
    found = differences(rows, drawn(record))
    result = folder / f"{kind}.csv"
    with result.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *rows])
    verified = subprocess.run(
        [binary, "verify", str(record), "--against", str(result)], cwd=place,
        capture_output=True, text=True)
    if verified.returncode != (1 if found else 0):
        found.append(f"verify --against says {verified.returncode}: "
                     f"{verified.stdout}{verified.stderr}")
    return len(rows), found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=sorted(ENGINES))
    parser.add_argument("--binary", required=True)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("records", nargs="*", type=Path)
    options = parser.parse_intermixed_args()
    binary = str(Path(options.binary).resolve())
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        name, run = ENGINES[options.engine]()
    except (Unavailable, OSError, subprocess.CalledProcessError) as error:
        print(f"{options.engine:9} could not: {error}")
        return 77
    records = [(path.resolve(), Path.cwd()) for path in options.records]
    records = records or draw_samples(binary, folder)
    rows, wrong = 0, 0
    for record, place in records:
        count, found = compare(options.engine, run, binary, record, place, folder)
        rows += count
        wrong += len(found)
        for line in found[:5]:
            print(f"{record.parent.name}: {line}")
    print(f"{options.engine:9} ran: {name}: {len(records)} draws, {rows} rows, {wrong} differences")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
