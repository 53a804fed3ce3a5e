"""What is tried: small worlds, drawn with the release binary, and the states they may be in.

A state is all that stands in a folder but the inputs: names and bytes, hidden names too. Whatever
happens to a run, the state afterwards is the old one or the new one; a killed run may leave its
hidden folder besides, and entries that were already exchanged, each whole; the next run heals both.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

WORLD = pathlib.Path(__file__).resolve().parent.parent / "CommandTests" / "World"
HIDDEN = "unfinished-output"
TIME_LIMIT = 60
# The status of a run that had to be ended.
ENDLESS = 999


def state(folder, inputs):
    """Names and bytes of everything in a folder that is no input; None for folders."""
    found = {}
    for top, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(top, name)
            key = os.path.relpath(path, folder)
            if key in inputs:
                continue
            if os.path.islink(path):
                found[key] = b"-> " + os.readlink(path).encode()
            elif os.path.isdir(path):
                found[key] = None
            elif not os.path.isfile(path):
                found[key] = b"special"
            else:
                with open(path, "rb") as file:
                    found[key] = file.read()
    return found


def visible(found):
    """A state without what a killed run may leave."""
    return {key: value for key, value in found.items() if HIDDEN not in key}


def entries(found):
    """A state by entry: each plan's folder and each file is replaced by one rename."""
    grouped = {}
    for key, value in visible(found).items():
        parts = key.split(os.sep)
        grouped.setdefault(os.sep.join(parts[:2]), {})[key] = value
    return grouped


class Scene:
    """A prepared folder and a command that leads from its old state to a new one.

    before: commands that were run already; prepare: changes the inputs first; statuses: which the
    command may have when all goes well; into: the file that standard output goes to.
    """

    def __init__(
            self, name, binary, place, command, before=(), prepare=None, statuses=(0,), into=None):
        self.name, self.binary, self.command = name, binary, command
        self.statuses, self.into = statuses, into
        self.folder = place / name
        shutil.copytree(WORLD, self.folder)
        if prepare:
            prepare(self.folder)
        self.inputs = set(os.listdir(self.folder))
        for line in before:
            if callable(line):
                self.inputs.add(line(self.folder))
            elif self.run(line, self.folder).returncode == 2:
                sys.exit(f"faults: {name}: this does not run: {line}")
        self.old = state(self.folder, self.inputs)
        after = self.copy(place / f"{name}-after")
        done = self.run(command, after)
        if done.returncode not in statuses:
            sys.exit(f"faults: the scene {name} does not run:\n{done.stderr.decode()}")
        self.errors = done.stderr
        self.new = state(after, self.inputs)
        assert self.new != self.old

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return folder

    def words(self, line):
        return [str(self.binary)] + shlex.split(line)

    def run(self, line, folder, prefix=(), **options):
        """Runs the binary, after `prefix` where there is one, to its end."""
        output = open(folder / self.into, "wb") if self.into else subprocess.PIPE
        try:
            return subprocess.run(
                [*prefix, *self.words(line)], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.PIPE, timeout=TIME_LIMIT, **options)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(line, ENDLESS, b"", b"")
        finally:
            if self.into:
                output.close()

    def verdict(self, folder, status, killed=False, printing=False):
        """None if all is as promised, else what is not.

        status: of the run, negative for a signal; killed: whether it had no chance to clear up;
        printing: whether the fault was that standard output could not be written.
        """
        if status == ENDLESS:
            return "the run does not end"
        found = state(folder, self.inputs)
        if self.into:
            # A shell's file is there from the start; the status alone says whether it is whole.
            whole = found == self.new or status not in self.statuses
            return None if whole else "status 0, but the output is not whole"
        if killed:
            for name, entry in entries(found).items():
                if entry not in (entries(self.old).get(name), entries(self.new).get(name)):
                    return f"{name} is neither old nor new"
            for name, entry in entries(self.old).items():
                if name not in entries(found):
                    return f"{name} is gone"
            return self.heals(folder)
        if found == self.new:
            if status < 0 or status in self.statuses or printing and status == 2:
                return self.heals(folder)
            return f"status {status}, although all is done"
        if found == self.old:
            done = status in self.statuses
            return f"status {status}, although nothing is done" if done else self.heals(folder)
        strange = sorted(
            key for key in found.keys() | self.old.keys()
            if found.get(key, 0) != self.old.get(key, 0) or found.get(key, 0) != self.new.get(key, 0))
        return f"neither old nor new: {strange[:5]} (status {status})"

    def heals(self, folder):
        """A further run, undisturbed, must lead to the new state."""
        found = state(folder, self.inputs)
        if found == self.new:
            return None
        again = self.run(self.command, folder)
        # What was done before the kill may be refused: it clears up, and says that it is done.
        refused = again.returncode == 2 and visible(found) == self.new
        if again.returncode not in self.statuses and not refused:
            return f"a further run fails: {again.stderr.decode()[:200]}"
        return None if state(folder, self.inputs) == self.new else "a further run heals nothing"


# MARK: - The scenes

