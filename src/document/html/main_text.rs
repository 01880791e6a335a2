//! Which text of a page is the page's own: the body, without navigation, adverts, share bars,
//! related links, comments and footer.
//!
//! The method joins what the published ones have in common. Furniture is known by the names of
//! elements and their links (Readability, Arc90 2009); blocks are weighed by length, punctuation and link
//! density (Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text
//! features", 2010), the weights flow to the elements that hold the blocks, the heaviest one is the
//! body, its like neighbours are joined (Readability), and where little is found a plainer
//! reading takes over (trafilatura, Barbaresi 2021).

use super::characters::plain_text;
use super::hints::{Hint, hint, is_article_body};
use super::measure::{Measure, Measures};
use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};
use crate::document::furniture;
use crate::span::Span;

/// How many elements above a block share in its weight.
const LEVELS: usize = 5;
/// Above this share of linked text an element is a list of links.
const LINKED: f64 = 0.5;
/// Above this share of linked text a paragraph or item of less than [`LONGEST_LINK`] characters is
/// nothing but a link to elsewhere.
const LINK_ALONE: f64 = 0.8;
/// See [`LINK_ALONE`].
const LONGEST_LINK: usize = 200;
/// A neighbour of the body with this share of its weight belongs to it.
const NEIGHBOUR_SHARE: f64 = 0.2;
/// What names as furniture cannot hold more than this share of the page's weight.
const BODY_SHARE: f64 = 0.4;
/// A neighbour with a text of its own of this many characters is a paragraph.
const LEAST_PARAGRAPH: usize = 80;
/// Longer stretches of text than this, in characters, are not looked at for notices to the reader.
const LONGEST_NOTICE: usize = 450;
/// If fewer characters than this are chosen, and they are less than [`LEAST_SHARE`] of the page's
/// weight, the choice was wrong.
const SHORTEST_BODY: usize = 250;
/// See [`SHORTEST_BODY`].
const LEAST_SHARE: f64 = 0.15;

/// For each node of a chapter of a book, whether its text is read: all that is shown, but for lists of
/// links to other chapters. A book has no furniture of a site; what stands aside in it belongs to it.
pub(super) fn select_all(tree: &Tree, source: &str) -> Vec<bool> {
    let hints = hints(tree);
    let visible = without(tree, |id| hints[id] == Hint::Furniture);
    let measures = Measures::of(tree, source, &visible);
    without(tree, |id| {
        !visible[id] || is_list_of_links(tree, id, &measures)
    })
}

/// For each node, whether its text is main text.
pub(super) fn select(tree: &Tree, source: &str) -> Vec<bool> {
    let hints = hints(tree);
    let visible = without(tree, |id| hints[id] == Hint::Furniture);
    let all = Measures::of(tree, source, &visible);
    let page = Page {
        tree,
        source,
        hints,
        landmarks: landmarks(tree, &visible),
        total: all.whole[0],
    };
    let kept = without(tree, |id| page.is_furniture(id, all.whole[id]));
    let measures = Measures::of(tree, source, &kept);
    let body = page.body(&measures);
    let chosen = page.clean(&page.joined(body, &measures, &kept), &measures, &kept);
    let found = Measures::of(tree, source, &chosen).whole[0];
    if found.characters >= SHORTEST_BODY || found.weight >= LEAST_SHARE * page.total.weight {
        return chosen;
    }
    if measures.whole[0].weight >= LEAST_SHARE * page.total.weight {
        kept
    } else {
        visible
    }
}

/// What is said of each node. Classes within code name the parts of its language, not those of the
/// page.
fn hints(tree: &Tree) -> Vec<Hint> {
    let mut is_in_code = vec![false; tree.nodes.len()];
    let each = (0..tree.nodes.len()).map(|id| {
        let parent = tree.nodes[id].parent;
        is_in_code[id] =
            is_in_code[parent] || matches!(tree.tag(parent), Some(Tag::Pre | Tag::Code));
        match hint(tree, id) {
            Hint::Furniture => Hint::Furniture,
            _ if is_in_code[id] => Hint::None,
            said => said,
        }
    });
    each.collect()
}

/// For each node, whether neither it nor an element that holds it is `left_out`.
fn without(tree: &Tree, left_out: impl Fn(NodeId) -> bool) -> Vec<bool> {
    let mut kept = vec![true; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        kept[id] = kept[tree.nodes[id].parent] && !left_out(id);
    }
    kept
}

/// For each node, how many places that only a body has stand before it: its title, its element.
fn landmarks(tree: &Tree, visible: &[bool]) -> Vec<usize> {
    let mut seen = 0;
    let mut before = Vec::with_capacity(tree.nodes.len() + 1);
    for (id, visible) in visible.iter().enumerate() {
        before.push(seen);
        let is_landmark =
            matches!(tree.tag(id), Some(Tag::Heading(1) | Tag::Main)) || is_article_body(tree, id);
        seen += usize::from(*visible && is_landmark);
    }
    before.push(seen);
    before
}

struct Page<'a> {
    tree: &'a Tree,
    source: &'a str,
    hints: Vec<Hint>,
    landmarks: Vec<usize>,
    /// What can be seen on the whole page.
    total: Measure,
}

