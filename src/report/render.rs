//! One way in to every format.

use std::io::{self, Write};

use super::{
    FailOn, Format, Report, concise, github, gitlab, html, json, jsonl, junit, markdown, sarif,
    text,
};
use crate::wording::Locale;

/// How much a rendering for people tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Errors and warnings only, and how many claims there are.
    Quiet,
    /// What is to be looked at, and counts of the rest.
    #[default]
    Usual,
    /// Every claim, in the order of the drafts.
    Verbose,
}

/// What a rendering may leave out or say besides the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// How much is told.
    pub detail: Detail,
    /// The level at which the check fails, for renderings that tell what failed.
    pub fail_on: FailOn,
    /// The language of renderings for people; those for programs are in English.
    pub language: Locale,
}

/// Writes `report` in `format`.
///
/// The text format writes ANSI styles; a writer that does not want them strips them.
///
/// # Errors
/// Where `out` fails.
pub fn render(
    format: Format,
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::render(report, options, out),
        Format::Concise => concise::render(report, options, out),
        Format::Jsonl => jsonl::render(report, out),
        Format::Json => json::render(report, out),
        Format::Sarif => sarif::render(report, out),
        Format::Junit => junit::render(report, options, out),
        Format::Github => github::render(report, out),
        Format::Gitlab => gitlab::render(report, out),
        Format::Markdown => markdown::render(report, options, out),
        Format::Html => html::render(report, options.language, out),
        Format::Docx => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "a Word file is made of a Word draft: `ibid check draft.docx --format docx`",
        )),
    }
}
