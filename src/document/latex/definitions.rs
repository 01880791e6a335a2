//! What a draft sets up: commands of its own, bibliographies, its language, its author.
//!
//! A command is expanded where its definition is words alone, with at most one argument among them; of
//! any other it is known how many arguments it has.

use std::collections::HashMap;

use super::commands::{self, Meaning, is_of_tex};
use super::pieces::Kind;
use super::{Action, Group, Reader};
use crate::document::MarkKind;
use crate::document::printing::Printing;
use crate::span::Span;

/// The longest definition that is looked at, and the longest words that a command stands for.
const LONGEST_BODY: usize = 1_000;
const LONGEST_WORDS: usize = 80;

/// The most arguments that a command has.
const MOST_ARGUMENTS: usize = 9;

/// A command of the draft's own.
#[derive(Clone, Debug)]
pub(super) struct Macro {
    arguments: usize,
    /// Whether the first one stands in brackets.
    has_option: bool,
    /// What it prints; `None` where that is not words alone.
    prints: Option<Printed>,
}

/// The words that a command prints.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Printed {
    words: String,
    /// Whether they are code or a formula.
    is_code: bool,
    /// The number of the argument that it prints behind them, and the words behind that.
    argument: Option<(usize, String)>,
}

/// The commands that `source` defines.
pub(super) fn definitions(source: &str) -> Macros {
    let mut reader = Reader::new(source);
    reader.body = reader.pieces.len();
    let mut at = 0;
    while at < reader.pieces.len() {
        let is_group = matches!(reader.pieces[at].kind, Kind::Open | Kind::Bracket);
        at = match is_group {
            // Definitions may stand in the arguments of others.
            true => at + 1,
            false => reader.set_up(at).max(at + 1),
        };
        reader.groups.clear();
    }
    reader.macros
}

impl<'s> Reader<'s> {
    /// Reads a piece of what sets the document up; words there are none of it.
    pub(super) fn set_up(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        match (piece.kind, piece.partner) {
            (Kind::Open | Kind::Bracket, Some(last)) => return last + 1,
            (Kind::Comment, _) => self.comment(piece),
            _ => {}
        }
        if piece.kind != Kind::Command {
            return at + 1;
        }
        let known = commands::command(piece.inner.of(self.source));
        match known.map(|command| command.meaning) {
            Some(Meaning::Title) => self.command(at),
            Some(Meaning::Define) => self.define(at),
            Some(Meaning::DefinePlain) => self.define_plain(at),
            Some(Meaning::DefineBySpecification) => self.define_by_specification(at),
            Some(Meaning::DefineCode) => self.pass_over(at + 1, "moomm"),
            Some(Meaning::Package) => self.load(at),
            Some(Meaning::Bibliography) => self.bibliography(at),
            Some(Meaning::Author) => self.author(at),
            Some(_) if at < self.body => at + 1,
            _ => at + 1,
        }
    }

    /// Passes over arguments of which none is read.
    fn pass_over(&mut self, at: usize, kinds: &'static str) -> usize {
        self.arguments(at, kinds, 0, Action::Nothing)
    }

    /// `\newcommand{\name}[1][default]{words}`.
    fn define(&mut self, at: usize) -> usize {
        let Some(named) = self.braced(at + 1) else {
            return at + 1;
        };
        let name = self.inner(named).trim().trim_start_matches('\\');
        let mut next = named.1 + 1;
        let mut count = 0;
        let mut has_option = false;
        if let Some(argument) = self.bracketed(next) {
            count = self.inner(argument).trim().parse().unwrap_or(0);
            next = argument.1 + 1;
        }
        if let Some(argument) = self.bracketed(next) {
            has_option = true;
            next = argument.1 + 1;
        }
        self.define_as(name, next, count, has_option)
    }

    /// `\def\name#1{words}`.
    fn define_plain(&mut self, at: usize) -> usize {
        let named = self.pieces.get(at + 1).copied();
        let Some(named) = named.filter(|piece| piece.kind == Kind::Command) else {
            return at + 1;
        };
        let mut next = at + 2;
        let mut count = 0;
        while let Some(piece) = self.pieces.get(next)
            && matches!(piece.kind, Kind::Text | Kind::Space)
        {
            count += piece.span.of(self.source).matches('#').count();
            next += 1;
        }
        self.define_as(named.inner.of(self.source), next, count, false)
    }

