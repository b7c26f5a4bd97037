#!/usr/bin/env python3
"""Builds words.txt and inflections.csv from word lists that are packaged elsewhere.

Install, by whatever means the machine offers, and then run this file:

    Debian packages   scowl                                   (lists, /usr/share/dict/scowl)
    Python packages   symspellpy textblob lemminflect         (frequencies, tags, inflections)

    python3 generate.py [--scowl DIR] [--frequencies FILE] [--brill FILE] [--lemminflect DIR]

Written by hand, and merged here:

    closed.txt        form, tags             function words; replaces whatever the packages say
    extra.txt         form, paradigm, class  words the packages lack
    irregular.txt     verb, past, participle
    misspellings.csv  checked here: no wrong form may be a word, every right form must be one

Written by this script:

    words.txt         form, frequency class, flags, tags; sorted by bytes, unique, NFC
                      The form is lower case unless it is listed capitalised only. A form with accents
                      is listed without them too.
                      class c: the form was counted about 2^(12 + c/1.35) times in 4e11 words;
                      forms that were not counted get 1 to 5 by the size of list they are in.
                      a American  b British (-ise and -ize)  p only a proper name
                      q a word, and a proper name too  x only an abbreviation or acronym
    inflections.csv   lemma, tag, form where regular() below does not predict the form;
                      src/knowledge/inflect.rs holds the same rules.
"""

import argparse
import collections
import csv
import gzip
import importlib.util
import math
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
TAGS = (
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRPS RB RBR RBS RP SYM TO UH "
    "VB VBD VBG VBN VBP VBZ WDT WP WPS WRB"
).split()
VOWELS = set("aeiou")
# Forms of the verb, in the order in which they are written everywhere below.
VERB = ("VBD", "VBN", "VBG", "VBZ")

# Largest lists taken whole; the next size is taken where a second source knows the word.
SIZE = 70
LARGE = 80

# Words of the largest list have this many letters at least: short rare ones hide misspellings.
LONG = 8

# A word of the largest list that is one edit from a word of this class is taken for its misspelling.
COMMON = 14

# Frequency class from which a row of extra.txt overrides a count.
RECENT = 13


def package(name, *path):
    spec = importlib.util.find_spec(name)
    if spec is None:
        sys.exit(f"generate.py: the Python package {name} is not installed, give its file instead")
    return pathlib.Path(spec.origin).parent.joinpath(*path)


def rows(name, columns):
    """Rows of a hand-written table; blank lines and lines that begin with '# ' are remarks."""
    path = HERE / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            sys.exit(f"{path.name}:{number}: expected {columns} columns, found {len(cells)}")
        yield number, cells


# ---- regular inflection ---------------------------------------------------------------------


def is_vowel(word, at):
    """Whether the letter is a vowel letter; u after q is not, y is one inside a word."""
    letter = word[at]
    if letter == "u" and at > 0 and word[at - 1] == "q":
        return False
    return letter in VOWELS or (letter == "y" and at > 0 and not is_vowel(word, at - 1))


def syllables(word):
    count, before = 0, False
    for at in range(len(word)):
        now = is_vowel(word, at)
        count += now and not before
        before = now
    if count > 1 and word.endswith("e") and not is_vowel(word, len(word) - 2):
        if not (word.endswith("le") and not is_vowel(word, len(word) - 3)):
            count -= 1
    return max(count, 1)


def doubles(word):
    """Whether a last consonant is doubled: one syllable, one vowel letter, one consonant."""
    return (
        len(word) > 2
        and syllables(word) == 1
        and not is_vowel(word, len(word) - 1)
        and word[-1] not in "wxyh"
        and is_vowel(word, len(word) - 2)
        and not is_vowel(word, len(word) - 3)
    )


def consonant_y(word):
    return len(word) > 1 and word.endswith("y") and not is_vowel(word, len(word) - 2)


def plus_s(word):
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if consonant_y(word) else word + "s"


def plus_e(word, ending):
    """Endings that begin with e: ed, er, est."""
    if word.endswith("e"):
        return word + ending[1:]
    if consonant_y(word):
        return word[:-1] + "i" + ending
    return word + (word[-1] if doubles(word) else "") + ending


