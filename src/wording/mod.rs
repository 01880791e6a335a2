//! The catalogue: every message, reason and label that ibid tells an editor, in every language.
//!
//! A [`Message`] says what was found and holds the words of both sides. It becomes a sentence only
//! where it is shown, by one function for each language, so that a new message without a
//! translation does not compile. It knows nothing of drafts, sources, rules or formats.

mod answer;
mod certainty;
mod date;
mod desk;
mod english;
mod french;
mod labels;
mod locale;
mod message;
mod unread;
mod work;

pub use answer::Answer;
pub use certainty::Certainty;
pub use date::{in_words, month};
pub use desk::{DeskLabels, ScriptLabels};
pub use labels::{Labels, Noun};
pub use locale::Locale;
pub use message::{Change, Crowd, Message, english};
pub use work::Work;
