//! Markdown: CommonMark with what its dialects add (tables, footnotes, formulas, callouts, wiki
//! links, definition lists, front matter), and without what publishing tools put into it.
//!
//! Containers are kept on a stack of our own, so that depth of nesting costs no recursion.

mod callout;
mod directive;
mod front_matter;
mod markup;
mod role;
mod template;

use pulldown_cmark::{
    CowStr, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd,
};

use super::extract::{Builder, Extracted, label};
use super::{BlockKind, MarkKind, ReadError};
use crate::span::Span;
pub(super) use markup::entity;
use role::Role;

/// Signs that may be mark-up, of which the parser keeps each: nobody writes so many.
const MOST_SIGNS: usize = 2_000_000;

/// Block quotations and lists that one line may open or go on with: the parser goes through those that
/// are open at each of them, and nobody writes so many.
const DEEPEST: usize = 300;

/// Reads Markdown.
///
/// # Errors
/// If it has so many signs that they would take more memory than the text many times over, or blocks
/// so deep in one another that they would take more time.
pub(super) fn read(decoded: &str) -> Result<Extracted, ReadError> {
    let is_sign = |byte: &u8| b"[]*_`<&~^$|!\\".contains(byte);
    let count = decoded.bytes().filter(|byte| is_sign(byte)).count();
    if count > MOST_SIGNS {
        return Err(ReadError::TooMuchMarkUp {
            count,
            limit: MOST_SIGNS,
        });
    }
    if let Some((at, depth)) = too_deep(decoded) {
        return Err(ReadError::TooDeep {
            line: at + 1,
            depth,
            limit: DEEPEST,
        });
    }
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT;
    // `[[1]](address)` is a link on a number in brackets; who writes so writes no wiki links.
    options.set(Options::ENABLE_WIKILINKS, !decoded.contains("]]("));
    // The fence of a division (`::: note`) is no mark of a definition.
    options.set(Options::ENABLE_DEFINITION_LIST, !decoded.contains("\n:::"));
    let templates = template::spans(decoded);
    let masked = directive::masked(decoded, &templates);
    let mut reader = Reader::new(decoded, &masked.text, templates, masked.notes);
    for named in &masked.bibliographies {
        reader.builder.embedded().add("bibliography", named);
    }
    for (event, range) in Parser::new_ext(&masked.text, options).into_offset_iter() {
        reader.event(event, range.into());
    }
    reader.write_notes();
    Ok(reader.builder.finish())
}

/// The first line that is deeper than [`DEEPEST`], and how deep it is.
fn too_deep(decoded: &str) -> Option<(usize, usize)> {
    let depths = decoded.lines().map(depth).enumerate();
    depths.into_iter().find(|(_, depth)| *depth > DEEPEST)
}

/// How many block quotations and lists a line's marks may open. A row of one mark is a rule.
fn depth(line: &str) -> usize {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let is_rule = |mark: char| line.chars().all(|c| c == mark || is_blank(c));
    if is_rule('-') || is_rule('*') {
        return 0;
    }
    let mut depth = 0;
    let mut rest = line.trim_start_matches(is_blank);
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (marks, is_list) = match rest[digits..].chars().next() {
            Some('>') if digits == 0 => (1, false),
            Some('-' | '+' | '*' | ':') if digits == 0 => (1, true),
            Some('.' | ')') if (1..=9).contains(&digits) => (digits + 1, true),
            _ => return depth,
        };
        let behind = &rest[marks..];
        if is_list && !behind.is_empty() && !behind.starts_with(is_blank) {
            return depth;
        }
        depth += 1;
        rest = behind.trim_start_matches(is_blank);
    }
}

/// A block that holds blocks.
#[derive(Debug)]
enum Container {
    Quotation,
    Callout,
    Footnote(String),
    List {
        introduced_by: Option<usize>,
    },
    Item {
        /// Its first block, once that is written.
        first: Option<usize>,
    },
    Table {
        header: Option<usize>,
    },
}