def gradable(word):
    count = syllables(word)
    return count == 1 or count == 2 and (consonant_y(word) or word.endswith(("le", "ow")))


def regular(word, tag):
    if tag == "NNS":
        if word.endswith("man") and len(word) > 3:
            return word[:-2] + "en"
        if word.endswith("sis") and len(word) > 4:
            return word[:-2] + "es"
        return plus_s(word)
    if tag == "VBZ":
        if word.endswith("o") and len(word) > 1 and not is_vowel(word, len(word) - 2):
            return word + "es"
        return plus_s(word)
    if tag in ("VBD", "VBN"):
        return word + "ked" if word.endswith("ic") else plus_e(word, "ed")
    if tag == "VBG":
        if word.endswith("ie"):
            return word[:-2] + "ying"
        if word.endswith("ic"):
            return word + "king"
        if word.endswith("e") and len(word) > 2 and not word.endswith(("ee", "oe", "ye")):
            return word[:-1] + "ing"
        return word + (word[-1] if doubles(word) else "") + "ing"
    if tag in ("JJR", "JJS"):
        if not gradable(word):
            return ("more " if tag == "JJR" else "most ") + word
        return plus_e(word, "er" if tag == "JJR" else "est")
    return word


# ---- sources --------------------------------------------------------------------------------


