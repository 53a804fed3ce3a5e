"""What a kill leaves set aside where a file system cannot exchange: every command that reads says
so, changes nothing and answers 2, or answers from what is there; every command that acts on the
draw brings it back first. Neither ever takes it for a draw that was never made."""

import shutil

import injected
from scenes import state

KILL = ["renameat2:error=EINVAL", "linkat:error=EPERM", "renameat:signal=KILL:when={}"]
RECORD = "out/MTG-2026Q4/record.json"
READERS = [
    f"verify {RECORD}", "verify out/MTG-2026Q4", "verify out", f"report {RECORD}",
    "report out --page index", f"report {RECORD} --page sheets", f"explain {RECORD} {{}}",
    f"sql {RECORD} --engine duckdb", "ledger check out/ledger.jsonl",
    f"diff {RECORD} out/MTG-1/record.json", f"diff out/MTG-1/record.json {RECORD}",
    f"results {RECORD} --form -", "results out --form -",
]
ACTORS = [
    f"void {RECORD} --reason 演练", f"replace {RECORD} {{}} --reason 注销 --jobs 1",
    "replace out/MTG-2026Q4 {} --reason 注销 --jobs 1",
    f"disclose {RECORD} --date 2027-01-04 --jobs 1",
    f"results {RECORD} filled.csv --output returned --jobs 1",
    "results out filled.csv --output returned --jobs 1",
]


def aside(scene, folders, numbers, table, short):
    """A draw of three plans over three, killed at each of its renames, then every command."""
    if not injected.is_here():
        table.skip("commands after a kill", "strace is not installed or not permitted")
        return
    drawn = scene.old["out/MTG-2026Q4/draw.csv"].decode()
    target = next(word for word in drawn.replace('"', "").split(",") if len(word) == 18)
    undisturbed = {}
    for number in [2, 3] if short else range(1, 40):
        folder = scene.copy(folders())
        words = ["strace", "-o", "/dev/null", "-e", "trace=renameat,renameat2,linkat"]
        for rule in KILL:
            words += ["-e", "inject=" + rule.format(number)]
        done = scene.run(scene.command, folder, words)
        if done.returncode not in (-9, 137):
            shutil.rmtree(folder)
            return
        missing = [key for key in state(folder, scene.inputs) if "/old-" in key]
        for line in READERS + ACTORS:
            line = line.format(target)
            own = scene.copy(folders()) if line not in undisturbed else None
            if own:
                undisturbed[line] = scene.run(line, own)
                shutil.rmtree(own)
            copy = folders()
            shutil.copytree(folder, copy, symlinks=True)
            problem = tried(scene, line, copy, undisturbed[line], missing)
            row = "a command that acts" if line.split()[0] in (
                "void", "replace", "disclose") or "--output" in line else "a command that reads"
            table.add(f"{row}, after a kill without exchange", problem, f"rename {number}: {line}")
            shutil.rmtree(copy)
        shutil.rmtree(folder)


def tried(scene, line, folder, undisturbed, missing):
    """One command on what the kill left."""
    before = state(folder, scene.inputs)
    done = scene.run(line, folder)
    after = state(folder, scene.inputs)
    errors = done.stderr.decode()
    if done.returncode < 0:
        return f"ended by a signal: {errors[:200]}"
    if line.split()[0] in ("void", "replace", "disclose") or "--output" in line:
        if any("/old-" in key for key in after):
            return f"not brought back: {errors[:200]}"
        return kept_parts(scene, before, after)
    if after != before:
        return "a command that reads has changed something"
    if "moved-aside" in errors:
        return None if done.returncode == 2 and missing else f"status {done.returncode}"
    # What it was asked for is all there, old or new: then it answers as ever, but that the new
    # ledger has it already that the old draw is void.
    if done.returncode == 2 and undisturbed.returncode != 2 and "draw-is-void" not in errors:
        return f"cannot answer: {errors[:300]}"
    return None


def kept_parts(scene, before, after):
    """None if no entry of the old draw is lost: each is where it was, or was where it is."""
    for key, value in before.items():
        home = key.replace(".unfinished-output/old-", "")
        if "/old-" in key and home not in after:
            return f"{home} is lost"
    return None
