//! The signs of RTF, with the bytes they stand at.

use crate::span::Span;

/// A sign of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control sign (`\~`).
    Sign(u8),
    /// A byte of the text, as `\'e9` or as it is.
    Byte(u8),
    /// Bytes of the text that are ASCII.
    Words(&'a str),
}

/// The signs from one byte of a file to another.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn within(bytes: &'a [u8], span: Span) -> Self {
        let end = span.end.min(bytes.len());
        let at = span.start.min(end);
        Self { bytes, at, end }
    }

    /// Goes on behind the next `count` bytes, which are no text.
    pub(super) fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.end);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes
            .get(self.at)
            .copied()
            .filter(|_| self.at < self.end)
    }

    /// Goes on over the bytes that fit; answers what they say.
    fn run(&mut self, fits: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&fits) {
            self.at += 1;
        }
        // Only ASCII fits where this is called.
        std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default()
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            let name = self.run(|byte| byte.is_ascii_alphabetic());
            let start = self.at;
            if self.peek() == Some(b'-') {
                self.at += 1;
            }
            let digits = self.run(|byte| byte.is_ascii_digit());
            if digits.is_empty() {
                self.at = start;
            }
            let sign = if self.bytes.get(start) == Some(&b'-') {
                -1
            } else {
                1
            };
            let number = digits.parse::<i32>().ok().map(|number| sign * number);
            if self.peek() == Some(b' ') {
                self.at += 1;
            }
            return Some(Token::Word(name, number));
        }
        self.at += 1;
        if first != b'\'' {
            return Some(Token::Sign(first));
        }
        let digit = |at: usize| {
            let byte = self.bytes.get(at).filter(|_| at < self.end)?;
            char::from(*byte).to_digit(16)
        };
        match (digit(self.at), digit(self.at + 1)) {
            (Some(high), Some(low)) => {
                self.at += 2;
                Some(Token::Byte((high * 16 + low) as u8))
            }
            _ => Some(Token::Sign(first)),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, Span);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let token = match self.peek()? {
                b'\r' | b'\n' | 0 => {
                    self.at += 1;
                    continue;
                }
                b'{' => {
                    self.at += 1;
                    Token::Open
                }
                b'}' => {
                    self.at += 1;
                    Token::Close
                }
                b'\\' => {
                    self.at += 1;
                    self.control()?
                }
                byte if !byte.is_ascii() => {
                    self.at += 1;
                    Token::Byte(byte)
                }
                _ => Token::Words(self.run(|byte| {
                    byte.is_ascii() && !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)
                })),
            };
            return Some((token, Span::new(start, self.at)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_apart() {
        let source = br"{\b0 a\'e9\u-3 \~x\*\-1}";
        let all = Tokens::within(source, Span::new(0, source.len()));
        let tokens: Vec<Token<'_>> = all.map(|(token, _)| token).collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Words("a"),
            Token::Byte(0xE9),
            Token::Word("u", Some(-3)),
            Token::Sign(b'~'),
            Token::Words("x"),
            Token::Sign(b'*'),
            Token::Sign(b'-'),
            Token::Words("1"),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
