//! The lines that end blocks, so that each block finds its own without going through the text.

use std::collections::HashMap;

use super::stars;
use crate::document::lined::lines;

/// The lines of a text that end blocks, by what they say, in order.
pub(super) struct Ends {
    named: HashMap<String, Vec<usize>>,
    /// The lines that are headings: no block goes on behind one.
    headings: Vec<usize>,
}

impl Ends {
    pub(super) fn of(source: &str) -> Self {
        let mut ends = Self {
            named: HashMap::new(),
            headings: Vec::new(),
        };
        for (at, line) in lines(source).into_iter().enumerate() {
            let text = line.text(source);
            if stars(line, text).is_some() {
                ends.headings.push(at);
            } else if let Some(said) = said(text) {
                ends.named.entry(said.to_lowercase()).or_default().push(at);
            }
        }
        ends
    }

    /// The first line behind `at` and before `to` that says this, unless a heading stands before it.
    pub(super) fn behind(&self, at: usize, to: usize, said: &str) -> Option<usize> {
        let after = |lines: &[usize]| {
            lines
                .get(lines.partition_point(|line| *line <= at))
                .copied()
        };
        let end = after(self.named.get(said)?)?;
        let heading = after(&self.headings).unwrap_or(to);
        (end < to.min(heading)).then_some(end)
    }
}

/// What a line says that ends a block, a drawer or an environment of LaTeX.
fn said(text: &str) -> Option<&str> {
    if text.eq_ignore_ascii_case(":END:") {
        return Some(text);
    }
    if text
        .get(..6)
        .is_some_and(|head| head.eq_ignore_ascii_case("#+end_"))
    {
        return text.split_whitespace().next();
    }
    let end = text.rfind("\\end{")?;
    text.ends_with('}').then(|| &text[end..])
}
