#!/usr/bin/env python3
"""Writes origin.csv: coefficients that weigh the signs of src/evidence/origin.rs.

    cargo build --example origin_signs
    python3 src/knowledge/data/train_origin.py BENCH target/debug/examples/origin_signs > origin.csv

BENCH is a folder with the sets `ranking`, `mqm`, `clean` (JSON Lines, gzip, with `text`, `doc`, `system`, `human`,
`source_lang`) and `parity/ja-en.*.txt`, as published by the WMT news tasks. No text of them is kept, only the
coefficients of a logistic regression over rates of signs.

How: the signs are counted by the program itself, so training and checking cannot drift. Documents of one
source text form a group; figures (on standard error) come from ten-fold cross-validation over groups, so no source text
is on both sides. Short documents of one system are joined until they have 200 words.
- `mt`: machine output against human renderings and originals, both sides with the same total weight. Findings may
  count only against a text: their weights are kept at or above a floor, because the systems trained on are far better than
  raw output of older ones, where findings are the plainest sign.
- a language: one against all others and against original English; the program turns the sums into shares.
- `any,row`: what one row of a language's own phrase table adds; set by hand, a factor of about three.
Ridge penalty 0.05 a document and squared deviation; signs are standardised with the mean and deviation of all
documents.
"""
import collections
import glob
import gzip
import json
import os
import subprocess
import sys

import numpy

LEAST_WORDS = 200
FINDINGS = {"calques": 0.15, "broken": 0.15, "spelling": 0.05, "marks": 0.05, "names": 0.15}
RIDGE = 0.05
PER_ROW = 1.1


def documents(bench):
    """(group, system, human, source language, text) of every document, short ones joined."""
    parts = collections.OrderedDict()
    for name in ("ranking", "mqm"):
        for line in gzip.open(f"{bench}/{name}-dev.jsonl.gz", "rt", encoding="utf-8"):
            row = json.loads(line)
            doc = row["doc"]
            parts.setdefault((name, row["system"], row["human"], row["source_lang"]), collections.OrderedDict()).setdefault(doc, []).append(row["text"])
    for at, line in enumerate(gzip.open(f"{bench}/clean-dev.jsonl.gz", "rt", encoding="utf-8")):
        row = json.loads(line)
        name = row["id"].rsplit("-", 1)[0]
        language = "en" if row["origin"] == "original" else name.split("-")[0]
        parts.setdefault((name[:5], name, True, language), collections.OrderedDict()).setdefault(int(row["id"].rsplit("-", 1)[1]) // 10, []).append(row["text"])
    for path in sorted(glob.glob(f"{bench}/parity/ja-en.*.txt")):
        system = path.split(".")[-2]
        lines = open(path, encoding="utf-8").read().splitlines()
        for at, text in enumerate(lines):
            parts.setdefault(("ja", system, system == "ref", "ja"), collections.OrderedDict()).setdefault(at // 10, []).append(text)
    for (name, system, human, language), docs in parts.items():
        # The same joints for all systems of a set: by document number, not by length of this rendering.
        open_group, text = [], []
        for doc, lines in docs.items():
            open_group.append(str(doc))
            text += lines
            if sum(len(line.split()) for line in text) >= LEAST_WORDS:
                yield f"{name}:{open_group[0]}", system, human, language, "\n\n".join(text)
                open_group, text = [], []


def signs(rows, program):
    data = "".join(json.dumps({"id": at, "text": row[4]}) + "\n" for at, row in enumerate(rows))
    out = subprocess.run([program], input=data, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    return [json.loads(line) for line in out.splitlines()]


def fit(x, y, weights, floor, steps=1500):
    """Logistic regression by projected gradient with momentum; the first column of x is 1."""
    beta = numpy.maximum(0, floor)
    step = 4.0 / (numpy.linalg.norm(x * numpy.sqrt(weights)[:, None], 2) ** 2 + RIDGE)
    last = beta.copy()
    for at in range(steps):
        ahead = beta + at / (at + 3) * (beta - last)
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ ahead, -30, 30)))
        gradient = x.T @ (weights * (p - y)) + RIDGE * numpy.r_[0, ahead[1:]]
        last, beta = beta, numpy.maximum(ahead - step * gradient, floor)
    return beta


