//! A sentence of a claim before a window: what is met where, and what the rules find.

use super::align::align;
use super::claim::ClaimSentence;
use super::model::{Alignment, RequirementKind};
use super::reading::{Knowledge, Reading};
use super::rules::{Met, Pair};
use super::voice::speaks;
use super::window::Window;

/// Aligns `claim` with every sentence of `window`.
pub(super) fn pair<'a>(
    claim: &'a ClaimSentence,
    window: &'a Window,
    passages: &'a [&'a Reading],
    knowledge: &'a Knowledge,
) -> Pair<'a> {
    let mut met = vec![
        Met {
            alignment: Alignment::Unmet,
            at: None
        };
        claim.requirements.len()
    ];
    let mut aligned: Vec<((usize, usize), Vec<Alignment>)> = Vec::new();
    for stretch in &window.stretches {
        for sentence in stretch.sentences() {
            let at = (stretch.passage, sentence);
            let found = align(claim, &passages[at.0].sentences[at.1], knowledge);
            aligned.push((at, found));
        }
    }
    let shares = aligned.iter().map(|(at, found)| (share(claim, found), *at));
    let main = shares.reduce(|best, one| if one.0 > best.0 { one } else { best });
    let main = main.map_or((0, 0), |(_, at)| at);
    aligned.sort_by_key(|(at, _)| *at != main);
    for (at, found) in aligned {
        for (known, alignment) in met.iter_mut().zip(found) {
            // Only the sentence that speaks of the claim's matter can give a fact of it otherwise; what it so gives
            // no other one gives as claimed.
            let is_against = |met: &Met| {
                met.at == Some(main)
                    && matches!(met.alignment, Alignment::Differs { same: true, .. })
            };
            if at == main || (alignment.is_met() && !is_against(known)) {
                take(known, alignment, at);
            }
        }
    }
    for stretch in &window.stretches {
        for sentence in passages[stretch.passage].surroundings() {
            let found = align(claim, sentence, knowledge);
            for ((known, alignment), requirement) in
                met.iter_mut().zip(found).zip(&claim.requirements)
            {
                let figure = matches!(requirement.kind, RequirementKind::Quantity(_));
                if !known.alignment.is_met() && alignment.is_met() && !figure {
                    *known = Met {
                        alignment,
                        at: None,
                    };
                }
            }
        }
    }
    let mut stretches = window.stretches.iter();
    let is_its_own_word = stretches.all(|one| speaks(claim, passages[one.passage], knowledge));
    let coverage = {
        let alignments: Vec<Alignment> = met.iter().map(|one| one.alignment).collect();
        share(claim, &alignments)
    };
    Pair {
        knowledge,
        claim,
        window,
        passages,
        met,
        main,
        coverage,
        is_its_own_word,
    }
}

/// Keeps the better of two alignments: what is met before what differs, what surely differs before what may.
fn take(known: &mut Met, alignment: Alignment, at: (usize, usize)) {
    let rank = |alignment: Alignment| match alignment {
        Alignment::Met { strength, .. } => 2.0 + strength,
        Alignment::Differs { same: true, .. } => 2.0,
        Alignment::Open { .. } => 1.5,
        Alignment::Differs { same: false, .. } => 1.0,
        Alignment::Unmet => 0.0,
    };
    if rank(alignment) > rank(known.alignment) {
        *known = Met {
            alignment,
            at: Some(at),
        };
    }
}

/// Share of the claim's weight that is met.
fn share(claim: &ClaimSentence, alignments: &[Alignment]) -> f64 {
    let (mut whole, mut met) = (0.0, 0.0);
    for (requirement, alignment) in claim.requirements.iter().zip(alignments) {
        whole += requirement.weight();
        met += requirement.weight() * alignment.strength();
    }
    if whole > 0.0 { met / whole } else { 0.0 }
}
