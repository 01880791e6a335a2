//! A Word file given back with comments: every part as it was, but for the comments, what names
//! them, and the marks in the text that they hang on.
//!
//! Comments of the program's own from an earlier run are replaced; nobody else's is touched.

use std::collections::BTreeSet;

use super::AUTHOR;
use super::archive::Archive;
use super::splice::{Edit, applied, before_end, deletion, prefix_of, rewritten};
use super::xml::{self, Element, Node};
use crate::document::ReadError;
use crate::span::Span;

/// A comment on words of a Word file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The words, as bytes of the part that holds the text; an empty span stands for its place.
    pub span: Span,
    /// What it says, a paragraph a line.
    pub text: String,
}

const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// What parts and relationships are called in a Word file of one kind.
struct Names {
    space: &'static str,
    relation: &'static str,
}

/// As Word writes them.
const USUAL: Names = Names {
    space: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
};
/// As it writes them when told to keep to the standard strictly. One file has names of one kind.
const STRICT: Names = Names {
    space: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    relation: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
};

/// The Word file `bytes` with `comments`, and how many are left out because their words do not
/// stand in the part that holds its text: in notes there can be none.
///
/// # Errors
/// When it cannot be read, or cannot be written again.
pub fn with_comments(bytes: &[u8], comments: &[Comment]) -> Result<(Vec<u8>, usize), ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let body = archive.needed(&main)?;
    let within: Vec<Comment> = comments
        .iter()
        .filter(|comment| comment.span.end <= body.len())
        .cloned()
        .collect();
    let left_out = comments.len() - within.len();
    let tree = xml::tree(&body, &main)?;
    let boxes = Boxes::of(&tree);
    let comments: Vec<Comment> = within.into_iter().map(|it| boxes.named(it)).collect();
    let comments = comments.as_slice();
    let relationships = archive.relationships(&main)?;
    let known = relationships.values().find(|one| one.kind == "comments");
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = known.map_or_else(
        || format!("{folder}/comments.xml"),
        |one| one.target.clone(),
    );
    let before = match known {
        Some(_) => archive.text(&part)?,
        None => None,
    };
    let names = match body.contains(STRICT.space) {
        true => STRICT,
        false => USUAL,
    };
    let fresh = || {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\"></w:comments>",
            names.space
        )
    };
    let before = before.unwrap_or_else(fresh);
    let (own, next) = ids(&before, &part)?;
    let mut changed = vec![
        (
            main.clone(),
            marked(&body, &tree, &boxes, comments, &own, next)?,
        ),
        (part.clone(), listed(&before, &part, comments, next)?),
    ];
    if known.is_none() {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let path = format!("{folder}/_rels/{file}.rels");
        let rels = archive.text(&path)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
        });
        let mut id = relationships.len() + 1;
        while relationships.contains_key(&format!("rIdIbid{id}")) {
            id += 1;
        }
        let one = format!(
            "<Relationship Id=\"rIdIbid{id}\" Type=\"{}\" Target=\"comments.xml\"/>",
            names.relation
        );
        changed.push((
            path.clone(),
            before_end(&rels, "Relationships", &one, &path)?,
        ));
        let types = archive.needed("[Content_Types].xml")?;
        let one = format!("<Override PartName=\"/{part}\" ContentType=\"{TYPE}\"/>");
        let types = before_end(&types, "Types", &one, "[Content_Types].xml")?;
        changed.push(("[Content_Types].xml".to_owned(), types));
    }
    Ok((rewritten(bytes, changed)?, left_out))
}

/// The ids of the program's own comments, and the first one that is free.
fn ids(comments: &str, part: &str) -> Result<(BTreeSet<String>, u32), ReadError> {
    let tree = xml::tree(comments, part)?;
    let mut own = BTreeSet::new();
    let mut next = 0;
    for comment in tree.all("comment") {
        let id = comment.attribute("id").unwrap_or_default();
        if let Ok(number) = id.parse::<u32>() {
            next = next.max(number.saturating_add(1));
        }
        if comment.attribute("author").as_deref() == Some(AUTHOR) {
            own.insert(id);
        }
    }
    Ok((own, next))
}

