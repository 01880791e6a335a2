//! Findings to bytes, in every format.
//!
//! It may know `span`, `locator`, `wording`, `judge`'s verdicts and stances, and the report model it owns. Nothing from
//! a source or a draft reaches a terminal or a page unescaped.

mod concise;
pub mod deep_link;
pub mod editor;
mod excerpt;
mod fingerprint;
mod format;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod memo;
mod model;
mod nearest;
mod render;
mod rule;
pub mod sanitize;
mod sarif;
mod sentence;
mod text;
mod view;
mod word;

pub use excerpt::Lines;
pub use fingerprint::fingerprint;
pub use format::{FailOn, Format};
pub use html::{ReviewDesk, ReviewItem, ReviewNote, review_items, review_page};
pub use memo::{MemoFormat, memo};
pub use model::{
    CitationReport, Citations, ClaimReport, CopyReport, DraftBlock, DraftBlockKind, DraftReport,
    Excerpt, FileReport, Finding, Fix, Level, Place, QuotationReport, QuoteMatch, ReasonReport,
    Report, SCHEMA_VERSION, SignOffReport, SourcesReport, Summary, Surroundings, Unreadable,
    Waiver,
};
pub use nearest::nearest;
pub use render::{Detail, RenderOptions, render};
pub use rule::{RULES, Rule, RuleInfo, UnknownRule};
pub use word::{WordComment, word_comments};
