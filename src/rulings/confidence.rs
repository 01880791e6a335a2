//! How much a finding counts whose verdict is not sure.

use crate::report::{Level, Report, Rule};

/// Gives each finding that a verdict gives rise to the level that holds at that verdict's
/// confidence, where it is lower than the one it has. `level` tells the level of a rule in a draft
/// at a confidence; a finding whose rule is off there is dropped.
pub fn soften(report: &mut Report, level: &dyn Fn(Rule, &str, f64) -> Level) {
    for draft in &mut report.drafts {
        let claims = draft.claims_by_place();
        for finding in &mut draft.findings {
            let claim = claims.get(&finding.place).map(|&at| &draft.claims[at]);
            if let Some(claim) = claim.filter(|claim| finding.is_of_verdict(claim)) {
                let holds = level(finding.rule, &draft.path, claim.confidence);
                finding.level = finding.level.min(holds);
            }
        }
        draft.findings.retain(|finding| finding.level != Level::Off);
    }
    report.summarise();
}
