//! Mark-up within a paragraph.

use super::Reader;
use super::names::label;
use super::role::{self, Role};
use crate::document::MarkKind;
use crate::document::lined::{Search, works};
use crate::span::Span;

/// Signs that may open mark-up, or end a name that leads elsewhere.
const SIGNS: &[u8] = b"\\`*|[_:h";

/// The longest name of a role.
const LONGEST_ROLE: usize = 60;

/// Whether mark-up may begin behind this.
fn is_before(c: Option<char>) -> bool {
    let is_sign = |c: char| match c.is_ascii() {
        true => "'\"([{<-/:".contains(c),
        false => !c.is_alphanumeric(),
    };
    c.is_none_or(|c| c.is_whitespace() || is_sign(c))
}

/// Whether mark-up may end before this.
fn is_behind(c: Option<char>) -> bool {
    let is_sign = |c: char| match c.is_ascii() {
        true => "'\")]}>-/\\:.,;!?".contains(c),
        false => !c.is_alphanumeric(),
    };
    c.is_none_or(|c| c.is_whitespace() || is_sign(c))
}

/// Whether the signs before and behind a sign say that it is itself meant: `"*"`, `(*)`.
fn is_quoted(before: Option<char>, behind: Option<char>) -> bool {
    const PAIRS: [&str; 6] = ["''", "\"\"", "()", "[]", "{}", "<>"];
    let is_pair =
        |before: char, behind: char| PAIRS.iter().any(|pair| pair.chars().eq([before, behind]));
    before
        .zip(behind)
        .is_some_and(|(before, behind)| is_pair(before, behind))
}

/// What stands behind a sign that may be doubled.
fn behind_sign(text: &str, sign: u8) -> Option<char> {
    let length = text
        .bytes()
        .take(2)
        .take_while(|byte| *byte == sign)
        .count();
    text[length..].chars().next()
}

