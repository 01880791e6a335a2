"""Contrastive pairs made by rule from a sentence that a passage states.

Each rule takes a sentence that its passage supports and changes one fact of it, so that the label of
(changed sentence, passage) is known: another figure refutes, a looser bound is still supported, a
detail that the passage does not give is undecided. A rule that would only sometimes be right is not
here. The words that a rule put in are returned with it: they are what the passage does not answer.
"""

import random
import re
from dataclasses import dataclass, field

SUPPORTED, REFUTED, NEUTRAL = "supported", "refuted", "not-enough-evidence"


@dataclass
class Pair:
    """A claim with its label; `unanswered` are character spans of the claim without an answer."""

    claim: str
    label: str
    rule: str
    unanswered: list = field(default_factory=list)
    passage: str | None = None  # a changed passage, where the rule changes that instead


NUMBER = re.compile(r"(?<![\w.,$€£-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w-]|[.,]\d)")
YEAR = re.compile(r"\b(1[5-9]\d\d|20[0-3]\d)\b")
MONTHS = "January February March April May June July August September October November December".split()
MONTH = re.compile(r"\b(" + "|".join(MONTHS) + r")\b(?= \d|,? (?:of )?(?:1[5-9]|20)\d\d)")
DAY_MONTH = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r")(,? (?:1[5-9]|20)\d\d)?")
MONTH_DAY_YEAR = re.compile(r"\b(" + "|".join(MONTHS) + r") (\d{1,2}), ((?:1[5-9]|20)\d\d)")
NAME = re.compile(
    r"(?<![.!?:] )(?<!^)(?<![\w'’\"“-])[A-Z][a-zà-ÿ'’]+(?:(?: (?:of|de|the|van|von|and the))? [A-Z][a-zà-ÿ.'’]+)*(?![\w-])"
)
NOT_NAMES = set(MONTHS) | set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday The This That He She It They We You I A An In On At".split()
)
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
NUMBER_WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.I)
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|should|must|does|did)\b(?! not\b| never\b|n't| been announced)"
)
DENIAL = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will|would|should|must) (not|never) ")
OPPOSITES = [
    tuple(pair.split("/"))
    for pair in """increased/decreased increase/decrease increases/decreases rose/fell rise/fall rising/falling
    higher/lower highest/lowest more/fewer larger/smaller largest/smallest greater/lesser before/after
    won/lost supported/opposed supports/opposes support/oppose accepted/rejected approved/rejected
    allowed/banned allows/bans permitted/prohibited legal/illegal joined/left began/ended begins/ends
    started/stopped opened/closed opening/closing first/last older/younger oldest/youngest early/late
    earlier/later improved/worsened improves/worsens better/worse best/worst positive/negative
    succeeded/failed success/failure successful/unsuccessful strengthened/weakened expanded/reduced
    gained/lost north/south northern/southern east/west eastern/western male/female alive/dead
    arrived/departed bought/sold above/below majority/minority common/rare public/private hired/dismissed
    praised/criticised praised/criticized confirmed/denied accelerated/slowed raised/lowered
    inside/outside cheaper/costlier hot/cold rich/poor safe/dangerous strong/weak win/lose
    victory/defeat friend/enemy found/lost remembered/forgot remained/left effective/ineffective
    possible/impossible known/unknown likely/unlikely able/unable including/excluding
    advantage/disadvantage deployed/withdrew entered/left promoted/demoted appointed/dismissed
    freed/jailed released/detained rebuilt/destroyed united/divided""".split()
]  # fmt: skip
OPPOSITE = {a: b for a, b in OPPOSITES} | {b: a for a, b in OPPOSITES}
OPPOSITE_WORD = re.compile(r"\b(" + "|".join(sorted(OPPOSITE, key=len, reverse=True)) + r")\b")
DIRECTED = re.compile(
    r"^,? ?(?:has |had |have |later |also |then |was |were |is |are |been |being )*(?:defeated|beat|succeeded|replaced|attacked|"
    r"killed|supported|founded|wrote|directed|acquired|bought|sold|criticised|criticized|invaded|arrested|accused|"
    r"praised|hired|employed|taught|sued|followed|preceded|created|produced|owned|owns|discovered|appointed|named|"
    r"influenced|joined|left|lent|gave|blamed|overthrew|ousted|backed|financed|trained|"
    r"(?!married|resembled|equalled|equaled|met|faced|matched|located|based|titled|starred|divided)[a-z]{3,}ed)"
    r"(?: by)?(?: the)? $"
)
BOUNDED = re.compile(
    r"(?:about|around|over|under|than|least|most|nearly|almost|some|to|approximately|roughly|estimated|exactly|between|and|only|just|no\.?|number|page|chapter|season|episode|series|section|#)\s*$",
    re.I,
)
VAGUE = ["about", "around", "roughly", "approximately"]
ALLEGED = [
    "Critics allege that {}", "It is rumoured that {}", "He claimed that {}", "She alleged that {}",
    "Prosecutors suspect that {}", "Some observers believe that {}", "The group claims that {}",
    "Opponents accused them, saying that {}", "Unconfirmed reports say that {}",
]  # fmt: skip
PLANNED = {
    "was": "was expected to be", "were": "were expected to be", "is": "may be", "are": "may be",
    "has": "is thought to have", "have": "are thought to have", "had": "may have had",
    "will": "might",
}  # fmt: skip
EXTRA = [
    "for the first time", "for the second time", "unanimously", "in secret", "against the advice of experts",
    "despite protests", "within three days", "at the request of the government", "because of a lack of money",
    "after a long debate", "without explanation", "in front of a large crowd", "twice", "for personal reasons",
    "under pressure from abroad", "ahead of schedule", "with the help of volunteers", "free of charge",
]  # fmt: skip


