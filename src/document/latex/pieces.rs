//! LaTeX taken apart: commands, groups, formulas, comments, code, words.
//!
//! Knows of commands only which ones make what follows no LaTeX. Every byte is looked at a bounded
//! number of times: what is looked for in vain is not looked for again.

use std::collections::{HashMap, HashSet};

use super::commands::{self, Holds, Meaning};
use super::pairs;
use crate::span::Span;

/// The longest name of an environment, and the longest code within a line.
const LONGEST_NAME: usize = 64;
const LONGEST_CODE: usize = 1_000;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A command; what is inside is its name.
    Command,
    /// A brace that opens or closes.
    Open,
    Close,
    /// A bracket that opens or closes.
    Bracket,
    BracketClose,
    /// The beginning and the end of an environment; what is inside is its name.
    Begin,
    End,
    /// An environment of code or formulas, or code within a line.
    Code,
    /// An argument that is read as it is: an address.
    Verbatim,
    /// A formula within a line.
    Formula,
    /// A formula on a line of its own.
    Display,
    /// White space; several lines of it end a paragraph.
    Space,
    Blank,
    /// A space that no line breaks at.
    Tie,
    /// What parts the cells of a table.
    Cell,
    /// Signs that stand for another one.
    Sign(&'static str),
    Text,
    /// A comment for this program.
    Comment,
}

/// A piece of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// What it holds, without its mark-up.
    pub(super) inner: Span,
    /// The piece that closes it, or that it closes.
    pub(super) partner: Option<usize>,
}

/// The pieces of `source`.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let mut lexer = Lexer {
        source,
        bytes: source.as_bytes(),
        at: 0,
        pieces: Vec::new(),
        in_vain: HashMap::new(),
        names_in_vain: HashSet::new(),
        code: HashSet::new(),
    };
    while lexer.at < source.len() {
        lexer.next();
    }
    let mut pieces = lexer.pieces;
    pairs::tell(source, &mut pieces);
    pieces
}

