"""What is tried: small worlds, drawn with the release binary, and the states they may be in.

A state is all that stands in a folder but the inputs: names and bytes, hidden names too. Whatever
happens to a run, the state afterwards is the old one or the new one; a killed run may leave its
hidden folder besides, and entries that were already exchanged, each whole; the next run heals both.
"""

import os
import pathlib
import shutil
import subprocess
import sys

WORLD = pathlib.Path(__file__).resolve().parent.parent / "CommandTests" / "World"
HIDDEN = "unfinished-output"
TIME_LIMIT = 60


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
    """A prepared folder and a command that leads from its old state to a new one."""

    def __init__(self, name, binary, before, command, place, plans=1):
        self.name, self.binary, self.command = name, binary, command
        self.folder = place / name
        shutil.copytree(WORLD, self.folder)
        text = (WORLD / "plan.json5").read_text()
        for number in range(1, plans):
            copy = text.replace("MTG-2026Q4", f"MTG-{number}")
            (self.folder / f"plan{number}.json5").write_text(copy)
        self.inputs = set(os.listdir(self.folder))
        for line in before:
            self.run(line, self.folder)
        self.old = state(self.folder, self.inputs)
        after = self.copy(place / f"{name}-after")
        done = self.run(command, after)
        if done.returncode != 0:
            sys.exit(f"faults: the scene {name} does not run:\n{done.stderr.decode()}")
        self.output, self.errors = done.stdout, done.stderr
        self.new = state(after, self.inputs)
        assert self.new != self.old

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return folder

    def words(self, line):
        return [str(self.binary)] + line.split()

    def run(self, line, folder, **options):
        return subprocess.run(
            self.words(line), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=TIME_LIMIT, **options)

    def verdict(self, folder, status, killed=False, printing=False):
        """None if all is as promised, else what is not.

        status: of the run, negative for a signal; killed: whether it had no chance to clear up;
        printing: whether the fault was that standard output could not be written.
        """
        found = state(folder, self.inputs)
        if killed:
            for name, entry in entries(found).items():
                if entry not in (entries(self.old).get(name), entries(self.new).get(name)):
                    return f"{name} is neither old nor new"
            for name, entry in entries(self.old).items():
                if name not in entries(found):
                    return f"{name} is gone"
            return self.heals(folder)
        if found == self.new:
            if status <= 0 or printing and status == 2:
                return self.heals(folder)
            return f"status {status}, although all is done"
        if found == self.old:
            return f"status {status}, although nothing is done" if status == 0 else self.heals(folder)
        strange = sorted(
            key for key in found.keys() | self.old.keys()
            if found.get(key, 0) != self.old.get(key, 0) and found.get(key, 0) != self.new.get(key, 0))
        return f"neither old nor new: {strange[:3]} (status {status})"

    def heals(self, folder):
        """A further run, undisturbed, must lead to the new state."""
        if state(folder, self.inputs) == self.new:
            return None
        again = self.run(self.command, folder)
        if again.returncode != 0:
            return f"a further run fails: {again.stderr.decode()[:200]}"
        return None if state(folder, self.inputs) == self.new else "a further run heals nothing"


def scenes(binary, place):
    """A folder that appears, a batch beside others, a batch that is replaced, a single file."""
    first = "draw plan.json5 --seed a --output out --jobs 1"
    batch = "draw plan.json5 plan1.json5 plan2.json5 --seed b --output out --force --jobs 1"
    every = "draw plan.json5 plan1.json5 plan2.json5 --seed a --output out --jobs 1"
    return [
        Scene("appears", binary, [], "draw plan.json5 --seed a --output deep/out --jobs 1", place),
        Scene("joins", binary, [first], batch, place, plans=3),
        Scene("replaces", binary, [every], batch, place, plans=3),
    ]
