//! LaTeX: the words that it prints, without running TeX.
//!
//! The tokenizer is our own. The grammars for tree-sitter that are published (40 MB of generated C, 900,000
//! lines) know no bounds in time, the parser of texlab is not published, and that of MiTeX reads formulas;
//! what commands mean none of them says. `pieces` takes the text apart, `commands.txt` says what each
//! command means, and here words, blocks and marks are made of it. Nothing is recursive: notes and floats
//! are put off and read when the paragraph they stand in has ended.
//!
//! What is not known is not guessed: a command with one argument shows its words, one with several is left
//! out, with its name in the place of what it prints, which states nothing; both are told.

mod arguments;
mod citations;
mod commands;
mod definitions;
mod environments;
mod formula;
mod pairs;
mod pieces;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::extract::{Builder, Extracted, first_named};
use super::printing::{Begun, Printing};
use super::{BlockKind, MarkKind};
use crate::span::Span;
use commands::{Command, Meaning};
use definitions::Macro;
use environments::Container;
use pieces::{Kind, Piece};

/// Reads LaTeX with the commands that `definitions`, other files of the text, define; what could not be
/// read is told beside it.
pub(super) fn read(decoded: &str, definitions: &str) -> Extracted {
    let mut reader = Reader::new(decoded);
    reader.macros = definitions::definitions(definitions);
    reader.run();
    let gaps = reader.told();
    Extracted {
        gaps,
        ..reader.builder.finish()
    }
}

/// Whether a bibliography of this name comes with TeX and defines no work.
#[must_use]
pub fn comes_with_tex(bibliography: &str) -> bool {
    commands::is_of_tex(bibliography)
}

