"""Command-line tests, tests/cli/*.t: prose, and commands with what they print.

      $ command                   run by bash in an empty folder, with ilex on the path and $ROOT the project's folder
      what it prints              standard output and error together; a line ending in ` (glob)` may hold * and ?
      [3]                         the exit code where it is not 0

All of a file's commands share the folder. Any other line is a comment."""
import fnmatch
import glob
import os
import re
import signal
import subprocess
import tempfile

from . import UPDATE

SECONDS = 60  # for one command


def parse(lines):
    """[(line number, command, expected lines)]; a command goes on in lines that begin with '  > '."""
    steps = []
    for i, line in enumerate(lines):
        if line.startswith("  $ "):
            steps.append([i, line[4:], []])
        elif line.startswith("  > ") and steps and not steps[-1][2]:
            steps[-1][1] += "\n" + line[4:]
        elif line.startswith("  ") and steps:
            steps[-1][2].append(line[2:])
    return steps


def execute(command, folder, bin_dir):
    env = dict(os.environ, PATH=f"{bin_dir}:{os.environ['PATH']}", ROOT=os.getcwd(), LC_ALL="C.UTF-8", NO_COLOR="1")
    env.pop("ILEX_RULES", None)
    process = subprocess.Popen(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return [f"[not done after {SECONDS} seconds]"]
    lines = output.decode("utf-8", "replace").rstrip("\n").split("\n") if output else []
    return lines + ([f"[{process.returncode}]"] if process.returncode else [])


def matches(expected, got):
    if len(expected) != len(got):
        return False
    return all(g == e or (e.endswith(" (glob)") and fnmatch.fnmatchcase(g, e[:-7].replace("[", "[[]"))) for e, g in zip(expected, got))


def rewrite(path, lines, results):
    """The file with what was printed in place of what was expected, where that differs."""
    out, i = [], 0
    for (at, _, expected), got in results:
        out += lines[i:at]
        i = at
        while i < len(lines) and (i == at or lines[i].startswith("  > ")):
            out.append(lines[i])
            i += 1
        out += ["  " + g for g in (expected if matches(expected, got) else got)]
        i += len(expected)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out + lines[i:]))


def run_file(path, bin_dir):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for step in parse(lines):
            results.append((step, execute(step[1], folder, bin_dir)))
    for (at, command, expected), got in results:
        name = f"{path}:{at + 1}: {re.sub(chr(10) + '.*', ' …', command, flags=re.S)}"
        if matches(expected, got) or UPDATE:
            yield name, None
        else:
            yield name, "\n".join(["expected:"] + ["  " + e for e in expected] + ["got:"] + ["  " + g for g in got])
    if UPDATE:
        rewrite(path, lines, results)


def run(bin_dir):
    for path in sorted(glob.glob("tests/cli/*.t")):
        yield from run_file(path, bin_dir)
