//! The element tree of a page, in one vector in document order.
//!
//! A node's subtree is the range from the node to its `end`, so that every walk is a loop over
//! that range: no depth of nesting can exhaust a stack, and a subtree is skipped in one step.

use super::tag::Tag;
use crate::span::Span;

/// The index of a node in its tree.
pub(super) type NodeId = usize;

/// The attributes that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    AriaHidden,
    AriaLabel,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    Id,
    Itemprop,
    Itemtype,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Type,
}

impl Attribute {
    /// The attribute with this lower-case name, if it is kept.
    pub(super) fn known(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"id" => Self::Id,
            b"itemprop" => Self::Itemprop,
            b"itemtype" => Self::Itemtype,
            b"lang" => Self::Lang,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// An element with its attributes, entities resolved, in the order of the source.
    Element {
        tag: Tag,
        attributes: Vec<(Attribute, String)>,
    },
    /// Text; the node's source span holds it, entities unresolved.
    Text,
    /// A comment, with what stands between its marks.
    Comment(String),
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// The node that holds it; the root holds itself.
    pub(super) parent: NodeId,
    /// One past the last node of its subtree.
    pub(super) end: NodeId,
    /// Where it stands in the decoded source, tags included.
    pub(super) source: Span,
    pub(super) content: Content,
}

/// The nodes of a page. Node 0 is a root that stands for the whole page.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    /// The tag of an element.
    pub(super) fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.nodes[id].content {
            Content::Element { tag, .. } => Some(tag),
            Content::Text | Content::Comment(_) => None,
        }
    }

    /// The value of an element's attribute.
    pub(super) fn attribute(&self, id: NodeId, wanted: Attribute) -> Option<&str> {
        let Content::Element { attributes, .. } = &self.nodes[id].content else {
            return None;
        };
        let found = attributes.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.as_str())
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.nodes[id].end;
        let first = Some(id + 1).filter(|&child| child < end);
        std::iter::successors(first, move |&child| {
            Some(self.nodes[child].end).filter(|&next| next < end)
        })
    }

    /// The nodes that hold `id`, innermost first, the root last.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let parent = |child: NodeId| Some(self.nodes[child].parent).filter(|&up| up != child);
        std::iter::successors(parent(id), move |&up| parent(up))
    }

    /// The elements with this tag, in order.
    pub(super) fn elements(&self, wanted: Tag) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len()).filter(move |&id| self.tag(id) == Some(wanted))
    }

    /// Whether the node lies within the subtree of `other`, or is it.
    pub(super) fn is_within(&self, id: NodeId, other: NodeId) -> bool {
        other <= id && id < self.nodes[other].end
    }
}
