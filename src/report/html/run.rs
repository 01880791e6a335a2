//! Text with some of its words marked.

use crate::report::sanitize;
use crate::span::Span;

/// Words that are marked as deciding, or are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) marked: bool,
}

/// The words at `span` of `text`, cut where the `marked` ones begin and end.
pub(super) fn runs(text: &str, span: Span, marked: &[Span]) -> Vec<Run> {
    let run = |from: usize, to: usize, marked| Run {
        text: sanitize::page(&text[from..to]).into_owned(),
        marked,
    };
    let mut marked = marked.to_vec();
    marked.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut runs = Vec::new();
    let mut done = span.start;
    for mark in marked {
        let (start, end) = (mark.start.max(done), mark.end.min(span.end));
        if start >= end {
            continue;
        }
        runs.push(run(done, start, false));
        runs.push(run(start, end, true));
        done = end;
    }
    runs.push(run(done, span.end, false));
    runs.retain(|run| !run.text.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_out_whatever_their_order_and_overlap() {
        let marks = [Span::new(8, 12), Span::new(4, 9), Span::new(0, 2)];
        let runs = runs("one two three four", Span::new(4, 18), &marks);
        let told: Vec<(&str, bool)> = runs
            .iter()
            .map(|run| (run.text.as_str(), run.marked))
            .collect();
        assert_eq!(told, [("two t", true), ("hre", true), ("e four", false)]);
    }
}
