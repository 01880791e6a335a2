//! A name of the claim that neither the window nor what stands around it has.

use super::{Rule, missing};
use crate::judge::model::{RequirementKind, RuleId};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::NameMissing,
    summary: "the source does not mention the name",
    check: |pair| missing(pair, RuleId::NameMissing, is_name),
};

fn is_name(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Name { .. })
}