SALT = "1f6c0b7fd27c4be08a5d91e4c3a86f20"
OUTCOME = "双色球第2026115期 03 07 11 18 22 30 09"
ENTROPY = """entropy: [{ name: "双色球第2026115期", format: "NN NN NN NN NN NN NN",
    date: "2026-10-08", fallback: { name: "双色球第2026116期", date: "2026-10-11" } }],
  schedule:"""


def batch(folder):
    """Three plans instead of one."""
    text = (WORLD / "plan.json5").read_text()
    for number in (1, 2):
        copy = text.replace("MTG-2026Q4", f"MTG-{number}")
        (folder / f"plan{number}.json5").write_text(copy)


def committed(folder):
    """A plan whose seed will be made of public numbers and a salt."""
    plan = folder / "plan.json5"
    plan.write_text(plan.read_text().replace("schedule:", ENTROPY))
    (folder / "salt").write_text(SALT + "\n")


def parted(folder):
    """The registry in two files."""
    common = folder / "common.json5"
    common.write_text(common.read_text().replace('file: "targets.csv"', 'parts: ["a.csv", "b.csv"]'))
    lines = (folder / "targets.csv").read_text().splitlines(keepends=True)
    half = len(lines) // 2
    (folder / "a.csv").write_text("".join(lines[:half]))
    (folder / "b.csv").write_text("".join(lines[:1] + lines[half:]))
    os.remove(folder / "targets.csv")


def fill(folder):
    """Fills in the form of results."""
    text = (folder / "form.csv").read_text()
    header, *rows = text.split("\r\n")
    day, result = (header.lstrip("\ufeff").split(",").index(n) for n in ("检查日期", "检查结果"))
    for number, row in enumerate(rows):
        cells = row.split(",")
        if len(cells) > result:
            cells[day], cells[result] = "2026-10-12", "未发现问题"
            rows[number] = ",".join(cells)
    (folder / "filled.csv").write_text("\r\n".join([header] + rows))
    return "filled.csv"


def scenes(binary, place):
    """All commands that write: first the three draws that everything is tried on."""
    one = "draw plan.json5 --seed a --output out --jobs 1"
    three = "draw plan.json5 plan1.json5 plan2.json5 --seed {} --output out --jobs 1"
    record = "out/MTG-2026Q4/record.json"
    commit = "commit plan.json5 --salt-file salt --output out/commitment.json --jobs 1"
    seed = (f"seed --commitment out/commitment.json --salt-file salt --entropy '{OUTCOME}' "
            "--output seed.txt")
    follow = ("draw plan.json5 --commitment out/commitment.json --seed-file seed.txt "
              "--output out --jobs 1")
    part = "draw plan.json5 --partial {}.csv --seed a --output drawn --jobs 1"
    form = f"results {record} --form form.csv --jobs 1"
    made = []

    def scene(name, command, before=(), **more):
        made.append(Scene(name, binary, place, command, before, **more))

    scene("appears", "draw plan.json5 --seed a --output deep/out --jobs 1")
    scene("joins", three.format("b") + " --force", [one], prepare=batch)
    scene("replaces", three.format("b") + " --force", [three.format("a")], prepare=batch)
    scene("commit", commit, prepare=committed)
    scene("commit-joins", commit, [one], prepare=committed)
    scene("seed", seed, [commit], prepare=committed)
    scene("follows", follow, [commit, seed], prepare=committed)
    scene("void", f"void {record} --reason 演练", [one])
    scene("partial", part.format("b"), [part.format("a")], prepare=parted)
    scene("merge", "merge plan.json5 --partials drawn/part-1 drawn/part-2 --seed a --output out "
          "--jobs 1", [part.format("a"), part.format("b")], prepare=parted)
    drawn = made[0].new["deep/out/MTG-2026Q4/draw.csv"].decode()
    first = re.search(r"9[0-9A-Z]{17}", drawn)[0]
    replaced = f"replace {record} {first} --reason 注销 --jobs 1"
    scene("replace", replaced, [one], statuses=(0, 1))
    scene("disclose", f"disclose {record} --date 2027-01-04 --jobs 1", [one])
    scene("disclose-apart", f"disclose {record} --date 2027-01-04 --output public/2026 --jobs 1",
          [one, "disclose " + record + " --date 2027-01-04 --output public/2025 --jobs 1"])
    scene("report", f"report {record} --output page.html", [one])
    scene("report-again", f"report {record} --language en --output page.html --force",
          [one, f"report {record} --output page.html"])
    scene("form", form, [one])
    results = f"results {record} filled.csv --output returned --jobs 1"
    scene("results", results, [one, form, fill], statuses=(0, 1))
    scene("results-again", results + " --as-of 2026-12-30 --force --csv plain",
          [one, form, fill, results], statuses=(0, 1))
    scene("rejects", one.replace("--output", "--rejects rejects.csv --output"))
    scene("simulate", "simulate plan.json5 --draws 20 --output out --jobs 1", statuses=(0, 1))
    scene("init", "init first")
    scene("generate", "generate targets --rows 2000 --seed a --jobs 1", into="targets-2000.csv")
    return made
