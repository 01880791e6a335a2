//! The ZIP archive that an office file or an e-book is, with limits on what it may unfold to.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::xml::{self, Element};
use crate::document::{Embedded, ReadError};

/// The most entries of an archive.
const ENTRIES: usize = 20_000;
/// The most bytes that one entry may unfold to.
const PART: u64 = 96 << 20;
/// The most bytes that all entries that are read may unfold to.
const ALL: u64 = 256 << 20;

/// How the container begins in which Office puts what it locks, and in which old Office kept its files.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An archive that is being read.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

/// What a relationship leads to.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// The last word of its type: `footnotes`, `hyperlink`.
    pub(super) kind: String,
    /// The part it leads to, or an address.
    pub(super) target: String,
}

impl<'b> Archive<'b> {
    /// Opens the archive that `bytes` are.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            ReadError::refused(format!(
                "a ZIP, Office or EPUB file that is damaged ({error}); open it and save it anew"
            ))
        })?;
        if zip.len() > ENTRIES {
            return Err(ReadError::refused(format!(
                "it has {} parts and at most {ENTRIES} are read; convert it to text",
                zip.len()
            )));
        }
        Ok(Self { zip, left: ALL })
    }

    /// Whether it has an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of an entry; `None` if there is none of this name.
    ///
    /// # Errors
    /// When it unfolds to too much, is damaged, or is locked.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let entry = self.zip.by_index(index).map_err(|error| {
            ReadError::refused(format!("its part {name} cannot be read ({error})"))
        })?;
        let most = PART.min(self.left);
        let mut bytes = Vec::new();
        entry
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::refused(format!("its part {name} is damaged ({error})")))?;
        if bytes.len() as u64 > most {
            return Err(ReadError::refused(format!(
                "its part {name} unfolds to more than {} MiB; convert it to text",
                most >> 20
            )));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of an entry of XML.
    ///
    /// # Errors
    /// As [`Self::bytes`], or when it is not UTF-8.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) if self.is_locked() => Err(ReadError::locked()),
            Err(_) => Err(ReadError::refused(format!("its part {name} is not UTF-8"))),
        }
    }

    /// Whether the list of an OpenDocument's parts says that they are encrypted.
    fn is_locked(&mut self) -> bool {
        let list = self.bytes("META-INF/manifest.xml");
        list.is_ok_and(|list| {
            list.is_some_and(|list| memchr::memmem::find(&list, b"encryption-data").is_some())
        })
    }

    /// The text of an entry that the format cannot be without.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ReadError> {
        self.text(name)?.ok_or_else(|| {
            ReadError::refused(format!(
                "its part {name} is missing; open it and save it anew"
            ))
        })
    }

    /// The relationships of the part `name`, by their ids.
    pub(super) fn relationships(
        &mut self,
        name: &str,
    ) -> Result<BTreeMap<String, Relationship>, ReadError> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let path = match folder.is_empty() {
            true => format!("_rels/{file}.rels"),
            false => format!("{folder}/_rels/{file}.rels"),
        };
        let Some(text) = self.text(&path)? else {
            return Ok(BTreeMap::new());
        };
        let tree = xml::tree(&text, &path)?;
        let each = tree.all("Relationship").map(|one| {
            let kind = one.attribute("Type").unwrap_or_default();
            let target = one.attribute("Target").unwrap_or_default();
            let is_outside = one.attribute("TargetMode").as_deref() == Some("External");
            let relationship = Relationship {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: match is_outside {
                    true => target,
                    false => resolved(folder, &target),
                },
            };
            (one.attribute("Id").unwrap_or_default(), relationship)
        });
        Ok(each.collect())
    }

    /// Adds what the file says of itself in the part `name`, if it has that part.
    ///
    /// # Errors
    /// As [`Self::text`], or when it is damaged.
    pub(super) fn own_words(
        &mut self,
        name: &str,
        embedded: &mut Embedded,
    ) -> Result<(), ReadError> {
        if let Some(text) = self.text(name)? {
            properties(&xml::tree(&text, name)?, embedded);
        }
        Ok(())
    }

    /// The part that the whole file is about.
    pub(super) fn main_part(&mut self) -> Result<String, ReadError> {
        let found = self.relationships("")?;
        let main = found.into_values().find(|one| one.kind == "officeDocument");
        main.map(|one| one.target).ok_or_else(|| {
            ReadError::refused("an Office file without a main part; open it and save it anew")
        })
    }
}

/// Why such a container is not read.
fn compound(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match memchr::memmem::find(bytes, &name) {
        Some(_) => ReadError::locked(),
        None => ReadError::Binary {
            kind: "an old Office file",
        },
    }
}

/// The part that the first relationship of this kind leads to.
pub(super) fn target_of(found: &BTreeMap<String, Relationship>, kind: &str) -> Option<String> {
    let one = found.values().find(|one| one.kind == kind);
    one.map(|one| one.target.clone())
}

/// The part that `target` means as seen from `folder`.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

/// Where an Office file says what it says of itself.
pub(super) const CORE: &str = "docProps/core.xml";

/// What an office file or an e-book says of itself. The days on which the file was made and changed are
/// no days of the document: a conversion has that of the conversion.
pub(super) fn properties(tree: &Element<'_>, embedded: &mut Embedded) {
    let named = [
        ("title", "title"),
        ("creator", "author"),
        ("language", "language"),
        ("publisher", "publisher"),
    ];
    for (name, key) in named {
        for element in tree.all(name) {
            embedded.add(key, &element.words());
        }
    }
}
