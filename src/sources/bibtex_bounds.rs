//! Whether a BibTeX file can be resolved in bounded time: abbreviations and cross-references that lead
//! to themselves, or multiply, and values of endless braces are refused before anything is resolved.

use std::collections::HashMap;

use biblatex::{Bibliography, RawBibliography, RawChunk, Spanned};

/// Pieces and braces that a value has at most: each is held against its neighbours.
const MOST_PIECES: usize = 2_000;

/// Braces within braces: a command within another is read by recursion.
const DEEPEST: usize = 64;

/// Bytes that a value with its abbreviations written out has at most.
const LONGEST: usize = 1024 * 1024;

/// Entries from which an entry takes fields, their own such entries included.
const MOST_TAKEN_FROM: usize = 64;

/// The fields that name entries to take fields from, and what they are called while that is looked
/// at, so that nothing is taken.
const TAKING: [(&str, &str); 2] = [("crossref", "x-crossref"), ("xdata", "x-xdata")];

/// Why a file is not resolved, and the byte of its content where that shows.
pub(super) struct Unbounded {
    pub(super) at: usize,
    pub(super) why: String,
}

impl Unbounded {
    fn new(at: usize, why: impl Into<String>) -> Self {
        let why = why.into();
        Self { at, why }
    }
}

/// Resolves `raw`.
///
/// # Errors
/// When it cannot be, or not in bounded time.
pub(super) fn resolve(raw: RawBibliography<'_>) -> Result<Bibliography, Unbounded> {
    values(&raw)?;
    if takes(&raw) {
        let mut plain = raw.clone();
        rename(&mut plain);
        references(&from_raw(plain)?)?;
    }
    from_raw(raw)
}

fn from_raw(raw: RawBibliography<'_>) -> Result<Bibliography, Unbounded> {
    let resolved = Bibliography::from_raw(raw);
    resolved.map_err(|error| Unbounded::new(error.span.start, error.kind.to_string()))
}

/// Whether every value, with its abbreviations written out, stays within the bounds.
fn values(raw: &RawBibliography<'_>) -> Result<(), Unbounded> {
    let mut lengths = Abbreviations::default();
    for pair in &raw.abbreviations {
        // Of two with one name the last one holds.
        lengths.values.insert(pair.key.v, pair.value.v.as_slice());
    }
    let fields = raw.entries.iter().flat_map(|entry| &entry.v.fields);
    let mut whole = 0_usize;
    for pair in raw.abbreviations.iter().chain(fields) {
        let length = lengths.of_value(&pair.value.v, 0);
        let Some(length) = length.filter(|length| *length <= LONGEST) else {
            let why = "abbreviations that stand for themselves, or for endless text";
            return Err(Unbounded::new(pair.value.span.start, why));
        };
        whole += length;
        if whole > MOST_WHOLE {
            let why = "abbreviations that stand for endless text";
            return Err(Unbounded::new(pair.value.span.start, why));
        }
        if pair.value.v.len() > MOST_PIECES || is_braced_beyond(&pair.value.v) {
            return Err(Unbounded::new(pair.value.span.start, "too many braces"));
        }
    }
    Ok(())
}

/// Bytes that all values together have at most, their abbreviations written out.
const MOST_WHOLE: usize = 256 * 1024 * 1024;

/// How long abbreviations are, written out.
#[derive(Default)]
struct Abbreviations<'r, 's> {
    values: HashMap<&'s str, &'r [Spanned<RawChunk<'s>>]>,
    /// What is known; `None` while it is being found out, so for one that stands for itself.
    known: HashMap<&'s str, Option<usize>>,
}

impl<'r, 's> Abbreviations<'r, 's> {
    /// The length of a value, in bytes and pieces; `None` if it has none or too deep a one.
    fn of_value(&mut self, value: &'r [Spanned<RawChunk<'s>>], depth: usize) -> Option<usize> {
        let mut length = 0_usize;
        for chunk in value {
            length = length.saturating_add(match chunk.v {
                RawChunk::Normal(text) => text.len() + 1,
                RawChunk::Abbreviation(name) => self.of_name(name, depth)?,
            });
        }
        Some(length)
    }

    fn of_name(&mut self, name: &'s str, depth: usize) -> Option<usize> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        // One that is defined nowhere is a month, or the parser's to complain of.
        let Some(value) = self.values.get(name).copied() else {
            return Some(name.len() + 10);
        };
        if depth == DEEPEST {
            return None;
        }
        self.known.insert(name, None);
        let length = self.of_value(value, depth + 1);
        self.known.insert(name, length);
        length
    }
}

/// Whether a value has more braces, or deeper ones, than anyone writes.
fn is_braced_beyond(value: &[Spanned<RawChunk<'_>>]) -> bool {
    let (mut count, mut depth) = (0_usize, 0_usize);
    for chunk in value {
        let RawChunk::Normal(text) = chunk.v else {
            continue;
        };
        for byte in text.bytes() {
            match byte {
                b'{' => (count, depth) = (count + 1, depth + 1),
                b'}' => depth = depth.saturating_sub(1),
                b'$' => count += 1,
                _ => {}
            }
            if count > MOST_PIECES || depth > DEEPEST {
                return true;
            }
        }
    }
    false
}

fn takes(raw: &RawBibliography<'_>) -> bool {
    let mut fields = raw.entries.iter().flat_map(|entry| &entry.v.fields);
    fields.any(|pair| {
        TAKING
            .iter()
            .any(|(name, _)| pair.key.v.eq_ignore_ascii_case(name))
    })
}

fn rename(raw: &mut RawBibliography<'_>) {
    for pair in raw.entries.iter_mut().flat_map(|entry| &mut entry.v.fields) {
        let taking = TAKING.iter();
        let mut taking = taking.filter(|(name, _)| pair.key.v.eq_ignore_ascii_case(name));
        if let Some((_, other)) = taking.next() {
            pair.key.v = other;
        }
    }
}

/// Whether no entry takes fields from itself, or from more entries than anyone would name.
fn references(bibliography: &Bibliography) -> Result<(), Unbounded> {
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    for entry in bibliography.iter() {
        if taken_from(bibliography, entry, &mut known, 0).is_none() {
            let why = format!(
                "the cross-references of {} lead to itself, or to more than {MOST_TAKEN_FROM} entries",
                entry.key
            );
            return Err(Unbounded::new(0, why));
        }
    }
    Ok(())
}

/// How many entries one takes fields from, each as often as it is come to; `None` for too many.
fn taken_from<'b>(
    bibliography: &'b Bibliography,
    entry: &'b biblatex::Entry,
    known: &mut HashMap<&'b str, Option<usize>>,
    depth: usize,
) -> Option<usize> {
    if let Some(known) = known.get(entry.key.as_str()) {
        return *known;
    }
    if depth == MOST_TAKEN_FROM {
        return None;
    }
    known.insert(&entry.key, None);
    let [(_, crossref), (_, xdata)] = TAKING;
    let mut names: Vec<String> = entry.get_as::<String>(crossref).into_iter().collect();
    names.extend(entry.get_as::<Vec<String>>(xdata).unwrap_or_default());
    let mut count = 0;
    for name in names {
        if let Some(other) = bibliography.get(&name) {
            count += 1 + taken_from(bibliography, other, known, depth + 1)?;
        }
        if count > MOST_TAKEN_FROM {
            return None;
        }
    }
    known.insert(&entry.key, Some(count));
    Some(count)
}
