"""Failing system calls, and kills at system calls, by `strace -e inject`.

Of each scene the undisturbed run is recorded once. Then every call from the hidden folder's making
to the end is made to fail, and the process is killed there; of the calls before, a sample.
"""

import collections
import random
import re
import shutil
import subprocess

from scenes import TIME_LIMIT

# What a call may fail with; "+" means: and all further ones, too.
ERRORS = {
    "write": ["ENOSPC", "EIO", "EDQUOT", "EINTR", "EAGAIN", "ENOSPC+"],
    "fsync": ["EIO", "ENOSPC", "EDQUOT", "EINTR", "EIO+"],
    "close": ["EIO", "EINTR", "ENOSPC"],
    "renameat2": ["EIO", "ENOSPC", "EDQUOT", "EINVAL", "ENOSYS", "EINTR", "EIO+", "EINVAL+"],
    "renameat": ["EIO", "ENOSPC"],
    "linkat": ["EIO", "EPERM"],
    "mkdirat": ["ENOSPC", "EACCES", "EROFS", "EDQUOT", "EINTR"],
    "openat": ["EMFILE", "ENFILE", "EACCES", "EIO", "EINTR", "ENOSPC", "EROFS"],
    "unlinkat": ["EIO", "EPERM", "EBUSY", "EINTR"],
    "fchmod": ["EPERM", "EIO", "EINTR"],
    "flock": ["ENOLCK", "EINTR", "EIO", "EWOULDBLOCK"],
    "newfstatat": ["EIO", "EACCES", "EINTR"],
    "fstatfs": ["EIO", "ENOSYS", "EINTR"],
    "getdents64": ["EIO", "EINTR"],
    "read": ["EIO", "EINTR"],
    "pread64": ["EIO", "EINTR"],
    "mmap": ["ENOMEM"],
    "brk": ["ENOMEM"],
    "munmap": ["ENOMEM"],
    "mprotect": ["ENOMEM"],
    "clone3": ["EAGAIN"],
    "fcntl": ["EIO"],
}
# Only what happens to the process as a whole is promised when memory or threads fail.
CRASHES = {"mmap", "brk", "munmap", "mprotect", "clone3"}


def is_here():
    return shutil.which("strace") is not None


def recorded(scene, place):
    """The main thread's calls of an undisturbed run: (name, number among its like, text)."""
    folder = scene.copy(place / f"{scene.name}-recorded")
    trace = place / f"{scene.name}.trace"
    subprocess.run(
        ["strace", "-f", "-o", str(trace), *scene.words(scene.command)], cwd=folder,
        stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=TIME_LIMIT)
    shutil.rmtree(folder)
    calls, counts, first = [], collections.Counter(), None
    for line in trace.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+) +([a-z0-9_]+)\(", line)
        if not match:
            continue
        first = first or match[1]
        if match[1] == first:
            counts[match[2]] += 1
            calls.append((match[2], counts[match[2]], line))
    return calls


def phases(calls):
    """Calls before the hidden folder is made, and from there on."""
    start = next(i for i, call in enumerate(calls) if call[0] == "mkdirat")
    return calls[:start], calls[start:]


def tries(scene, place, numbers, sampled, share):
    """All (scene, call, number, error or KILL, text) to be tried; `share` of them, at random."""
    before, publishing = phases(recorded(scene, place))
    before = numbers.sample(before, min(sampled, len(before)))
    chosen = []
    for name, number, text in publishing + before:
        if name in ("execve", "exit_group"):
            continue
        faults = ["KILL"] + ERRORS.get(name, [])
        chosen += [(scene, name, number, fault, text) for fault in faults]
    if share < 1:
        kept = [one for one in chosen if one[1] in ("renameat2", "mkdirat") and one[3] == "KILL"]
        chosen = kept + numbers.sample(chosen, int(share * len(chosen)))
    return chosen


def attempt(one, folder, table):
    """Runs a scene with one fault and enters what came of it."""
    scene, name, number, fault, text = one
    scene.copy(folder)
    persists = "+" if fault.endswith("+") else ""
    error = fault.rstrip("+")
    what = "signal=KILL" if fault == "KILL" else f"error={error}"
    words = [
        "strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={name}",
        "-e", f"inject={name}:{what}:when={number}{persists}", *scene.words(scene.command)]
    try:
        done = subprocess.run(
            words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT)
        status = done.returncode
    except subprocess.TimeoutExpired:
        table.add(f"{name} fails", "the run does not end", " ".join(words))
        return
    # Without memory or threads the runtime may give up, which is as good as being killed.
    crashed = status < 0 or status > 128
    is_killed = fault == "KILL" or name in CRASHES and crashed
    printing = name == "write" and (
        re.search(r"write\([12],", text) is not None or persists == "+")
    problem = scene.verdict(folder, status, killed=is_killed, printing=printing)
    if problem is None and crashed and not is_killed:
        problem = f"ended by a signal: {status}"
    if problem and problem.startswith("neither") and "leftover" in done.stderr.decode():
        problem = scene.verdict(folder, status, killed=True)
    label = f"killed at {name}" if fault == "KILL" else f"{name} fails"
    table.add(label, problem, " ".join(words) + f"\n    {done.stderr.decode()[:300]}")


def all_tries(scenes, place, seed, short):
    """The list of tries over all scenes, from a fixed seed, in mixed order."""
    numbers = random.Random(seed)
    chosen = []
    for scene in scenes:
        chosen += tries(scene, place, numbers, 10 if short else 60, 0.06 if short else 1)
    numbers.shuffle(chosen)
    return chosen
