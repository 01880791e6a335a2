//! BibTeX and BibLaTeX, also where an entry of the file is broken.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use anyhow::bail;
use biblatex::{ChunksExt as _, Pair, PermissiveType, RawBibliography, RawChunk, RawEntry};
use regex::Regex;

use super::{Entry, Metadata, bibliography::doi_key, bibtex_bounds, date};
use crate::language::PartialDate;

/// The entries of `content`; of those with a key that another has already the key alone, behind them.
///
/// # Errors
/// When it cannot be understood; the message names the line.
pub(super) fn entries(content: &str) -> anyhow::Result<Vec<Entry>> {
    let raw = RawBibliography::parse(content);
    let raw = raw.map_err(|error| (error.span.start, error.kind.to_string()));
    let resolved = raw.and_then(|mut raw| {
        let repeated = take_repeated(&mut raw);
        let parsed = bibtex_bounds::resolve(raw).map_err(|one| (one.at, one.why))?;
        Ok((parsed, repeated))
    });
    match resolved {
        Ok((parsed, repeated)) => Ok(parsed.iter().map(entry).chain(repeated).collect()),
        Err((at, why)) => {
            let start = at.min(content.len());
            let line = content.as_bytes()[..start].split(|&b| b == b'\n').count();
            bail!("line {line}: {why}");
        }
    }
}

/// Takes the entries out of `raw` whose key an entry before them goes by: the parser refuses the whole
/// file for one of them.
fn take_repeated(raw: &mut RawBibliography<'_>) -> Vec<Entry> {
    let mut known = HashSet::new();
    let mut repeated = Vec::new();
    raw.entries.retain(|entry| {
        let key = entry.v.key.v;
        let is_new = !known.contains(key);
        match is_new {
            true => known.extend(std::iter::once(key).chain(aliases(&entry.v))),
            false => repeated.push(of_key(key)),
        }
        is_new
    });
    repeated
}

/// The field of BibLaTeX with the further keys of an entry.
const ALIASES: &str = "ids";

fn aliases<'s>(entry: &RawEntry<'s>) -> impl Iterator<Item = &'s str> {
    let fields = entry.fields.iter();
    let fields = fields.filter(|field| field.key.v.eq_ignore_ascii_case(ALIASES));
    let chunks = fields.flat_map(|field| &field.value.v);
    chunks.flat_map(|chunk| {
        let (RawChunk::Normal(keys) | RawChunk::Abbreviation(keys)) = chunk.v;
        keys.split(',').map(str::trim)
    })
}

/// Abbreviations that one entry of a broken file stands on, those that they stand on among them.
const MOST_USED: usize = 100;

/// The head of an entry, group 1 its kind, group 2 its key.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*@(\w+)\s*[{(]\s*([^\s,{}()=]*)").expect("the pattern is sound")
});

/// The entries of `content`, each read by itself where the whole cannot be understood; of an entry
/// that cannot be understood the key alone.
pub(super) fn salvaged(content: &str) -> Vec<Entry> {
    if let Ok(entries) = entries(content) {
        return entries;
    }
    let heads: Vec<_> = HEAD.captures_iter(content).collect();
    let start = |at: usize| heads[at].get(0).map_or(content.len(), |head| head.start());
    let mut known = HashMap::new();
    let mut found = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let end = if at + 1 < heads.len() {
            start(at + 1)
        } else {
            content.len()
        };
        let written = &content[start(at)..end];
        match head[1].to_lowercase().as_str() {
            "string" => {
                if let Ok(raw) = RawBibliography::parse(written) {
                    let defined = raw.abbreviations.into_iter();
                    known.extend(defined.map(|pair| (pair.key.v, pair)));
                }
            }
            "comment" | "preamble" => {}
            _ => match by_itself(written, &known) {
                Some(read) => found.extend(read),
                None => found.push(of_key(&head[2])),
            },
        }
    }
    found
}

/// The entry of a broken file that is written here, if it can be understood with the abbreviations that
/// are `known`.
fn by_itself<'s>(written: &'s str, known: &HashMap<&'s str, Pair<'s>>) -> Option<Vec<Entry>> {
    let mut raw = RawBibliography::parse(written).ok()?;
    raw.abbreviations = used(&raw, known)?;
    let resolved = bibtex_bounds::resolve(raw).ok()?;
    Some(resolved.iter().map(entry).collect())
}

/// The abbreviations that the entries of `raw` stand on; `None` where they are more than anyone uses.
fn used<'s>(
    raw: &RawBibliography<'s>,
    known: &HashMap<&'s str, Pair<'s>>,
) -> Option<Vec<Pair<'s>>> {
    let names = |pair: &Pair<'s>| {
        let chunks = pair.value.v.clone().into_iter();
        chunks.filter_map(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => Some(name),
            RawChunk::Normal(_) => None,
        })
    };
    let fields = raw.entries.iter().flat_map(|entry| &entry.v.fields);
    let mut wanted: Vec<&str> = fields.flat_map(names).collect();
    let mut used: BTreeMap<&str, Pair<'s>> = BTreeMap::new();
    while let Some(name) = wanted.pop() {
        if used.contains_key(name) {
            continue;
        }
        if let Some(pair) = known.get(name) {
            wanted.extend(names(pair));
            used.insert(name, pair.clone());
        }
        if used.len() > MOST_USED {
            return None;
        }
    }
    Some(used.into_values().collect())
}

