//! How much text stands where: the counts that the choice of the main text goes by.

use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};

/// Shorter stretches of text than this (in characters) say nothing about where the body is.
const SHORTEST_PARAGRAPH: usize = 25;

/// What stands in a subtree, or in a block without the blocks within it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measure {
    /// Characters, white space apart.
    pub(super) characters: usize,
    /// Those of them that stand in links.
    pub(super) in_links: usize,
    /// Commas and full stops of any script.
    pub(super) stops: usize,
    /// Line breaks (`<br>`).
    pub(super) breaks: usize,
    /// Weight of the paragraphs, see [`Measures::weight_of_block`].
    pub(super) weight: f64,
}

impl Measure {
    /// Share of the text that stands in links, from 0 to 1.
    pub(super) fn link_density(&self) -> f64 {
        if self.characters == 0 {
            return 0.0;
        }
        self.in_links as f64 / self.characters as f64
    }

    /// Weight of a block of text, after Readability (Arc90, 2009): one, one for each comma, one
    /// for each hundred characters up to three, less what stands in links.
    fn weight_of_block(&self) -> f64 {
        if self.characters < SHORTEST_PARAGRAPH || self.stops == 0 {
            return 0.0;
        }
        let paragraphs = (1 + self.breaks / 2) as f64;
        let length = (self.characters as f64 / 100.0).min(3.0 * paragraphs);
        let stops = (self.stops as f64).min(self.characters as f64 / 30.0);
        let unlinked = 1.0 - self.link_density();
        (1.0 + stops + length) * unlinked * unlinked
    }

    fn add(&mut self, other: Measure) {
        self.characters += other.characters;
        self.in_links += other.in_links;
        self.stops += other.stops;
        self.breaks += other.breaks;
        self.weight += other.weight;
    }
}

/// The measures of every node of a tree.
#[derive(Debug)]
pub(super) struct Measures {
    /// Of each node's subtree.
    pub(super) whole: Vec<Measure>,
    /// Of the text that stands in each block itself, not in a block within it.
    pub(super) own: Vec<Measure>,
}

impl Measures {
    /// Measures the text of `source` that stands in nodes for which `kept` holds.
    pub(super) fn of(tree: &Tree, source: &str, kept: &[bool]) -> Self {
        let count = tree.nodes.len();
        let mut own = vec![Measure::default(); count];
        let blocks = nearest(tree, |tag| tag.is_block());
        let links = nearest_link(tree);
        for (id, node) in tree.nodes.iter().enumerate() {
            if !kept[id] {
                continue;
            }
            let block = &mut own[blocks[id]];
            match node.content {
                Content::Text => block.add(of_text(node.source.of(source), links[id])),
                Content::Element { tag: Tag::Br, .. } => block.breaks += 1,
                _ => {}
            }
        }
        for measure in &mut own {
            measure.weight = measure.weight_of_block();
        }
        let mut whole = own.clone();
        for id in (1..count).rev() {
            let measure = whole[id];
            whole[tree.nodes[id].parent].add(measure);
        }
        Self { whole, own }
    }
}

fn of_text(text: &str, linked: bool) -> Measure {
    let mut measure = Measure::default();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        measure.characters += 1;
        let is_stop = matches!(
            c,
            ',' | '.' | ';' | '!' | '?' | '،' | '؟' | '、' | '。' | '，' | '।' | '；'
        );
        measure.stops += usize::from(is_stop);
    }
    measure.in_links = if linked { measure.characters } else { 0 };
    measure
}

/// For each node the nearest element with a tag that `wanted` accepts, itself included; else 0.
pub(super) fn nearest(tree: &Tree, wanted: impl Fn(Tag) -> bool) -> Vec<NodeId> {
    let mut found = vec![0; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        found[id] = match tree.tag(id) {
            Some(tag) if wanted(tag) => id,
            _ => found[tree.nodes[id].parent],
        };
    }
    found
}

/// For each node, whether it stands in a link.
fn nearest_link(tree: &Tree) -> Vec<bool> {
    let mut linked = vec![false; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        let is_link = tree.tag(id) == Some(Tag::A) && tree.attribute(id, Attribute::Href).is_some();
        linked[id] = is_link || linked[tree.nodes[id].parent];
    }
    linked
}
