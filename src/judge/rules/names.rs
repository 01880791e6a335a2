//! A name of the claim that neither the window nor what stands around it has, or has only in the name of something else.

use super::{Rule, left_open, missing};
use crate::judge::model::{RequirementKind, RuleId};

pub(super) const OF_ANOTHER: Rule = Rule {
    id: RuleId::NameOfAnother,
    summary: "the source has the name only in the name of something else",
    check: |pair| left_open(pair, RuleId::NameOfAnother, is_name),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::NameMissing,
    summary: "the source does not mention the name",
    check: |pair| missing(pair, RuleId::NameMissing, is_name),
};

fn is_name(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Name { .. })
}
