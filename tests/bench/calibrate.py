#!/usr/bin/env python3
"""Count how often each rule is right on marked translations and write src/judge/calibration.csv.

    calibrate.py --bin target/release/mtlint --shared ../shared            writes the table
    calibrate.py --bin target/release/mtlint --shared ../shared --check    says how far the table has drifted

Run it after rules changed, build again, and look at the floors. A finding counts as right if it touches a defect that
people marked. The news and forum texts (mqm, detection) are marked incompletely - raters stop after some errors, and
post-editors leave what they can live with - so each of their findings counts half; the sample documents (gold) were
marked from end to end. `lift` compares with blind choice of as many words, on the incompletely marked texts. Only
totals are written. How they become confidences is told in src/judge/calibration.rs.

Exit status: 0 done, or no drift; 1 a rule with 20 findings or more has drifted by more than 0.15, or is not listed.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "src" / "judge" / "calibration.csv"
INCOMPLETE = 0.5  # what a finding on an incompletely marked text counts


def run(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} exited with {done.returncode}: {done.stderr[-1000:]}")
    return done.stdout


def count(binary, shared):
    """rule -> [findings, right ones, both weighted; right ones and expected ones on incompletely marked texts]"""
    sys.path.insert(0, str(shared / "bench"))
    import run as bench
    seen = collections.defaultdict(lambda: [0.0, 0.0, 0, 0.0])
    for name in ("mqm", "detection"):
        records = bench.load(f"{name}-dev")
        feed = "".join(json.dumps({"id": str(n), "text": r["text"], "lang": "en"}, ensure_ascii=False) + "\n" for n, r in enumerate(records))
        answers = [json.loads(line) for line in run([binary, "stream", "--min-confidence", "0"], feed).split("\n") if line]
        for record, answer in zip(records, answers, strict=True):
            for finding in answer["findings"]:
                inside = bench.covered(record["tokens"], finding)
                if not inside:
                    after = [i for i, (_, end) in enumerate(record["tokens"]) if end > finding["start"]]
                    inside = after[:1] or [len(record["tokens"]) - 1]
                right = bench.touches_error(record, inside)
                row = seen[finding["rule"]]
                row[0] += INCOMPLETE
                row[1] += INCOMPLETE * right
                row[2] += right
                row[3] += bench.chance(record, inside)
    with open(shared / "gold" / "seeds.csv", encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    # One by one: as renderings of each other they would be judged by more than their own words.
    for path in sorted((shared / "seeds").glob("*.txt")):
        spans = [(int(g["start"]), int(g["end"])) for g in gold if g["document"] == path.name]
        for line in filter(None, run([binary, "check", path, "--format", "jsonl", "--min-confidence", "0"]).split("\n")):
            finding = json.loads(line)
            row = seen[finding["rule"]]
            row[0] += 1
            row[1] += any(start < finding["end"] and finding["start"] < end for start, end in spans)
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    binary = args.bin.resolve()
    rules = [line.split()[0] for line in run([binary, "explain"]).splitlines()]
    seen = count(binary, args.shared.resolve())
    if args.check:
        with open(TABLE, encoding="utf-8") as file:
            file.readline()
            old = {row["rule"]: row for row in csv.DictReader(file)}
        drift = [rule for rule in rules if rule not in old
                 or seen[rule][0] >= 20 and abs(seen[rule][1] / seen[rule][0] - float(old[rule]["precision"] or 0)) > 0.15]
        print("\n".join(f"drifted: {rule}" for rule in drift) or "no drift")
        sys.exit(1 if drift else 0)
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text("utf-8"), re.M)[1]
    lines = [f"# mtlint {version}", "rule,n,precision,lift"]
    for rule in rules:
        n, right, hits, expected = seen[rule]
        lines.append(f"{rule},{n:g},{f'{right / n:.3f}' if n else ''},{f'{hits / expected:.2f}' if expected else ''}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
