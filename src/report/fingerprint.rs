//! Names for claims and findings that outlast edits elsewhere: they depend on the words and the
//! headings above them, never on a line number.

/// Hexadecimal digits of a fingerprint.
const DIGITS: usize = 16;

/// The fingerprint of `parts`: case, runs of white space and the kind of quotation mark, dash or
/// apostrophe make no difference.
#[must_use]
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(normalised(part).as_bytes());
        hasher.update(b"\0");
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

fn normalised(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().map(plain).collect::<String>().to_lowercase())
        .collect();
    words.join(" ")
}

/// The plain form of a typographic mark.
fn plain(character: char) -> char {
    match character {
        '’' | '‘' | '‛' | 'ʼ' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_and_typography_make_no_difference() {
        assert_eq!(
            fingerprint(["Money", "The EU’s aid —  “large”"]),
            fingerprint(["money", "the EU's aid - \"large\""])
        );
    }

    #[test]
    fn words_and_their_order_make_a_difference() {
        assert_ne!(
            fingerprint(["1,000 fighters"]),
            fingerprint(["5,000 fighters"])
        );
        assert_ne!(fingerprint(["a", "b"]), fingerprint(["a b"]));
    }
}
