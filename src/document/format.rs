//! Which format a file is in: by its name, else by how it begins.

use std::path::Path;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, paragraphs separated by blank lines.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// LaTeX.
    Latex,
    /// Typst.
    Typst,
    /// reStructuredText, of docutils and Sphinx.
    Restructured,
    /// AsciiDoc.
    AsciiDoc,
    /// Org, of Emacs.
    Org,
    /// A web page.
    Html,
    /// JSON Lines in BEIR form: a bulk file, or one record of it.
    Record,
    /// A PDF.
    Pdf,
    /// A Word file (DOCX).
    Word,
    /// An OpenDocument text (ODT).
    OpenText,
    /// Slides (PPTX).
    Slides,
    /// A workbook (XLSX).
    Workbook,
    /// An e-book (EPUB).
    Book,
    /// OpenDocument sheets (ODS).
    OpenSheets,
    /// Rich text (RTF).
    Rich,
    /// An e-mail message (EML).
    Message,
    /// A mailbox (MBOX).
    Mailbox,
    /// A table with a separator between its cells (CSV, TSV).
    Separated,
}

impl Format {
    /// The format of the file named `name` that holds `bytes` (its first kilobyte is enough).
    ///
    /// A name with a known extension decides; of others the content is looked at.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self::of_extension(name).unwrap_or_else(|| Self::of_content(bytes))
    }

    /// The format that the extension of `name` stands for; `None` if it stands for none.
    #[must_use]
    pub fn of_extension(name: &str) -> Option<Self> {
        let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd" => Some(Self::Markdown),
            "tex" | "ltx" | "latex" => Some(Self::Latex),
            "typ" => Some(Self::Typst),
            "rst" | "rest" => Some(Self::Restructured),
            "adoc" | "asciidoc" | "asc" => Some(Self::AsciiDoc),
            "org" => Some(Self::Org),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Record),
            "pdf" => Some(Self::Pdf),
            "docx" | "docm" | "dotx" => Some(Self::Word),
            "odt" | "ott" => Some(Self::OpenText),
            "pptx" | "pptm" | "ppsx" => Some(Self::Slides),
            "xlsx" | "xlsm" => Some(Self::Workbook),
            "ods" | "ots" => Some(Self::OpenSheets),
            "rtf" => Some(Self::Rich),
            "eml" => Some(Self::Message),
            "mbox" => Some(Self::Mailbox),
            "epub" => Some(Self::Book),
            "csv" | "tsv" | "tab" => Some(Self::Separated),
            _ => None,
        }
    }

    /// Whether it is prose with mark-up that its author types: a text of lines, whose notes and
    /// citations have marks of their own.
    #[must_use]
    pub fn is_markup(self) -> bool {
        matches!(
            self,
            Self::Markdown
                | Self::Latex
                | Self::Typst
                | Self::Restructured
                | Self::AsciiDoc
                | Self::Org
        )
    }

    /// Whether it is set by a program that prints pages: works are cited by a command with their key, and nobody
    /// writes an address.
    #[must_use]
    pub fn is_typeset(self) -> bool {
        matches!(self, Self::Latex | Self::Typst)
    }

    /// Whether it is text with mark-up that a person writes, line by line.
    #[must_use]
    pub fn is_text(self) -> bool {
        self.is_markup() || matches!(self, Self::Plain | Self::Html)
    }

    /// Whether it marks its notes and its citations itself, so that signs like those of other formats
    /// are none.
    #[must_use]
    pub fn marks_citations(self) -> bool {
        self.is_markup() && self != Self::Markdown
    }

    /// The name of a format whose files are read in a process of their own.
    pub(super) fn name(self) -> &'static str {
        let named = Self::APART.iter().find(|(format, _)| *format == self);
        named.map_or("", |(_, name)| name)
    }

    /// The format with this name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let named = Self::APART.iter().find(|(_, known)| *known == name);
        named.map(|(format, _)| *format)
    }

    /// The formats that are read in a process of their own.
    const APART: [(Self, &str); 1] = [(Self::Pdf, "pdf")];

    /// The format of an archive, by the names of its entries.
    fn of_archive(bytes: &[u8]) -> Self {
        let names: [(&[u8], Self); 6] = [
            (b"word/document.xml", Self::Word),
            (b"ppt/presentation.xml", Self::Slides),
            (b"xl/workbook.xml", Self::Workbook),
            (b"mimetypeapplication/epub+zip", Self::Book),
            (
                b"mimetypeapplication/vnd.oasis.opendocument.text",
                Self::OpenText,
            ),
            (
                b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                Self::OpenSheets,
            ),
        ];
        let found = names
            .iter()
            .find(|(name, _)| memchr::memmem::find(bytes, name).is_some());
        found.map_or(Self::Plain, |(_, format)| *format)
    }

    fn of_content(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        if bytes.starts_with(b"{\\rtf") {
            return Self::Rich;
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Self::of_archive(bytes);
        }
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
        let head = head
            .trim_start_matches('\u{FEFF}')
            .trim_start()
            .to_ascii_lowercase();
        if ["<!doctype html", "<html", "<head", "<body"]
            .iter()
            .any(|start| head.starts_with(start))
        {
            Self::Html
        } else if head.starts_with("{\"_id\"") {
            Self::Record
        } else if ["---\n", "---\r\n", "+++\n", "# "]
            .iter()
            .any(|start| head.starts_with(start))
        {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_decides_and_content_speaks_for_the_rest() {
        assert_eq!(Format::of("a/B.MD", b"<html>"), Format::Markdown);
        assert_eq!(Format::of("a.rst", b"# Mali\n"), Format::Restructured);
        assert_eq!(Format::of("page", b"\n<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(Format::of("README", b"# Mali\n"), Format::Markdown);
        assert_eq!(Format::of("bulk.dump", b"{\"_id\": 1}"), Format::Record);
        assert_eq!(Format::of("notes", b"#hashtags"), Format::Plain);
    }
}
