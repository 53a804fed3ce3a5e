"""Faults of the surroundings: limits, full disks, signals, streams, places, pipes, other runs,
environments. Each function takes the scenes, a source of folders, random numbers and the table."""

import itertools
import os
import resource
import shutil
import signal
import subprocess
import threading
import time

from scenes import HIDDEN, TIME_LIMIT, state


def limits(scenes, folders, numbers, table, short):
    """Files that may not grow, few descriptors, little memory: old state or new state."""
    kinds = {
        "file size": (resource.RLIMIT_FSIZE, list(range(0, 16_000, 4000 if short else 97))),
        "descriptors": (resource.RLIMIT_NOFILE, list(range(3, 14, 3 if short else 1))),
        "address space": (
            resource.RLIMIT_AS,
            [size << 20 for size in range(8, 420, 120 if short else 6)]),
    }
    for scene in scenes:
        for name, (kind, values) in kinds.items():
            for value in values:
                folder = scene.copy(folders())
                # Threads need memory, too.
                command = scene.command
                if value // 2 % 2:
                    command = command.replace("--jobs 1", "--jobs 8")
                done = scene.run(
                    command, folder,
                    preexec_fn=lambda: resource.setrlimit(kind, (value, value)))
                crashed = done.returncode < 0 or done.returncode > 128 or done.returncode == 127
                refused = b"out-of-memory" in done.stderr
                row = f"limit: {name}" + (": memory refused, status 2" if refused else "")
                problem = scene.verdict(folder, done.returncode, killed=crashed or refused)
                if refused and done.returncode != 2:
                    problem = problem or f"status {done.returncode}"
                # Without room for the program itself nothing of it runs; else it says why it ends.
                speechless = done.returncode == 127 or name == "address space" and not done.stderr
                if crashed and not speechless:
                    problem = problem or f"ended by {done.returncode}"
                table.add(
                    row, problem,
                    f"{name} {value}: {command}\n    {done.stderr.decode()[:300]}")
                shutil.rmtree(folder)


def full_disks(scenes, folders, numbers, table, short):
    """The folder on a file system too small for the results, in bytes or in names."""
    probe = folders()
    probe.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", probe], capture_output=True).returncode:
        table.skip("full disk", "no file system may be mounted here")
        return
    subprocess.run(["umount", probe], check=True)
    sizes = [f"size={size}k" for size in range(60, 260, 80 if short else 4)]
    sizes += [f"size=1m,nr_inodes={count}" for count in range(10, 60, 20 if short else 1)]
    for scene, size in itertools.product(scenes, sizes):
        folder = folders()
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", folder], check=True)
        try:
            try:
                inner = scene.copy(folder / "place")
            except shutil.Error:
                continue
            done = scene.run(scene.command, inner)
            found = state(inner, scene.inputs)
            expected = scene.new if done.returncode == 0 else scene.old
            problem = None if found == expected else f"status {done.returncode}, state is neither"
            table.add(
                "full disk: " + ("names" if "inodes" in size else "bytes"), problem,
                f"tmpfs {size}: {scene.command}\n    {done.stderr.decode()[:300]}")
        finally:
            subprocess.run(["umount", folder], check=True)


