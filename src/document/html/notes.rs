//! Footnotes: the small links that call them, and the elements they lead to.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::characters::plain_text;
use super::measure::nearest;
use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};

/// A note is called by a number, a letter or a sign: no longer than this, in characters.
const LONGEST_LABEL: usize = 4;
/// How many nodes of an element are looked at for a label or a way back.
const LOOKED_AT: usize = 500;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The elements that call a note, with its label.
    references: BTreeMap<NodeId, String>,
    /// The blocks that hold a note, with its label.
    notes: BTreeMap<NodeId, String>,
    /// For each reference, the block that holds its note.
    held_in: BTreeMap<NodeId, NodeId>,
    /// Elements within a note that repeat its label or lead back to where it is called.
    labels: HashSet<NodeId>,
}

impl Notes {
    /// Finds the notes of a page.
    pub(super) fn of(tree: &Tree, source: &str) -> Self {
        let finder = Finder {
            tree,
            source,
            places: places(tree),
            blocks: nearest(tree, Tag::is_block),
        };
        let mut notes = Self::default();
        for link in tree.elements(Tag::A) {
            if let Some((reference, label, note)) = finder.reference(link) {
                notes.held_in.insert(reference, note);
                notes.references.insert(reference, label.clone());
                notes.notes.entry(note).or_insert(label);
            }
        }
        for (&note, label) in &notes.notes {
            notes.labels.extend(finder.labels(note, label));
        }
        notes
    }

    /// The label of the note that this element calls.
    pub(super) fn reference(&self, id: NodeId) -> Option<&str> {
        self.references.get(&id).map(String::as_str)
    }

    /// The label of the note that this block holds.
    pub(super) fn note(&self, id: NodeId) -> Option<&str> {
        self.notes.get(&id).map(String::as_str)
    }

    /// Whether the element only repeats the label of the note it stands in, or leads back.
    pub(super) fn is_label(&self, id: NodeId) -> bool {
        self.labels.contains(&id)
    }

    /// Chooses the notes that chosen text calls, wherever on the page they stand.
    pub(super) fn choose_called(&self, tree: &Tree, chosen: &mut [bool]) {
        for (&reference, &note) in &self.held_in {
            if chosen[reference] && !chosen[note] {
                let length = (tree.nodes[note].end - note).min(LOOKED_AT);
                chosen[note..note + length].fill(true);
            }
        }
    }
}

/// The elements of a page by their ids; the first with an id has it.
fn places(tree: &Tree) -> HashMap<&str, NodeId> {
    let mut places = HashMap::new();
    for id in 0..tree.nodes.len() {
        let names = [Attribute::Id, Attribute::Name].map(|name| tree.attribute(id, name));
        for name in names.into_iter().flatten() {
            places.entry(name).or_insert(id);
        }
    }
    places
}

struct Finder<'a> {
    tree: &'a Tree,
    source: &'a str,
    places: HashMap<&'a str, NodeId>,
    /// The nearest block around each node.
    blocks: Vec<NodeId>,
}

impl Finder<'_> {
    /// What this link calls, if it calls a note: the calling element, the label, the note.
    fn reference(&self, link: NodeId) -> Option<(NodeId, String, NodeId)> {
        let target = self.target(link).filter(|&target| target > link)?;
        let raised = self.superscript(link);
        let text = self.text(raised.unwrap_or(link));
        let label = text.trim_matches(['[', ']', '(', ')', ' ']);
        let declared = self.tree.attribute(link, Attribute::Role) == Some("doc-noteref");
        let looks_so = declared || raised.is_some() || text.starts_with('[');
        let length = label.chars().count();
        if !looks_so || length == 0 || length > LONGEST_LABEL {
            return None;
        }
        let note = self.blocks[target];
        let holds_text = !matches!(
            self.tree.tag(note),
            Some(Tag::Html | Tag::Body | Tag::Heading(_) | Tag::Article | Tag::Main | Tag::Td)
        );
        let apart = note > link || !self.tree.is_within(link, note);
        (holds_text && apart).then(|| (raised.unwrap_or(link), label.to_owned(), note))
    }

    /// The superscript that the link fills, or the link itself if a superscript fills it.
    fn superscript(&self, link: NodeId) -> Option<NodeId> {
        let parent = self.tree.nodes[link].parent;
        if self.tree.tag(parent) == Some(Tag::Sup) {
            let links = self.tree.children(parent).take(LOOKED_AT);
            let only = links
                .filter(|&id| self.tree.tag(id) == Some(Tag::A))
                .count()
                == 1;
            return Some(if only { parent } else { link });
        }
        let mut children = self.tree.children(link).take(LONGEST_LABEL);
        children
            .any(|id| self.tree.tag(id) == Some(Tag::Sup))
            .then_some(link)
    }

    /// The place of the page that a link leads to.
    fn target(&self, link: NodeId) -> Option<NodeId> {
        let href = self.tree.attribute(link, Attribute::Href)?;
        self.places.get(href.trim().strip_prefix('#')?).copied()
    }

    /// The elements of a note that repeat its label or lead back to where it is called.
    fn labels(&self, note: NodeId, label: &str) -> Vec<NodeId> {
        let end = self.tree.nodes[note].end.min(note + LOOKED_AT);
        let is_label = |&id: &NodeId| match self.tree.tag(id) {
            Some(Tag::A) => {
                let back = self.target(id).is_some_and(|target| target < note);
                back && self.text(id).chars().count() <= LONGEST_LABEL
            }
            Some(Tag::Sup) => self.text(id).trim_matches(['[', ']', '(', ')', ' ']) == label,
            _ => false,
        };
        (note + 1..end).filter(is_label).collect()
    }

    /// The text of an element's first nodes.
    fn text(&self, id: NodeId) -> String {
        let end = self.tree.nodes[id].end.min(id + LOOKED_AT);
        let texts = (id..end).filter(|&id| self.tree.nodes[id].content == Content::Text);
        let words = texts.map(|id| plain_text(self.source, self.tree.nodes[id].source));
        words.collect::<Vec<_>>().concat()
    }
}
