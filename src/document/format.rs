//! Which format a file is in: by its name, else by how it begins.

use std::path::Path;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, paragraphs separated by blank lines.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A web page.
    Html,
    /// JSON Lines in BEIR form: a bulk file, or one record of it.
    Record,
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
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Record),
            _ => None,
        }
    }

    fn of_content(bytes: &[u8]) -> Self {
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
        assert_eq!(Format::of("page", b"\n<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(Format::of("README", b"# Mali\n"), Format::Markdown);
        assert_eq!(Format::of("bulk.dump", b"{\"_id\": 1}"), Format::Record);
        assert_eq!(Format::of("notes", b"#hashtags"), Format::Plain);
    }
}
