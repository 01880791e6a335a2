//! A Word file with tracked changes: words taken out and put in by the program, for a person to
//! accept or to reject. Nothing is changed silently, and every other part stays as it was.

use similar::{ChangeTag, TextDiff};

use super::AUTHOR;
use super::archive::Archive;
use super::splice::{Edit, applied, prefix_of, rewritten};
use super::xml::{self, Element, Node};
use crate::document::ReadError;
use crate::span::Span;

/// Words to be put in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words, as bytes of the part that holds the text; empty where some are put in.
    pub span: Span,
    /// What is to stand there.
    pub replacement: String,
}

/// The Word file `bytes` with `changes`, each tracked, and how many are left out: those of words
/// that stand in no run of their own, in a note, or in a change of somebody else's.
///
/// # Errors
/// When it cannot be read, or cannot be written again.
pub fn with_changes(bytes: &[u8], changes: &[Change]) -> Result<(Vec<u8>, usize), ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let body = archive.needed(&main)?;
    let tree = xml::tree(&body, &main)?;
    let prefix = prefix_of(&body, "document");
    let mut runs = Vec::new();
    collect(&tree, None, &format!("<{prefix}r"), &body, &mut runs);
    let mut ordered: Vec<&Change> = changes.iter().collect();
    ordered.sort_by_key(|change| change.span);
    let mut left_out = 0;
    let mut end = 0;
    for change in ordered {
        let fits = change.span.start >= end && change.span.end <= body.len();
        match fits && mark(change, &mut runs) {
            true => end = change.span.end,
            false => left_out += 1,
        }
    }
    let mut writer = Writer {
        body: &body,
        prefix: &prefix,
        next: free_id(&tree),
    };
    let touched = runs.iter().filter(|run| !run.marks.is_empty());
    let edits: Vec<Edit> = touched
        .map(|run| Edit {
            span: run.element.span,
            order: 0,
            text: writer.run(run),
        })
        .collect();
    if edits.is_empty() {
        return Ok((bytes.to_vec(), left_out));
    }
    let changed = applied(&body, edits);
    Ok((rewritten(bytes, vec![(main, changed)])?, left_out))
}

/// A run of the text.
struct Run<'e, 'a> {
    element: &'e Element<'a>,
    /// The paragraph it stands in, and whether it may be changed there.
    paragraph: Option<usize>,
    marks: Vec<Mark>,
}

/// Bytes of a run to take out, and what to put in behind them.
struct Mark {
    span: Span,
    inserted: String,
}

/// Collects the runs beneath `element`. Those of a change of somebody else's have no paragraph.
fn collect<'e, 'a>(
    element: &'e Element<'a>,
    paragraph: Option<usize>,
    tag: &str,
    body: &str,
    runs: &mut Vec<Run<'e, 'a>>,
) {
    for child in element.elements() {
        let paragraph = match child.name {
            "p" => Some(child.span.start),
            "ins" | "del" | "moveFrom" | "moveTo" => None,
            _ => paragraph,
        };
        let holds_runs = child.all("r").next().is_some();
        if child.name == "r" && child.span.of(body).starts_with(tag) && !holds_runs {
            runs.push(Run {
                element: child,
                paragraph,
                marks: Vec::new(),
            });
        }
        collect(child, paragraph, tag, body, runs);
    }
}

/// A piece of a run's words that lies in a change.
struct Piece<'t> {
    run: usize,
    text: &'t str,
    /// Where it stands; an escape stands as a whole.
    span: Span,
}

/// Notes the words that `change` takes out and puts in; answers whether it can be made.
fn mark(change: &Change, runs: &mut [Run<'_, '_>]) -> bool {
    let pieces = pieces(change.span, runs);
    let Some(first) = pieces.first() else {
        return false;
    };
    let paragraph = runs[first.run].paragraph;
    let stand_together = pieces
        .iter()
        .all(|piece| runs[piece.run].paragraph == paragraph);
    if paragraph.is_none() || !stand_together {
        return false;
    }
    let before: String = match change.span.is_empty() {
        true => String::new(),
        false => pieces.iter().map(|piece| piece.text).collect(),
    };
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for (taken, inserted) in differences(&before, &change.replacement) {
        match change.span.is_empty() {
            true => marks.push((
                first.run,
                Mark {
                    span: change.span,
                    inserted,
                },
            )),
            false => marks.extend(placed(&pieces, taken, inserted)),
        }
    }
    for (run, mark) in marks {
        runs[run].marks.push(mark);
    }
    true
}

/// The pieces of words that lie in `span`; of an empty one the piece that it stands in or behind.
fn pieces<'t>(span: Span, runs: &'t [Run<'_, '_>]) -> Vec<Piece<'t>> {
    let mut found = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let texts = run.element.elements().filter(|it| it.name == "t");
        for words in texts.flat_map(|text| &text.children) {
            let Node::Words(words) = words else { continue };
            let (from, to) = (
                words.span.start.max(span.start),
                words.span.end.min(span.end),
            );
            let is_within = match span.is_empty() {
                true => words.span.start < span.start && span.start <= words.span.end,
                false => from < to,
            };
            if !is_within {
                continue;
            }
            let is_copied = words.text.len() == words.span.len();
            let (text, place) = match is_copied && !span.is_empty() {
                true => {
                    let place = Span::new(from, to);
                    let Some(text) = words
                        .text
                        .get(from - words.span.start..to - words.span.start)
                    else {
                        return Vec::new();
                    };
                    (text, place)
                }
                false => (&*words.text, words.span),
            };
            found.push(Piece {
                run: at,
                text,
                span: place,
            });
        }
    }
    found
}

