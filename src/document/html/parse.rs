//! Decoded HTML to a tree: the tokens of html5gum, and the end tags that authors leave out.
//!
//! A simplified tree construction of the HTML standard (section 13.2.6): implied end tags are
//! put in and stray end tags ignored, but nothing is ever moved, so that the tree keeps the
//! order of the source. Every step is in constant time whatever the depth.

use std::collections::HashMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as TokenSpan, Tokenizer};

use super::tag::Tag;
use super::tree::{Attribute, Content, Node, NodeId, Tree};
use crate::span::Span;

/// Parses a page; any text is some page.
pub(super) fn parse(decoded: &str) -> Tree {
    let mut grower = Grower::new(decoded);
    let handle = |event: CallbackEvent<'_>, span: TokenSpan<usize>| -> Option<Infallible> {
        grower.event(&event, span);
        None
    };
    let mut emitter = CallbackEmitter::new(handle);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(decoded, emitter).finish();
    grower.finish()
}

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    id: NodeId,
    tag: Tag,
    /// Depth of the nearest open element that no end tag reaches across.
    barrier: usize,
    /// Depth of the nearest open block, which the end tag of an inline element does not cross.
    block: usize,
    /// Depth of the nearest open list, beyond which a `<li>` does not close another.
    list: usize,
    /// Depth of the nearest open table, beyond which a row or cell does not close another.
    table: usize,
}

/// A start tag whose attributes are being read.
#[derive(Debug)]
struct Pending {
    tag: Tag,
    start: usize,
    attributes: Vec<(Attribute, String)>,
    /// The attribute whose value comes next.
    attribute: Option<Attribute>,
}

/// Grows the tree token by token.
struct Grower<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// For each tag, the depths of the open elements with it, innermost last.
    depths: HashMap<Tag, Vec<usize>>,
    others: HashMap<Vec<u8>, u32>,
    pending: Option<Pending>,
    /// Where the last token ended.
    read_to: usize,
}

