//! Files that carry a checksum of their content, so that damage is noticed before it is read.

use std::io;
use std::path::Path;

use anyhow::ensure;

use super::folder;

/// How many bytes the checksum takes, the line end after it included.
const HEAD: usize = 65;

/// The content that [`replace_sealed`] wrote to `path`; `None` where there is nothing.
///
/// # Errors
/// Where it cannot be read, or is not what was written.
pub fn read_sealed(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(mut bytes) = folder::read(path)? else {
        return Ok(None);
    };
    ensure!(bytes.len() >= HEAD, "it is damaged");
    let content = bytes.split_off(HEAD);
    ensure!(bytes == head(&content), "it is damaged");
    Ok(Some(content))
}

/// Writes `content` and its checksum to `path`, in one step. Only the holder of the folder's lock
/// may call it.
///
/// # Errors
/// Where it cannot be written; what was there stays.
pub fn replace_sealed(path: &Path, content: &[u8]) -> io::Result<()> {
    folder::replace(path, &[&head(content), content])
}

fn head(content: &[u8]) -> Vec<u8> {
    format!("{}\n", blake3::hash(content).to_hex()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_every_damage_is_noticed() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("kept");
        assert!(read_sealed(&path).unwrap().is_none());
        for content in [&b""[..], b"some answers"] {
            replace_sealed(&path, content).unwrap();
            assert_eq!(read_sealed(&path).unwrap().unwrap(), content);
            let whole = std::fs::read(&path).unwrap();
            for at in 0..whole.len() {
                for bit in 0..8 {
                    let mut flipped = whole.clone();
                    flipped[at] ^= 1 << bit;
                    std::fs::write(&path, flipped).unwrap();
                    assert!(read_sealed(&path).is_err(), "byte {at}, bit {bit}");
                }
                std::fs::write(&path, &whole[..at]).unwrap();
                assert!(read_sealed(&path).is_err(), "cut off at {at}");
            }
        }
    }
}
