//! A name of the claim that neither the window nor what stands around it has.

use super::Rule;
use crate::judge::model::{Effect, Finding, RequirementKind, RuleId};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::NameMissing,
    summary: "the source does not mention the name",
    check: |pair| {
        super::unmet(pair, |kind| matches!(kind, RequirementKind::Name { .. }))
            .map(|(claimed, _)| Finding {
                rule: RuleId::NameMissing,
                effect: Effect::Block,
                claimed: Some(claimed),
                found: None,
            })
            .collect()
    },
};