impl<'a> Grower<'a> {
    fn new(source: &'a str) -> Self {
        let root = Node {
            parent: 0,
            end: 0,
            source: Span::new(0, source.len()),
            content: Content::Element {
                tag: Tag::Html,
                attributes: Vec::new(),
            },
        };
        let open = Open {
            id: 0,
            tag: Tag::Html,
            barrier: 0,
            block: 0,
            list: 0,
            table: 0,
        };
        Self {
            source,
            nodes: vec![root],
            open: vec![open],
            depths: HashMap::from([(Tag::Html, vec![0])]),
            others: HashMap::new(),
            pending: None,
            read_to: 0,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, span: TokenSpan<usize>) {
        match event {
            CallbackEvent::String { .. } => self.text(span.end),
            CallbackEvent::OpenStartTag { name } => {
                self.pending = Some(Pending {
                    tag: self.tag(name),
                    start: self.boundary(span.start),
                    attributes: Vec::new(),
                    attribute: None,
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(pending) = &mut self.pending {
                    let fresh = |known: &Attribute| {
                        let mut names = pending.attributes.iter().map(|(name, _)| name);
                        names.all(|name| name != known)
                    };
                    pending.attribute = Attribute::known(name).filter(fresh);
                    let empty = pending.attribute.map(|known| (known, String::new()));
                    pending.attributes.extend(empty);
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(pending) = &mut self.pending
                    && pending.attribute.take().is_some()
                    && let Some((_, slot)) = pending.attributes.last_mut()
                {
                    *slot = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let end = self.token_end(span.end);
                if let Some(pending) = self.pending.take() {
                    self.start_tag(pending, end, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                let start = self.boundary(span.start);
                let end = self.token_end(span.end);
                let tag = self.tag(name);
                self.end_tag(tag, Span::new(start.min(end), end));
            }
            CallbackEvent::Comment { value } => {
                let start = self.boundary(span.start);
                let end = self.token_end(span.end);
                let content = String::from_utf8_lossy(value).into_owned();
                self.add(Content::Comment(content), Span::new(start.min(end), end));
            }
            CallbackEvent::Doctype { .. } => {
                self.token_end(span.end);
            }
            CallbackEvent::Error(_) => {}
        }
    }

    /// The end of the page closes what is still open.
    fn finish(mut self) -> Tree {
        let end = self.source.len();
        self.close_from(1, Span::new(end, end));
        self.nodes[0].end = self.nodes.len();
        Tree { nodes: self.nodes }
    }

    /// A place of the source no earlier than what was read, on a character boundary.
    fn boundary(&self, offset: usize) -> usize {
        let offset = offset.clamp(self.read_to, self.source.len());
        self.source.floor_char_boundary(offset).max(self.read_to)
    }

    fn token_end(&mut self, offset: usize) -> usize {
        self.read_to = self.boundary(offset);
        self.read_to
    }

    fn tag(&mut self, name: &[u8]) -> Tag {
        if let Some(tag) = Tag::known(name) {
            return tag;
        }
        let next = u32::try_from(self.others.len()).unwrap_or(u32::MAX);
        Tag::Other(*self.others.entry(name.to_vec()).or_insert(next))
    }

    /// Text from the end of the last token to `end`.
    fn text(&mut self, end: usize) {
        let start = self.read_to;
        let end = self.token_end(end);
        if start < end {
            self.add(Content::Text, Span::new(start, end));
        }
    }

    fn add(&mut self, content: Content, source: Span) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node {
            parent: self.open[self.open.len() - 1].id,
            end: id + 1,
            source,
            content,
        });
        id
    }

    fn start_tag(&mut self, pending: Pending, end: usize, self_closing: bool) {
        let Pending {
            tag,
            start,
            attributes,
            ..
        } = pending;
        let source = Span::new(start.min(end), end);
        if tag == Tag::Html {
            self.merge_into_root(attributes);
            return;
        }
        if tag == Tag::Body && self.innermost(Tag::Body).is_some() {
            return;
        }
        self.close_implied(tag, Span::new(source.start, source.start));
        let id = self.add(Content::Element { tag, attributes }, source);
        let foreign = self.innermost(Tag::Svg).or(self.innermost(Tag::Math));
        let ends_itself = matches!(tag, Tag::Other(_)) || foreign.is_some();
        let is_empty = tag.is_void() || (self_closing && ends_itself);
        if !is_empty {
            self.push(id, tag);
        }
    }

    /// Attributes of an `<html>` tag belong to the root.
    fn merge_into_root(&mut self, new: Vec<(Attribute, String)>) {
        if let Content::Element { attributes, .. } = &mut self.nodes[0].content {
            attributes.extend(new);
        }
    }

    fn push(&mut self, id: NodeId, tag: Tag) {
        let depth = self.open.len();
        let above = self.open[depth - 1];
        let here = |is: bool, otherwise: usize| if is { depth } else { otherwise };
        let is_table = tag == Tag::Table;
        self.open.push(Open {
            id,
            tag,
            barrier: here(tag.is_barrier(), above.barrier),
            block: here(tag.is_block(), above.block),
            list: here(
                matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dl),
                above.list,
            ),
            table: here(is_table, above.table),
        });
        self.depths.entry(tag).or_default().push(depth);
    }

    /// Depth of the innermost open element with this tag.
    fn innermost(&self, tag: Tag) -> Option<usize> {
        self.depths.get(&tag)?.last().copied()
    }

    /// Ends the elements whose end tags the start tag `tag` implies.
    fn close_implied(&mut self, tag: Tag, at: Span) {
        if !matches!(
            tag,
            Tag::Meta
                | Tag::Link
                | Tag::Title
                | Tag::Script
                | Tag::Style
                | Tag::Noscript
                | Tag::Template
                | Tag::OtherVoid
        ) {
            self.close_within(&[Tag::Head], 0, at);
        }
        let top = self.open[self.open.len() - 1];
        if tag.closes_paragraph() || matches!(tag, Tag::Li | Tag::Dd | Tag::Dt) {
            self.close_within(&[Tag::P], top.barrier, at);
        }
        let top = self.open[self.open.len() - 1];
        match tag {
            Tag::Li => self.close_within(&[Tag::Li], top.list.max(top.barrier), at),
            Tag::Dd | Tag::Dt => {
                self.close_within(&[Tag::Dd, Tag::Dt], top.list.max(top.barrier), at);
            }
            Tag::Option => self.close_within(&[Tag::Option], top.barrier, at),
            Tag::A => self.close_within(&[Tag::A], top.barrier, at),
            Tag::Td | Tag::Th => self.close_within(&[Tag::Td, Tag::Th], top.table, at),
            Tag::Tr => self.close_within(&[Tag::Tr, Tag::Caption], top.table, at),
            Tag::Thead | Tag::Tbody | Tag::Tfoot => {
                let sections = [Tag::Thead, Tag::Tbody, Tag::Tfoot, Tag::Tr, Tag::Caption];
                self.close_within(&sections, top.table, at);
            }
            Tag::Heading(_) if matches!(top.tag, Tag::Heading(_)) => {
                self.close_from(self.open.len() - 1, at);
            }
            _ => {}
        }
    }

    /// Ends the outermost open element with one of `tags` that stands deeper than `limit`.
    fn close_within(&mut self, tags: &[Tag], limit: usize, at: Span) {
        let depths = tags.iter().filter_map(|&tag| self.innermost(tag));
        if let Some(depth) = depths.filter(|&depth| depth > limit).min() {
            self.close_from(depth, at);
        }
    }

    fn end_tag(&mut self, tag: Tag, source: Span) {
        if matches!(tag, Tag::Body | Tag::Html) {
            return;
        }
        let top = self.open[self.open.len() - 1];
        let tag = match (tag, top.tag) {
            (Tag::Heading(_), Tag::Heading(_)) => top.tag,
            _ => tag,
        };
        let Some(depth) = self.innermost(tag) else {
            return;
        };
        let limit = match tag {
            Tag::Table | Tag::Svg | Tag::Math | Tag::Template | Tag::Object => 0,
            Tag::Td | Tag::Th | Tag::Tr | Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Caption => {
                top.table
            }
            Tag::Li | Tag::Dd | Tag::Dt => top.list.max(top.barrier),
            _ if tag.is_block() => top.barrier,
            _ => top.block.max(top.barrier),
        };
        if depth > limit || depth == self.open.len() - 1 {
            self.close_from(depth, source);
        }
    }

    /// Ends the open elements from `depth` on; the outermost of them ends with the tag at `at`.
    fn close_from(&mut self, depth: usize, at: Span) {
        let end = self.nodes.len();
        for (above, open) in self.open.drain(depth..).enumerate() {
            let node = &mut self.nodes[open.id];
            node.end = end;
            let until = if above == 0 { at.end } else { at.start };
            node.source.end = until.max(node.source.end);
            if let Some(depths) = self.depths.get_mut(&open.tag) {
                depths.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets: tags by name, text in quotes.
    fn shape(source: &str) -> String {
        let tree = parse(source);
        let mut shape = String::new();
        let mut ends = Vec::new();
        for (id, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.pop_if(|end| *end <= id).is_some() {
                shape.push(')');
            }
            match &node.content {
                Content::Element { tag, .. } => {
                    shape.push_str(&format!("{tag:?}("));
                    ends.push(node.end);
                }
                Content::Text => shape.push_str(node.source.of(source)),
                Content::Comment(_) => shape.push('!'),
            }
        }
        shape.extend(ends.iter().map(|_| ')'));
        shape
    }

    #[test]
    fn end_tags_that_authors_leave_out_are_put_in() {
        let cases = [
            ("<p>a<p>b<div>c</div>d", "P(a)P(b)Div(c)d"),
            (
                "<ul><li>a<ul><li>b</ul><li>c</ul>",
                "Ul(Li(aUl(Li(b)))Li(c))",
            ),
            ("<dl><dt>a<dd>b<dt>c</dl>", "Dl(Dt(a)Dd(b)Dt(c))"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                "Table(Tr(Td(a)Td(b))Tr(Td(c)))d",
            ),
            ("<head><title>a</title><p>b", "Head(Title(a))P(b)"),
            ("<a href=x>a<a href=y>b</a>c", "A(a)A(b)c"),
        ];
        for (source, expected) in cases {
            assert_eq!(shape(source), expected, "{source}");
        }
    }

    #[test]
    fn stray_end_tags_close_nothing_they_should_not() {
        let cases = [
            ("<div>a</p></b></td>b</div>", "Div(ab)"),
            (
                "<div><table><tr><td>a</div>b</td></tr></table>c</div>",
                "Div(Table(Tr(Td(ab)))c)",
            ),
            ("<b><p>a</b>b</p>", "Other(0)(P(ab))"),
            ("<p>a</body></html>b", "P(ab)"),
            ("<svg><path/><g/></svg>a", "Svg(Other(0)()Other(1)())a"),
            ("<script>'<p>'</script>a<!-- b -->", "Script('<p>')a!"),
        ];
        for (source, expected) in cases {
            assert_eq!(shape(source), expected, "{source}");
        }
    }

    #[test]
    fn an_element_spans_its_tags() {
        let source = "<p>a <em class=x>b</em> c</p>";
        let tree = parse(source);
        let spans: Vec<&str> = tree
            .nodes
            .iter()
            .map(|node| node.source.of(source))
            .collect();
        assert_eq!(
            spans,
            [source, source, "a ", "<em class=x>b</em>", "b", " c"]
        );
    }
}
