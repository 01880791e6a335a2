//! Links that open a page at the quoted words, and the W3C's selectors of them.
//!
//! Text fragments as in the WICG draft "URL Fragment Text Directives"; selectors as in the W3C
//! recommendation "Web Annotation Data Model".

use schemars::JsonSchema;
use serde::Serialize;

/// Words of a quotation up to which it is named whole; a longer one by its two ends.
const WHOLE: usize = 8;

/// Words on each end of a longer one.
const END: usize = 4;

/// `url` with a text fragment that opens it at `quote`; `prefix` and `suffix` are the text
/// around it, of which a word or two tell it from a second occurrence. An own fragment of the
/// address is kept.
#[must_use]
pub fn text_fragment(url: &str, quote: &str, prefix: &str, suffix: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.is_empty() || !url.starts_with("http") || url.contains(":~:") {
        return url.to_owned();
    }
    let mut directive = String::new();
    if words.len() <= WHOLE {
        if let Some(before) = last_words(prefix) {
            directive.push_str(&encoded(&before));
            directive.push_str("-,");
        }
        directive.push_str(&encoded(&words.join(" ")));
        if let Some(after) = first_words(suffix) {
            directive.push_str(",-");
            directive.push_str(&encoded(&after));
        }
    } else {
        directive.push_str(&encoded(&words[..END].join(" ")));
        directive.push(',');
        directive.push_str(&encoded(&words[words.len() - END..].join(" ")));
    }
    let joint = if url.contains('#') { ":~:" } else { "#:~:" };
    format!("{url}{joint}text={directive}")
}

/// `url` with a fragment that opens a PDF at its page number `page`.
#[must_use]
pub fn page_fragment(url: &str, page: u32) -> String {
    match url.starts_with("http") && !url.contains('#') {
        true => format!("{url}#page={page}"),
        false => url.to_owned(),
    }
}

/// The last two words of the line before the quotation, where it does not open the line.
fn last_words(prefix: &str) -> Option<String> {
    let line = prefix.rsplit('\n').next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let kept = words.get(words.len().saturating_sub(2)..)?;
    (!kept.is_empty() && prefix.ends_with(char::is_whitespace)).then(|| kept.join(" "))
}

/// The first two words of the line after the quotation, where it does not close the line.
fn first_words(suffix: &str) -> Option<String> {
    let line = suffix.split('\n').next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().take(2).collect();
    (!words.is_empty() && line.starts_with(char::is_whitespace)).then(|| words.join(" "))
}

/// Percent-encoded, with the characters that have a meaning in a directive.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'.' | b'_' | b'~' | b'!' | b'*' | b'(' | b')')
        {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A selector of the Web Annotation Data Model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type")]
pub enum Selector {
    /// The words with what stands around them.
    TextQuoteSelector {
        /// The words.
        exact: String,
        /// What stands before them.
        prefix: String,
        /// What stands behind them.
        suffix: String,
    },
    /// The place of the words in the text, in code points.
    TextPositionSelector {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
    },
}

/// Characters of the surroundings that a selector keeps on each side.
const CONTEXT: usize = 32;

/// The selectors of the words at bytes `start..end` of `text`; `first` is how many code points stand
/// before them.
///
/// # Panics
/// If the offsets are not on character boundaries of `text`.
#[must_use]
pub fn selectors(text: &str, start: usize, end: usize, first: usize) -> [Selector; 2] {
    let before = &text[..start];
    let prefix = before
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(before, |(at, _)| &before[at..]);
    let suffix: String = text[end..].chars().take(CONTEXT).collect();
    [
        Selector::TextQuoteSelector {
            exact: text[start..end].to_owned(),
            prefix: prefix.to_owned(),
            suffix,
        },
        Selector::TextPositionSelector {
            start: first,
            end: first + text[start..end].chars().count(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_quotation_is_named_whole_with_its_neighbours() {
        assert_eq!(
            text_fragment(
                "https://example.org/a",
                "the river rose",
                "In May, said she, ",
                " by nine metres."
            ),
            "https://example.org/a#:~:text=said%20she%2C-,the%20river%20rose,-by%20nine"
        );
        assert_eq!(
            text_fragment("https://example.org/a#top", "ill-equipped", "", ""),
            "https://example.org/a#top:~:text=ill%2Dequipped"
        );
    }

    #[test]
    fn a_long_quotation_is_named_by_its_ends() {
        assert_eq!(
            text_fragment(
                "https://example.org/a",
                "one two three four five six seven eight nine ten",
                "",
                ""
            ),
            "https://example.org/a#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"
        );
    }

    #[test]
    fn selectors_count_code_points() {
        let text = "Été: the river rose.";
        let start = text.find("the").unwrap();
        let [quote, position] = selectors(text, start, start + 9, 5);
        assert_eq!(
            position,
            Selector::TextPositionSelector { start: 5, end: 14 }
        );
        assert_eq!(
            quote,
            Selector::TextQuoteSelector {
                exact: "the river".to_owned(),
                prefix: "Été: ".to_owned(),
                suffix: " rose.".to_owned()
            }
        );
    }
}
