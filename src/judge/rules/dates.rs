//! A date or day of the week of the claim that the window gives otherwise, or not at all.

use super::{Rule, differing, missing};
use crate::judge::model::{RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::DateDiffers,
    summary: "the source gives another date: each that its sentence tells excludes the claimed one",
    check: |pair| differing(pair, RuleId::DateDiffers, is_date),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::DateMissing,
    summary: "the source gives no such date, or not as finely; if another stands in its place, it cannot give the claim",
    check: |pair| missing(pair, RuleId::DateMissing, is_date),
};

pub(super) const WEEKDAY: Rule = Rule {
    id: RuleId::WeekdayDiffers,
    summary: "the source names another day of the week",
    check: |pair| differing(pair, RuleId::WeekdayDiffers, is_weekday),
};

fn is_date(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Date(_))
}

fn is_weekday(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Weekday(_))
}