/// Whether words name an argument (`#1`), as only a definition does.
fn is_of_definition(words: &str) -> bool {
    let mut behind = words.match_indices('#').map(|(at, _)| &words[at + 1..]);
    behind.any(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
}

/// What is done when a group ends.
#[derive(Debug)]
enum Action {
    Nothing,
    /// A mark over the words of the group.
    Mark {
        kind: MarkKind,
        begun: Begun,
    },
    EndBlock,
    Title,
    Unstrike,
    /// Words that the group is followed by.
    Write(String),
    /// Words behind the argument of a command of the draft's own, and the piece behind all of its
    /// arguments.
    Expanded {
        behind: String,
        next: usize,
        /// Where code begins, if it is some.
        code: Option<Begun>,
    },
    /// The label of an item.
    Label,
}

/// A group that is being read.
#[derive(Debug)]
struct Group {
    /// Where the command stands that it belongs to.
    source: usize,
    /// The piece that ends it.
    end: usize,
    action: Action,
    /// The arguments behind it.
    rest: &'static str,
}

/// A note that is read when the text has ended.
#[derive(Debug)]
struct Note {
    label: String,
    pieces: (usize, usize),
}

struct Reader<'s> {
    source: &'s str,
    pieces: Vec<Piece>,
    builder: Builder<'s>,
    groups: Vec<Group>,
    containers: Vec<Container>,
    /// Where the document begins; before it stands what sets it up.
    body: usize,
    notes: VecDeque<Note>,
    count: usize,
    /// The note that is being read.
    note: Option<String>,
    /// Floats that wait for the end of the paragraph.
    floats: Vec<(usize, usize)>,
    /// The block that ended last, if it may introduce a list.
    last: Option<usize>,
    struck: usize,
    macros: HashMap<String, Macro>,
    /// Whether only a definition is read, whose words are looked at.
    is_fragment: bool,
    /// Commands and environments that are not known, and how often they stand there.
    unknown: BTreeMap<String, usize>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        let pieces = pieces::pieces(source);
        let is_body =
            |piece: &Piece| piece.kind == Kind::Begin && piece.inner.of(source) == "document";
        let body = pieces.iter().position(is_body).unwrap_or(0);
        Self {
            source,
            pieces,
            builder: Builder::new(source),
            groups: Vec::new(),
            containers: Vec::new(),
            body,
            notes: VecDeque::new(),
            count: 0,
            note: None,
            floats: Vec::new(),
            last: None,
            struck: 0,
            macros: HashMap::new(),
            is_fragment: false,
            unknown: BTreeMap::new(),
        }
    }

    fn run(&mut self) {
        self.read_pieces(0, self.pieces.len());
        while let Some(note) = self.notes.pop_front() {
            self.containers.clear();
            self.note = Some(note.label);
            self.read_pieces(note.pieces.0, note.pieces.1);
        }
    }

    /// Reads the pieces from `first` to before `end`, and the floats that they put off.
    fn read_pieces(&mut self, first: usize, end: usize) {
        // Each with the groups that were open before it.
        let mut parts = vec![(first, end, self.groups.len())];
        while let Some((at, end, open)) = parts.last_mut() {
            if *at < *end {
                let here = *at;
                *at = self.step(here).max(here + 1);
            } else {
                while self.groups.len() > *open {
                    self.end_group();
                }
                parts.pop();
                self.end_block();
            }
            if !self.builder.has_words() {
                let floats = self.floats.drain(..).rev();
                let open = self.groups.len();
                parts.extend(floats.map(|(first, end)| (first, end, open)));
            }
        }
    }

    /// Reads the piece `at`, with what belongs to it; the piece that comes next.
    fn step(&mut self, at: usize) -> usize {
        while let Some(end) = self.groups.last().map(|group| group.end)
            && end <= at
        {
            let next = self.end_group();
            if end == at {
                return next;
            }
        }
        let piece = self.pieces[at];
        if at < self.body && self.groups.is_empty() {
            return self.set_up(at);
        }
        match piece.kind {
            Kind::Command => return self.command(at),
            Kind::Begin => return self.begin(at),
            Kind::End => return self.end(at),
            Kind::Text if is_of_definition(piece.span.of(self.source)) => {}
            Kind::Text | Kind::Bracket | Kind::BracketClose => self.words(piece.span),
            Kind::Space | Kind::Tie | Kind::Display => self.builder.space(piece.span),
            Kind::Blank => self.blank(piece.span),
            Kind::Sign(sign) => self.write(sign, piece.span),
            Kind::Cell => self.cell(piece.span),
            Kind::Formula => self.formula(piece),
            Kind::Code => {
                self.end_block();
            }
            Kind::Verbatim => self.verbatim(piece),
            Kind::Comment => self.comment(piece),
            Kind::Open | Kind::Close => {}
        }
        at + 1
    }

    /// Ends the innermost group; the piece behind it and the arguments that follow it.
    fn end_group(&mut self) -> usize {
        let Some(group) = self.groups.pop() else {
            return 0;
        };
        let place = self.pieces[group.end].span;
        match group.action {
            Action::Nothing => {}
            Action::Mark { kind, begun } => {
                self.end_mark(kind, begun, Span::new(group.source, place.end));
            }
            Action::EndBlock => {
                self.end_block();
            }
            Action::Title => self.end_title(),
            Action::Unstrike => self.struck = self.struck.saturating_sub(1),
            Action::Write(words) => self.write(&words, place),
            Action::Label => self.end_label(place),
            Action::Expanded { behind, next, code } => {
                self.write(&behind, place);
                if let Some(begun) = code {
                    let source = Span::new(group.source, place.end);
                    self.end_mark(MarkKind::Code, begun, source);
                }
                return next;
            }
        }
        self.arguments(group.end + 1, group.rest, group.source, Action::Nothing)
    }

    fn end_title(&mut self) {
        if let Some(title) = self.end_block() {
            let span = self.builder.blocks()[title].span;
            let title = self.builder.text_of(span).to_owned();
            self.builder.embedded().add("title", &title);
        }
    }

    fn command(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        let name = piece.inner.of(self.source);
        if let Some(known) = self.macros.get(name).cloned() {
            return self.expand(at, &known);
        }
        let Some(Command { meaning, arguments }) = commands::command(name) else {
            return self.unknown_command(at, name);
        };
        let source = piece.span.start;
        let next = at + 1;
        let action = match meaning {
            Meaning::Layout => Action::Nothing,
            Meaning::Emphasis => self.mark(MarkKind::Emphasis),
            Meaning::Code => self.mark(MarkKind::Code),
            Meaning::Struck => {
                self.struck += 1;
                Action::Unstrike
            }
            Meaning::Raised => return self.raised(next, source),
            Meaning::Quoted => {
                self.write("“", piece.span);
                Action::Write("”".to_owned())
            }
            Meaning::Link => return self.link(at),
            Meaning::Address => return self.address(at),
            Meaning::Title => {
                self.start(BlockKind::Heading { level: 1 });
                Action::Title
            }
            Meaning::Heading(level) => {
                self.start(BlockKind::Heading { level });
                Action::EndBlock
            }
            Meaning::Caption => {
                self.start(BlockKind::Caption);
                Action::EndBlock
            }
            Meaning::Note => return self.put_off_note(at, arguments),
            Meaning::Cite => return self.cite(at, false),
            Meaning::CiteInText => return self.cite(at, true),
            Meaning::Item => return self.item(at),
            Meaning::ItemOfReferences => return self.item_of_references(at),
            Meaning::Break => {
                self.end_block();
                Action::Nothing
            }
            Meaning::Space => return self.spacing(at, name),
            Meaning::LineEnd => return self.line_end(at),
            Meaning::Symbol(sign) => {
                self.write(sign, piece.span);
                return self.behind_name(at);
            }
            Meaning::Accent(accent) => return self.accent(at, accent),
            Meaning::Number
            | Meaning::NumberRange
            | Meaning::Quantity
            | Meaning::QuantityRange
            | Meaning::Unit
            | Meaning::Angle => return self.figure(at, meaning),
            Meaning::Bibliography
            | Meaning::Author
            | Meaning::Define
            | Meaning::DefinePlain
            | Meaning::DefineBySpecification
            | Meaning::DefineCode
            | Meaning::Package => return self.set_up(at),
            Meaning::Reference => {
                let next = self.arguments(next, arguments, source, Action::Nothing);
                self.close_gap(next);
                return next;
            }
        };
        let next = match arguments.is_empty() {
            true => self.behind_name(at),
            false => next,
        };
        self.arguments(next, arguments, source, action)
    }

    /// Where nothing is printed before a mark of punctuation, no space stands before it.
    fn close_gap(&mut self, next: usize) {
        let rest = self
            .pieces
            .get(next)
            .map(|piece| piece.span.of(self.source));
        if rest.is_some_and(|rest| rest.starts_with(['.', ',', ';', ':', ')', '?', '!'])) {
            self.builder.forget_space();
        }
    }

    /// The piece behind a command of letters, which takes the white space behind it with it.
    fn behind_name(&self, at: usize) -> usize {
        let is_word = self.pieces[at]
            .inner
            .of(self.source)
            .starts_with(char::is_alphabetic);
        let is_space = |piece: &Piece| piece.kind == Kind::Space;
        at + 1 + usize::from(is_word && self.pieces.get(at + 1).is_some_and(is_space))
    }

    fn mark(&mut self, kind: MarkKind) -> Action {
        let begun = self.begin_mark();
        Action::Mark { kind, begun }
    }

    /// A note is read behind the text; here only its number stands.
    fn put_off_note(&mut self, at: usize, arguments: &str) -> usize {
        let mut next = at + 1;
        if arguments.starts_with('o') {
            next = self.bracketed(next).map_or(next, |(_, last)| last + 1);
        }
        let Some((first, last)) = self.braced(next).filter(|(first, last)| first < last) else {
            return next;
        };
        if self.struck == 0 && !self.is_fragment {
            self.count += 1;
            // The label of a note within a line, which nobody writes.
            let label = format!("^{}", self.count);
            let source = Span::new(self.pieces[at].span.start, self.pieces[last].span.end);
            let kind = MarkKind::NoteReference {
                label: label.clone(),
            };
            if self.builder.has_words() {
                self.builder.mark(kind, self.builder.words_end(), source);
            }
            self.notes.push_back(Note {
                label,
                pieces: (first + 1, last),
            });
        }
        last + 1
    }

    fn comment(&mut self, piece: Piece) {
        let content = piece.inner.of(self.source).to_owned();
        let at = self.builder.words_end();
        self.builder
            .mark(MarkKind::Comment { content }, at, piece.span);
    }

    /// Begins a block of a kind of its own.
    fn start(&mut self, kind: BlockKind) {
        self.end_block();
        self.last = None;
        self.builder.begin(kind);
    }

    /// What was not known, a sentence.
    fn told(&self) -> Vec<String> {
        if self.unknown.is_empty() {
            return Vec::new();
        }
        let named = first_named(self.unknown.keys().map(String::as_str));
        vec![format!(
            "what these commands print is not known, so they were read by the words in their \
             braces or left out: {named}"
        )]
    }
}