def contrasts(sentence, passage, names, rng):
    """All pairs that the rules make of `sentence`, which `passage` supports, in a fixed order.

    `names` is a list of names of other passages, for names that the passage does not have.
    """
    found = []
    for rule in RULES:
        pair = rule(sentence, passage, names, rng)
        found.extend(pair if isinstance(pair, list) else [pair] if pair else [])
    return [pair for pair in found if pair.claim != sentence or pair.passage]


def sentences(passage, least, most):
    """The sentences of `passage` of so many words."""
    return [text for text in re.split(r"(?<=[.!?]) (?=[A-Z])", passage) if least <= len(text.split()) <= most]


def replaced(sentence, span, text, label, rule):
    """`sentence` with `text` in place of `span`, which nothing then answers unless supported."""
    start, end = span
    unanswered = [] if label == SUPPORTED else [[start, start + len(text)]]
    return Pair(sentence[:start] + text + sentence[end:], label, rule, unanswered)


def grouped(value, like):
    """An integer written as `like` is: with or without commas."""
    return f"{value:,}" if "," in like or (value >= 10000 and len(like) < 5) else str(value)


def figures(sentence):
    return [
        found
        for found in NUMBER.finditer(sentence)
        if not YEAR.fullmatch(found.group()) and not DAY_MONTH.match(sentence, found.start())
        and not re.search("(?:" + "|".join(MONTHS) + r") $", sentence[: found.start()])
    ]  # fmt: skip


def other_figure(sentence, passage, names, rng):
    found = figures(sentence)
    if not found:
        return number_word(sentence, rng)
    chosen = rng.choice(found)
    text = chosen.group()
    value = float(text.replace(",", ""))
    others = [m.group() for m in figures(passage) if m.group().replace(",", "") != text.replace(",", "")]
    if others and rng.random() < 0.4:
        other = rng.choice(others)
    elif "." in text:
        digits = len(text.split(".")[1])
        other = f"{value * rng.choice([0.1, 0.5, 0.7, 1.3, 1.6, 2, 10]):.{digits}f}"
    else:
        other = grouped(perturbed(int(value), rng), text)
    if float(other.replace(",", "")) == value:
        return None
    return replaced(sentence, chosen.span(), other, REFUTED, "figure")


