//! `ibid text`: what is read in a file, so that a user can see what a verdict rests on.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::{ExitStatus, printed};
use crate::document::{self, BlockKind, Document, Format};
use crate::files;
use crate::language::sentence::sentences;
use crate::report::sanitize;
use crate::sources::{project_around, typeset_around};

/// Arguments of `ibid text`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid text corpus/report.html --sentences\n  ibid text report.pdf --html > pages.html"
)]
pub(super) struct Args {
    /// The file to read, of any format that sources may have.
    file: PathBuf,
    /// Print one sentence a line, without headings' and items' marks.
    #[arg(long)]
    sentences: bool,
    /// Write a page that shows a PDF's words in their boxes, numbered in the order in which they are
    /// read. It goes to standard output.
    #[arg(long, conflicts_with = "sentences")]
    html: bool,
}

/// Runs `ibid text`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let path = args.file.display().to_string();
    let bytes = files::read(&args.file, u64::MAX).with_context(|| format!("cannot read {path}"))?;
    if !args.html && Format::of(&path, &bytes) == Format::Record {
        return print_records(args, &path, &bytes, out);
    }
    let project = project_around(&args.file);
    let is_there = |file: &PathBuf| file.is_file() && project.admit(file).is_ok();
    let around = typeset_around(&args.file, &is_there);
    let document = Document::read_within(&path, &bytes, &around.text);
    let document = document.with_context(|| path.clone())?;
    match args.html {
        true => printed::write(&document, out)?,
        false => print(args, &document, out)?,
    }
    for gap in document.gaps() {
        super::opening::warn(&format!("{path}: {gap}"));
    }
    Ok(ExitStatus::Clean)
}

/// Prints every record that can be read, then names the first that cannot.
fn print_records(
    args: &Args,
    path: &str,
    bytes: &[u8],
    out: &mut dyn Write,
) -> anyhow::Result<ExitStatus> {
    let mut broken = Vec::new();
    let mut read = 0;
    for record in document::records(path, bytes) {
        match record {
            Ok(document) => {
                if read > 0 {
                    writeln!(out)?;
                }
                print(args, &document, out)?;
                read += 1;
            }
            Err(error) => broken.push(error),
        }
    }
    if let Some(first) = broken.into_iter().next() {
        return Err(first).with_context(|| format!("{path}: {read} records read, others not"));
    }
    anyhow::ensure!(read > 0, "{path}: no record in it");
    Ok(ExitStatus::Clean)
}

fn print(args: &Args, document: &Document, out: &mut dyn Write) -> anyhow::Result<()> {
    if args.sentences {
        print_sentences(document, out)
    } else {
        print_blocks(document, out)
    }
}

fn print_sentences(document: &Document, out: &mut dyn Write) -> anyhow::Result<()> {
    for block in document.blocks() {
        let text = block.span.of(document.text());
        for sentence in sentences(text, block.language) {
            writeln!(out, "{}", sanitize::line(sentence.of(text)))?;
        }
    }
    Ok(())
}

fn print_blocks(document: &Document, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut before: Option<&BlockKind> = None;
    let landmarks = document.landmarks();
    let mut landmarks = landmarks.iter().peekable();
    for block in document.blocks() {
        let start = document.decoded_span(block.span).start;
        while let Some(landmark) = landmarks.next_if(|landmark| landmark.at <= start) {
            let gap = if before.take().is_some() { "\n" } else { "" };
            writeln!(out, "{gap}[{}]\n", sanitize::line(&landmark.name))?;
        }
        if before.is_some_and(|before| !goes_with(before, &block.kind)) {
            writeln!(out)?;
        }
        before = Some(&block.kind);
        let text = block.span.of(document.text());
        if block.kind == BlockKind::Code {
            for line in text.lines() {
                writeln!(out, "    {}", sanitize::line(line))?;
            }
            continue;
        }
        writeln!(out, "{}{}", mark(&block.kind), sanitize::line(text))?;
    }
    Ok(())
}

/// Whether the two stand together without a blank line, as items of a list do.
fn goes_with(first: &BlockKind, second: &BlockKind) -> bool {
    matches!(
        (first, second),
        (BlockKind::Item, BlockKind::Item)
            | (
                BlockKind::TableRow { .. },
                BlockKind::TableRow { header: false }
            )
            | (BlockKind::Footnote { .. }, BlockKind::Footnote { .. })
    )
}

/// What a block's line begins with, as in Markdown.
fn mark(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Heading { level } => format!("{} ", "#".repeat(usize::from(*level))),
        BlockKind::Item => "- ".to_owned(),
        BlockKind::Quotation => "> ".to_owned(),
        BlockKind::Footnote { label } => format!("[^{}]: ", sanitize::line(label)),
        BlockKind::Paragraph
        | BlockKind::TableRow { .. }
        | BlockKind::Caption
        | BlockKind::Code => String::new(),
    }
}