impl Reader<'_> {
    /// Writes the words at `span`, with what its mark-up says of them.
    pub(super) fn inline(&mut self, span: Span) {
        let mut search = Search::new(self.source, span);
        let bytes = self.source.as_bytes();
        let (mut at, mut from) = (span.start, span.start);
        while at < span.end {
            if !SIGNS.contains(&bytes[at]) {
                at += 1;
                continue;
            }
            match self.sign(at, from, span, &mut search) {
                Some(next) => {
                    at = next;
                    from = next;
                }
                None => at += 1,
            }
        }
        self.writer.words(Span::new(from, span.end));
    }

    /// What begins at `at`; the words from `from` on are still to be written, and are where something
    /// does. Answers with the place behind it.
    fn sign(
        &mut self,
        at: usize,
        from: usize,
        span: Span,
        search: &mut Search<'_>,
    ) -> Option<usize> {
        let rest = &self.source[at..span.end];
        let before = self.source[from..at].chars().next_back();
        let before = before.or_else(|| self.source[span.start..at].chars().next_back());
        match rest.as_bytes()[0] {
            b'\\' => Some(self.escape(at, from, span)),
            b'h' if rest.starts_with("http") && is_before(before) => self.address(at, from, span),
            b'_' => self.reference(at, from, span),
            _ if !is_before(before) => None,
            sign if is_quoted(before, behind_sign(rest, sign)) => None,
            b':' => self.role(at, from, span, search),
            b'`' if rest.starts_with("``") => {
                let close = closed(self.source, at + 2, span, "``", search)?;
                let inner = Span::new(at + 2, close);
                let whole = Span::new(at, close + 2);
                self.flush(from, at);
                self.writer.marked(MarkKind::Code, inner, whole);
                Some(whole.end)
            }
            b'`' => self.interpreted(at, at, None, from, span, search),
            b'*' => {
                let sign = if rest.starts_with("**") { "**" } else { "*" };
                let close = closed(self.source, at + sign.len(), span, sign, search)?;
                let inner = Span::new(at + sign.len(), close);
                let whole = Span::new(at, close + sign.len());
                self.flush(from, at);
                self.stressed(inner, whole);
                Some(whole.end)
            }
            b'|' => self.substitution(at, from, span, search),
            b'[' => self.noted(at, from, span),
            _ => None,
        }
    }

    fn flush(&mut self, from: usize, to: usize) {
        self.writer.words(Span::new(from, to));
    }

    fn stressed(&mut self, inner: Span, whole: Span) {
        self.writer.marked(MarkKind::Emphasis, inner, whole);
    }

    /// A backslash, which says that the next sign is only a sign, and that white space is none.
    fn escape(&mut self, at: usize, from: usize, span: Span) -> usize {
        self.flush(from, at);
        let next = self.source[at + 1..span.end].chars().next();
        let Some(next) = next else { return at + 1 };
        let end = at + 1 + next.len_utf8();
        if !next.is_whitespace() {
            self.flush(at + 1, end);
        }
        end
    }

    /// An address, in which no sign is mark-up.
    fn address(&mut self, at: usize, from: usize, span: Span) -> Option<usize> {
        let rest = &self.source[at..span.end];
        let is_address = rest.starts_with("http://") || rest.starts_with("https://");
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`'));
        let end = at + length.unwrap_or(rest.len());
        is_address.then(|| {
            self.flush(from, end);
            end
        })
    }

    /// `:role:` before words between backticks.
    fn role(
        &mut self,
        at: usize,
        from: usize,
        span: Span,
        search: &mut Search<'_>,
    ) -> Option<usize> {
        let rest = &self.source.as_bytes()[at + 1..span.end];
        let tick = rest.iter().take(LONGEST_ROLE).position(|b| *b == b'`')?;
        let name = self.source[at + 1..at + 1 + tick].strip_suffix(':')?;
        let is_letter = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
        let is_name = !name.is_empty() && name.chars().all(is_letter);
        let name = is_name.then_some(name)?;
        self.interpreted(at, at + 1 + tick, Some(name), from, span, search)
    }

    /// Words between backticks, of which the first stands at `tick`: a link, or what a role says.
    fn interpreted(
        &mut self,
        at: usize,
        tick: usize,
        name: Option<&str>,
        from: usize,
        span: Span,
        search: &mut Search<'_>,
    ) -> Option<usize> {
        let source = self.source;
        let first = source[tick + 1..span.end].chars().next()?;
        if first.is_whitespace() {
            return None;
        }
        let fits = |close: usize| {
            let behind = &source[close + 1..span.end];
            let is_open = is_behind(behind.chars().next()) || behind.starts_with(['_', ':']);
            is_closing(source, close) && is_open
        };
        let from_content = tick + 1 + first.len_utf8();
        let close = search.first(from_content, span.end, "`", fits)?;
        let inner = Span::new(tick + 1, close);
        let content = inner.of(source);
        let behind = &source[close + 1..span.end];
        let links = underscores(behind);
        self.flush(from, at);
        if name.is_none() && matches!(links, 1 | 2) {
            let whole = Span::new(at, close + 1 + links);
            self.link(inner, whole);
            return Some(whole.end);
        }
        let suffix = match name {
            None => suffix_role(behind),
            Some(_) => None,
        };
        let length = suffix.map_or(0, |name| name.len() + 2);
        let whole = Span::new(at, close + 1 + length);
        match name.or(suffix) {
            Some(name) => self.show(role::of(name, content), inner, whole),
            None if content.contains(char::is_whitespace) => self.stressed(inner, whole),
            None => self.writer.marked(MarkKind::Code, inner, whole),
        }
        Some(whole.end)
    }

    fn show(&mut self, role: Role, inner: Span, whole: Span) {
        match role {
            Role::Cites(works) => self.writer.cite(works, inner, whole),
            Role::Shows(words) => self.plain(words.shifted(inner.start)),
            Role::Stresses(words) => self.stressed(words.shifted(inner.start), whole),
            Role::Names(words) => {
                let words = words.shifted(inner.start);
                self.writer.marked(MarkKind::Code, words, whole);
            }
            Role::Raises => self.writer.raised(inner, whole),
            Role::Strikes | Role::Refers => {}
            Role::Numbers(series) => {
                self.writer
                    .replace(series, Span::new(whole.start, inner.start));
                self.plain(inner);
            }
        }
    }

    /// Words without mark-up, but for backslashes.
    fn plain(&mut self, span: Span) {
        let mut from = span.start;
        for (at, _) in span.of(self.source).match_indices('\\') {
            let at = span.start + at;
            if at >= from {
                from = self.escape(at, from, span);
            }
        }
        self.flush(from.min(span.end), span.end);
    }

    /// A link: `words <address>`, or words whose address is given elsewhere.
    fn link(&mut self, inner: Span, whole: Span) {
        let content = inner.of(self.source);
        let (shown, address) = match role::title(content) {
            Some(words) => {
                let target = content[words.end..].trim().trim_matches(['<', '>']);
                (words.shifted(inner.start), target.to_owned())
            }
            None => {
                let bare = content
                    .strip_prefix('<')
                    .and_then(|it| it.strip_suffix('>'));
                match bare {
                    Some(bare) => (Span::new(inner.start + 1, inner.end - 1), bare.to_owned()),
                    None => (inner, content.to_owned()),
                }
            }
        };
        self.lead(&address, shown, whole);
    }

    /// Words that lead to `target`: an address, or the name of one.
    fn lead(&mut self, target: &str, shown: Span, whole: Span) {
        let name = target.trim_end_matches('_').to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        let named = self.names.links.get(&words.join(" "));
        let target = named.map_or(target, String::as_str);
        let leads = target.contains("://") || target.starts_with("mailto:") || named.is_some();
        if leads && !target.is_empty() {
            let target = target.to_owned();
            self.writer.marked(MarkKind::Link { target }, shown, whole);
        } else {
            self.plain(shown);
        }
    }

    /// `name_`: a word that leads elsewhere; `at` is the underscore.
    fn reference(&mut self, at: usize, from: usize, span: Span) -> Option<usize> {
        let before = &self.source[from..at];
        let length = before
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"-.+".contains(byte))
            .count();
        let word = Span::new(at - length, at);
        if length == 0 {
            // `_`target``: a place that others lead to.
            let is_target = self.source[at + 1..span.end].starts_with('`')
                && is_before(before.chars().next_back());
            return is_target.then(|| {
                self.flush(from, at);
                at + 1
            });
        }
        let rest = &self.source[at..span.end];
        let links = underscores(rest);
        let behind = rest[links..].chars().next();
        let parts = self.source[span.start..word.start].chars().next_back();
        let is_word = parts.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '\\');
        if links > 2 || !is_behind(behind) || !is_word {
            return None;
        }
        let end = at + links;
        self.flush(from, word.start);
        self.lead(word.of(self.source), word, Span::new(word.start, end));
        Some(end)
    }

    /// `|name|`, which other words stand for.
    fn substitution(
        &mut self,
        at: usize,
        from: usize,
        span: Span,
        search: &mut Search<'_>,
    ) -> Option<usize> {
        let close = closed(self.source, at + 1, span, "|", search)?;
        let inner = Span::new(at + 1, close);
        let behind = &self.source[close + 1..span.end];
        let links = underscores(behind);
        let whole = Span::new(at, close + 1 + links);
        self.flush(from, at);
        match self.names.words.get(inner.of(self.source)) {
            Some(words) => {
                let words = words.replace(['*', '`'], "");
                self.writer.replace(&words, whole);
            }
            None => self.writer.marked(MarkKind::Code, inner, whole),
        }
        Some(whole.end)
    }

    /// `[label]_`: a note or a work of the list of references. A work that the document does not
    /// define is one of another file.
    fn noted(&mut self, at: usize, from: usize, span: Span) -> Option<usize> {
        let (name, length) = label(&self.source[at..span.end])?;
        let behind = self.source[at + length..span.end].strip_prefix('_')?;
        if !is_behind(behind.chars().next()) {
            return None;
        }
        let whole = Span::new(at, at + length + 1);
        self.flush(from, at);
        let is_note = name.starts_with(['#', '*']) || name.bytes().all(|b| b.is_ascii_digit());
        let is_known = self.names.labels.contains(&name.to_lowercase());
        if is_note || is_known {
            let label = self.names.label(name, true);
            self.writer.refer(&label, whole);
        } else {
            let works = works(name);
            self.writer.cite(works, Span::new(at, at + length), whole);
        }
        Some(whole.end)
    }
}