def read_scowl(folder):
    """Listed forms: (dialect, kind) by form, and the smallest list each form is in."""
    listed = collections.defaultdict(set)
    size = {}
    dialects = {"english": "ab", "american": "a", "british": "b", "british_z": "b"}
    variants = ("variant_1", "variant_2", "british_variant_1", "australian", "canadian")
    for path in sorted(folder.iterdir()):
        stem, _, number = path.name.rpartition(".")
        dialect, _, kind = stem.partition("-")
        if not number.isdigit() or int(number) > LARGE:
            continue
        if dialect not in dialects and dialect not in variants:
            continue
        if kind not in ("words", "upper", "proper-names", "abbreviations", "contractions"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            form = unicodedata.normalize("NFC", line.strip())
            if not form or (form.endswith("'s") and kind != "contractions"):
                continue
            # A variant counts as one size rarer than its list.
            rank = int(number) if dialect in dialects else LARGE
            size[form] = min(rank, size.get(form, 99))
            if kind in ("words", "contractions"):
                role = "word"
            elif kind == "abbreviations" or (form.isupper() and len(form) > 1):
                role = "abbreviation"
            else:
                role = "name"
            listed[form].add((dialects.get(dialect, "") if rank <= SIZE else "", role))
    return listed, size


def read_lemminflect(folder):
    """[(lemma, class, [alternatives by slot])]"""
    entries = []
    with gzip.open(folder / "resources" / "infl_lu.csv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            lemma, kind, *slots = line.rstrip("\n").split(",")
            entries.append((lemma, kind, [slot.split("/") if slot else [] for slot in slots]))
    return entries


def read_brill(path):
    tags = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if line.startswith(";;;") or len(cells) != 2 or line[0] in "#@":
            continue
        tag = cells[1].split("|")[0].replace("$", "S")
        if tag in TAGS:
            tags[cells[0]] = tag
    return tags


def read_frequencies(path):
    counts = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        form, count = line.split()
        counts[form] = int(count)
    return counts


def misspellings():
    with open(HERE / "misspellings.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


class Neighbours:
    """Words by what is left when one letter is taken out."""

    def __init__(self, words):
        self.words = set(words)
        self.holes = collections.defaultdict(set)
        for word in words:
            for hole in self.without_one(word):
                self.holes[hole].add(word)

    @staticmethod
    def without_one(word):
        return {word[:at] + word[at + 1 :] for at in range(len(word))}

    def has(self, form):
        """Whether a word is one letter away; a last s is no misspelling of a noun."""
        if form in self.holes or any(word in self.words for word in self.without_one(form) if word + "s" != form):
            return True
        for hole in self.without_one(form):
            for word in self.holes.get(hole, ()):
                if len(word) == len(form):
                    apart = [at for at in range(len(form)) if form[at] != word[at]]
                    if len(apart) < 2 or apart[1] == apart[0] + 1 and form[apart[0]] == word[apart[1]]:
                        return True
        return False


def klass(count):
    return max(1, min(31, round((math.log2(count) - 12) * 1.35)))


# ---- tags -----------------------------------------------------------------------------------

INVARIABLE = set(
    """aircraft barracks bison cattle chassis corps crossroads deer fish grouse headquarters
    hovercraft means moose offspring personnel police reindeer rendezvous salmon series sheep shrimp
    spacecraft species squid swine trout watercraft works gallows innings cod tuna plankton elk
    staff people data media counsel""".split()
)

# Adjectives compared with more and most, whatever the tables say.
MORE = {"bitter", "remote", "severe", "sincere", "stupid", "tender", "wrong"}

# Nouns whose listed plural is rare, or is another word.
REGULAR_PLURAL = set("buffalo charisma colon comes diva domino draftsman excretion gusto lemma lira mango zirconium".split())

SUFFIXES = [
    ("nesses", "NNS"), ("ness", "NN"), ("ities", "NNS"), ("ity", "NN"), ("isms", "NNS"),
    ("ism", "NN"), ("ists", "NNS"), ("ist", "NN"), ("ations", "NNS"), ("ation", "NN"),
    ("ments", "NNS"), ("ment", "NN"), ("ships", "NNS"), ("ship", "NN"), ("ologies", "NNS"),
    ("ology", "NN"), ("graphy", "NN"), ("ances", "NNS"), ("ance", "NN"), ("ences", "NNS"),
    ("ence", "NN"), ("ization", "NN"), ("isation", "NN"), ("ions", "NNS"), ("ion", "NN"),
    ("ers", "NNS"), ("ors", "NNS"), ("hoods", "NNS"), ("hood", "NN"), ("doms", "NNS"),
    ("dom", "NN"), ("ability", "NN"), ("ably", "RB"), ("ably", "RB"), ("ically", "RB"),
    ("ly", "RB"), ("able", "JJ"), ("ible", "JJ"), ("less", "JJ"), ("ful", "JJ"), ("ous", "JJ"),
    ("ical", "JJ"), ("ic", "JJ"), ("ive", "JJ"), ("ish", "JJ"), ("like", "JJ"), ("al", "JJ"),
    ("ward", "JJ|RB"), ("wards", "RB"), ("wise", "RB"), ("some", "JJ"), ("ing", "VBG|NN"),
    ("ed", "VBD|VBN|JJ"), ("izes", "VBZ"), ("ises", "VBZ|NNS"), ("ize", "VB|VBP"),
    ("ise", "VB|VBP|NN"), ("ies", "NNS"), ("est", "JJS"), ("ian", "NN|JJ"), ("ians", "NNS"),
    ("er", "NN"), ("or", "NN"), ("man", "NN"), ("men", "NNS"), ("eries", "NNS"), ("ery", "NN"),
    ("ey", "JJ"), ("y", "JJ|NN"),
]  # fmt: skip


def add_lemminflect(entries, tags, lemma_of):
    for lemma, kind, slots in entries:
        if not lemma.islower() or lemma.endswith("'s"):
            continue
        if kind == "noun":
            tags[lemma].add("NN")
            for form in slots[0]:
                if form != lemma:
                    tags[form].add("NNS")
                    lemma_of[form].add(lemma)
        elif kind == "verb":
            tags[lemma] |= {"VB", "VBP"}
            past = slots[0]
            for tag, forms in zip(VERB, [past, slots[1] or past, slots[2], slots[3]]):
                for form in forms:
                    tags[form].add(tag)
                    lemma_of[form].add(lemma)
            # The participle column holds irregular forms only: bused|bussed, bussed.
            for form in past:
                if form.endswith("ed"):
                    tags[form].add("VBN")
        else:
            base = "JJ" if kind == "adj" else "RB"
            tags[lemma].add(base)
            for tag, forms in zip((base + "R", base + "S"), slots):
                for form in forms:
                    tags[form].add(tag)
                    lemma_of[form].add(lemma)


def add_brill(brill, tags):
    for form, tag in brill.items():
        if not form.islower() or tag in ("NNP", "NNPS", "POS", "SYM", "LS", "FW"):
            continue
        known = tags.get(form)
        if tag in ("PRP", "PRPS", "DT", "MD", "WP", "WDT", "WPS", "WRB", "CC", "TO", "EX", "RP", "IN", "CD", "UH"):
            if known:
                continue
            if tag not in ("UH", "CD", "IN"):
                continue
        # Titles and newspaper style give singular nouns a plural tag and the reverse.
        if known and tag == "NNS" and "NN" in known and not form.endswith("s"):
            continue
        if known and tag == "NN" and known == {"NNS"}:
            continue
        if known and tag == "VBZ" and not form.endswith("s"):
            continue
        if tag == "NNS" and known == {"NN"} and form.endswith("s") and not form.endswith(("ss", "us", "is", "ics")):
            tags[form].discard("NN")
        tags[form].add(tag)
        if tag in ("VBD", "VBN") and form.endswith("ed"):
            tags[form] |= {"VBD", "VBN"}
        if tag in ("VB", "VBP"):
            tags[form] |= {"VB", "VBP"}


def derive(form, tags):
    """Tags of a listed form no table knows: from the word it is made of, or from its ending."""
    found = set()

    def base(stem, needed):
        return any(tag in tags.get(stem, ()) for tag in needed)

    stems = [form[:-1]] if form.endswith("s") else []
    if form.endswith("es"):
        stems.append(form[:-2])
    if form.endswith("ies"):
        stems.append(form[:-3] + "y")
    for stem in stems:
        if base(stem, ("NN",)):
            found.add("NNS")
        if base(stem, ("VB",)):
            found.add("VBZ")
    for ending, new in (("ed", {"VBD", "VBN"}), ("ing", {"VBG"})):
        if form.endswith(ending):
            cut = form[: -len(ending)]
            for stem in (cut, cut + "e", cut[:-1], cut[:-1] + "y"):
                if stem and base(stem, ("VB",)) and form in (regular(stem, "VBD"), regular(stem, "VBG")):
                    found |= new
    if form.endswith("ly") and (base(form[:-2], ("JJ",)) or base(form[:-1] + "e", ("JJ",)) or base(form[:-3] + "y", ("JJ",))):
        found.add("RB")
    for prefix in ("un", "non", "re", "pre", "over", "out", "under", "mis", "anti", "super", "counter", "inter",
                   "semi", "de", "dis", "sub", "fore", "micro", "macro", "multi", "co", "post", "in"):  # fmt: skip
        stem = form[len(prefix) :]
        if form.startswith(prefix) and len(stem) > 3 and stem in tags:
            kept = tags[stem] & set(TAGS[TAGS.index("JJ") :]) - {"NNP", "NNPS"}
            if prefix in ("un", "non") and kept & {"VBN", "VBG"} and not found:
                kept = (kept - {"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"}) | {"JJ"}
            found |= kept
            if kept:
                break
    if not found:
        for suffix, named in SUFFIXES:
            if form.endswith(suffix) and len(form) > len(suffix) + 2:
                return set(named.split("|"))
    if not found and "-" in form:
        last = tags.get(form.rsplit("-", 1)[1], set())
        found = {"JJ"} if last & {"VBN", "VBG"} else last & {"NN", "NNS", "JJ", "RB", "VB", "VBP"}
    if not found and len(form) > 5:
        for cut in range(3, len(form) - 2):
            if form[:cut] in tags and "NN" in tags.get(form[cut:], ()):
                return {"NN"}
            if form[:cut] in tags and "NNS" in tags.get(form[cut:], ()):
                return {"NNS"}
    if not found:
        found = {"NNS"} if form.endswith("s") and not form.endswith(("ss", "us", "is")) else {"NN"}
    return found


def by_analogy(form, tag, verbs):
    """Inflects like the longest known verb at the end of the form: reblog like log."""
    for cut in range(len(form) - 2):
        known = verbs.get(form[cut:])
        if known:
            return form[:cut] + known[tag]
    return regular(form, tag)


def paradigm(form, named, verbs):
    """Forms and tags of a row in extra.txt."""
    for part in named.split("+"):
        if part == "noun":
            yield form, {"NN"}
            yield regular(form, "NNS"), {"NNS"}
        elif part == "mass":
            yield form, {"NN"}
        elif part == "verb":
            yield form, {"VB", "VBP"}
            for tag in VERB:
                yield by_analogy(form, tag, verbs), {tag}
        elif part == "adj":
            yield form, {"JJ"}
        elif part == "adv":
            yield form, {"RB"}
        elif part == "name":
            yield form, {"NNP"}
        elif all(tag in TAGS for tag in part.split("|")):
            yield form, set(part.split("|"))
        else:
            raise ValueError(part)


# ---- main -----------------------------------------------------------------------------------


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--scowl", type=pathlib.Path, default=pathlib.Path("/usr/share/dict/scowl"))
    arguments.add_argument("--frequencies", type=pathlib.Path, help="SymSpell frequency dictionary")
    arguments.add_argument("--brill", type=pathlib.Path, help="TextBlob's en-lexicon.txt")
    arguments.add_argument("--lemminflect", type=pathlib.Path, help="folder of the package lemminflect")
    given = arguments.parse_args()

    listed, size = read_scowl(given.scowl)
    counts = read_frequencies(given.frequencies or package("symspellpy", "frequency_dictionary_en_82_765.txt"))
    brill = read_brill(given.brill or package("textblob", "en", "en-lexicon.txt"))
    entries = read_lemminflect(given.lemminflect or package("lemminflect"))

    tags = collections.defaultdict(set)
    lemma_of = collections.defaultdict(set)
    add_lemminflect(entries, tags, lemma_of)
    medical = set(tags)
    add_brill(brill, tags)

    # Which forms are in.
    roles = collections.defaultdict(set)
    dialects = collections.defaultdict(set)
    sizes = {}
    word_size = {}
    shown = collections.defaultdict(list)
    for form, entry in listed.items():
        key = form.lower()
        if len(form) == 1 and key not in "ai":
            continue
        if not all(c.isalpha() or c in "'-." for c in form):
            continue
        second = key in counts or form in brill or (form == key and key in medical)
        common = form == key and len(form) >= LONG
        if size[form] > SIZE and not second and not common:
            continue
        its = set()
        for dialect, role in entry:
            if role == "word" and form != key and not form.startswith("I'"):
                role = "name"
            its.add(role)
            dialects[key] |= set(dialect)
        roles[key] |= its
        if "word" in its:
            word_size[key] = min(size[form], word_size.get(key, 99))
        sizes[key] = min(size[form], sizes.get(key, 99))
        shown[key].append((form, its))
    for lemma, kind, slots in entries:
        if "word" not in roles.get(lemma, ()):
            continue
        for forms in slots:
            for form in forms:
                if (form == lemma or form != forms[0]) and form not in counts:
                    continue
                if form.isalpha() and form.islower() and "word" not in roles.get(form, ()):
                    roles[form].add("word")
                    sizes.setdefault(form, LARGE)
                    shown[form].append((form, {"word"}))

    # Which of the rare ones are better left out.
    wrong = {row[0] for row in misspellings()}
    common = [form for form, count in counts.items() if klass(count) >= COMMON and "word" in roles.get(form, ())]
    near = Neighbours(common)
    for key in [key for key in roles if sizes[key] > SIZE and key not in counts]:
        if key in wrong or "word" in roles[key] and near.has(key):
            for table in (roles, dialects, sizes, shown):
                table.pop(key, None)

    # Rare words that everyone reads as a name: german, a cousin.
    for key, role in roles.items():
        if {"word", "name"} <= role and word_size.get(key, 0) > 55 and sizes[key] <= 50 and key in counts:
            role.discard("word")

    # Tags of names, and of words that no table has.
    names = collections.defaultdict(set)
    for key, role in roles.items():
        capitalised = [form for form, _ in shown[key] if form != key]
        if "name" in role or ("abbreviation" in role and capitalised):
            names[key].add("NNP")
            plural = key.endswith("s") and "name" in roles.get(key[:-1], ()) and len(key) > 4
            marks = {brill.get(form) for form in capitalised}
            if "NNPS" in marks or plural:
                names[key].add("NNPS")
            if plural and "NNP" not in marks:
                names[key].discard("NNP")
            if "JJ" in marks or key.endswith(("ese", "ian", "ish")):
                names[key].add("JJ")
            if "NN" in marks and "word" not in role:
                names[key].add("NN")
    words = {key for key, role in roles.items() if "word" in role}
    # Shorter words first, so that long ones can build on them.
    for key in sorted(words, key=lambda form: (len(form), form)):
        if not tags.get(key):
            tags[key] = derive(key, tags)

    verbs = {}
    for lemma, kind, (past, *others) in entries:
        if kind == "verb" and others[1] and others[2]:
            forms = (past, others[0] or past, others[1], others[2])
            verbs[lemma] = {tag: options[0] for tag, options in zip(VERB, forms)}
    extra = {}
    for number, (form, named, frequency) in rows("extra.txt", 3):
        try:
            made = list(paradigm(form, named, verbs))
        except ValueError as error:
            sys.exit(f"extra.txt:{number}: unknown paradigm or tag {error}")
        listed_before = form in words
        for made_form, made_tags in made:
            key = made_form.lower()
            # The packages know better how a word is inflected that they list.
            if listed_before and made_form != form:
                continue
            tags_now = tags if made_form == key else names
            if made_form == key and key not in words and key in tags and key not in extra:
                tags[key] = set()
            tags_now[key] |= made_tags if made_form == key else made_tags | {"NNP"}
            rate = max(1, int(frequency) - (0 if made_form == form else 2))
            extra[key] = max(rate, extra.get(key, 0))
            role = "word" if made_form == key else "abbreviation" if made_form.isupper() else "name"
            roles[key].add(role)
            if role == "abbreviation" and "abbreviation" in roles[key] and "word" not in roles[key]:
                roles[key].discard("name")
            shown[key].append((made_form, {role}))
            sizes.setdefault(key, SIZE)

    closed = {}
    for number, (form, named) in rows("closed.txt", 2):
        key = form.lower()
        closed[key] = set(named.split("|"))
        if not closed[key] <= set(TAGS):
            sys.exit(f"closed.txt:{number}: unknown tag in {named}")
        roles[key].add("word")
        if key == form or key not in shown:
            shown[key].append((form, {"word"}))
        if not dialects[key]:
            dialects[key] = {"a", "b"}

    lines = []
    known = set()
    for key, role in roles.items():
        forms = shown[key]
        if "word" in role:
            form = "I" + key[1:] if key == "i" or key.startswith("i'") else key
            # The flag q says that it is a name too; the tags are those of the word.
            found = set(tags[key]) - {"NNP", "NNPS"}
        else:
            wanted = "name" if "name" in role else "abbreviation"
            of_role = sorted(form for form, its in forms if wanted in its)
            title = [form for form in of_role if form[1:] == form[1:].lower() and form != key]
            form = (title or [form for form in of_role if form != key] or of_role)[0]
            found = names[key] or {"NN"}
            if form == key:
                found = set(tags.get(key, ())) or {"NN"}
        if key in closed:
            found = closed[key]
        flags = "".join(sorted(dialects[key]))
        if "word" not in role:
            flags += "p" if "name" in role else "x"
        elif "name" in role:
            flags += "q"
        if key in counts:
            frequency = klass(counts[key])
        elif key in closed:
            frequency = 14
        elif key in extra:
            frequency = extra[key]
        else:
            number = sizes.get(key, LARGE)
            frequency = 5 if number <= 35 else 4 if number <= 50 else 3 if number <= 60 else 2 if number <= 70 else 1
        # The counts are from books up to 2008, so words of later years are far too rare in them.
        if extra.get(key, 0) >= RECENT and key in counts:
            frequency = max(frequency, extra[key])
        form = unicodedata.normalize("NFC", form)
        known.add(key)
        lines.append(f"{form}\t{frequency}\t{flags}\t{'|'.join(sorted(found, key=TAGS.index))}\n")
    # "cliche" is written as often as "cliché"; "departement" is a slip.
    slips = {wrong for wrong, _ in misspellings()}
    for line in lines[:]:
        form, rest = line.split("\t", 1)
        bare = "".join(letter for letter in unicodedata.normalize("NFD", form) if not unicodedata.combining(letter))
        if form.islower() and bare.isascii() and bare not in known | slips:
            known.add(bare)
            lines.append(f"{bare}\t{rest}")
    lines.sort(key=lambda line: line.split("\t")[0].encode())
    (HERE / "words.txt").write_text("".join(lines), encoding="utf-8")

    write_inflections(entries, words | set(extra), counts)
    wrong = check_misspellings(known)
    print(f"{len(lines)} forms, {len({line.split(chr(9))[3] for line in lines})} tag sets, {wrong} misspellings refused")
    sys.exit(1 if wrong else 0)


def write_inflections(entries, words, counts):
    table = {}
    for number, (lemma, past, participle) in rows("irregular.txt", 3):
        for tag, form in (("VBD", past), ("VBN", participle)):
            if form != regular(lemma, tag):
                table[lemma, tag] = form
            else:
                table[lemma, tag] = None
    for lemma, kind, slots in entries:
        if lemma not in words or not lemma.isalpha() or not lemma.isascii():
            continue
        if kind == "noun":
            wanted = [("NNS", slots[0])]
        elif kind == "verb":
            # The participle column leaves out a regular form that the past has: focused|focussed, focussed.
            participle = slots[1] if slots[1] and regular(lemma, "VBN") not in slots[0] else slots[0]
            wanted = list(zip(VERB, [slots[0], participle, slots[2], slots[3]]))
        elif kind == "adj" and lemma not in MORE:
            wanted = list(zip(("JJR", "JJS"), slots))
        else:
            continue
        for tag, forms in wanted:
            forms = [form for form in forms if form.isalpha()]
            predicted = regular(lemma, tag)
            if (lemma, tag) in table or not forms:
                continue
            if predicted in forms:
                # Classical plurals count where they are the usual ones: phenomena, but formulas.
                usual = counts.get(predicted, 0) * 2
                forms = [form for form in forms if tag == "NNS" and form != lemma and counts.get(form, 0) > usual]
                if not forms:
                    continue
            # An uncountable noun is listed as its own plural.
            if tag == "NNS" and forms == [lemma] and lemma not in INVARIABLE:
                continue
            options = [form for form in forms if tag != "NNS" or form != lemma or lemma in INVARIABLE]
            # Forms that hardly anyone writes: exacter, bronchitides; and homographs of such: colon, cola.
            least = {"NNS": 3, "JJR": 6, "JJS": 6}.get(tag, 0)
            options = [form for form in options if form in INVARIABLE or not least or klass(counts.get(form, 1)) >= least]
            if tag == "NNS" and lemma in REGULAR_PLURAL:
                continue
            if options:
                table[lemma, tag] = max(options, key=lambda form: (counts.get(form, 0), -options.index(form)))
    for lemma, tag, form in (("be", "VBD", "was"), ("be", "VBN", "been"), ("be", "VBP", "are"), ("be", "VBZ", "is"),
                             ("have", "VBZ", "has")):  # fmt: skip
        table[lemma, tag] = form
    with open(HERE / "inflections.csv", "w", encoding="utf-8", newline="") as file:
        file.write("lemma,tag,form\n")
        found = [f"{lemma},{tag},{form}\n" for (lemma, tag), form in table.items() if form]
        file.writelines(sorted(found, key=lambda line: line.split(",")[:2]))


def check_misspellings(known):
    refused = 0
    seen = set()
    for number, (wrong, right) in enumerate(misspellings(), 2):
        reason = None
        if wrong in known:
            reason = f"{wrong} is a word"
        elif any(part not in known for part in right.split()):
            reason = f"{right} is not a word"
        elif wrong in seen:
            reason = f"{wrong} is listed twice"
        seen.add(wrong)
        if reason:
            refused += 1
            print(f"misspellings.csv:{number}: {reason}", file=sys.stderr)
    return refused


if __name__ == "__main__":
    main()