def perturbed(value, rng):
    """Another whole number as a slip or a lie would have it: a magnitude, a digit, a share off."""
    digits = list(str(value))
    kind = rng.random()
    if kind < 0.25:
        return value * 10 if rng.random() < 0.6 or value < 10 else max(1, value // 10)
    if kind < 0.5 and len(set(digits)) > 1:
        first, second = rng.sample(range(len(digits)), 2)
        digits[first], digits[second] = digits[second], digits[first]
        if digits[0] != "0" and int("".join(digits)) != value:
            return int("".join(digits))
    step = 10 ** max(0, len(digits) - 2)
    return max(1, round(value * rng.choice([0.3, 0.5, 0.75, 1.25, 1.5, 2, 3]) / step) * step) + (value < 5)


def number_word(sentence, rng):
    found = list(NUMBER_WORD.finditer(sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    other = rng.choice([word for word in WORDS if word != chosen.group().lower()])
    other = other.capitalize() if chosen.group()[0].isupper() else other
    return replaced(sentence, chosen.span(), other, REFUTED, "figure-word")


def other_year(sentence, passage, names, rng):
    found = list(YEAR.finditer(sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    others = [year for year in YEAR.findall(passage) if year not in sentence]
    near = str(int(chosen.group()) + rng.choice([-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20]))
    other = rng.choice(others) if others and rng.random() < 0.4 else near
    return replaced(sentence, chosen.span(), other, REFUTED, "year")


def other_month(sentence, passage, names, rng):
    found = list(MONTH.finditer(sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    other = rng.choice([month for month in MONTHS if month != chosen.group()])
    return replaced(sentence, chosen.span(), other, REFUTED, "month")


def coarser_date(sentence, passage, names, rng):
    found = MONTH_DAY_YEAR.search(sentence)
    if found and sentence[: found.start()].endswith("on "):
        month, _, year = found.groups()
        coarse = rng.choice([f"in {month} {year}", f"in {year}", f"in the year {year}"])
        return replaced(sentence, (found.start() - 3, found.end()), coarse, SUPPORTED, "date-coarser")
    return None


def finer_date(sentence, passage, names, rng):
    found = re.search(r"\bin ((?:1[5-9]|20)\d\d)\b", sentence)
    if found and not MONTH.search(passage) and not any(month in passage for month in MONTHS):
        month = rng.choice(MONTHS)
        fine = rng.choice([f"in {month} {found.group(1)}", f"on {month} {rng.randint(1, 28)}, {found.group(1)}"])
        return replaced(sentence, found.span(), fine, NEUTRAL, "date-finer")
    return None


def bounds(sentence, passage, names, rng):
    """Bounds and approximations of a figure (looser, tighter, excluded), in claim and in passage."""
    fitting = [
        found
        for found in figures(sentence)
        if "." not in found.group() and int(found.group().replace(",", "")) >= 10
        and not BOUNDED.search(sentence[: found.start()])
        and not re.match(r"\s*(?:-|–|to |or |st\b|nd\b|rd\b|th\b|°)", sentence[found.end() :])
        and found.start() > 0
    ]  # fmt: skip
    if not fitting or sentence not in passage:
        return []
    chosen = rng.choice(fitting)
    value, span = int(chosen.group().replace(",", "")), chosen.span()
    less, more = rounded(value * rng.uniform(0.5, 0.85)), rounded(value * rng.uniform(1.2, 2))
    if not less < value < more:
        return []
    write = lambda number: grouped(number, chosen.group())
    made = [
        replaced(sentence, span, rng.choice(["more than ", "at least ", "over "]) + write(less), SUPPORTED, "bound"),
        replaced(sentence, span, rng.choice(["fewer than ", "less than ", "at most "]) + write(more), SUPPORTED, "bound"),
        replaced(sentence, span, rng.choice(["fewer than ", "less than ", "at most "]) + write(less), REFUTED, "bound-excluded"),
        replaced(sentence, span, rng.choice(["more than ", "at least ", "over "]) + write(more), REFUTED, "bound-excluded"),
        replaced(sentence, span, f"{rng.choice(VAGUE)} {write(more)}", REFUTED, "about-other"),
    ]  # fmt: skip
    near = rounded(value, 1 if value < 100 else 2)
    if abs(near - value) <= 0.05 * value:
        made.append(replaced(sentence, span, f"{rng.choice(VAGUE)} {write(near)}", SUPPORTED, "about"))
    low = passage.replace(sentence, replaced(sentence, span, "at least " + chosen.group(), SUPPORTED, "").claim, 1)
    for text, label in [
        (f"more than {write(less)}", SUPPORTED),
        (f"fewer than {write(less)}", REFUTED),
        (f"at least {write(more)}", NEUTRAL),
        (f"exactly {chosen.group()}", NEUTRAL),
    ]:
        pair = replaced(sentence, span, text, label, "bound-of-bound")
        pair.passage = low
        made.append(pair)
    return rng.sample(made, min(3, len(made)))


def rounded(value, digits=2):
    step = 10 ** max(0, len(str(int(value))) - digits)
    return int(round(value / step) * step)


def proper_names(text):
    return [found for found in NAME.finditer(text) if found.group().split()[0] not in NOT_NAMES]


def other_name(sentence, passage, names, rng):
    found = proper_names(sentence)
    if not found:
        return None
    chosen = rng.choice(found)
    inside = sorted({m.group() for m in proper_names(passage)} - {chosen.group()})
    inside = [name for name in inside if name not in sentence and chosen.group() not in name]
    alike = [name for name in rng.sample(names, min(40, len(names))) if name not in passage]
    alike = [name for name in alike if len(name.split()) == len(chosen.group().split())]
    pool = inside if inside and rng.random() < 0.5 else alike
    if not pool:
        return None
    return replaced(sentence, chosen.span(), rng.choice(pool), REFUTED, "name")


def exchanged(sentence, passage, names, rng):
    """Agent and patient of a directed deed exchanged."""
    found = proper_names(" . " + sentence)  # lets a name stand first as well
    shifted = [(m.start() - 3, m.end() - 3) for m in found]
    for (a, b), (c, d) in zip(shifted, shifted[1:]):
        if a >= 0 and DIRECTED.match(sentence[b:c]):
            first, second = sentence[a:b], sentence[c:d]
            text = sentence[:a] + second + sentence[b:c] + first + sentence[d:]
            return Pair(text, REFUTED, "roles", [[a, a + len(second)], [d - len(first), d]])
    return None


def negated(sentence, passage, names, rng):
    denial = DENIAL.search(sentence)
    if denial:
        text = sentence[: denial.start(2)] + sentence[denial.end() :]
        return Pair(text, REFUTED, "negation-removed", [list(denial.span(1))])
    found = AUXILIARY.search(sentence)
    if not found or re.search(r"\b(not|never|no|only|few|hardly)\b", sentence):
        return None
    word = rng.choice([" not", " not", " never"])
    end = found.end()
    return Pair(sentence[:end] + word + sentence[end:], REFUTED, "negation", [[end + 1, end + len(word)]])


def denied_passage(sentence, passage, names, rng):
    """The passage denies what the claim states."""
    pair = negated(sentence, passage, names, rng)
    if not pair or pair.rule != "negation" or sentence not in passage:
        return None
    return Pair(sentence, REFUTED, "negation-in-passage", [], passage.replace(sentence, pair.claim, 1))


def denial_kept(sentence, passage, names, rng):
    """Claim and passage deny the same."""
    pair = denied_passage(sentence, passage, names, rng)
    if not pair:
        return None
    denied = negated(sentence, passage, names, rng).claim
    return Pair(denied, SUPPORTED, "denial-kept", [], pair.passage)


def denied(claim, label):
    """The claim denied, with the label that follows from the claim's own, or nothing.

    What a passage refutes it supports the denial of; what it says nothing of it does not deny either. Without
    these a model learns that denials are refuted, since denying a supported claim is the easiest contrast.
    """
    words = random.Random(claim)
    pair = negated(claim, claim, [], words)
    if not pair or pair.rule != "negation":
        return None
    turned = {SUPPORTED: REFUTED, REFUTED: SUPPORTED, NEUTRAL: NEUTRAL}[label]
    return Pair(pair.claim, turned, "denied", pair.unanswered if turned == REFUTED else [])


def opposite(sentence, passage, names, rng):
    found = list(OPPOSITE_WORD.finditer(sentence))
    if not found or re.search(r"\b(not|never|no)\b", sentence):
        return None
    chosen = rng.choice(found)
    return replaced(sentence, chosen.span(), OPPOSITE[chosen.group()], REFUTED, "opposite")


def quantified(sentence, passage, names, rng):
    for words, other, label in [
        (r"[Aa]ll(?= (?:of )?[a-z]+)", "some", SUPPORTED), (r"[Ss]ome(?= (?:of )?(?:the )?[a-z]+s\b)", "all", NEUTRAL),
        (r"[Mm]ost(?= (?:of )?(?:the )?[a-z]+s\b)", "all", NEUTRAL), (r"[Mm]any(?= [a-z]+s\b)", "few", REFUTED),
        (r"[Ss]everal(?= [a-z]+s\b)", "some", SUPPORTED), (r"[Ss]everal(?= [a-z]+s\b)", "all", NEUTRAL),
        (r"[Ff]ew(?= [a-z]+s\b)", "most", REFUTED), (r"[Nn]o(?= [a-z]+ (?:was|were|had)\b)", "some", REFUTED),
    ]:  # fmt: skip
        found = re.search(r"\b(" + words + r")", sentence)
        if found and rng.random() < 0.7:
            text = other.capitalize() if found.group()[0].isupper() else other
            return replaced(sentence, found.span(), text, label, "quantifier")
    return None


def hedged(sentence, passage, names, rng):
    """The passage alleges or expects what the claim states as a fact; and the hedge kept."""
    if sentence not in passage or sentence[0].islower():
        return None
    inner = sentence if re.match(NAME, sentence) or sentence.split()[0] in ("I",) else sentence[0].lower() + sentence[1:]
    found = AUXILIARY.search(sentence)
    if found and found.group() in PLANNED and rng.random() < 0.5:
        weaker = sentence[: found.start()] + PLANNED[found.group()] + sentence[found.end() :]
        rule = "expected"
    else:
        weaker = rng.choice(ALLEGED).format(inner)
        rule = "alleged"
    if rng.random() < 0.3:
        return Pair(weaker, SUPPORTED, rule + "-kept", [], passage.replace(sentence, weaker, 1))
    return Pair(sentence, NEUTRAL, rule, [], passage.replace(sentence, weaker, 1))


def detail_dropped(sentence, passage, names, rng):
    cut = re.sub(r" \([^()]*\)", "", sentence)
    found = re.search(r",? (?:who|which|where|when|while|including|such as|because|although|after|during)\b", cut)
    if found and len(cut[: found.start()].split()) >= 6:
        cut = cut[: found.start()].rstrip(",;") + "."
    return Pair(cut, SUPPORTED, "detail-dropped") if cut != sentence and len(cut.split()) >= 5 else None


def detail_added(sentence, passage, names, rng):
    if not sentence.endswith("."):
        return None
    extra = rng.choice(EXTRA)
    if rng.random() < 0.35 and not YEAR.search(passage):
        extra = f"in {rng.randint(1900, 2024)}"
    elif rng.random() < 0.3 and names:
        extra = f"together with {rng.choice(names)}"
    if extra in passage:
        return None
    text = sentence[:-1] + " " + extra + "."
    return Pair(text, NEUTRAL, "detail-added", [[len(sentence), len(text) - 1]])


def rewritten_figure(sentence, passage, names, rng):
    """The same figure in another form."""
    found = re.search(r"\b(\d{1,3}),(\d{3})\b(?!,)", sentence)
    if found:
        first, rest = found.groups()
        other = f"{first}{rest}" if rest != "000" else rng.choice([f"{first},000", f"{first} thousand", f"{first}k"])
        return replaced(sentence, found.span(), other, SUPPORTED, "figure-form")
    found = re.search(r"\b(\d+)(?: ?%| per ?cent)", sentence)
    if found:
        form = {"50": "half", "25": "a quarter", "20": "one in five", "75": "three quarters", "80": "four in five"}
        other = form.get(found.group(1)) if " of " in sentence[found.end() :][:5] else None
        other = other or rng.choice([f"{found.group(1)} per cent", f"{found.group(1)} %", f"{found.group(1)}%"])
        return replaced(sentence, found.span(), other, SUPPORTED, "percent-form")
    found = re.search(r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?= [a-z]+s\b)", sentence)
    if found:
        return replaced(sentence, found.span(), str(WORDS[found.group()]), SUPPORTED, "figure-form")
    return None


def as_it_stands(sentence, passage, names, rng):
    return Pair(sentence, SUPPORTED, "verbatim", [], passage)


RULES = [
    other_figure, other_year, other_month, coarser_date, finer_date, bounds, other_name, exchanged, negated,
    denied_passage, denial_kept, opposite, quantified, hedged, detail_dropped, detail_added, rewritten_figure, as_it_stands,
]  # fmt: skip