/// A link or emphasis that has begun.
#[derive(Debug)]
struct Inline {
    kind: MarkKind,
    /// Where its words begin in the text.
    start: usize,
    /// Where its tag begins in the source, if it is HTML (whose end may be missing).
    tag: Option<usize>,
}

/// What the text of the moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Words,
    Code,
    FrontMatter(MetadataBlockKind),
}

struct Reader<'a> {
    source: &'a str,
    /// The same as the parser is given it, without the marks that are no Markdown.
    given: &'a str,
    builder: Builder<'a>,
    containers: Vec<Container>,
    inlines: Vec<Inline>,
    mode: Mode,
    front_matter: String,
    /// How many images the text stands in; their text describes a picture.
    images: usize,
    /// The block that ended last, if nothing but white space came after it.
    last: Option<usize>,
    /// How many struck passages the text stands in; what is struck is not said any more.
    struck: usize,
    /// What publishing tools read in the source and people do not, in order.
    templates: Vec<Span>,
    /// Source up to here is part of a mark that is no text (a reference to a missing note).
    skip_to: usize,
    /// Where the HTML block began that is being read.
    html_block: Option<usize>,
    /// Notes that stand where they are referred to, in order.
    notes: Vec<Span>,
    /// How many of them have been referred to.
    referred: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, given: &'a str, templates: Vec<Span>, notes: Vec<Span>) -> Self {
        Self {
            source,
            given,
            builder: Builder::new(source),
            containers: Vec::new(),
            inlines: Vec::new(),
            mode: Mode::Words,
            front_matter: String::new(),
            images: 0,
            struck: 0,
            templates,
            last: None,
            skip_to: 0,
            html_block: None,
            notes,
            referred: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.finish(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.inline_code(&text, span),
            Event::InlineMath(text) => self.formula(&text, span),
            Event::DisplayMath(_) => self.builder.space(span),
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.inline_html(span),
            Event::FootnoteReference(label) => self.note_reference(&label, span),
            Event::SoftBreak | Event::HardBreak => self.builder.space(span),
            Event::Rule => {
                self.end_block();
                self.last = None;
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => {
                let goes_on = self.builder.is_open() && !self.builder.has_words();
                if !goes_on {
                    self.begin_text();
                }
            }
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading {
                level: heading_level(level),
            }),
            Tag::BlockQuote(kind) => {
                let is_callout = kind.is_some() || callout::is_callout(span.of(self.source));
                self.enter(match is_callout {
                    true => Container::Callout,
                    false => Container::Quotation,
                });
            }
            Tag::CodeBlock(_) => {
                self.begin(BlockKind::Code);
                self.mode = Mode::Code;
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html_block = Some(span.start);
            }
            Tag::List(_) => {
                let introduced_by = self.lead_in();
                self.enter(Container::List { introduced_by });
            }
            Tag::Item => {
                let introduced_by = match self.containers.last() {
                    Some(Container::List { introduced_by }) => *introduced_by,
                    _ => None,
                };
                self.enter(Container::Item { first: None });
                self.builder
                    .begin_introduced(BlockKind::Item, introduced_by);
            }
            Tag::FootnoteDefinition(written) => self.enter(Container::Footnote(label(&written))),
            Tag::Table(_) => self.enter(Container::Table { header: None }),
            Tag::TableHead => self.begin(BlockKind::TableRow { header: true }),
            Tag::TableRow => {
                let header = match self.containers.last() {
                    Some(Container::Table { header }) => *header,
                    _ => None,
                };
                self.builder
                    .begin_introduced(BlockKind::TableRow { header: false }, header);
            }
            Tag::TableCell => self.builder.begin_cell(),
            Tag::Emphasis | Tag::Strong => self.open(MarkKind::Emphasis, None),
            Tag::Link { dest_url, .. } => {
                let target = dest_url.into_string();
                self.open(MarkKind::Link { target }, None);
            }
            Tag::Image { .. } => self.images += 1,
            Tag::MetadataBlock(kind) => self.mode = Mode::FrontMatter(kind),
            Tag::Strikethrough => self.struck += 1,
            Tag::Superscript => {
                self.sign(span, span.start);
                self.open(MarkKind::Superscript, None);
            }
            Tag::Subscript => self.sign(span, span.start),
            Tag::DefinitionList => self.enter(Container::List {
                introduced_by: None,
            }),
            Tag::DefinitionListTitle => self.begin(BlockKind::Paragraph),
            Tag::DefinitionListDefinition => {
                let introduced_by = self.last;
                self.enter(Container::Item { first: None });
                self.builder
                    .begin_introduced(BlockKind::Item, introduced_by);
            }
        }
    }

    fn finish(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableRow => self.end_block(),
            TagEnd::CodeBlock => {
                self.mode = Mode::Words;
                self.end_block();
            }
            TagEnd::HtmlBlock => self.finish_html_block(span),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => {
                self.end_block();
                self.containers.pop();
                self.last = self.last.filter(|_| tag == TagEnd::Item);
            }
            TagEnd::TableHead => {
                let index = self.builder.end();
                if let Some(Container::Table { header }) = self.containers.last_mut() {
                    *header = index;
                }
            }
            TagEnd::TableCell => self.builder.end_cell(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.close(span),
            TagEnd::Superscript => {
                self.close(span);
                self.sign(span, span.end - 1);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.finish_front_matter(),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::DefinitionListTitle => self.end_block(),
            TagEnd::Subscript => self.sign(span, span.end - 1),
        }
    }

    fn enter(&mut self, container: Container) {
        self.end_block();
        self.containers.push(container);
    }

    fn begin(&mut self, kind: BlockKind) {
        self.end_block();
        self.builder.begin(kind);
    }

    /// Begins the block that running text is at this place.
    fn begin_text(&mut self) {
        let kind = match self.containers.last() {
            Some(Container::Quotation) => BlockKind::Quotation,
            Some(Container::Footnote(label)) => BlockKind::Footnote {
                label: label.clone(),
            },
            _ => BlockKind::Paragraph,
        };
        self.begin(kind);
    }

    fn end_block(&mut self) {
        self.inlines.clear();
        self.struck = 0;
        let index = self.builder.end();
        if index.is_some() {
            self.last = index;
            if let Some(Container::Item { first }) = self.containers.last_mut() {
                first.get_or_insert(index.unwrap_or_default());
            }
        }
    }

    /// The block that introduces a list beginning here: the item it is nested in, or the
    /// paragraph right before it.
    fn lead_in(&mut self) -> Option<usize> {
        self.end_block();
        if let Some(Container::Item { first }) = self.containers.last() {
            return *first;
        }
        self.last
            .filter(|&last| self.builder.blocks()[last].kind.may_introduce())
    }

    fn open(&mut self, kind: MarkKind, tag: Option<usize>) {
        self.inlines.push(Inline {
            kind,
            start: self.builder.next_word(),
            tag,
        });
    }

    /// Ends the Markdown link or emphasis that stands at `span`; HTML left open within it ends
    /// with it.
    fn close(&mut self, span: Span) {
        while let Some(inline) = self.inlines.pop() {
            if inline.tag.is_none() {
                if !self.is_template(span) {
                    self.builder.mark(inline.kind, inline.start, span);
                }
                return;
            }
        }
    }

    /// Ends the HTML element that is open innermost, if one is.
    fn close_html(&mut self, end: usize) {
        let Some(start) = self.inlines.last().and_then(|inline| inline.tag) else {
            return;
        };
        if let Some(inline) = self.inlines.pop() {
            self.builder
                .mark(inline.kind, inline.start, Span::new(start, end));
        }
    }

    fn text(&mut self, text: &CowStr<'_>, span: Span) {
        self.refer(span);
        match self.mode {
            Mode::FrontMatter(_) => self.front_matter.push_str(text),
            Mode::Code => self.builder.copy(span),
            Mode::Words if self.is_unsaid(span) || span.start < self.skip_to => {}
            Mode::Words => {
                self.ensure_open();
                if let Some((label, end)) = markup::missing_note(self.source, span) {
                    self.note_reference(&label, Span::new(span.start, end));
                    self.skip_to = end;
                } else if !(self.is_raised() && self.builder.raise(span)) {
                    self.write(text, span);
                }
            }
        }
    }

    /// Refers to the notes that stand before the end of the text at `span`.
    fn refer(&mut self, span: Span) {
        while let Some(&note) = self.notes.get(self.referred)
            && note.start < span.end
        {
            let at = self.builder.words_end();
            let label = inline_label(self.referred);
            let kind = MarkKind::NoteReference { label };
            self.builder.mark(kind, at, note);
            self.referred += 1;
        }
    }

    /// Writes the notes that stand where they are referred to, as those behind the text.
    fn write_notes(&mut self) {
        for (at, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            let label = inline_label(at);
            self.begin(BlockKind::Footnote { label });
            let inner = Span::new(note.start + 2, note.end - 1);
            let mut from = inner.start;
            for template in template::spans(inner.of(self.source)) {
                let template = template.shifted(inner.start);
                self.builder.words(Span::new(from, template.start));
                from = template.end;
            }
            self.builder.words(Span::new(from, inner.end));
        }
        self.end_block();
    }

    /// Writes the text that the source has at `span`, perhaps in another form.
    fn write(&mut self, text: &str, span: Span) {
        if span.of(self.given) == text {
            self.words(span);
        } else {
            self.builder.replace(text, span);
        }
    }

    /// Writes the words at `span`, without the templates among them.
    fn words(&mut self, span: Span) {
        let mut from = span.start;
        let first = self.templates.partition_point(|one| one.end <= from);
        for at in first..self.templates.len() {
            let template = self.templates[at];
            if template.start >= span.end {
                break;
            }
            if from < template.start {
                self.builder.words(Span::new(from, template.start));
            }
            from = template.end;
        }
        if from < span.end {
            self.builder.words(Span::new(from, span.end));
        }
    }

    /// Writes the sign at `at` that is taken for a mark of raised or lowered words at `span`, where
    /// it is none: those have no space, but two ranges in a sentence (`2~3`) have one between them.
    fn sign(&mut self, span: Span, at: usize) {
        if span.of(self.source).contains(char::is_whitespace) && !self.is_unsaid(span) {
            self.ensure_open();
            self.builder.words(Span::new(at, at + 1));
        }
    }

    /// Whether the innermost mark that is open raises its words.
    fn is_raised(&self) -> bool {
        let open = self.inlines.last();
        open.is_some_and(|open| open.kind == MarkKind::Superscript)
    }

    /// Whether what stands at `span` belongs to a template.
    fn is_template(&self, span: Span) -> bool {
        let at = self.templates.partition_point(|one| one.end <= span.start);
        self.templates.get(at).is_some_and(|one| one.contains(span))
    }

    /// Whether what stands at `span` is not said: it describes a picture, is struck, or is a
    /// template's.
    fn is_unsaid(&self, span: Span) -> bool {
        self.images > 0 || self.struck > 0 || self.is_template(span)
    }

    /// Code within a sentence is part of it; an expression that is run when the text is published
    /// (`` `r x` `` of knitr, `` `{python} x` `` of Quarto) is not.
    fn inline_code(&mut self, text: &CowStr<'_>, span: Span) {
        let is_run = text.starts_with("r ") || (text.starts_with('{') && text.contains("} "));
        if is_run {
            return;
        }
        match role::of(self.source, span.start, text) {
            None => self.code(text, span),
            Some(Role::Refers) => {}
            Some(Role::Shows(words)) => {
                self.coded(words, span);
            }
            Some(Role::Cites(works)) => {
                if let Some(start) = self.coded(text, span) {
                    let kind = MarkKind::Citation { works };
                    self.builder.mark(kind, start, span);
                }
            }
        }
    }

    /// A formula is code, unless its marks are two prices: "from $5 a day to US$".
    fn formula(&mut self, text: &CowStr<'_>, span: Span) {
        if markup::is_prose(text) {
            self.text(&CowStr::Borrowed(span.of(self.source)), span);
        } else {
            self.code(text, span);
        }
    }

    fn code(&mut self, text: &str, span: Span) {
        if let Some(start) = self.coded(text, span) {
            self.builder.mark(MarkKind::Code, start, span);
        }
    }

    /// Writes `text`, which stands between marks at `span`; where it starts in the text, if it is
    /// said.
    fn coded(&mut self, text: &str, span: Span) -> Option<usize> {
        if self.is_unsaid(span) {
            return None;
        }
        self.ensure_open();
        let start = self.builder.next_word();
        match span.of(self.source).find(text) {
            Some(at) => {
                let start = span.start + at;
                self.builder.words(Span::new(start, start + text.len()));
            }
            None => self.builder.replace(text, span),
        }
        Some(start)
    }

    fn note_reference(&mut self, written: &str, span: Span) {
        if self.is_unsaid(span) {
            return;
        }
        let label = label(written);
        let at = self.builder.words_end();
        self.builder
            .mark(MarkKind::NoteReference { label }, at, span);
    }

    fn inline_html(&mut self, span: Span) {
        match markup::inline(span.of(self.source)) {
            markup::Inline::Comment(content) => self.comment(content, span),
            markup::Inline::Break => self.builder.space(span),
            markup::Inline::Open(kind) => self.open(kind, Some(span.start)),
            markup::Inline::Strike => self.struck += 1,
            markup::Inline::Unstrike => self.struck = self.struck.saturating_sub(1),
            markup::Inline::Close => self.close_html(span.end),
            markup::Inline::Other => {}
        }
    }

    fn comment(&mut self, content: &str, span: Span) {
        let at = self.builder.words_end();
        let content = content.to_owned();
        self.builder.mark(MarkKind::Comment { content }, at, span);
    }

    /// The words of an HTML block, and its comments.
    fn finish_html_block(&mut self, span: Span) {
        let Some(start) = self.html_block.take() else {
            return;
        };
        for piece in markup::pieces(self.source, Span::new(start, span.end)) {
            match piece {
                markup::Piece::Comment(content, span) => self.comment(content, span),
                markup::Piece::Words(span) => {
                    self.ensure_open();
                    self.words(span);
                }
                markup::Piece::Replaced(_, span) if self.is_template(span) => {}
                markup::Piece::Replaced(words, span) => {
                    self.ensure_open();
                    self.builder.replace(&words, span);
                }
                markup::Piece::Border => self.end_block(),
            }
        }
        self.end_block();
    }

    fn ensure_open(&mut self) {
        if !self.builder.is_open() {
            self.begin_text();
        }
    }

    fn finish_front_matter(&mut self) {
        let text = std::mem::take(&mut self.front_matter);
        match self.mode {
            Mode::FrontMatter(MetadataBlockKind::YamlStyle) => {
                front_matter::read_yaml(&text, self.builder.embedded());
            }
            Mode::FrontMatter(MetadataBlockKind::PlusesStyle) => {
                front_matter::read_toml(&text, self.builder.embedded());
            }
            Mode::Words | Mode::Code => {}
        }
        self.mode = Mode::Words;
    }
}

/// The label of a note within a line, which nobody writes.
fn inline_label(number: usize) -> String {
    format!("^{}", number + 1)
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