impl Page<'_> {
    /// Whether the subtree holds a place that only a body has.
    fn has_landmark(&self, id: NodeId) -> bool {
        self.landmarks[self.tree.nodes[id].end] > self.landmarks[id]
    }

    fn is_furniture(&self, id: NodeId, whole: Measure) -> bool {
        match self.hints[id] {
            Hint::Furniture => true,
            Hint::Comments => !self.has_landmark(id),
            Hint::ProbablyFurniture => {
                !self.has_landmark(id) && whole.weight <= BODY_SHARE * self.total.weight
            }
            Hint::None | Hint::ProbablyBody => false,
        }
    }

    /// The element that holds the body.
    fn body(&self, measures: &Measures) -> NodeId {
        let mut scores = vec![0.0; self.tree.nodes.len()];
        for (id, own) in measures.own.iter().enumerate() {
            if own.weight <= 0.0 || matches!(self.tree.tag(id), Some(Tag::Heading(_))) {
                continue;
            }
            if own.breaks > 1 {
                scores[id] += own.weight;
            }
            for (level, above) in self.tree.ancestors(id).take(LEVELS).enumerate() {
                let share = match level {
                    0 => 1.0,
                    1 => 0.5,
                    deeper => 1.0 / (3.0 * deeper as f64),
                };
                scores[above] += share * own.weight;
            }
        }
        let mut best = (0, 0.0);
        for (id, score) in scores.into_iter().enumerate() {
            let favour = match self.hints[id] {
                Hint::ProbablyBody => 1.2,
                _ => 1.0,
            };
            let score = score * favour * (1.0 - measures.whole[id].link_density());
            if score > best.1 {
                best = (id, score);
            }
        }
        best.0
    }

    /// For each node, whether it stands in the body or in a neighbour that belongs to it.
    fn joined(&self, body: NodeId, measures: &Measures, kept: &[bool]) -> Vec<bool> {
        let mut chosen = vec![false; self.tree.nodes.len()];
        let mut choose = |id: NodeId| {
            let range = id..self.tree.nodes[id].end;
            for (slot, kept) in chosen[range.clone()].iter_mut().zip(&kept[range]) {
                *slot = *kept;
            }
        };
        choose(body);
        let needed = NEIGHBOUR_SHARE * measures.whole[body].weight;
        let mut inner = body;
        for outer in self.tree.ancestors(body) {
            if matches!(
                self.tree.tag(inner),
                Some(Tag::Body | Tag::Main | Tag::Html)
            ) {
                break;
            }
            for neighbour in self.tree.children(outer) {
                if neighbour != inner && self.belongs(neighbour, inner, needed, measures) {
                    choose(neighbour);
                }
            }
            inner = outer;
        }
        chosen
    }

    /// Whether the neighbour of an element that holds the body belongs to the body too.
    fn belongs(&self, id: NodeId, body: NodeId, needed: f64, measures: &Measures) -> bool {
        let whole = measures.whole[id];
        if whole.weight <= 0.0 || whole.link_density() > 0.3 {
            return false;
        }
        let class = |id| {
            self.tree
                .attribute(id, Attribute::Class)
                .unwrap_or_default()
        };
        let alike = self.tree.tag(id) == self.tree.tag(body)
            && !class(id).is_empty()
            && class(id) == class(body);
        let own = measures.own[id].characters;
        let paragraph = matches!(self.tree.tag(id), Some(Tag::P | Tag::Blockquote | Tag::Pre))
            || (2 * own > whole.characters && own >= LEAST_PARAGRAPH);
        whole.weight >= needed || alike || paragraph
    }

    /// Leaves out of what was chosen the furniture that its own shape or words give away.
    fn clean(&self, chosen: &[bool], measures: &Measures, kept: &[bool]) -> Vec<bool> {
        let mut cleaned = without(self.tree, |id| {
            is_list_of_links(self.tree, id, measures) || self.is_notice(id, measures)
        });
        for (slot, (chosen, kept)) in cleaned.iter_mut().zip(chosen.iter().zip(kept)) {
            *slot &= chosen & kept;
        }
        cleaned
    }

    /// Whether the words of a block without blocks speak of the page, not of its subject.
    fn is_notice(&self, id: NodeId, measures: &Measures) -> bool {
        let whole = measures.whole[id];
        let may_be = matches!(
            self.tree.tag(id),
            Some(Tag::P | Tag::Div | Tag::Li | Tag::Heading(_) | Tag::Section | Tag::Figcaption)
        );
        // Without words it says nothing; and of elements that hold one another, all may be so.
        if !may_be
            || whole.characters == 0
            || whole.characters > LONGEST_NOTICE
            || measures.own[id].characters < whole.characters
        {
            return false;
        }
        let texts = (id..self.tree.nodes[id].end)
            .filter(|&id| self.tree.nodes[id].content == Content::Text)
            .map(|id| self.tree.nodes[id].source.of(self.source));
        let text: String = texts.collect();
        let text = plain_text(&text, Span::new(0, text.len()));
        furniture::is_line(&text) || furniture::is_notice(&text)
    }
}

fn is_list_of_links(tree: &Tree, id: NodeId, measures: &Measures) -> bool {
    let whole = measures.whole[id];
    match tree.tag(id) {
        Some(
            Tag::Ul
            | Tag::Ol
            | Tag::Dl
            | Tag::Div
            | Tag::Section
            | Tag::Table
            | Tag::Figure
            | Tag::Header,
        ) => whole.link_density() > LINKED,
        Some(Tag::P | Tag::Li) => {
            whole.link_density() > LINK_ALONE && whole.characters < LONGEST_LINK
        }
        _ => false,
    }
}
