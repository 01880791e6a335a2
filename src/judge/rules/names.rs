//! A name of the claim that neither the window nor what stands around it has, or has only in the name of something else.

use super::{Pair, Rule, left_open, missing};
use crate::judge::model::{Finding, RequirementKind, RuleId};

pub(super) const OF_ANOTHER: Rule = Rule {
    id: RuleId::NameOfAnother,
    summary: "the source has the name only in the name of something else",
    check: |pair| left_open(pair, RuleId::NameOfAnother, is_name),
};

pub(super) const UNKNOWN: Rule = Rule {
    id: RuleId::NameUnknown,
    summary: "no source mentions the name",
    check: |pair| {
        let mut found = missing(pair, RuleId::NameUnknown, is_name);
        found.retain(|finding| is_unknown(pair, finding));
        found
    },
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::NameMissing,
    summary: "the source does not mention the name, though another may",
    check: |pair| {
        let mut found = missing(pair, RuleId::NameMissing, is_name);
        found.retain(|finding| !is_unknown(pair, finding));
        found
    },
};

/// Whether no source has the name that a window lacks. In another language it may have another form.
fn is_unknown(pair: &Pair<'_>, lacking: &Finding) -> bool {
    let is_of_language = pair.window.language(pair.passages) == pair.claim.sentence.language;
    let mut name = lacking.claimed.into_iter();
    is_of_language && name.any(|name| pair.claim.is_unheard(name))
}

fn is_name(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Name { .. })
}