    /// `\NewDocumentCommand{\name}{o m}{words}`.
    fn define_by_specification(&mut self, at: usize) -> usize {
        let named = self.braced(at + 1);
        let specified = named.and_then(|named| self.braced(named.1 + 1));
        let (Some(named), Some(specified)) = (named, specified) else {
            return at + 1;
        };
        let name = self.inner(named).trim().trim_start_matches('\\');
        let kinds = self.inner(specified);
        let count = kinds.matches(['m', 'o', 'O']).count();
        let has_option = kinds.trim_start().starts_with(['o', 'O']);
        self.define_as(name, specified.1 + 1, count, has_option)
    }

    /// Defines `name` by the argument that begins at the piece `at`; the piece behind it.
    fn define_as(&mut self, name: &'s str, at: usize, arguments: usize, has_option: bool) -> usize {
        let Some(body) = self.braced(at) else {
            return at;
        };
        let is_new = commands::command(name).is_none() && !name.is_empty();
        if !self.is_fragment && is_new && arguments <= MOST_ARGUMENTS {
            let known = std::mem::take(&mut self.macros);
            let (prints, known) = prints(self.inner(body), known);
            self.macros = known;
            let own = Macro {
                arguments,
                has_option,
                prints,
            };
            self.macros.insert(name.to_owned(), own);
        }
        body.1 + 1
    }

    /// Writes what a command of the draft's own stands for.
    pub(super) fn expand(&mut self, at: usize, own: &Macro) -> usize {
        let piece = self.pieces[at];
        let mut next = at + 1;
        let mut given = Vec::new();
        if own.has_option {
            let option = self.bracketed(next);
            next = option.map_or(next, |(_, last)| last + 1);
            given.push(option);
        }
        while given.len() < own.arguments {
            let argument = self.braced(next);
            next = argument.map_or(next, |(_, last)| last + 1);
            given.push(argument);
        }
        let Some(printed) = &own.prints else {
            self.stand_in(at, next);
            return next;
        };
        let is_code = printed.is_code && !self.is_struck();
        let code = is_code.then(|| self.begin_mark());
        match (printed.is_code, &printed.argument) {
            (true, None) => self.write_marked(&printed.words, piece.span, MarkKind::Code),
            _ => self.write(&printed.words, piece.span),
        }
        let shown = printed.argument.as_ref();
        if let Some((number, behind)) = shown
            && let Some(Some((first, last))) = given.get(number - 1)
            && first < last
        {
            self.groups.push(Group {
                source: piece.span.start,
                end: *last,
                action: Action::Expanded {
                    behind: behind.clone(),
                    next,
                    code,
                },
                rest: "",
            });
            return first + 1;
        }
        next
    }

    /// A command that is known nowhere.
    pub(super) fn unknown_command(&mut self, at: usize, name: &str) -> usize {
        let mut next = at + 1;
        let mut groups = Vec::new();
        while let Some(piece) = self.pieces.get(next)
            && let (Kind::Open | Kind::Bracket, Some(last)) = (piece.kind, piece.partner)
        {
            if piece.kind == Kind::Open {
                groups.push((next, last));
            }
            next = last + 1;
        }
        let is_empty = |(first, last): &(usize, usize)| last == &(first + 1);
        if groups.is_empty() || groups.len() == 1 && is_empty(&groups[0]) {
            if !self.sets(at, next) {
                self.note_unknown(name);
                self.stand_in(at, next);
            }
            return next;
        }
        self.note_unknown(name);
        if let [(first, end)] = groups.as_slice() {
            self.groups.push(Group {
                source: self.pieces[at].span.start,
                end: *end,
                action: Action::Nothing,
                rest: "",
            });
            return first + 1;
        }
        if !self.sets(at, next) {
            self.stand_in(at, next);
        }
        next
    }

    fn note_unknown(&mut self, name: &str) {
        *self.unknown.entry(format!("\\{name}")).or_default() += 1;
    }

    /// Whether a command, with its arguments up to the piece `next`, sets something, as far as its place
    /// tells: it opens a group, or has a line of its own.
    fn sets(&self, at: usize, next: usize) -> bool {
        let is_border = |piece: Option<&super::Piece>| match piece.map(|piece| piece.kind) {
            None | Some(Kind::Blank | Kind::Begin | Kind::End | Kind::Code) => true,
            Some(Kind::Space) => piece.is_some_and(|it| it.span.of(self.source).contains('\n')),
            _ => false,
        };
        let before = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        let opens_group = before.is_some_and(|piece| piece.kind == Kind::Open);
        opens_group || is_border(before) && is_border(self.pieces.get(next))
    }