fn of_key(key: &str) -> Entry {
    Entry {
        metadata: Metadata {
            key: Some(key.to_owned()),
            ..Metadata::default()
        },
        ..Entry::default()
    }
}

fn entry(entry: &biblatex::Entry) -> Entry {
    let field = |name: &str| {
        let value = entry.get(name)?.format_verbatim();
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let first = |names: &[&str]| names.iter().find_map(|name| field(name));
    let metadata = Metadata {
        key: Some(entry.key.clone()),
        title: field("title"),
        authors: people(entry),
        issued: issued(entry).or_else(|| {
            let written = first(&["date", "year"])?;
            date::read(&written).or_else(|| date::year_in(&written))
        }),
        url: field("url"),
        publisher: first(&[
            "publisher",
            "institution",
            "organization",
            "school",
            "journaltitle",
            "journal",
            "howpublished",
        ]),
        language: first(&["langid", "language"]),
        doi: field("doi").map(|doi| doi_key(&doi)),
    };
    Entry {
        metadata,
        aliases: entry.get_as(ALIASES).unwrap_or_default(),
        files: field("file").into_iter().collect(),
    }
}

fn people(entry: &biblatex::Entry) -> Vec<String> {
    let people = entry.author().unwrap_or_default();
    people
        .iter()
        .map(|person| {
            let family = [person.prefix.as_str(), person.name.as_str()]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            if person.given_name.is_empty() {
                family
            } else {
                format!("{family}, {}", person.given_name)
            }
        })
        .filter(|name| !name.trim().is_empty())
        .collect()
}

fn issued(entry: &biblatex::Entry) -> Option<PartialDate> {
    let PermissiveType::Typed(date) = entry.date().ok()? else {
        return None;
    };
    let (biblatex::DateValue::At(at)
    | biblatex::DateValue::After(at)
    | biblatex::DateValue::Before(at)
    | biblatex::DateValue::Between(at, _)) = date.value;
    let part = |value: Option<u8>| value.and_then(|value| i8::try_from(value + 1).ok());
    Some(PartialDate {
        year: i16::try_from(at.year).ok()?,
        month: part(at.month),
        day: at.month.and_then(|_| part(at.day)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIBTEX: &str = "
@report{diallo2020,
  author = {Diallo, Awa and van der Berg, Jan and {Observatoire du Fleuve}},
  title = {Water and {Peace} in the Delta},
  institution = {River Institute}, date = {2020-03-09},
  doi = {https://doi.org/10.1234/ABC.5}, file = {papers/delta.txt}
}
@online{wells, title = {Wells of the North}, year = {2019},
  url = {https://www.example.org/wells/?utm_source=x}}
";

    #[test]
    fn bibtex_fields_become_metadata() {
        let found = entries(BIBTEX).unwrap();
        let metadata = &found[0].metadata;
        assert_eq!(
            metadata.title.as_deref(),
            Some("Water and Peace in the Delta")
        );
        assert_eq!(
            metadata.authors,
            ["Diallo, Awa", "van der Berg, Jan", "Observatoire du Fleuve"]
        );
        let date = |year, month, day| Some(PartialDate { year, month, day });
        assert_eq!(metadata.issued, date(2020, Some(3), Some(9)));
        assert_eq!(metadata.doi.as_deref(), Some("10.1234/abc.5"));
        let second = &found[1].metadata;
        assert_eq!(second.issued, date(2019, None, None));
    }

    #[test]
    fn a_broken_entry_is_named_by_its_line() {
        let error = entries("@book{a,\n title = {x},\n year = }\n").unwrap_err();
        assert!(error.to_string().starts_with("line "), "{error}");
    }

    #[test]
    fn a_year_is_read_however_it_is_qualified() {
        for year in ["[1936]", "c1936", "c. 1936", "ca. 1936?", "1936/1988"] {
            let entry = format!("@book{{a, title = {{x}}, year = {{{year}}}}}");
            let issued = entries(&entry).unwrap()[0].metadata.issued;
            assert_eq!(issued.map(|date| date.year), Some(1936), "{year}");
        }
    }

    #[test]
    fn a_broken_file_keeps_the_keys_of_its_entries() {
        let content = "@string{press = {Quay Press}}\n\
            @book{a, title = {One}, publisher = press}\n\
            @book{b, title = {Two}, year = }\n\
            @book{a, title = {Again}}\n\
            @comment{d}\n\
            @misc{c, title = {Three}, publisher = unknown}\n";
        assert!(entries(content).is_err());
        let found = salvaged(content);
        let keys = found.iter().map(|entry| entry.metadata.key.as_deref());
        let keys: Vec<_> = keys.flatten().collect();
        assert_eq!(keys, ["a", "b", "a", "c"]);
        assert_eq!(found[0].metadata.publisher.as_deref(), Some("Quay Press"));
        assert_eq!(found[1].metadata.title, None);
    }
}