def signals(scenes, folders, numbers, table, short):
    """SIGINT, SIGTERM, SIGHUP at random times, once and twice, and SIGKILL."""
    for scene in scenes:
        start = time.monotonic()
        folder = scene.copy(folders())
        scene.run(scene.command, folder)
        length = time.monotonic() - start
        for _ in range(6 if short else 120):
            for number, twice in [
                (signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGHUP, False),
                (signal.SIGTERM, True), (signal.SIGKILL, False)]:
                folder = scene.copy(folders())
                run = subprocess.Popen(
                    scene.words(scene.command), cwd=folder, stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(numbers.random() * length)
                run.send_signal(number)
                if twice:
                    run.send_signal(number)
                status = run.wait(TIME_LIMIT)
                # The second signal may come before anything is cleared up.
                killed = number == signal.SIGKILL or twice
                problem = scene.verdict(folder, status, killed=killed)
                if status not in (0, -number):
                    problem = problem or f"status {status}"
                table.add(
                    f"{signal.Signals(number).name} at random times" + (", twice" * twice), problem,
                    scene.command)
                shutil.rmtree(folder)


def pending_signals(scenes, folders, numbers, table, short):
    """Signals that come before the program can wait for them, and those it inherits as ignored."""
    scene = scenes[0]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        folder = scene.copy(folders())

        def ignore():
            signal.signal(number, signal.SIG_IGN)

        run = subprocess.Popen(
            scene.words(scene.command), cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=ignore)
        run.send_signal(number)
        status = run.wait(TIME_LIMIT)
        problem = scene.verdict(folder, status) or (None if status == 0 else f"status {status}")
        table.add("a signal that the parent ignores", problem, scene.command)


def streams(scenes, folders, numbers, table, short):
    """Standard output full, closed, or read by nobody, in every command that prints."""
    scene = scenes[2]
    record = "out/MTG-2026Q4/record.json"
    lines = [
        "--help", "--version", "draw --help", "check plan.json5", "check plan.json5 --json",
        f"verify {record}", f"verify {record} --json", "generate items --rows 102 --seed a",
        "generate targets --rows 50000 --seed a", scene.command, scene.command + " --json"]
    for line in lines:
        for place, wanted in (("> /dev/full", 2), (">&-", 2), ("| true", 0)):
            for more in ("", " 2>/dev/full", " 2>&-", " <&-"):
                folder = scene.copy(folders())
                done = subprocess.run(
                    ["bash", "-c", f'("$0" {line} {more}; echo $? > status) {place}',
                     scene.binary], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                    timeout=TIME_LIMIT)
                status = int((folder / "status").read_text())
                os.remove(folder / "status")
                problem = None if status == wanted else f"status {status}, not {wanted}"
                if wanted == 2 and not more.startswith(" 2>") and b"standard output" not in done.stderr:
                    problem = problem or "no message"
                if wanted == 0 and done.stderr not in (b"", scene.errors):
                    problem = problem or f"not quiet: {done.stderr.decode()[:100]}"
                found = state(folder, scene.inputs)
                if found != (scene.new if line.startswith("draw plan") else scene.old):
                    problem = problem or "the state is another"
                table.add(f"standard output {place}", problem, f"{line}{more}")
                shutil.rmtree(folder)


def places(scenes, folders, numbers, table, short):
    """Output folders that are something else, or cannot be written."""
    scene = scenes[0]
    line = "draw plan.json5 --seed a --output {} --jobs 1"
    cases = {
        "a file": ("place", lambda f: (f / "place").write_text("x")),
        "below a file": ("place/out", lambda f: (f / "place").write_text("x")),
        "a link to a folder": (
            "place", lambda f: ((f / "real").mkdir(), (f / "place").symlink_to("real"))),
        "a link to nothing": ("place", lambda f: (f / "place").symlink_to("nowhere")),
        "a plan itself": ("plan.json5", lambda f: None),
        "a registry itself": ("targets.csv", lambda f: None),
        "a FIFO": ("place", lambda f: os.mkfifo(f / "place")),
        "a device": ("/dev/null", lambda f: None),
        "the null device's folder": ("/proc/self", lambda f: None),
        "an empty name": ("''", lambda f: None),
        "a plan's folder that is a link": (
            "place", lambda f: ((f / "place").mkdir(), (f / "real").mkdir(),
                                (f / "place/MTG-2026Q4").symlink_to("../real"))),
        "a plan's folder that is a file": (
            "place --force", lambda f: ((f / "place").mkdir(),
                                        (f / "place/MTG-2026Q4").write_text("x"))),
        "a plan's folder with something else": (
            "place --force", lambda f: ((f / "place/MTG-2026Q4").mkdir(parents=True),
                                        (f / "place/MTG-2026Q4/letter.txt").write_text("x"))),
        "a summary that is a folder": (
            "place --force", lambda f: (f / "place/summary.csv").mkdir(parents=True)),
        "a folder that is gone": ("place/../out/..", lambda f: None),
    }
    for name, (output, prepare) in cases.items():
        folder = scene.copy(folders())
        prepare(folder)
        before = state(folder, set())
        done = subprocess.run(
            ["bash", "-c", '"$0" ' + line.format(output), scene.binary], cwd=folder,
            capture_output=True, timeout=TIME_LIMIT)
        problem = None if done.returncode == 2 else f"status {done.returncode}"
        if state(folder, set()) != before:
            problem = "something was changed"
        if b"error" not in done.stderr:
            problem = problem or "no message"
        table.add("output where none can be", problem, f"{name}: {done.stderr.decode()[:300]}")
    read_only(scene, folders, table)


def read_only(scene, folders, table):
    """A file system mounted read-only."""
    folder = folders()
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", folder], capture_output=True).returncode:
        table.skip("read-only output folder", "no file system may be mounted here")
        return
    try:
        inner = scene.copy(folder / "place")
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        done = scene.run(scene.command, inner)
        problem = None if done.returncode == 2 else f"status {done.returncode}"
        table.add("output where none can be", problem, "a read-only file system")
    finally:
        subprocess.run(["umount", folder], check=True)


def pipes(scenes, folders, numbers, table, short):
    """Each input as a FIFO, written in pieces of odd sizes: the same bytes come out."""
    scene = scenes[0]
    for name in sorted(scene.inputs):
        for size in (1, 7, 4096) if not short else (7,):
            folder = scene.copy(folders())
            content = (folder / name).read_bytes()
            os.remove(folder / name)
            os.mkfifo(folder / name)

            def feed():
                try:
                    with open(folder / name, "wb", buffering=0) as pipe:
                        for start in range(0, len(content), size):
                            pipe.write(content[start:start + size])
                except BrokenPipeError:
                    pass

            feeder = threading.Thread(target=feed, daemon=True)
            feeder.start()
            done = scene.run(scene.command, folder)
            feeder.join(TIME_LIMIT)
            found = state(folder, scene.inputs)
            problem = None if found == scene.new else f"other results: {done.stderr.decode()[:300]}"
            table.add("an input is a FIFO", problem, f"{name} in pieces of {size}")
    for name in sorted(scene.inputs - {"common.json5", "plan.json5"}):
        for what, target in (("empty", "/dev/null"), ("of /proc", "/proc/self/limits"),
                             ("a folder", "/proc/self")):
            folder = scene.copy(folders())
            os.remove(folder / name)
            os.symlink(target, folder / name)
            done = scene.run(scene.command, folder)
            found = state(folder, scene.inputs)
            problem = None if done.returncode == 2 and found == scene.old else (
                f"status {done.returncode}")
            table.add(f"an input is {what}", problem, f"{name}: {done.stderr.decode()[:200]}")


def stopped_inputs(scenes, folders, numbers, table, short):
    """An input that is cut, grown or replaced between two reads of it: noticed, always."""
    if not shutil.which("strace"):
        table.skip("an input changes meanwhile", "no strace here")
        return
    scene = scenes[0]
    changes = {
        "cut": lambda path: os.truncate(path, os.path.getsize(path) // 2),
        "emptied": lambda path: os.truncate(path, 0),
        "grown": lambda path: open(path, "ab").write(b"x\n"),
        "replaced": replace,
        "removed": os.remove,
        "rewritten": lambda path: rewrite(path),
    }
    for name in ["targets.csv", "inspectors.csv", "history.csv"]:
        for change, act in changes.items():
            # The program stops when it has opened the file and learnt its size.
            folder = scene.copy(folders())
            path = folder / name
            trace = folder.parent / f"{folder.name}.trace"
            run = subprocess.Popen(
                ["strace", "-f", "-o", str(trace), "-P", str(path),
                 "-e", "trace=pread64", "-e", "inject=pread64:signal=STOP:when=1",
                 *scene.words(scene.command)], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            child = stopped_child(run, trace)
            if child is None:
                table.add(f"an input is {change} meanwhile", "never read", name)
                continue
            act(path)
            os.kill(child, signal.SIGCONT)
            errors = run.communicate(timeout=TIME_LIMIT)[1].decode()
            problem = None if run.returncode == 2 else f"status {run.returncode}"
            if {key for key in state(folder, scene.inputs) if key != name}:
                problem = "something was written"
            if "changed-while-reading" not in errors:
                problem = problem or f"not named: {errors[:200]}"
            table.add(f"an input is {change} meanwhile", problem, name)


def replace(path):
    other = str(path) + ".new"
    shutil.copy(path, other)
    os.replace(other, path)


def rewrite(path):
    with open(path, "r+b") as file:
        file.write(file.read()[::-1])


def stopped_child(tracer, trace):
    """The traced program once the injected SIGSTOP has stopped it; None if it ends without."""
    while tracer.poll() is None:
        try:
            for line in trace.read_text().splitlines():
                if "stopped by SIGSTOP" in line:
                    return int(line.split()[0])
        except FileNotFoundError:
            pass
        time.sleep(0.002)
    return None


def rivals(scenes, folders, numbers, table, short):
    """Twenty runs at once on one folder: all the same, or each from another seed."""
    scene = scenes[0]
    for round in range(2 if short else 25):
        for differ in (False, True):
            folder = scene.copy(folders())
            runs = [
                subprocess.Popen(
                    scene.words(scene.command.replace("--seed a", f"--seed {i if differ else 'a'}")
                                + (" --force" if differ else "")),
                    cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE) for i in range(20)]
            errors = [run.communicate(timeout=TIME_LIMIT)[1].decode() for run in runs]
            status = {run.returncode for run in runs}
            problem = None if status <= {0, 2} and 0 in status else f"status {sorted(status)}"
            strange = [e for r, e in zip(runs, errors) if r.returncode == 2 and "held" not in e
                       and "exists" not in e and "in-use" not in e and "output-" not in e]
            found = state(folder, scene.inputs)
            if any(HIDDEN in key for key in found):
                problem = problem or "a temporary is left"
            if not differ and found != scene.new:
                problem = problem or "another state"
            if differ:
                # Each run adds to the ledger, so no run alone gives this state: it must hold
                # together and repeat.
                for line in ("ledger check out/ledger.jsonl", "verify out/MTG-2026Q4/record.json"):
                    done = scene.run(line.replace("out/", "deep/out/"), folder)
                    if done.returncode != 0:
                        problem = problem or f"{line}: {(done.stdout + done.stderr).decode()[:200]}"
            if strange:
                problem = problem or f"an odd reason: {strange[0][:200]}"
            table.add("20 runs at once, " + ("20 seeds" if differ else "one seed"), problem)


def environments(scenes, folders, numbers, table, short):
    """Locale, time zone, home, language, threads, folder: the same bytes."""
    scene = scenes[0]
    matrix = itertools.product(
        ["C", "zh_CN.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8", "nonsense", None],
        ["UTC", "Asia/Shanghai", "America/St_Johns", "nonsense", None],
        ["/nowhere", None], ["/usr/bin:/bin", None], [1, 2, 7, 64])
    matrix = list(matrix)
    if short:
        matrix = numbers.sample(matrix, 12)
    for locale, zone, home, path, jobs in matrix:
        folder = scene.copy(folders() / "a folder 有 spaces")
        values = {"LC_ALL": locale, "TZ": zone, "HOME": home, "PATH": path}
        done = scene.run(
            scene.command.replace("--jobs 1", f"--jobs {jobs}"), folder,
            env={key: value for key, value in values.items() if value is not None})
        problem = None if state(folder, scene.inputs) == scene.new else "other bytes"
        table.add("environments", problem, f"{values} {done.stderr.decode()[:200]}")
        shutil.rmtree(folder)
    if not shutil.which("faketime"):
        table.skip("clocks of 1970 and 2100", "no faketime here")
        return
    for clock in ("1970-01-01 00:00:01", "2038-01-19 03:14:08", "2100-02-28 23:59:59"):
        folder = scene.copy(folders())
        subprocess.run(
            ["faketime", clock, *scene.words(scene.command)], cwd=folder, capture_output=True,
            timeout=TIME_LIMIT)
        table.add(
            "clocks of 1970 and 2100",
            None if state(folder, scene.inputs) == scene.new else "other bytes", clock)
