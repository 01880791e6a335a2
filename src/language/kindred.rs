//! Words that reports use for one and the same deed or people, though a dictionary tells them apart.

/// Base forms; those of one line can stand for each other.
pub(super) const KINDRED: &[&[&str]] = &[
    &["urge", "press", "encourage", "push", "exhort"],
    &["seize", "capture", "take", "wrest", "conquer", "retake"],
    &["leave", "withdraw", "depart", "quit", "exit"],
    &["attack", "assault", "strike", "raid", "ambush"],
    &["replace", "succeed", "supersede", "supplant"],
    &["kill", "murder", "massacre", "slay"],
    &["hire", "recruit", "contract", "enlist"],
    &["extend", "prolong", "renew"],
    &["found", "create", "establish", "launch"],
    &["fight", "battle", "clash", "combat", "vie"],
    &["rise", "increase", "grow", "climb", "soar"],
    &["fall", "decrease", "decline", "drop", "shrink"],
    &["worsen", "deteriorate", "degrade"],
    &["finish", "end", "expire", "lapse", "conclude"],
    &["demand", "request", "ask"],
    &["displace", "uproot"],
    &["host", "house", "accommodate"],
    &[
        "protect",
        "secure",
        "guard",
        "safeguard",
        "defend",
        "shield",
    ],
    &["keep", "retain", "maintain", "preserve"],
    &["dissolve", "disband"],
    &["suspend", "cease", "halt", "stop"],
    &["dead", "kill"],
    &["assault", "attack", "offensive", "strike", "raid"],
    &["rally", "demonstration", "protest", "march"],
    &["soldier", "troop"],
    &["employee", "staff", "worker"],
];

/// Whether two base forms stand in one line.
pub(super) fn are_kindred(a: &str, b: &str) -> bool {
    KINDRED
        .iter()
        .any(|line| line.contains(&a) && line.contains(&b))
}
