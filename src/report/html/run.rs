//! Text with some of its words marked.

use crate::report::sanitize;
use crate::span::Span;

/// Words that are marked as deciding, or are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) marked: bool,
}

/// The words at `span` of `text`, cut where the `marked` ones begin and end. Of marks within each
/// other the inner ones are shown: they tell more.
pub(super) fn runs(text: &str, span: Span, marked: &[Span]) -> Vec<Run> {
    let run = |from: usize, to: usize, marked| Run {
        text: sanitize::page(&text[from..to]).into_owned(),
        marked,
    };
    let mut runs = Vec::new();
    let mut done = span.start;
    for mark in innermost(marked) {
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

/// Those of `marks` that hold no other, in order.
fn innermost(marks: &[Span]) -> Vec<Span> {
    let mut marks = marks.to_vec();
    marks.retain(|mark| mark.start < mark.end);
    marks.sort_unstable_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    marks.dedup();
    let mut ends_first = usize::MAX;
    let mut kept: Vec<Span> = Vec::with_capacity(marks.len());
    // None that comes later begins before it, so it holds one that ends before it does.
    for mark in marks.into_iter().rev() {
        if mark.end < ends_first {
            kept.push(mark);
        }
        ends_first = ends_first.min(mark.end);
    }
    kept.reverse();
    kept
}

/// At most `most` characters of `runs`, cut between words, so that the first marked words are among
/// them.
pub(super) fn short(all: &[Run], most: usize) -> Vec<Run> {
    let text: String = all.iter().map(|run| run.text.as_str()).collect();
    let offset = |at: usize| text.char_indices().nth(at).map(|(offset, _)| offset);
    if offset(most).is_none() {
        return all.to_vec();
    }
    let mut marked = Vec::new();
    let mut done = 0;
    for run in all {
        let span = Span::new(done, done + run.text.len());
        marked.extend(run.marked.then_some(span));
        done = span.end;
    }
    let mark = marked.first().map_or(0, |mark| mark.start);
    // Some words before the mark, where it does not stand near the beginning, and more near the end.
    let before = text[..mark].chars().count();
    let from = match before < most / 2 {
        true => 0,
        false => (before - most / 3).min(text.chars().count() - most),
    };
    let from = offset(from).unwrap_or(0);
    let from = match text[from..mark].find(' ') {
        Some(space) if from > 0 => from + space + 1,
        _ => from,
    };
    let to = text[from..].char_indices().nth(most);
    let to = to.map_or(text.len(), |(at, _)| {
        let cut = &text[from..from + at];
        from + cut.rfind(' ').unwrap_or(at)
    });
    let mut cut = runs(&text, Span::new(from, to), &marked);
    let dots = |text: &str| Run {
        text: text.to_owned(),
        marked: false,
    };
    if from > 0 {
        cut.insert(0, dots("… "));
    }
    if to < text.len() {
        cut.push(dots(" …"));
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_marks_within_each_other_the_inner_ones_are_shown() {
        let span = Span::new;
        let marks = [
            span(0, 20),
            span(4, 6),
            span(4, 6),
            span(12, 20),
            span(25, 30),
        ];
        assert_eq!(innermost(&marks), [span(4, 6), span(12, 20), span(25, 30)]);
        assert_eq!(
            innermost(&[span(0, 5), span(3, 8)]),
            [span(0, 5), span(3, 8)]
        );
    }

    #[test]
    fn an_empty_mark_hides_none() {
        let whole = Span::new(0, 5);
        assert_eq!(innermost(&[whole, Span::new(3, 3)]), [whole]);
    }

    #[test]
    fn what_is_short_shows_the_first_marked_words() {
        let told = |text: &str, marks: &[Span]| {
            let all = runs(text, Span::new(0, text.len()), marks);
            let cut = short(&all, 20);
            let cut = cut.iter().map(|run| match run.marked {
                true => format!("[{}]", run.text),
                false => run.text.clone(),
            });
            cut.collect::<String>()
        };
        assert_eq!(
            told("It ended in 2021.", &[Span::new(12, 16)]),
            "It ended in [2021]."
        );
        assert_eq!(
            told("The whole harbour was closed in May.", &[]),
            "The whole harbour …"
        );
        let late = "The whole old harbour of Lund was closed in May 2021 for good.";
        let year = late.find("2021").unwrap();
        assert_eq!(
            told(late, &[Span::new(year, year + 4)]),
            "… May [2021] for good."
        );
        assert_eq!(told(&"é".repeat(30), &[]).chars().count(), 22);
    }

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
