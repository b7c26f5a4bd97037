#!/usr/bin/env python3
"""Boundary F1 of the sentence segmentation on human English with one sentence a line.

Lines are joined with blanks into paragraphs of LINES; the ends of lines inside a paragraph are what is sought. A line
without a final stop is a headline or a caption: it stands in a paragraph of its own, as it does in a newspaper. A copy
of the text is compared with itself, and the spans of the aligned passages are the sentences that mtlint saw.

usage: sentences.py --bin target/release/mtlint --shared DIR [--show N]
"""
import argparse, gzip, json, pathlib, subprocess, sys, tempfile

LINES = 6
STOPS = tuple('.!?…"”’\')')


def paragraphs(lines):
    """Each paragraph as text and the offsets (in code points) at which its inner sentences end."""
    block = []
    for line in lines:
        if not line.endswith(STOPS):
            if block:
                yield block
            yield [line]
            block = []
            continue
        block.append(line)
        if len(block) == LINES:
            yield block
            block = []
    if block:
        yield block


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", required=True)
    arguments.add_argument("--shared", required=True)
    arguments.add_argument("--show", type=int, default=0)
    options = arguments.parse_args()
    data = pathlib.Path(options.shared) / "bench/data/clean-dev.jsonl.gz"
    with gzip.open(data, "rt", encoding="utf-8") as file:
        lines = [" ".join(json.loads(line)["text"].split()) for line in file]
    text, wanted, inner = "", set(), []
    for block in paragraphs(lines):
        start = len(text)
        for line in block:
            text += line + " "
            wanted.add(len(text) - 1)
        text = text[:-1] + "\n\n"
        # The end of a paragraph is found by any segmentation; it does not count.
        wanted.discard(len(text) - 2)
        inner.append((start, len(text) - 2))
    with tempfile.TemporaryDirectory() as folder:
        names = [pathlib.Path(folder, name) for name in ("one.txt", "other.txt")]
        for name in names:
            name.write_text(text, encoding="utf-8")
        run = subprocess.run([options.bin, "compare", *map(str, names), "--all", "--format", "jsonl"], capture_output=True, text=True, encoding="utf-8")
    if run.returncode == 2:
        sys.exit(run.stderr)
    pairs = [json.loads(line) for line in run.stdout.splitlines()]
    ends = {end for _, end in inner}
    found = {span[1] for pair in pairs if pair["kind"] == "pair" for span in pair["spans"][0]} - ends
    hit = len(found & wanted)
    precision, recall = hit / len(found), hit / len(wanted)
    for kind, places in (("missed", wanted - found), ("wrong", found - wanted)):
        for at in sorted(places)[: options.show]:
            print(f"{kind}: …{text[max(0, at - 40):at]}|{text[at:at + 30]}…")
    print(json.dumps({"boundaries": len(wanted), "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * precision * recall / (precision + recall), 4)}))


if __name__ == "__main__":
    main()
