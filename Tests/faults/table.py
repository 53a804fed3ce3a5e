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
        self.scenes, self.misses = collections.OrderedDict(), collections.Counter()
        self.losses, self.absent = [], []
        self.lock = threading.Lock()
        self.deadline = float("inf")

    def add(self, fault, problem, how="", scene=None):
        """One try; `problem` is None if it was survived."""
        with self.lock:
            rows = [self.rows.setdefault(fault, [0, 0])]
            if scene:
                rows.append(self.scenes.setdefault(f"injected: {scene}", [0, 0]))
            for row in rows:
                row[0] += 1
                row[1] += problem is not None
            if problem is not None:
                self.losses.append(f"{scene or ''} {fault}: {problem}\n    {how}")
        if time.monotonic() > self.deadline:
            raise OutOfTime(fault)

    def miss(self, fault):
        """A fault that the run never came to, however often it was tried."""
        with self.lock:
            self.misses[fault] += 1

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
        lines += ["", *(f"{scene:58} {tries:6} {tries - lost:9} {lost:5}"
                        for scene, (tries, lost) in sorted(self.scenes.items()))]
        lines += [f"{fault}: {count} never reached" for fault, count in self.misses.items()]
        return "\n".join(lines + self.absent + self.losses[:60])