/// How many underscores a text begins with: three are as many as any more.
fn underscores(text: &str) -> usize {
    text.bytes()
        .take(3)
        .take_while(|byte| *byte == b'_')
        .count()
}

/// Where `sign` ends what began right before `from`.
fn closed(
    source: &str,
    from: usize,
    span: Span,
    sign: &'static str,
    search: &mut Search<'_>,
) -> Option<usize> {
    let first = source[from..span.end].chars().next()?;
    if first.is_whitespace() {
        return None;
    }
    let fits = |close: usize| {
        let behind = source[close + sign.len()..span.end].chars().next();
        let goes_on = sign == "|" && behind == Some('_');
        let is_code = sign == "``";
        (is_code && !source[..close].ends_with(char::is_whitespace) || is_closing(source, close))
            && (is_behind(behind) || goes_on)
    };
    search.first(from + first.len_utf8(), span.end, sign, fits)
}

/// Whether the sign at `at` may end mark-up: right behind a word, and no backslash says otherwise.
fn is_closing(source: &str, at: usize) -> bool {
    !source[..at].ends_with(|c: char| c.is_whitespace() || c == '\\')
}

/// The role named behind words between backticks: `` `words`:role: ``.
fn suffix_role(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix(':')?;
    let end = rest.bytes().take(LONGEST_ROLE).position(|b| b == b':')?;
    let is_name = end > 0
        && rest[..end]
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_name.then(|| &rest[..end])
}
