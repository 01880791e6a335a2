//! Bytes to text: which encoding a file is in, and which bytes each character came from.
//!
//! Knows nothing of blocks. Every encoding is decoded in pieces small enough that each character
//! beyond copied ASCII or UTF-8 maps to its own bytes.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

use super::{OffsetMap, ReadError};
use crate::span::Span;

/// How much of a file is looked at to tell text from other things.
const SNIFF_BYTES: usize = 64 * 1024;
/// How much of a page is searched for its declared encoding.
const DECLARATION_BYTES: usize = 4096;

/// Room for what one more byte can complete: a character, and replacements before it.
const LONGEST_PIECE: usize = 32;

/// The declared encoding of a web page or an XML file.
static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)<(?:meta[^>]*charset|\?xml[^>]*encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
        .expect("a constant pattern")
});

/// First bytes of formats that are not text, and what to call them.
const SIGNATURES: [(&[u8], &str); 16] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP, Office or EPUB file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"\x1F\x8B", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// A file's content as UTF-8, with the way back to its bytes.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) map: OffsetMap,
}

/// Decodes a file. A declaration within the text is honoured if `declares` says that the format
/// has such declarations.
///
/// # Errors
/// If the file is empty or is not text.
pub(super) fn decode(bytes: &[u8], declares: bool) -> Result<Decoded, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some((_, kind)) = SIGNATURES
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
    {
        return Err(ReadError::Binary { kind });
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, bytes, length));
    }
    if let Some(encoding) = sniff_utf16(bytes) {
        return Ok(decode_as(encoding, bytes, 0));
    }
    if looks_binary(bytes) {
        return Err(ReadError::Binary {
            kind: "binary data",
        });
    }
    Ok(decode_as(encoding_of(bytes, declares), bytes, 0))
}

/// UTF-16 without a byte order mark: mostly Latin text has a NUL in every other byte.
fn sniff_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES) & !1];
    let pairs = head.len() / 2;
    let high = head.iter().step_by(2).filter(|&&byte| byte == 0).count();
    let low = head
        .iter()
        .skip(1)
        .step_by(2)
        .filter(|&&byte| byte == 0)
        .count();
    if pairs >= 2 && low * 2 > pairs && high * 20 < pairs {
        Some(UTF_16LE)
    } else if pairs >= 2 && high * 2 > pairs && low * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes that are no UTF-16 cannot be text: a NUL, or too many control characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let controls = head
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
        .count();
    head.contains(&0) || controls * 20 > head.len()
}

/// The encoding of bytes without a byte order mark.
///
/// Text in a legacy encoding hardly ever forms valid UTF-8 sequences, so UTF-8 with a few broken
/// bytes is still UTF-8: the broken bytes are replaced, the rest is right.
fn encoding_of(bytes: &[u8], declares: bool) -> &'static Encoding {
    let mut valid = 0;
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if invalid == 0 || valid > invalid {
        return UTF_8;
    }
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let declared = declares
        .then(|| DECLARED.captures(head))
        .flatten()
        .and_then(|found| Encoding::for_label(&found[1]))
        .filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], start: usize) -> Decoded {
    if encoding == UTF_8 {
        decode_utf8(bytes, start)
    } else {
        decode_legacy(encoding, bytes, start)
    }
}

fn decode_utf8(bytes: &[u8], start: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    let mut at = start;
    for chunk in bytes[start..].utf8_chunks() {
        let valid = Span::new(at, at + chunk.valid().len());
        text.push_str(chunk.valid());
        map.push_copied(valid);
        at = valid.end + chunk.invalid().len();
        if at > valid.end {
            text.push(char::REPLACEMENT_CHARACTER);
            map.push_replaced(
                char::REPLACEMENT_CHARACTER.len_utf8(),
                Span::new(valid.end, at),
            );
        }
    }
    Decoded { text, map }
}

