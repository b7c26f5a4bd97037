#!/usr/bin/env python3
"""Hold a build's figures on the measuring data against tests/bench/floors.toml.

    floors.py --bin target/release/mtlint --shared ../shared

A floor is the least (`min`) or most (`max`) that a figure may be. Floors only rise: a change that has to lower one
says why in its commit. The table of calibration must not have drifted either. Exit status 0: all hold, 1: one does not.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent


def run(command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} exited with {done.returncode}: {done.stderr[-1000:]}")
    return done.stdout


def dig(value, path):
    for key in path.split("/"):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def bench(args, name):
    return json.loads(run([sys.executable, args.shared / "bench" / "run.py", "--bin", args.bin, name, "--rules"]))


def sentences(args):
    """Boundary F1 of the segmentation."""
    return json.loads(run([sys.executable, HERE / "sentences.py", "--bin", args.bin, "--shared", args.shared]))


def gold(args):
    """Figures of gold/check.py on the five documents: recall and precision as shares."""
    with tempfile.TemporaryDirectory() as folder:
        findings = pathlib.Path(folder) / "findings.jsonl"
        done = subprocess.run([args.bin, "check", args.shared / "seeds", "--format", "jsonl"], capture_output=True, encoding="utf-8")
        if done.returncode not in (0, 1):
            sys.exit(f"check exited with {done.returncode}: {done.stderr[-1000:]}")
        findings.write_text(done.stdout, encoding="utf-8")
        text = run([sys.executable, args.shared / "gold" / "check.py", args.shared / "seeds", "--score", findings])
    figures = {}
    for line in text.splitlines():
        share = re.match(r"\s+(\S+)\s+loose (\d+)/(\d+)", line)
        if share and share[1] not in figures:
            figures[share[1]] = int(share[2]) / max(1, int(share[3]))
        right = re.search(r"^\s+all .*precision (\d+)/(\d+)", line)
        if right:
            figures["precision"] = int(right[1]) / max(1, int(right[2]))
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    args = parser.parse_args()
    args.bin = args.bin.resolve()
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
    failed = 0
    for name, wanted in floors.items():
        own = {"gold": gold, "sentences": sentences}.get(name)
        figures = own(args) if own else bench(args, name)
        for path, bounds in wanted.items():
            try:
                value = dig(figures, path)
            except (KeyError, IndexError):
                value = None
            low, high = bounds.get("min", float("-inf")), bounds.get("max", float("inf"))
            good = value is not None and low <= value <= high
            failed += not good
            shown = "nothing" if value is None else f"{value:.4f}"
            print(f"{'ok  ' if good else 'FAIL'} {name}: {path} = {shown}  ({', '.join(f'{k} {v}' for k, v in bounds.items())})")
    drift = subprocess.run([sys.executable, HERE / "calibrate.py", "--bin", args.bin, "--shared", args.shared, "--check"])
    sys.exit(1 if failed or drift.returncode else 0)


if __name__ == "__main__":
    main()