/// The list of comments with the program's own replaced.
fn listed(before: &str, part: &str, comments: &[Comment], next: u32) -> Result<String, ReadError> {
    let tree = xml::tree(before, part)?;
    let own = tree
        .all("comment")
        .filter(|comment| comment.attribute("author").as_deref() == Some(AUTHOR));
    let edits = own.map(|comment| deletion(comment.span));
    let kept = applied(before, edits.collect());
    let prefix = prefix_of(&kept, "comments");
    let mut written = String::new();
    for (id, comment) in (next..).zip(comments) {
        let paragraphs = comment.text.lines().map(|line| {
            let line = quick_xml::escape::escape(line);
            format!("<{prefix}p><{prefix}r><{prefix}t xml:space=\"preserve\">{line}</{prefix}t></{prefix}r></{prefix}p>")
        });
        let paragraphs: String = paragraphs.collect();
        written.push_str(&format!(
            "<{prefix}comment {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\" {prefix}initials=\"ibid\">{paragraphs}</{prefix}comment>"
        ));
    }
    before_end(&kept, "comments", &written, part)
}

/// The text with marks for the comments, and without those of the program's own earlier ones.
fn marked(
    body: &str,
    tree: &Element<'_>,
    boxes: &Boxes<'_>,
    comments: &[Comment],
    own: &BTreeSet<String>,
    next: u32,
) -> Result<String, ReadError> {
    let prefix = prefix_of(body, "document");
    let mut edits = Vec::new();
    for name in ["commentRangeStart", "commentRangeEnd"] {
        let mut found = Vec::new();
        tree.each(name, &mut found);
        let gone = found.iter().filter(|it| is_own(it, own));
        edits.extend(gone.map(|it| deletion(it.span)));
    }
    let mut runs = Vec::new();
    tree.each("r", &mut runs);
    for run in &runs {
        let references = run.elements().filter(|it| it.name == "commentReference");
        let gone: Vec<&Element<'_>> = references.filter(|it| is_own(it, own)).collect();
        let holds = run.elements().filter(|it| it.name != "rPr").count();
        match !gone.is_empty() && holds == 1 {
            true => edits.push(deletion(run.span)),
            false => edits.extend(gone.iter().map(|it| deletion(it.span))),
        }
    }
    // Runs of a formula have the same name and cannot hold these marks.
    let own_runs = format!("<{prefix}r");
    runs.retain(|run| run.span.of(body).starts_with(&own_runs));
    let places = Places { body, runs: &runs };
    for (id, comment) in (next..).zip(comments) {
        let start = format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>");
        let end = format!(
            "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
        );
        let cuts = match boxes.holder(comment.span) {
            Some(run) => (Some(Cut::Between(run.start)), Some(Cut::Between(run.end))),
            None => (
                places.cut(comment.span.start, true),
                places.cut(comment.span.end.max(comment.span.start), false),
            ),
        };
        let (Some(from), Some(to)) = cuts else {
            return Err(ReadError::refused(
                "words to comment on do not stand in its text",
            ));
        };
        match (&from, &to) {
            // Words that no run holds, as those of a formula, have only a place.
            (Cut::Between(at), Cut::Between(end_at)) if at == end_at => {
                edits.extend(from.edits(start + &end, 2, &prefix));
            }
            _ => {
                edits.extend(from.edits(start, 2, &prefix));
                edits.extend(to.edits(end, 1, &prefix));
            }
        }
    }
    Ok(applied(body, edits))
}

fn is_own(element: &Element<'_>, own: &BTreeSet<String>) -> bool {
    element.attribute("id").is_some_and(|id| own.contains(&id))
}

/// The text boxes of a file. Word allows no comment in them: one on their words hangs on the run that
/// holds the box, and says which words it means.
struct Boxes<'t> {
    /// Each with the run that holds it.
    held: Vec<(Span, Span)>,
    texts: Vec<&'t Element<'t>>,
}

impl<'t> Boxes<'t> {
    fn of(tree: &'t Element<'t>) -> Self {
        let mut runs = Vec::new();
        tree.each("r", &mut runs);
        let mut outermost: Vec<Span> = Vec::new();
        for run in runs {
            if outermost.last().is_none_or(|it| it.end <= run.span.start) {
                outermost.push(run.span);
            }
        }
        let mut boxes = Vec::new();
        tree.each("txbxContent", &mut boxes);
        let held = boxes.into_iter().filter_map(|content| {
            let after = outermost.partition_point(|run| run.start <= content.span.start);
            let run = outermost[..after].last()?;
            (content.span.end <= run.end).then_some((content.span, *run))
        });
        let held = held.collect();
        let mut texts = Vec::new();
        tree.each("t", &mut texts);
        Self { held, texts }
    }

    /// The run that holds the box in which the words at `span` stand.
    fn holder(&self, span: Span) -> Option<Span> {
        let holds = |it: &&(Span, Span)| it.0.start <= span.start && span.start < it.0.end;
        self.held.iter().find(holds).map(|(_, run)| *run)
    }

