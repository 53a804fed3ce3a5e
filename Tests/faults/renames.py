"""Renames that fail for good: also the plain ones, by which a failed publication is taken back.

Then less can be promised, and just that is checked: every entry is whole, the old one or the new
one, or kept in the hidden folder, from which the next run puts it back; the message names each that
is not as it was, with status 2; and a further run leads to the new state. All on the main thread,
so that strace counts what it names.
"""

import os
import re
import shutil

import injected
from scenes import HIDDEN, entries, state

# What fails, by its number; whether a kill; whether taking back may fail as well.
KINDS = {
    "every rename fails from the n-th on": (
        ["renameat2:error=EIO:when={}+", "renameat,linkat:error=EIO"], False, True),
    "no exchange, and renames fail from the n-th on": (
        ["renameat2:error=EINVAL", "renameat:error=ENOSPC:when={}+"], False, True),
    "no exchange, and the n-th rename fails": (
        ["renameat2:error=EINVAL", "renameat:error=EIO:when={}"], False, False),
    "no exchange, and killed at the n-th rename": (
        ["renameat2:error=EINVAL", "renameat:signal=KILL:when={}"], True, False),
    "no exchange, and the n-th sync fails": (
        ["renameat2:error=EINVAL", "fsync:error=EIO:when={}"], False, True),
}
# More renames than any scene has.
MOST = 60


def renames(scenes, folders, numbers, table, short):
    """Every rename of every scene, in each of these ways, until the run has no more of them."""
    if not injected.is_here():
        table.skip("renames that fail for good", "strace is not installed or not permitted")
        return
    for scene in scenes[:3] if short else scenes:
        for kind, how in KINDS.items():
            for number in [1, 3] if short else range(1, MOST):
                if not attempt(scene, kind, how, number, folders(), table):
                    break


def attempt(scene, kind, how, number, folder, table):
    """One run. False if it does not come to so many renames."""
    rules, is_killed, may_stay = how
    folder = scene.copy(folder)
    trace = folder.with_suffix(".trace")
    words = ["strace", "-o", str(trace), "-e", "trace=renameat,renameat2,linkat,fsync", "-e", "signal=none"]
    for rule in rules:
        words += ["-e", "inject=" + rule.format(number)]
    try:
        done = scene.run(scene.command, folder, words)
        seen = trace.read_text(errors="replace")
        decisive = re.sub(r":.*", "(", next(rule for rule in rules if "{}" in rule))
        count = sum(decisive in line for line in seen.splitlines())
        if count < number:
            return False
        errors = re.sub(r"[^/\s]+/\.\./", "", done.stderr.decode())
        row = kind
        if may_stay and "not-taken-back" in errors:
            row += ": said, healed by a re-run"
            problem = None if done.returncode == 2 else f"status {done.returncode}"
            problem = problem or said(scene, folder, errors) or scene.heals(folder)
        elif is_killed:
            problem = kept(scene, folder) or scene.heals(folder)
        else:
            problem = scene.verdict(folder, done.returncode)
        table.add(row, problem, f"{' '.join(words)} {scene.command}\n    {errors[:600]}", scene.name)
        return True
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        trace.unlink(missing_ok=True)


def kept(scene, folder):
    """None if every entry is whole, the old one or the new one, or kept in the hidden folder."""
    found = state(folder, scene.inputs)
    now, old, new = entries(found), entries(scene.old), entries(scene.new)
    for name, entry in now.items():
        if entry not in (old.get(name), new.get(name)):
            return f"{name} is neither old nor new"
    aside = {os.path.basename(key) for key in found if HIDDEN in key}
    for name in old:
        if name not in now and "old-" + os.path.basename(name) not in aside:
            return f"{name} is lost"
    return None


def said(scene, folder, errors):
    """None if, besides, every entry that is not as it was is named in the message."""
    problem = kept(scene, folder)
    if problem:
        return problem
    now, old = entries(state(folder, scene.inputs)), entries(scene.old)
    for name in now.keys() | old.keys():
        # A folder of folders that appears is one rename: its first name is said.
        top = name.split(os.sep)[0]
        if now.get(name) != old.get(name) and name not in errors and (
                top in old or f"{top}: " not in errors):
            return f"{name} is not as it was, and that is not said"
    return None
