//! The citations that a draft itself makes, in the styles that people use.

mod model;

pub use model::{InTextCitation, Locator, LocatorKind, Style, Target};
