"""Failing system calls, and kills at system calls, by `strace -e inject`.

Of each scene the undisturbed run is recorded once, with all threads. Then every call of the
publishing phase is made to fail, and the process is killed there; of the calls before, a sample.

strace counts calls by thread, and which thread of a pool does what differs from run to run. So a
call of the main thread is named by its number (strace follows no other thread then), and a call of
another thread by the file it is about (-P). A try counts only if strace says that the fault was
injected; what was not reached is tried again, and said if it never is.
"""

import collections
import random
import re
import shutil
import subprocess

from scenes import ENDLESS, HIDDEN

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
    "flock": ["ENOLCK", "EINTR", "EIO", "EAGAIN"],
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
# Before the program itself runs, the loader crashes when it is refused memory; later there is a
# message and status 2, and at worst the hidden folder of a kill is left.
CRASHES = {"mmap", "brk", "munmap", "mprotect", "clone3"}


# How often a call is tried that the run does not come to.
ATTEMPTS = 4
# How many are tried in the short form.
SHORT = 160

# scene, thread ("main", "pool", "any"), call's name, number, its file's path, fault, text
Try = collections.namedtuple("Try", "scene thread name number path fault text")
Call = collections.namedtuple("Call", "thread name number path text")


def is_here():
    """Whether strace is installed and may trace."""
    if not shutil.which("strace"):
        return False
    probe = ["strace", "-f", "-o", "/dev/null", "-e", "inject=getpid:error=EIO:when=9", "true"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def recorded(scene, place):
    """The calls of an undisturbed run, in their order."""
    folder = scene.copy(place / f"{scene.name}-recorded")
    trace = place / f"{scene.name}.trace"
    scene.run(scene.command, folder, ["strace", "-f", "-y", "-o", str(trace)])
    shutil.rmtree(folder)
    calls, counts, main = [], collections.Counter(), None
    for line in trace.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+) +([a-z0-9_]+)\(", line)
        if not match or match[2] in ("execve", "exit", "exit_group"):
            continue
        main = main or match[1]
        own = re.match(r"\d+ +\w+\(\d+<" + re.escape(str(folder)) + r"/?([^>]*)>", line)
        if match[1] == main:
            thread, path = "main", None
        else:
            thread, path = ("pool", own[1]) if own and own[1] else ("any", None)
        counts[thread, match[2], path] += 1
        number = counts[thread, match[2], path]
        calls.append(Call(thread, match[2], number, path, line))
    return calls


def phases(calls):
    """Calls before anything is written, and those of publishing: all that have to do with hidden
    files, and everything from the first file on."""
    def writes(call):
        return "O_CREAT" in call.text or call.name == "write"

    start = next(i for i, call in enumerate(calls) if writes(call))
    before = [call for call in calls[:start] if HIDDEN not in call.text]
    return before, [call for call in calls[:start] if HIDDEN in call.text] + calls[start:]


def tries(scene, place, numbers, sampled, most):
    """All tries of a scene: each call killed, and failing in `most` ways, the rarer ones drawn."""
    before, publishing = phases(recorded(scene, place))
    chosen = []
    for call in publishing + numbers.sample(before, min(sampled, len(before))):
        errors = ERRORS.get(call.name, [])
        errors = errors if len(errors) <= most else numbers.sample(errors, most)
        chosen += [
            Try(scene, call.thread, call.name, call.number, call.path, fault, call.text)
            for fault in ["KILL"] + errors]
    return chosen


def attempt(one, folders, table):
    """Runs a scene with one fault until it is reached, and enters what came of it."""
    for _ in range(ATTEMPTS):
        folder = folders()
        try:
            if reached(one, one.scene.copy(folder), table):
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            folder.with_suffix(".trace").unlink(missing_ok=True)
    table.miss(label(one))


def label(one):
    return f"killed at {one.name}" if one.fault == "KILL" else f"{one.name} fails"


def reached(one, folder, table):
    """One run. False if it did not come to the call."""
    persists = "+" if one.fault.endswith("+") else ""
    error = one.fault.rstrip("+")
    what = "signal=KILL" if one.fault == "KILL" else f"error={error}"
    trace = folder.with_suffix(".trace")
    words = ["strace", "-o", str(trace)]
    # With its filter, strace loses the signals.
    quick = [] if one.fault == "KILL" else ["--seccomp-bpf"]
    words += [] if one.thread == "main" else ["-f", *quick]
    words += ["-P", str(folder / one.path)] if one.path else []
    words += ["-e", f"trace={one.name}", "-e", f"signal=none",
              "-e", f"inject={one.name}:{what}:when={one.number}{persists}"]
    how = " ".join(words + [one.scene.command])
    done = one.scene.run(one.scene.command, folder, words)
    status = done.returncode
    if not trace.exists():
        raise RuntimeError(f"strace did not start: {how}\n{done.stderr.decode()}")
    seen = trace.read_text(errors="replace")
    if status != ENDLESS and "(INJECTED)" not in seen and not (one.fault == "KILL" and status in (-9, 137)):
        return False
    # 127 is the loader's answer. The kernel's brk never fails as strace makes it: what it returns
    # is taken for an address.
    crashed = status < 0 or status > 128
    is_killed = one.fault == "KILL" or one.name in CRASHES and (
        b"out-of-memory" in done.stderr
        or crashed and (one.name == "brk" or b"rror]" not in done.stderr))
    printing = one.name == "write" and (
        re.search(r"write\([12][,<]", one.text) is not None or persists == "+")
    problem = one.scene.verdict(folder, status, killed=is_killed, printing=printing)
    if problem is None and crashed and not is_killed:
        problem = f"ended by a signal: {status}"
    if problem and problem.startswith("neither") and "leftover" in done.stderr.decode():
        problem = one.scene.verdict(folder, status, killed=True)
    table.add(label(one), problem, f"{how}\n    {done.stderr.decode()[:300]}", one.scene.name)
    return True


def all_tries(scenes, place, seed, short):
    """The list of tries over all scenes, from a fixed seed, in mixed order: of the first three
    scenes everything, of the others every call in fewer ways; `short` is a sample."""
    numbers = random.Random(seed)
    chosen = []
    for index, scene in enumerate(scenes):
        chosen += tries(scene, place, numbers, 60 if index < 3 else 10, 9 if index < 3 else 2)
    numbers.shuffle(chosen)
    if short:
        # What decides first: the exchanges and the new names.
        chosen.sort(key=lambda one: (one.name, one.fault) != ("renameat2", "KILL"))
        chosen = chosen[:SHORT]
    return chosen