/// Decodes byte by byte, so that each character is seen to come out of its own bytes; stretches
/// of ASCII are copied where the encoding allows it.
fn decode_legacy(encoding: &'static Encoding, bytes: &[u8], start: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut piece = start;
    let mut at = start;
    while at < bytes.len() {
        if encoding.is_ascii_compatible() && piece == at {
            let ascii = Encoding::ascii_valid_up_to(&bytes[at..]);
            let copied = String::from_utf8_lossy(&bytes[at..at + ascii]);
            text.push_str(&copied);
            map.push_copied(Span::new(at, at + ascii));
            at += ascii;
            piece = at;
            if at == bytes.len() {
                break;
            }
        }
        let last = at + 1 == bytes.len();
        let mut characters = [0; LONGEST_PIECE];
        let (_, _, length, _) = decoder.decode_to_utf8(&bytes[at..=at], &mut characters, last);
        at += 1;
        if length > 0 {
            text.push_str(&String::from_utf8_lossy(&characters[..length]));
            map.push_replaced(length, Span::new(piece, at));
            piece = at;
        }
    }
    Decoded { text, map }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character of the decoded text with the bytes it came from.
    fn characters(bytes: &[u8], declares: bool) -> Vec<(char, Vec<u8>)> {
        let decoded = decode(bytes, declares).unwrap();
        decoded
            .text
            .char_indices()
            .map(|(at, c)| {
                let span = decoded.map.to_source(Span::new(at, at + c.len_utf8()));
                (c, bytes[span.start..span.end].to_vec())
            })
            .collect()
    }

    fn text(bytes: &[u8]) -> String {
        decode(bytes, false).unwrap().text
    }

    #[test]
    fn utf8_is_copied_and_its_byte_order_mark_left_out() {
        let decoded = decode("\u{FEFF}Maïga".as_bytes(), false).unwrap();
        assert_eq!(decoded.text, "Maïga");
        assert_eq!(decoded.map, OffsetMap::identity(3, 6));
    }

    #[test]
    fn a_broken_byte_is_replaced_and_the_rest_stays_utf8() {
        let bytes = b"Ma\xC3\xAFga \xFF Ke\xC3\xAFta";
        assert_eq!(text(bytes), "Maïga \u{FFFD} Keïta");
        let broken = characters(bytes, false)[6].clone();
        assert_eq!(broken, ('\u{FFFD}', vec![0xFF]));
    }

    #[test]
    fn utf16_is_read_with_and_without_a_byte_order_mark() {
        for (bom, encode) in [
            (vec![0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (vec![0xFE, 0xFF], u16::to_be_bytes),
        ] {
            let body: Vec<u8> = "Sévaré 𝕄".encode_utf16().flat_map(encode).collect();
            assert_eq!(text(&body), "Sévaré 𝕄");
            let marked = [bom, body].concat();
            assert_eq!(text(&marked), "Sévaré 𝕄");
            let found = characters(&marked, false);
            assert_eq!(found[1].1, encode(0xE9));
            assert_eq!(found.last().unwrap().1.len(), 4);
        }
    }

    #[test]
    fn legacy_letters_map_to_their_own_bytes() {
        let bytes = b"Le pr\xE9sident Ke\xEFta a \xE9t\xE9 renvers\xE9 par l'arm\xE9e.";
        assert_eq!(
            text(bytes),
            "Le président Keïta a été renversé par l'armée."
        );
        assert_eq!(characters(bytes, false)[5], ('é', vec![0xE9]));
    }

    #[test]
    fn a_page_may_declare_its_encoding() {
        let bytes = b"<meta charset='windows-1251'><p>\xCC\xE0\xEB\xE8";
        assert!(decode(bytes, true).unwrap().text.ends_with("Мали"));
    }

    #[test]
    fn double_byte_letters_map_to_both_bytes() {
        let (bytes, _, _) =
            encoding_rs::SHIFT_JIS.encode("これは日本語の文章です。マリの情勢について述べる。");
        let found = characters(&bytes, false);
        assert_eq!(found[0].0, 'こ');
        assert!(found.iter().all(|(_, bytes)| bytes.len() == 2));
    }

    #[test]
    fn what_is_not_text_is_refused_by_name() {
        let refused = |bytes: &[u8]| decode(bytes, false).unwrap_err();
        assert_eq!(refused(b""), ReadError::Empty);
        assert_eq!(
            refused(b"%PDF-1.7 \xE2\xE3"),
            ReadError::Binary { kind: "a PDF file" }
        );
        for bytes in [b"text\0text".as_slice(), &[1, 2, 3, 4, 65, 66, 67]] {
            assert_eq!(
                refused(bytes),
                ReadError::Binary {
                    kind: "binary data"
                }
            );
        }
    }
}
