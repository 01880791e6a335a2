//! An answer as bytes, and back, bit for bit; and the key that it is kept under.
//!
//! A record is a key, the length of its content, a checksum of both and the content, so that a
//! torn or damaged one is told from a whole one.

use super::Scores;

/// What an answer is kept under: a hash of the model and the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key([u8; KEY]);

const KEY: usize = 16;
const LENGTH: usize = 4;
const CHECKSUM: usize = 8;
const HEAD: usize = KEY + LENGTH + CHECKSUM;

impl Key {
    /// The key of a pair that is asked of the model with this identity.
    pub(super) fn of(model: &blake3::Hash, claim: &str, passage: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(model.as_bytes());
        for text in [claim, passage] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let mut key = [0; KEY];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..KEY]);
        Self(key)
    }
}

/// Writes a record at the end of `out`.
pub(super) fn write(key: Key, scores: &Scores, out: &mut Vec<u8>) {
    let content = content(scores);
    out.extend(key.0);
    out.extend((content.len() as u32).to_le_bytes());
    out.extend(checksum(key, &content));
    out.extend(content);
}

/// Reads the record at the start of `bytes`: its key, its content and its length altogether;
/// `None` where there is no whole one.
pub(super) fn first(bytes: &[u8]) -> Option<(Key, &[u8], usize)> {
    let (key, rest) = bytes.split_first_chunk::<KEY>()?;
    let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
    let (sum, rest) = rest.split_first_chunk::<CHECKSUM>()?;
    let content = rest.get(..u32::from_le_bytes(*length) as usize)?;
    let key = Key(*key);
    (*sum == checksum(key, content)).then_some((key, content, HEAD + content.len()))
}

fn checksum(key: Key, content: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&key.0);
    hasher.update(content);
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    sum
}

/// The three probabilities.
fn content(scores: &Scores) -> Vec<u8> {
    let numbers = [scores.supported, scores.refuted, scores.neutral];
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// The scores that a record's content holds; `None` where it is of another form.
pub(super) fn scores(content: &[u8]) -> Option<Scores> {
    let (numbers, rest) = content.as_chunks::<4>();
    let [supported, refuted, neutral] = *numbers else {
        return None;
    };
    rest.is_empty().then(|| Scores {
        supported: f32::from_le_bytes(supported),
        refuted: f32::from_le_bytes(refuted),
        neutral: f32::from_le_bytes(neutral),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(claim: &str, passage: &str) -> Key {
        Key::of(&blake3::hash(b"model"), claim, passage)
    }

    fn sample() -> Scores {
        Scores {
            supported: 0.1 + 0.2,
            refuted: f32::MIN_POSITIVE,
            neutral: 1.0 / 3.0,
        }
    }

    #[test]
    fn what_is_read_is_what_was_written_bit_for_bit() {
        let mut bytes = Vec::new();
        write(key("a", "b"), &sample(), &mut bytes);
        let (found, content, length) = first(&bytes).unwrap();
        assert_eq!((found, length), (key("a", "b"), bytes.len()));
        assert_eq!(scores(content), Some(sample()));
    }

    #[test]
    fn a_torn_or_changed_record_is_none() {
        let mut bytes = Vec::new();
        write(key("a", "b"), &sample(), &mut bytes);
        for length in 0..bytes.len() {
            assert!(first(&bytes[..length]).is_none());
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(
                first(&changed).is_none(),
                "a change of byte {at} is not seen"
            );
        }
    }

    #[test]
    fn keys_tell_where_one_text_ends_and_the_other_begins() {
        assert_ne!(key("ab", "c"), key("a", "bc"));
        assert_ne!(key("a", "b"), key("b", "a"));
        let other = Key::of(&blake3::hash(b"another"), "a", "b");
        assert_ne!(key("a", "b"), other);
    }
}