    /// The comment with its words before it, if they stand in a box.
    fn named(&self, comment: Comment) -> Comment {
        match self.holder(comment.span) {
            Some(_) => Comment {
                text: format!("“{}”\n{}", self.words(comment.span), comment.text),
                ..comment
            },
            None => comment,
        }
    }

    /// What is shown at `span`.
    fn words(&self, span: Span) -> String {
        let children = self.texts.iter().flat_map(|text| &text.children);
        let shown = children.filter_map(|child| match child {
            Node::Words(words) if words.span.start < span.end && span.start < words.span.end => {
                let from = span.start.max(words.span.start) - words.span.start;
                let to = span.end.min(words.span.end) - words.span.start;
                // An escape stands as a whole for its character.
                Some(words.text.get(from..to).unwrap_or(&words.text))
            }
            _ => None,
        });
        shown.collect()
    }
}

struct Places<'t, 'a> {
    body: &'a str,
    runs: &'t [&'t Element<'a>],
}

/// Where a mark goes: between runs, or within one that has to be cut.
enum Cut {
    Between(usize),
    Within {
        at: usize,
        /// The properties of the run, to be repeated.
        properties: String,
        /// Where the tag of the text that is cut ends: a blank at its end must be kept.
        tag: Option<usize>,
    },
}

impl Places<'_, '_> {
    /// The cut at byte `at`, which begins (or ends) words of a run.
    fn cut(&self, at: usize, begins: bool) -> Option<Cut> {
        let holds = |run: &&&Element<'_>| run.span.start <= at && at <= run.span.end;
        // The innermost: runs of a text box stand within a run.
        let mut within = self.runs.iter().filter(holds).filter_map(|run| {
            let texts = run.elements().filter(|it| it.name == "t");
            texts
                .flat_map(|text| {
                    text.children.iter().filter_map(move |child| match child {
                        Node::Words(words) => Some((text, words.span)),
                        Node::Element(_) => None,
                    })
                })
                .find(|(_, words)| match begins {
                    true => words.start <= at && at < words.end,
                    false => words.start < at && at <= words.end,
                })
                .map(|(text, _)| (*run, text))
        });
        let Some((run, text)) = within.next_back() else {
            return self.nearest(at, begins).map(Cut::Between);
        };
        let mut contents = run.elements().filter(|it| it.name != "rPr");
        let is_first = contents.next().is_some_and(|it| it.span == text.span);
        let is_last = contents.last().is_none_or(|it| it.span == text.span);
        let inner = self.inner(text);
        if begins && is_first && at == inner.start {
            return Some(Cut::Between(run.span.start));
        }
        if !begins && is_last && at == inner.end {
            return Some(Cut::Between(run.span.end));
        }
        let properties = run.child("rPr").map(|it| it.span.of(self.body).to_owned());
        let tag = &self.body[text.span.start..inner.start];
        Some(Cut::Within {
            at,
            properties: properties.unwrap_or_default(),
            tag: (!tag.contains("xml:space")).then(|| inner.start - 1),
        })
    }

    /// The border of the nearest run, for what stands in none (a formula).
    fn nearest(&self, at: usize, begins: bool) -> Option<usize> {
        let before = self.runs.iter().rev().find(|run| run.span.end <= at);
        let after = self.runs.iter().find(|run| run.span.start >= at);
        match begins {
            true => before
                .map(|run| run.span.end)
                .or(after.map(|run| run.span.start)),
            false => after
                .map(|run| run.span.start)
                .or(before.map(|run| run.span.end)),
        }
    }

    /// What stands between the tags of a text.
    fn inner(&self, text: &Element<'_>) -> Span {
        let written = text.span.of(self.body);
        let start = written.find('>').map_or(0, |at| at + 1);
        let end = written.rfind("</").unwrap_or(written.len());
        Span::new(start.min(end), end).shifted(text.span.start)
    }
}

impl Cut {
    fn edits(self, mark: String, order: u8, prefix: &str) -> Vec<Edit> {
        let insertion = |at: usize, order: u8, text: String| Edit {
            span: Span::new(at, at),
            order,
            text,
        };
        match self {
            Cut::Between(at) => vec![insertion(at, order, mark)],
            Cut::Within {
                at,
                properties,
                tag,
            } => {
                let text = format!(
                    "</{prefix}t></{prefix}r>{mark}<{prefix}r>{properties}<{prefix}t xml:space=\"preserve\">"
                );
                let mut edits = vec![insertion(at, order, text)];
                edits.extend(tag.map(|at| insertion(at, 3, " xml:space=\"preserve\"".to_owned())));
                edits
            }
        }
    }
}
