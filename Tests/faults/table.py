"""The count of what was tried, and how it is printed."""

import collections
import threading
import time


class OutOfTime(Exception):
    """A group of faults has had its share of the time."""


class Table:
    """Fault, tries, survived, lost; the first losses in full."""

    def __init__(self):
        self.rows = collections.OrderedDict()
        self.losses, self.absent = [], []
        self.lock = threading.Lock()
        self.deadline = float("inf")

    def add(self, fault, problem, how=""):
        """One try; `problem` is None if it was survived."""
        with self.lock:
            row = self.rows.setdefault(fault, [0, 0])
            row[0] += 1
            if problem is not None:
                row[1] += 1
                self.losses.append(f"{fault}: {problem}\n    {how}")
        if time.monotonic() > self.deadline:
            raise OutOfTime(fault)

    def skip(self, fault, why):
        """A fault that cannot be tried here; said, not passed over."""
        self.absent.append(f"{fault}: not tried: {why}")

    @property
    def lost(self):
        return sum(row[1] for row in self.rows.values())

    def text(self):
        lines = [f"{'fault':58} {'tries':>6} {'survived':>9} {'lost':>5}"]
        for fault, (tries, lost) in self.rows.items():
            lines.append(f"{fault:58} {tries:6} {tries - lost:9} {lost:5}")
        tries = sum(row[0] for row in self.rows.values())
        lines.append(f"{'all':58} {tries:6} {tries - self.lost:9} {self.lost:5}")
        return "\n".join(lines + self.absent + self.losses[:40])
