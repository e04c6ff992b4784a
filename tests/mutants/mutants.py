# SPDX-License-Identifier: Apache-2.0
"""mutants.py TREE PREFIX [WORD…] : make each mistake of mutants.toml (that
has one of the words in it) in TREE, a configured copy of the sources, install
it and run its test, which must fail. Ends with "N passed, N failed"."""
import os
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FAILED = 1                 # pytest: tests ran, and some did not hold


def install(tree):
    subprocess.run(["make", "-s", f"-j{os.cpu_count()}", "install"],
                   cwd=tree / "build" / "mutants", check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run(tree, prefix, test):
    return subprocess.run(
        ["/usr/bin/python3", "-m", "pytest", "-q", "-x", "-p",
         "no:cacheprovider", tree / "tests" / "http" / test],
        env={**os.environ, "CUSTDASH_PREFIX": str(prefix),
             "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def try_out(tree, prefix, mutant):
    """None, or what is wrong with the test."""
    path = tree / mutant["file"]
    text = path.read_text()
    if text.count(mutant["old"]) != 1:
        return f"{mutant['file']}: `old` stands there " \
               f"{text.count(mutant['old'])} times"
    try:
        path.write_text(text.replace(mutant["old"], mutant["new"]))
        install(tree)
        status = run(tree, prefix, mutant["test"])
    except subprocess.CalledProcessError:
        return "the mistake can't be built"
    finally:
        path.write_text(text)
    return None if status == FAILED else f"{mutant['test']} says {status}"


def main(tree, prefix, *words):
    tree, prefix = Path(tree), Path(prefix)
    mutants = [m for m in tomllib.loads((HERE / "mutants.toml").read_text())
               ["mutant"] if not words or any(w in str(m) for w in words)]
    failed = 0
    install(tree)
    for test in sorted({m["test"] for m in mutants}):
        if run(tree, prefix, test):
            print(f"FAIL {test} fails without any mistake", flush=True)
            failed += 1
    for mutant in mutants:
        wrong = try_out(tree, prefix, mutant)
        failed += wrong is not None
        print(f"{'FAIL' if wrong else 'ok'} {mutant['mistake']}"
              + (f": {wrong}" if wrong else ""), flush=True)
    print(f"{len(mutants) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main(*sys.argv[1:]))