/// The words of `before` that differ from `after`, as spans of it, each with what stands there.
fn differences(before: &str, after: &str) -> Vec<(Span, String)> {
    let diff = TextDiff::from_words(before, after);
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    for change in diff.iter_all_changes() {
        let words = change.value();
        if change.tag() == ChangeTag::Equal {
            at += words.len();
            goes_on = false;
            continue;
        }
        if !std::mem::replace(&mut goes_on, true) {
            found.push((Span::new(at, at), String::new()));
        }
        let Some((taken, put)) = found.last_mut() else {
            continue;
        };
        match change.tag() {
            ChangeTag::Insert => put.push_str(words),
            _ => {
                at += words.len();
                taken.end = at;
            }
        }
    }
    found
}

/// The bytes of the pieces that `taken`, a span of their words, stands at.
fn placed(pieces: &[Piece<'_>], taken: Span, inserted: String) -> Vec<(usize, Mark)> {
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    let mut at = 0;
    for piece in pieces {
        let words = Span::new(at, at + piece.text.len());
        at = words.end;
        let (from, to) = (words.start.max(taken.start), words.end.min(taken.end));
        let touches = match taken.is_empty() {
            // Words are put in behind those before them.
            true => words.start < taken.start.max(1) && taken.start <= words.end,
            false => from < to,
        };
        if !touches {
            continue;
        }
        let is_copied = piece.text.len() == piece.span.len();
        let span = match is_copied {
            true => Span::new(from, to.max(from))
                .relative_to(words.start)
                .shifted(piece.span.start),
            false if taken.is_empty() => Span::new(piece.span.end, piece.span.end),
            false => piece.span,
        };
        let inserted = String::new();
        marks.push((piece.run, Mark { span, inserted }));
    }
    if let Some((_, last)) = marks.last_mut() {
        last.inserted = inserted;
    }
    marks
}

/// The first number that no change of the file has.
fn free_id(tree: &Element<'_>) -> u32 {
    let mut next = 1;
    for name in ["ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"] {
        let mut found = Vec::new();
        tree.each(name, &mut found);
        for element in found {
            let id = element
                .attribute("id")
                .and_then(|id| id.parse::<u32>().ok());
            next = next.max(id.map_or(0, |id| id.saturating_add(1)));
        }
    }
    next
}

struct Writer<'b> {
    body: &'b str,
    prefix: &'b str,
    next: u32,
}

impl Writer<'_> {
    /// A run with its marks made: runs of what stays, and changes between them.
    fn run(&mut self, run: &Run<'_, '_>) -> String {
        let element = run.element;
        let mut written = String::new();
        let mut kept = String::new();
        let mut marks = run.marks.iter().peekable();
        for child in element.elements().filter(|child| child.name != "rPr") {
            let inner = self.inner(child);
            let mut at = inner.start;
            if child.name == "t" {
                while let Some(mark) = marks.next_if(|mark| mark.span.end <= inner.end) {
                    kept.push_str(&self.text("t", Span::new(at, mark.span.start.max(at))));
                    written.push_str(&self.kept(element, &std::mem::take(&mut kept)));
                    written.push_str(&self.change(element, mark));
                    at = mark.span.end;
                }
            }
            match at == inner.start {
                true => kept.push_str(child.span.of(self.body)),
                false => kept.push_str(&self.text("t", Span::new(at, inner.end))),
            }
        }
        written.push_str(&self.kept(element, &kept));
        written
    }

    /// What stands between the tags of an element.
    fn inner(&self, element: &Element<'_>) -> Span {
        let written = element.span.of(self.body);
        let start = written.find('>').map_or(0, |at| at + 1);
        let end = written.rfind("</").unwrap_or(written.len());
        Span::new(start.min(end), end.max(start.min(end))).shifted(element.span.start)
    }

    fn text(&self, name: &str, span: Span) -> String {
        if span.is_empty() {
            return String::new();
        }
        let (prefix, words) = (self.prefix, span.of(self.body));
        format!("<{prefix}{name} xml:space=\"preserve\">{words}</{prefix}{name}>")
    }

    /// A run like `like` that holds `content`.
    fn kept(&self, like: &Element<'_>, content: &str) -> String {
        if content.is_empty() {
            return String::new();
        }
        let written = like.span.of(self.body);
        let tag = written.find('>').map_or("", |at| &written[..=at]);
        let properties = self.properties(like);
        format!("{tag}{properties}{content}</{}r>", self.prefix)
    }

    fn properties(&self, like: &Element<'_>) -> &str {
        like.child("rPr").map_or("", |it| it.span.of(self.body))
    }

    /// The words of a mark taken out, and those put in.
    fn change(&mut self, like: &Element<'_>, mark: &Mark) -> String {
        let prefix = self.prefix;
        let properties = self.properties(like).to_owned();
        let mut written = String::new();
        let deleted = self.text("delText", mark.span);
        let inserted = match mark.inserted.is_empty() {
            true => String::new(),
            false => format!(
                "<{prefix}t xml:space=\"preserve\">{}</{prefix}t>",
                quick_xml::escape::escape(mark.inserted.as_str())
            ),
        };
        for (kind, content) in [("del", deleted), ("ins", inserted)] {
            if content.is_empty() {
                continue;
            }
            let id = self.next;
            self.next += 1;
            written.push_str(&format!(
                "<{prefix}{kind} {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\"><{prefix}r>{properties}{content}</{prefix}r></{prefix}{kind}>"
            ));
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_that_differ_are_changed() {
        let changed = differences("for our parents and us", "for our children and us");
        assert_eq!(changed, [(Span::new(8, 15), "children".to_owned())]);
        let put_in = differences("for us", "for all of us");
        assert_eq!(put_in, [(Span::new(4, 4), "all of ".to_owned())]);
    }
}
