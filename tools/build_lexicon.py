#!/usr/bin/env python3
"""Builds src/language/data/wordnet.txt from the dictionary files of WordNet 3.0.

    python3 tools/build_lexicon.py /usr/share/wordnet src/language/data/wordnet.txt

(Debian and Ubuntu have the files in the package wordnet-base.) Standard library only; the same
input gives the same bytes.

One line for each word, sorted by bytes, fields separated by tabs:

    word  senses  parents  antonyms  derivations
    word  =base[,base…]

Senses and parents (hypernyms, the nearest that have such a word) are synset numbers in base 36 behind the part of speech
(n, v, a, r), the most frequent first; antonyms and derivations are words. The second form is an
irregular inflection. Words of several parts and proper names are left out, as are rare senses: they
make synonyms of words that nobody would exchange.
"""
import os
import sys

POS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
MOST_SENSES = 5
FEWEST_SENSES = 2
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number):
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


def is_plain(word):
    return word.isascii() and word.islower() and word.isalpha() and len(word) > 1


def read_synsets(folder):
    """(pos, offset) → (words, pointers), pointers as (symbol, (pos, offset), source, target)."""
    synsets = {}
    for name, pos in POS.items():
        with open(os.path.join(folder, "data." + name), encoding="ascii") as lines:
            for line in lines:
                if line.startswith("  "):
                    continue
                fields = line.split("|")[0].split()
                count = int(fields[3], 16)
                words = [fields[4 + 2 * i].split("(")[0] for i in range(count)]
                at = 4 + 2 * count
                pointers = []
                for i in range(int(fields[at])):
                    symbol, offset, to, link = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                    to = "a" if to == "s" else to
                    pointers.append((symbol, (to, int(offset)), int(link[:2], 16), int(link[2:], 16)))
                synsets[pos, int(fields[0])] = (words, pointers)
    return synsets


def read_senses(folder):
    """word → synsets in order of frequency, rare ones left out."""
    senses = {}
    for name, pos in POS.items():
        with open(os.path.join(folder, "index." + name), encoding="ascii") as lines:
            for line in lines:
                if line.startswith("  ") or not is_plain(line.split(" ", 1)[0]):
                    continue
                fields = line.split()
                pointers = int(fields[3])
                tagged = int(fields[5 + pointers])
                keep = min(max(tagged, FEWEST_SENSES), MOST_SENSES)
                offsets = fields[6 + pointers :][:keep]
                senses.setdefault(fields[0], []).extend((pos, int(o)) for o in offsets)
    return senses


def read_exceptions(folder, known):
    exceptions = {}
    for name in POS:
        with open(os.path.join(folder, name + ".exc"), encoding="ascii") as lines:
            for line in lines:
                form, *bases = line.split()
                bases = [base for base in bases if base in known and base != form]
                if is_plain(form) and bases:
                    exceptions.setdefault(form, []).extend(b for b in bases if b not in exceptions.get(form, []))
    return exceptions


def parents_of(key, synsets, numbers, steps=3):
    """The nearest hypernyms that have a word of one part."""
    for symbol, to, *_ in synsets[key][1]:
        if symbol != "@":
            continue
        if to in numbers:
            yield numbers[to]
        elif steps > 1:
            yield from parents_of(to, synsets, numbers, steps - 1)


def main(folder, target):
    synsets = read_synsets(folder)
    senses = read_senses(folder)
    # A word whose every sense is written with a capital is a name.
    senses = {
        word: [key for key in keys if word in synsets[key][0]]
        for word, keys in senses.items()
    }
    senses = {word: keys for word, keys in senses.items() if keys}
    numbers = {}
    for word in sorted(senses):
        for key in senses[word]:
            numbers.setdefault(key, None)
    for number, key in enumerate(sorted(numbers)):
        numbers[key] = key[0] + base36(number)
    exceptions = read_exceptions(folder, senses)

    lines = []
    for word, keys in senses.items():
        parents, antonyms, derived = [], set(), set()
        for key in keys:
            words, pointers = synsets[key]
            place = words.index(word) + 1
            parents.extend(p for p in parents_of(key, synsets, numbers) if p not in parents)
            for symbol, to, source, goal in pointers:
                if symbol in ("!", "+", "\\") and source in (0, place) and goal:
                    other = synsets[to][0][goal - 1]
                    if other in senses and other != word:
                        (antonyms if symbol == "!" else derived).add(other)
        fields = [
            word,
            " ".join(numbers[key] for key in keys),
            " ".join(parents),
            " ".join(sorted(antonyms)),
            " ".join(sorted(derived)),
        ]
        lines.append("\t".join(fields).rstrip("\t"))
    for form, bases in exceptions.items():
        if form not in senses:
            lines.append(form + "\t=" + ",".join(bases))
    # A form that is a word too ("left", "found") keeps both: its bases go into a sixth field.
    extra = {form: bases for form, bases in exceptions.items() if form in senses}
    lines = [
        line + "\t" * (5 - line.count("\t")) + "=" + ",".join(extra[line.split("\t")[0]])
        if line.split("\t")[0] in extra
        else line
        for line in lines
    ]
    with open(target, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(sorted(lines)) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
