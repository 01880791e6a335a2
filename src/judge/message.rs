//! Reasons in the words that an editor reads.

use super::outcome::ReasonCode;

/// What a reason says of the words of the claim and of the sentence.
pub(super) fn of(code: ReasonCode, claimed: Option<&str>, found: Option<&str>) -> String {
    let claimed = claimed.unwrap_or("the claim");
    let found = found.unwrap_or("the sentences around it");
    match code {
        ReasonCode::WordsAgree => "the words of the claim stand here".to_owned(),
        ReasonCode::WordsMissing => format!("nothing here answers “{claimed}”"),
        ReasonCode::QuantityAgrees | ReasonCode::DateAgrees => {
            format!("“{claimed}” follows from “{found}”")
        }
        ReasonCode::QuantityDiffers | ReasonCode::DateDiffers => {
            format!("“{claimed}” against “{found}”")
        }
        ReasonCode::QuantityMissing => format!("no figure here gives “{claimed}”"),
        ReasonCode::DateMissing => format!("no date here gives “{claimed}”"),
        ReasonCode::NameAgrees => format!("“{claimed}” is “{found}”"),
        ReasonCode::NameDiffers => format!("“{found}” stands where the claim has “{claimed}”"),
        ReasonCode::NameMissing => format!("“{claimed}” is not mentioned here"),
        ReasonCode::RolesSwapped => "who acts and who is acted upon are exchanged".to_owned(),
        ReasonCode::PolarityDiffers => format!("“{claimed}” against “{found}”: the opposite"),
        ReasonCode::QuantifierDiffers => format!("“{claimed}” does not follow from “{found}”"),
        ReasonCode::ModalityDiffers => {
            format!("“{found}” leaves open what the claim states as a fact")
        }
        ReasonCode::SpeakerDiffers if found == "the sentences around it" => {
            format!("nothing here tells that “{claimed}” said so")
        }
        ReasonCode::SpeakerDiffers => format!("“{found}” said so, not “{claimed}”"),
        ReasonCode::QuotationAgrees => "the quoted words stand here".to_owned(),
        ReasonCode::QuotationAltered if found == "the sentences around it" => {
            "the quoted words do not stand here".to_owned()
        }
        ReasonCode::QuotationAltered => "the quoted words stand here otherwise".to_owned(),
        ReasonCode::Model => "the entailment model's view".to_owned(),
    }
}