def balanced(y):
    """Weights that give both sides the same total, one altogether."""
    return numpy.where(y == 1, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1))


def auc(positive, negative):
    order = numpy.sort(negative)
    low, high = numpy.searchsorted(order, positive, "left"), numpy.searchsorted(order, positive, "right")
    return ((low + high) / 2).mean() / len(negative)


def main(bench, program):
    rows = list(documents(bench))
    found = signs(rows, program)
    ids = list(found[0]["signs"])
    raw = numpy.array([[row["signs"][sign] for sign in ids] for row in found])
    mean, deviation = raw.mean(0), numpy.maximum(raw.std(0), 0.05)
    x = numpy.c_[numpy.ones(len(raw)), numpy.clip((raw - mean) / deviation, -3, 3)]
    groups = numpy.array([row[0] for row in rows])
    folds = {group: at % 10 for at, group in enumerate(sorted(set(groups)))}
    fold = numpy.array([folds[group] for group in groups])
    human = numpy.array([row[2] for row in rows])
    language = numpy.array([row[3] for row in rows])
    free = numpy.full(x.shape[1], -numpy.inf)
    floor = free.copy()
    for at, sign in enumerate(ids):
        floor[at + 1] = FINDINGS.get(sign, -numpy.inf)

    print(f"{len(rows)} documents, {len(set(groups))} groups, {human.sum()} human", file=sys.stderr)
    y = (~human).astype(float)
    guess = numpy.zeros(len(rows))
    for held in range(10):
        train = fold != held
        guess[~train] = x[~train] @ fit(x[train], y[train], balanced(y[train]), floor)
    print(f"mt, all documents: AUC {auc(guess[~human], guess[human]):.3f}", file=sys.stderr)
    for name in ("ranking", "mqm", "ja"):
        own = numpy.char.startswith(groups, name + ":")
        print(f"mt, {name}: AUC {auc(guess[own & ~human], guess[own & human]):.3f}", end="", file=sys.stderr)
        same = [auc(guess[own & (groups == g) & ~human], guess[own & (groups == g) & human]) for g in sorted(set(groups[own])) if (human & (groups == g)).any() and (~human & (groups == g)).any()]
        print(f", same source {numpy.mean(same):.3f}", file=sys.stderr)
    print(f"mt_likeness >= 0.5: {(guess[~human] >= 0).mean():.2f} of machine, {(guess[human] >= 0).mean():.2f} of human", file=sys.stderr)

    print("target,sign,mean,deviation,weight")

    def write(target, beta):
        print(f"{target},base,,,{beta[0]:.3f}")
        for at, sign in sorted(enumerate(ids), key=lambda pair: pair[1]):
            if abs(beta[at + 1]) >= 0.01:
                print(f"{target},{sign},{mean[at]:.2f},{deviation[at]:.2f},{beta[at + 1]:.3f}")

    print(f"any,row,,,{PER_ROW}")
    write("mt", fit(x, y, balanced(y), floor))
    languages = sorted(set(language))
    scores = numpy.zeros((len(rows), len(languages)))
    for at, name in enumerate(languages):
        y = (language == name).astype(float)
        for held in range(10):
            train = fold != held
            scores[fold == held, at] = x[fold == held] @ fit(x[train], y[train], balanced(y[train]), free)
        write(name, fit(x, y, balanced(y), free))
    packs = numpy.array([[row["packs"].get(name, 0) for name in languages] for row in found])
    for label, total in (("signs alone", scores), ("signs and rows", scores + PER_ROW * numpy.minimum(packs, 6) * (numpy.minimum(1000, numpy.array([r["words"] for r in found])) / numpy.array([r["words"] for r in found]))[:, None])):
        share = numpy.exp(total - total.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        best, top = total.argmax(1), share.max(1)
        second = numpy.sort(share, 1)[:, -2]
        named = (top >= 0.65) & (top >= 3 * second)
        for at, name in enumerate(languages):
            own = language == name
            print(f"source {label}: {name}: right {((best == at) & own).sum() / own.sum():.2f}, named {(own & named & (best == at)).sum() / own.sum():.2f}, named wrongly {(own & named & (best != at) & (numpy.array(languages)[best] != 'en')).sum() / own.sum():.2f} of {own.sum()}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
