//! What an entailment model says, as a reason that an editor can read.

use super::outcome::{Reason, ReasonCode, Stance};
use super::reading::Part;
use crate::entailment::{Answered, View};

/// Share below which the passage leaves a word open in the model's view.
pub(super) const OPEN: f32 = 0.5;

/// Share from which the model by itself is of a view.
const SURE: f32 = 0.5;

/// The model's view of a sentence that stands to the claim as `stance` says.
pub(super) fn reason(view: &View, stance: Stance, part: &Part) -> Option<Reason> {
    let (does, likely) = match stance {
        Stance::Supports => ("gives", view.supported),
        Stance::Refutes => ("excludes", view.refuted),
        Stance::Neutral => return None,
    };
    let reads = if likely >= SURE {
        format!("reads that the passage {does} the claim")
    } else {
        format!("leaves open whether the passage {does} the claim; what is compared decides")
    };
    let least = least_answered(view).filter(|_| stance == Stance::Refutes);
    let words = least.map(|word| word.span.of(&part.sentence.text));
    let because = words.map(|words| format!(", above all “{words}”"));
    Some(Reason {
        code: ReasonCode::Model,
        stance,
        message: format!(
            "the entailment model {reads} ({likely:.2}){}",
            because.unwrap_or_default()
        ),
        claim_span: least.map(|word| part.sentence.outward(word.span)),
        passage_span: None,
    })
}

/// The model's view of two sentences that it was shown together and that give the claim so.
pub(super) fn together(view: &View) -> Reason {
    Reason {
        code: ReasonCode::Model,
        stance: Stance::Supports,
        message: format!(
            "the entailment model reads that these sentences together give the claim ({:.2})",
            view.supported
        ),
        claim_span: None,
        passage_span: None,
    }
}

/// The word of the claim that the passage answers least, where it leaves one open.
pub(super) fn least_answered(view: &View) -> Option<&Answered> {
    let open = view.answered.iter().filter(|word| word.share < OPEN);
    open.min_by(|a, b| a.share.total_cmp(&b.share))
}

/// The item of the claim that holds that word, by its number.
pub(super) fn open_item(view: &View, part: &Part) -> Option<usize> {
    part.item_at(least_answered(view)?.span)
}
