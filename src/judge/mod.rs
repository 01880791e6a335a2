//! Claim and passage to stance, stances to verdict.
//!
//! Every comparison yields signals with spans and reasons; one table joins them with what an
//! entailment model says into a stance, and another turns stances into a verdict. It may know
//! `language` and `span`, and of `entailment` the questions and the views, but asks no model itself;
//! it knows nothing of sources, index, retrieval, drafts or output, so that a verdict can be
//! replayed from a file.

mod age;
mod alignment;
mod answer;
mod arithmetic;
mod bound;
mod compare;
mod completion;
mod confidence;
mod counted;
mod date;
mod decide;
mod definition;
mod elsewhere;
mod fate;
mod item;
mod join;
mod listing;
mod message;
mod modality;
mod name;
mod opinion;
mod order;
mod outcome;
mod polarity;
mod predicate;
mod quantifier;
mod quantity;
mod quotation;
mod reach;
mod reading;
mod recurrence;
mod roles;
mod sentence;
mod signals;
mod speaker;
mod statement;
mod succession;
mod support;
#[cfg(test)]
mod testing;
mod trial;
mod unsaid;
mod untold;
mod weights;
mod words;

pub use outcome::{Evidence, Outcome, Reason, ReasonCode, Stance, Verdict};
pub use reading::{ClaimReading, Knowledge, Reading};
pub use signals::{NAMES as SIGNALS, Signals};
pub use trial::{Trial, judge};
