#!/usr/bin/env python3
"""Runs the release binary under faults and checks after each that nothing is lost and nothing
false: `make faults`, or `make faults-short` in under a minute. Python's standard library alone;
strace, where it is there. Exit status 1 when something was lost."""

import argparse
import concurrent.futures
import itertools
import pathlib
import random
import shutil
import sys
import tempfile
import time

import aside
import injected
import renames
import surroundings
from scenes import scenes
from table import OutOfTime, Table


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", type=pathlib.Path, required=True)
    options.add_argument("--short", action="store_true", help="a sample, under a minute")
    options.add_argument("--seed", type=int, default=1, help="of all that is random here")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--scenes", help="scenes to inject faults into, e.g. commit,void")
    options.add_argument("--only", help="functions to run, e.g. limits,streams,injected")
    options.add_argument("--seconds", type=int, default=1500, help="after which no more is begun")
    options = options.parse_args()
    if not options.binary.exists():
        sys.exit(f"faults: there is no {options.binary}; run make first")
    start = time.monotonic()
    place = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
    table, numbers = Table(), random.Random(options.seed)
    counter = itertools.count()

    def folders():
        return place / f"try{next(counter)}"

    try:
        worlds = scenes(options.binary.resolve(), place)
        # Surroundings are tried on the draws, injected faults on every command that writes.
        draws = worlds[:3]
        groups = [
            surroundings.streams, surroundings.places, surroundings.pipes,
            surroundings.stopped_inputs, surroundings.pending_signals, surroundings.limits,
            surroundings.full_disks, surroundings.environments, surroundings.rivals,
            surroundings.signals]
        for number, group in enumerate(groups, 1):
            # Signals at random times are for the long form: a test must not depend on timing.
            if options.short and group is surroundings.signals:
                continue
            if options.only and group.__name__ not in options.only.split(","):
                continue
            # Half of the time is for what is injected.
            table.deadline = start + options.seconds * number / len(groups) / 2
            try:
                group(draws, folders, numbers, table, options.short)
            except OutOfTime as fault:
                table.skip(f"more of {fault}", "its share of the time is over")
        table.deadline = float("inf")
        chosen = options.scenes.split(",") if options.scenes else [one.name for one in worlds]
        if not options.only or "renames" in options.only.split(","):
            renames.renames(
                [one for one in worlds if one.name in chosen], folders, numbers, table,
                options.short)
        if not options.only or "aside" in options.only.split(","):
            aside.aside(worlds[2], folders, numbers, table, options.short)
        if not options.only or "injected" in options.only.split(","):
            inject(worlds, place, folders, table, options, start)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print(table.text())
    print(f"{time.monotonic() - start:.0f} s, seed {options.seed}")
    return 1 if table.lost else 0


def inject(worlds, place, folders, table, options, start):
    """System calls, one after the other, on several threads."""
    if not injected.is_here():
        table.skip("failing system calls, kills", "strace is not installed or not permitted")
        return

    def attempt(one):
        if time.monotonic() - start > options.seconds:
            return 0
        injected.attempt(one, folders, table)
        return 1

    if options.scenes:
        worlds = [scene for scene in worlds if scene.name in options.scenes.split(",")]
    chosen = injected.all_tries(worlds, place, options.seed, options.short)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        done = sum(pool.map(attempt, chosen))
    if done < len(chosen):
        table.skip(f"{len(chosen) - done} of {len(chosen)} injected faults", "no time left")


sys.exit(main())
