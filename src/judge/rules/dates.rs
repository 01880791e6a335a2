//! A date or day of the week of the claim that the window gives otherwise, or not at all.

use super::{Pair, Rule};
use crate::judge::model::{Alignment, Effect, Finding, RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::DateDiffers,
    summary: "the source gives another date, the only one it tells",
    check: |pair| found(pair, RuleId::DateDiffers),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::DateMissing,
    summary: "the source gives no such date, or not as finely",
    check: |pair| found(pair, RuleId::DateMissing),
};

pub(super) const WEEKDAY: Rule = Rule {
    id: RuleId::WeekdayDiffers,
    summary: "the source names another day of the week",
    check: |pair| found(pair, RuleId::WeekdayDiffers),
};

fn found(pair: &Pair<'_>, rule: RuleId) -> Vec<Finding> {
    let wanted = |kind: &RequirementKind| match rule {
        RuleId::WeekdayDiffers => matches!(kind, RequirementKind::Weekday(_)),
        _ => matches!(kind, RequirementKind::Date(_)),
    };
    super::unmet(pair, wanted)
        .filter_map(
            |(claimed, met)| match (pair.counterpart(claimed, met), rule) {
                (
                    Alignment::Differs { span, same: true },
                    RuleId::DateDiffers | RuleId::WeekdayDiffers,
                ) => Some(Finding {
                    rule,
                    effect: Effect::Contradict,
                    claimed: Some(claimed),
                    found: met.at.map(|at| (at, span)),
                }),
                (Alignment::Differs { same: true, .. }, _)
                | (_, RuleId::DateDiffers | RuleId::WeekdayDiffers) => None,
                _ => Some(Finding {
                    rule,
                    effect: Effect::Block,
                    claimed: Some(claimed),
                    found: None,
                }),
            },
        )
        .collect()
}
