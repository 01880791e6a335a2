//! XML as a tree whose words know where they stand. No entity beyond XML's own five is expanded, no
//! other file is opened, and depth is limited.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use crate::document::ReadError;
use crate::span::Span;

/// The most elements within each other.
const DEPTH: usize = 200;

/// An element and what it holds.
#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    /// Its name without a prefix.
    pub(super) name: &'a str,
    /// What stands in its tag behind the name.
    tag: &'a str,
    pub(super) children: Vec<Node<'a>>,
    /// From the first byte of its start tag to the last of its end tag.
    pub(super) span: Span,
}

/// An element or words.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    Words(Words<'a>),
}

/// Words, and where they stand; an escape stands as a whole for its character.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) span: Span,
}

/// A tag, words, or an end.
pub(super) enum Token<'a> {
    Open { name: &'a str, tag: &'a str },
    Close,
    Words(Cow<'a, str>),
}

/// The tokens of an XML text, with the bytes they stand at.
pub(super) struct Tokens<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    /// How many bytes of a byte order mark the reader does not see.
    mark: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        let seen = source.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(seen);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            source,
            reader,
            mark: source.len() - seen.len(),
        }
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Token<'a>, Span)>, String> {
        loop {
            let start = self.position();
            let event = self
                .reader
                .read_event()
                .map_err(|error| error.to_string())?;
            let span = Span::new(start.min(self.position()), self.position());
            let written = span.of(self.source);
            let token = match event {
                Event::Start(_) | Event::Empty(_) => {
                    let inner = written.trim_start_matches('<').trim_end_matches('>');
                    let inner = inner.trim_end_matches('/');
                    let end = inner.find(|c: char| c.is_ascii_whitespace());
                    let (name, tag) = inner.split_at(end.unwrap_or(inner.len()));
                    let name = name.rsplit(':').next().unwrap_or(name);
                    Token::Open { name, tag }
                }
                Event::End(_) => Token::Close,
                Event::Text(_) => Token::Words(Cow::Borrowed(written)),
                Event::CData(_) => {
                    let inner = written.trim_start_matches("<![CDATA[");
                    Token::Words(Cow::Owned(inner.trim_end_matches("]]>").to_owned()))
                }
                Event::GeneralRef(_) => Token::Words(Cow::Owned(meaning(written))),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Ok(Some((token, span)));
        }
    }

    fn position(&self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        at.saturating_add(self.mark).min(self.source.len())
    }
}

/// What an escape (`&amp;`, `&#233;`) means; one that means nothing here is left as it is.
fn meaning(written: &str) -> String {
    match quick_xml::escape::unescape(written) {
        Ok(meant) => meant.into_owned(),
        Err(_) => written.to_owned(),
    }
}

/// The value of the attribute `name` (without a prefix) in a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    value_of(tag, |key| key.local_name().as_ref() == name.as_bytes())
}

/// The value of the first attribute in a tag whose name is the one that is looked for.
fn value_of(tag: &str, is_it: impl Fn(QName<'_>) -> bool) -> Option<String> {
    let tag = BytesStart::from_content(tag, 0);
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|one| is_it(one.key))?;
    let value = String::from_utf8_lossy(&found.value).into_owned();
    Some(match value.contains('&') {
        true => meaning(&value),
        false => value,
    })
}

/// The tree of the part `name`, whose content is `source`. Its root holds the document element.
///
/// # Errors
/// When it is not well-formed enough to be understood, or nested too deep.
pub(super) fn tree<'a>(source: &'a str, name: &str) -> Result<Element<'a>, ReadError> {
    let mut tokens = Tokens::of(source);
    let mut open: Vec<Element<'a>> = vec![Element {
        span: Span::new(0, source.len()),
        ..Element::default()
    }];
    let damaged = |why: String| ReadError::refused(format!("its part {name} is damaged ({why})"));
    while let Some((token, span)) = tokens.next().map_err(damaged)? {
        match token {
            Token::Open { name, tag } => open.push(Element {
                name,
                tag,
                children: Vec::new(),
                span,
            }),
            Token::Close => close(&mut open, span.end),
            Token::Words(text) => {
                if let Some(last) = open.last_mut() {
                    last.children.push(Node::Words(Words { text, span }));
                }
            }
        }
        if open.len() > DEPTH {
            return Err(ReadError::refused(format!(
                "its part {name} is nested too deep to be read"
            )));
        }
    }
    while open.len() > 1 {
        close(&mut open, source.len());
    }
    Ok(open.swap_remove(0))
}

fn close(open: &mut Vec<Element<'_>>, end: usize) {
    if open.len() < 2 {
        return;
    }
    if let Some(mut closed) = open.pop()
        && let Some(above) = open.last_mut()
    {
        closed.span.end = end;
        above.children.push(Node::Element(closed));
    }
}

impl<'a> Element<'a> {
    /// The value of the attribute of this name, without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(self.tag, name)
    }

    /// The elements of this name within it, at any depth, those within one another included.
    pub(super) fn each<'e>(&'e self, name: &str, found: &mut Vec<&'e Element<'a>>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.each(name, found);
        }
    }

    /// The value of the attribute of this name, prefix and all.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        value_of(self.tag, |key| key.as_ref() == name.as_bytes())
    }

    /// The elements it holds.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    /// The first element of this name that it holds.
    pub(super) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// The attribute `val` of the child of this name, as office formats write properties.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.child(name)?.attribute("val")
    }

    /// All elements of this name within it, at any depth, in order; not those within one another.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        let mut found = Vec::new();
        self.collect(name, &mut found);
        found.into_iter()
    }

    fn collect<'e>(&'e self, name: &str, found: &mut Vec<&'e Element<'a>>) {
        for element in self.elements() {
            match element.name == name {
                true => found.push(element),
                false => element.collect(name, found),
            }
        }
    }

    /// All its words.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        self.collect_words(&mut words);
        words
    }

    fn collect_words(&self, words: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.collect_words(words),
                Node::Words(text) => words.push_str(&text.text),
            }
        }
    }
}