struct Lexer<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    pieces: Vec<Piece>,
    /// Up to where a mark that closes was looked for in vain.
    in_vain: HashMap<&'static str, usize>,
    /// Environments that no end follows any more.
    names_in_vain: HashSet<&'s str>,
    /// Environments of code that the draft defines.
    code: HashSet<&'s str>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn push(&mut self, kind: Kind, end: usize, inner: Span) {
        self.pieces.push(Piece {
            kind,
            span: Span::new(self.at, end),
            inner,
            partner: None,
        });
        self.at = end;
    }

    /// A piece of so many bytes that holds itself.
    fn plain(&mut self, kind: Kind, length: usize) {
        let end = self.at + length;
        self.push(kind, end, Span::new(self.at, end));
    }

    fn next(&mut self) {
        match self.bytes[self.at] {
            b'\\' => self.command(),
            b'{' => self.plain(Kind::Open, 1),
            b'}' => self.plain(Kind::Close, 1),
            b'[' => self.plain(Kind::Bracket, 1),
            b']' => self.plain(Kind::BracketClose, 1),
            b'~' => self.plain(Kind::Tie, 1),
            b'&' => self.plain(Kind::Cell, 1),
            b'%' => self.comment(),
            b'$' => self.dollar(),
            byte if byte.is_ascii_whitespace() => self.space(),
            _ => self.words(),
        }
    }

    fn words(&mut self) {
        const SIGNS: [(&str, &str); 10] = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            ("?`", "¿"),
            ("!`", "¡"),
            ("`", "‘"),
            (",,", "„"),
            ("<<", "«"),
            (">>", "»"),
        ];
        let rest = self.rest();
        if let Some((signs, sign)) = SIGNS.iter().find(|(signs, _)| rest.starts_with(signs)) {
            self.plain(Kind::Sign(sign), signs.len());
            return;
        }
        let bytes = rest.as_bytes();
        let is_end = |at: usize| match bytes[at] {
            b'\\' | b'{' | b'}' | b'[' | b']' | b'~' | b'&' | b'%' | b'$' | b'`' => true,
            b'-' | b'\'' | b',' | b'<' | b'>' => bytes.get(at + 1) == Some(&bytes[at]),
            b'?' | b'!' => bytes.get(at + 1) == Some(&b'`'),
            byte => byte.is_ascii_whitespace(),
        };
        let end = (1..bytes.len()).find(|&at| is_end(at));
        self.plain(Kind::Text, end.unwrap_or(bytes.len()));
    }

    fn space(&mut self) {
        let rest = self.rest();
        let length = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_whitespace())
                .len();
        let lines = rest[..length].matches('\n').count();
        let kind = if lines > 1 { Kind::Blank } else { Kind::Space };
        self.plain(kind, length);
    }

    /// A comment takes the end of its line with it, and the blanks that the next one begins with.
    fn comment(&mut self) {
        let line = self.rest().find('\n').unwrap_or(self.rest().len());
        let content = Span::new(self.at + 1, self.at + line);
        if content.of(self.source).trim_start().starts_with("ibid-") {
            self.push(Kind::Comment, content.end, content);
        }
        let behind = &self.source[content.end..];
        let next = behind.strip_prefix('\n').unwrap_or(behind);
        let next = next.trim_start_matches([' ', '\t', '\r']);
        self.at = self.source.len() - next.len();
        if next.starts_with('\n') {
            self.space();
            if let Some(last) = self.pieces.last_mut() {
                last.kind = Kind::Blank;
            }
        }
    }

    fn dollar(&mut self) {
        let is_display = self.rest().starts_with("$$");
        let (mark, kind) = match is_display {
            true => ("$$", Kind::Display),
            false => ("$", Kind::Formula),
        };
        if !self.formula(mark, mark, kind) {
            self.plain(Kind::Text, mark.len());
        }
    }

    /// A formula between two marks, in one paragraph.
    fn formula(&mut self, opens: &str, closes: &'static str, kind: Kind) -> bool {
        let from = self.at + opens.len();
        if self.in_vain.get(closes).is_some_and(|&end| from < end) {
            return false;
        }
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at) {
            if self.source[at..].starts_with(closes) {
                self.push(kind, at + closes.len(), Span::new(from, at));
                return true;
            }
            let is_blank_line = byte == b'\n' && self.is_blank_line(at + 1);
            if is_blank_line {
                break;
            }
            at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            while !self.source.is_char_boundary(at.min(self.source.len())) {
                at += 1;
            }
        }
        self.in_vain.insert(closes, at);
        false
    }

    /// Whether nothing stands between `at` and the end of its line, of which so much is looked at.
    fn is_blank_line(&self, at: usize) -> bool {
        let line = &self.bytes[at.min(self.bytes.len())..];
        let first = line
            .iter()
            .take(LONGEST_NAME)
            .find(|byte| !b" \t\r".contains(byte));
        first.is_none_or(|byte| *byte == b'\n')
    }

    fn command(&mut self) {
        let rest = &self.rest()[1..];
        let letters = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@');
        let mut length = letters.count();
        if length > 1 {
            // An @ is a letter only where others follow it.
            length = rest[..length].trim_end_matches('@').len();
        }
        if length == 0 {
            length = rest.chars().next().map_or(0, char::len_utf8);
        }
        let name = Span::new(self.at + 1, self.at + 1 + length);
        match name.of(self.source) {
            "(" if self.formula("\\(", "\\)", Kind::Formula) => {}
            "[" if self.formula("\\[", "\\]", Kind::Display) => {}
            "" => self.plain(Kind::Text, 1),
            " " | "\n" | "\t" | "\r" => self.plain(Kind::Space, 2),
            "begin" | "end" => self.environment(name),
            "verb" | "Verb" | "lstinline" | "mintinline" => self.code_in_line(name),
            "iffalse" => self.left_out(name),
            _ => self.named(name),
        }
    }

    fn named(&mut self, name: Span) {
        let mut end = name.end;
        let is_starred =
            self.source[end..].starts_with("*{") || self.source[end..].starts_with("*[");
        end += usize::from(is_starred);
        self.push(Kind::Command, end, name);
        let meaning = commands::command(name.of(self.source)).map(|command| command.meaning);
        match meaning {
            Some(Meaning::Link | Meaning::Address) => self.verbatim(),
            Some(Meaning::DefineCode) => self.define_code(),
            _ => {}
        }
    }

    /// An argument in braces that is read as it is.
    fn verbatim(&mut self) {
        let rest = self.rest();
        let inner = rest.strip_prefix('{').unwrap_or_default();
        let mut depth = 1_usize;
        for (at, byte) in inner.bytes().enumerate().take(LONGEST_CODE * 4) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let from = self.at + 1;
                self.push(Kind::Verbatim, from + at + 1, Span::new(from, from + at));
                return;
            }
        }
    }

    fn define_code(&mut self) {
        let inner = self.rest().strip_prefix('{');
        let name = inner.and_then(|inner| inner.split('}').next());
        self.code
            .extend(name.filter(|name| name.len() <= LONGEST_NAME));
    }

    /// `\begin{name}` or `\end{name}`; of code and formulas the whole environment.
    fn environment(&mut self, command: Span) {
        let behind = &self.source[command.end..];
        let inner = behind.trim_start_matches([' ', '\t']);
        let opened = behind.len() - inner.len() + 1;
        let end = inner
            .bytes()
            .take(LONGEST_NAME)
            .position(|byte| byte == b'}');
        let (Some(end), true) = (end, inner.starts_with('{')) else {
            self.push(Kind::Command, command.end, command);
            return;
        };
        let name = Span::new(command.end + opened, command.end + opened + end - 1);
        let is_begin = command.of(self.source) == "begin";
        let written = name.of(self.source);
        let holds = commands::environment(written).map(|environment| environment.holds);
        let is_code = holds == Some(Holds::Code) || self.code.contains(written);
        if is_begin && (is_code || holds == Some(Holds::Formula)) && self.whole(name, is_code) {
            return;
        }
        let kind = if is_begin { Kind::Begin } else { Kind::End };
        self.push(kind, name.end + 1, name);
    }

    /// The whole environment that begins with this name, up to its end.
    fn whole(&mut self, name: Span, is_code: bool) -> bool {
        let written = name.of(self.source);
        if self.names_in_vain.contains(written) {
            return false;
        }
        let closes = format!("\\end{{{written}}}");
        let inner = &self.bytes[name.end + 1..];
        let Some(found) = memchr::memmem::find(inner, closes.as_bytes()) else {
            self.names_in_vain.insert(written);
            return false;
        };
        let inner = Span::new(name.end + 1, name.end + 1 + found);
        let kind = if is_code { Kind::Code } else { Kind::Display };
        self.push(kind, inner.end + closes.len(), inner);
        true
    }

    /// `\verb|code|`, `\lstinline[…]{code}`.
    fn code_in_line(&mut self, command: Span) {
        let mut at = command.end;
        let name = command.of(self.source);
        at += usize::from(self.source[at..].starts_with('*'));
        let bound = |from: usize| {
            let end = (from + LONGEST_CODE).min(self.source.len());
            let window = &self.source[from..self.source.floor_char_boundary(end)];
            window.split('\n').next().unwrap_or(window)
        };
        if name == "lstinline" && self.source[at..].starts_with('[') {
            at += bound(at).find(']').map_or(0, |end| end + 1);
        }
        if name == "mintinline" {
            at += bound(at).find('}').map_or(0, |end| end + 1);
        }
        let line = bound(at);
        let mark = line.chars().next();
        let closes = match mark {
            Some('{') => Some('}'),
            mark => mark.filter(|c| !c.is_alphanumeric() && !c.is_whitespace()),
        };
        let from = at + mark.map_or(0, char::len_utf8);
        let end = closes.and_then(|closes| self.source[from..at + line.len()].find(closes));
        match (end, closes) {
            (Some(end), Some(closes)) => {
                let inner = Span::new(from, from + end);
                let end = inner.end + closes.len_utf8();
                self.push(Kind::Verbatim, end, inner);
            }
            _ => self.push(Kind::Command, command.end, command),
        }
    }

    /// What stands between `\iffalse` and its `\fi`.
    fn left_out(&mut self, command: Span) {
        const NO_END: &str = "\\fi";
        let mut depth = 1_usize;
        let mut at = command.end;
        if !self.in_vain.contains_key(NO_END) {
            while let Some(found) = memchr::memchr(b'\\', &self.bytes[at..]) {
                at += found + 1;
                let rest = &self.bytes[at..];
                let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic());
                let name = &rest[..letters.count()];
                match name {
                    b"fi" => depth -= 1,
                    b"iff" | b"ifthenelse" => {}
                    name if name.starts_with(b"if") => depth += 1,
                    // So that the second of two backslashes begins no command.
                    b"" => at += 1,
                    _ => {}
                }
                at = self
                    .source
                    .ceil_char_boundary((at + name.len()).min(self.source.len()));
                if depth == 0 {
                    self.at = at;
                    return;
                }
            }
            self.in_vain.insert(NO_END, self.source.len());
        }
        self.push(Kind::Command, command.end, command);
    }
}
