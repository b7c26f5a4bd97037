#!/usr/bin/env python3
"""Derives the prices of graphemes.csv from our own tables of names.

    python3 src/knowledge/data/schemes/count_readings.py            print rows whose counted prices differ much
    python3 src/knowledge/data/schemes/count_readings.py --write    write the counted prices into graphemes.csv

Every name of ../names/*.csv with a Russian form is read grapheme by grapheme and laid beside the sounds of that form, word
by word, along the cheapest path. For each row of the table it is counted which of its readings the path takes. A reading
costs SCALE times the natural logarithm of how much rarer it is than the most frequent one of its row; to what was met,
FIRST sightings of the reading that stands first and OTHER of each further one are added. Only rows for names (side n) are
counted. Rows that no name has, and those for the end of a word, which tells persons and peoples apart, keep their prices,
which were set by hand. The prices that stand in the table do not enter, so that a second run changes nothing.
"""

import csv
import math
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
TABLE = HERE / "graphemes.csv"
SCALE = 3.5
FIRST = 3.0
OTHER = 0.6
DEAREST = 40
VOWELS = "aeiou"
MATCH = {"vowel": 12, "consonant": 60, "lost vowel": 12, "lost consonant": 60}
FARTHEST = 45  # a worse path is another name (an exonym), and counts for nothing
LETTERS = set("аеёиоуыэюяіїєäöüàáâãåæèéêëìíîïòóôõøùúûýāăąēĕėęěīĭįıōŏőœūŭůűųəөүұәўaeiouy")


def atoms(text):
    out, at = [], 0
    while at < len(text):
        if text[at] == "[":
            end = text.index("]", at)
            inner = text[at + 1 : end]
            out.append(("set", atoms(inner.lstrip("^")), not inner.startswith("^")))
            at = end + 1
        else:
            out.append({"#": ("edge",), "V": ("vowel",), "C": ("consonant",)}.get(text[at], ("letter", text[at])))
            at += 1
    return out


def holds(atom, c):
    if atom[0] == "edge":
        return c is None
    if atom[0] == "set":
        return any(holds(a, c) for a in atom[1]) == atom[2]
    if c is None:
        return False
    if atom[0] == "vowel":
        return c in LETTERS
    if atom[0] == "consonant":
        return c not in LETTERS
    return c == atom[1]


class Row:
    def __init__(self, line, number):
        self.number = number
        cells = line.split(",")
        self.pattern, context, readings, self.side = cells[0], cells[1], cells[2], cells[3]
        before, _, after = context.partition("_")
        self.before, self.after = atoms(before)[::-1], atoms(after)
        self.readings = [(r.partition(":")[0].replace("-", ""), int(r.partition(":")[2] or 0)) for r in readings.split("|")]
        self.written = [r.partition(":")[0] for r in readings.split("|")]
        self.counts = [0.0] * len(self.readings)

    def fits(self, word, at):
        end = at + len(self.pattern)
        if word[at:end] != self.pattern:
            return False
        before = all(holds(a, word[at - 1 - i] if at - 1 - i >= 0 else None) for i, a in enumerate(self.before))
        return before and all(holds(a, word[end + i] if end + i < len(word) else None) for i, a in enumerate(self.after))


def rules(lines, side):
    """The rows for one side, in the order in which they are tried."""
    rows = [row for row in lines if row.side in ("", side)]
    return sorted(rows, key=lambda row: -len(row.pattern))


def segment(word, rows):
    out, at = [], 0
    while at < len(word):
        row = next((row for row in rows if row.pattern[0] == word[at] and row.fits(word, at)), None)
        if row is None:
            at += 1
            continue
        out.append(row)
        at += len(row.pattern)
    return out


def apart(one, other):
    """What it costs to write one string of sounds for another."""
    line = [0]
    for sound in other:
        line.append(line[-1] + MATCH["lost vowel" if sound in VOWELS else "lost consonant"])
    for x in one:
        lost = MATCH["lost vowel" if x in VOWELS else "lost consonant"]
        new = [line[0] + lost]
        for j, y in enumerate(other):
            both = x in VOWELS and y in VOWELS
            swap = 0 if x == y else MATCH["vowel"] if both else MATCH["consonant"]
            gain = MATCH["lost vowel" if y in VOWELS else "lost consonant"]
            new.append(min(line[j] + swap, line[j + 1] + lost, new[-1] + gain))
        line = new
    return line[-1]


def align(rows, target):
    """The readings along the cheapest path, or none if even that is dear."""
    best = {0: (0, ())}
    for row in rows:
        after = {}
        for at, (cost, path) in best.items():
            for number, (sounds, _) in enumerate(row.readings):
                for end in range(at, min(len(target), at + len(sounds) + 2) + 1):
                    # Of two readings that explain the same, the one that stands first.
                    total = cost + number + apart(sounds, target[at:end])
                    if total < after.get(end, (1e9,))[0]:
                        after[end] = (total, path + (number,))
        best = dict(sorted(after.items(), key=lambda item: item[1][0])[:40])
    cost, path = best.get(len(target), (1e9, ()))
    return path if cost <= FARTHEST + 3 * len(rows) else None


def names():
    for table in sorted((HERE / "../names").glob("*.csv")):
        for row in csv.DictReader(open(table, encoding="utf-8")):
            for form in (row.get("source_forms") or "").split(";"):
                if form.startswith("ru:"):
                    yield row["name"], form[3:].strip()


def words(text):
    text = unicodedata.normalize("NFC", text.lower()).replace("'", "").replace("’", "")
    return "".join(c if c.isalpha() or unicodedata.combining(c) else " " for c in text).split()


def main():
    text = TABLE.read_text(encoding="utf-8").split("\n")
    start = next(i for i, line in enumerate(text) if line.startswith("pattern,")) + 1
    table = {i: Row(line, i) for i, line in enumerate(text) if i >= start and line and not line.startswith("#")}
    by_name, by_source = rules(table.values(), "n"), rules(table.values(), "q")
    pairs = set()
    for name, source in names():
        one, other = words(name), words(source)
        if len(one) == len(other):
            pairs.update(zip(one, other))
    met = 0
    for word, source in sorted(pairs):
        target = "".join(row.readings[0][0] for row in segment(source, by_source))
        found = segment(word, by_name)
        path = align(found, target) if target else None
        if path is None:
            continue
        met += 1
        for row, number in zip(found, path):
            row.counts[number] += 1
    print(f"{met} of {len(pairs)} words of names lie beside their Russian forms", file=sys.stderr)
    for at, row in table.items():
        total = sum(row.counts)
        if row.side != "n" or len(row.readings) < 2 or total == 0 or ("edge",) in row.after:
            continue
        counts = [count + (FIRST if number == 0 else OTHER) for number, count in enumerate(row.counts)]
        prices = [min(DEAREST, round(SCALE * math.log(max(counts) / count))) for count in counts]
        old = [price for _, price in row.readings]
        if max(abs(a - b) for a, b in zip(prices, old)) >= 5 and "--write" not in sys.argv:
            shown = " ".join(f"{w or '-'}:{a}->{b}({int(c)})" for w, a, b, c in zip(row.written, old, prices, row.counts))
            print(f"{row.pattern} {text[at].split(',')[1]}: {shown}")
        cells = text[at].split(",")
        cells[2] = "|".join(w if price == 0 else f"{w}:{price}" for w, price in zip(row.written, prices))
        text[at] = ",".join(cells)
    if "--write" in sys.argv:
        TABLE.write_text("\n".join(text), encoding="utf-8")


main()