    /// The name of a command stands in the place of what it prints: as code, which nobody says.
    fn stand_in(&mut self, at: usize, next: usize) {
        let name = self.pieces[at].inner.of(self.source);
        let end = self.pieces[next - 1].span.end;
        let span = Span::new(self.pieces[at].span.start, end);
        if name.starts_with(char::is_alphabetic) {
            self.write_marked(name, span, MarkKind::Code);
        }
    }

    /// `\usepackage[french]{babel}` says which language the draft is in.
    fn load(&mut self, at: usize) -> usize {
        if let Some(options) = self.bracketed(at + 1) {
            let mut options = self.inner(options).split(',').map(str::trim);
            if options.any(|option| matches!(option, "french" | "francais" | "frenchb")) {
                self.builder.embedded().add("language", "fr");
            }
        }
        self.pass_over(at + 1, "omo")
    }

    /// `\bibliography{one,two}`, `\addbibresource{one.bib}`.
    fn bibliography(&mut self, at: usize) -> usize {
        let next = self.bracketed(at + 1).map_or(at + 1, |(_, last)| last + 1);
        let Some(argument) = self.braced(next) else {
            return next;
        };
        let named = self.inner(argument).split(',').map(str::trim);
        for named in named.filter(|named| !is_of_tex(named) && !named.contains(['\\', '#'])) {
            self.builder.embedded().add("bibliography", named);
        }
        argument.1 + 1
    }

    fn author(&mut self, at: usize) -> usize {
        let next = self.bracketed(at + 1).map_or(at + 1, |(_, last)| last + 1);
        let Some(argument) = self.braced(next) else {
            return next;
        };
        let inner = self.inner(argument);
        if inner.len() <= LONGEST_BODY && !self.is_fragment {
            for author in inner.split("\\and") {
                let name = author.split("\\\\").next().unwrap_or_default();
                let (name, known) = printed(name, std::mem::take(&mut self.macros));
                self.macros = known;
                let name = name.map_or(String::new(), |(name, ..)| name);
                self.builder.embedded().add("author", &name);
            }
        }
        argument.1 + 1
    }
}

/// Commands by their names.
type Macros = HashMap<String, Macro>;

/// What a definition prints, if that is words and at most one of its arguments, and the commands that
/// were lent to read it.
fn prints(body: &str, known: Macros) -> (Option<Printed>, Macros) {
    if body.len() > LONGEST_BODY {
        return (None, known);
    }
    // A sign of private use for each argument.
    const SIGNS: [char; MOST_ARGUMENTS] = [
        '\u{E001}', '\u{E002}', '\u{E003}', '\u{E004}', '\u{E005}', '\u{E006}', '\u{E007}',
        '\u{E008}', '\u{E009}',
    ];
    let mut own = body.to_owned();
    for (number, sign) in (1..).zip(SIGNS) {
        own = own.replace(&format!("#{number}"), &sign.to_string());
    }
    let (read, known) = printed(&own, known);
    let read = read.and_then(|(text, is_known, is_code)| {
        let parts: Vec<&str> = text.split(SIGNS).collect();
        let number = (1..).zip(SIGNS).find(|(_, sign)| text.contains(*sign));
        let (words, argument) = match (parts.as_slice(), number) {
            ([words], _) if is_known => (*words, None),
            ([words, behind], Some((number, _))) => (*words, Some((number, (*behind).to_owned()))),
            _ => return None,
        };
        let words = words.to_owned();
        (text.len() <= LONGEST_WORDS).then_some(Printed {
            words,
            is_code,
            argument,
        })
    });
    (read, known)
}

/// What a short piece of LaTeX prints, whether all of it is known, and whether it is code; `None` where that
/// is not words of one block alone.
fn printed(source: &str, known: Macros) -> (Option<(String, bool, bool)>, Macros) {
    let mut reader = Reader::new(source);
    reader.is_fragment = true;
    reader.macros = known;
    reader.run();
    let is_known = reader.unknown.is_empty();
    let read = reader.builder.finish();
    let cites = |kind: &MarkKind| matches!(kind, MarkKind::Citation { .. });
    let is_one = read.blocks.len() <= 1 && !read.marks.iter().any(|mark| cites(&mark.kind));
    let is_code = read.marks.iter().any(|mark| mark.kind == MarkKind::Code);
    let read = is_one.then_some((read.text, is_known, is_code));
    (read, reader.macros)
}
