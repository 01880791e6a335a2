//! The words before a date that say how it bounds what is told: "since", "by the", "d'ici à".

use super::calendar;
use super::period::Period;
use super::read::Reader;
use super::{DateFact, DateRelation};

/// The bound that the four words before a date set, and how many of them belong to it.
fn bound(before: [&str; 4]) -> Option<(DateRelation, usize)> {
    use DateRelation::{After, Before, By, Since, Until};
    Some(match before {
        [.., "a", "partir" | "compter", "de" | "du"] => (Since, 3),
        [.., "partir" | "compter", "de" | "du"] => (Since, 2),
        [.., "since" | "depuis" | "from"] => (Since, 1),
        [.., "jusqu'", "a" | "en" | "au"] => (Until, 2),
        [.., "until" | "till"] => (Until, 1),
        [.., "no" | "not", "later", "than"] | [.., "au", "plus", "tard"] => (By, 3),
        [.., "d'", "ici", "a"] => (By, 3),
        [.., "d'", "ici"] => (By, 2),
        [.., "by"] => (By, 1),
        [.., "prior", "to"] | [.., "pre", "-"] => (Before, 2),
        [.., "before" | "preceding" | "avant"] => (Before, 1),
        [.., "post", "-"] => (After, 2),
        [.., "after" | "succeeding" | "apres"] => (After, 1),
        _ => return None,
    })
}

impl Reader<'_, '_> {
    /// Takes in the words before the period that say how it bounds what is told.
    pub(super) fn finish(
        &self,
        period: Period,
        relation: DateRelation,
        earliest: usize,
    ) -> DateFact {
        let mut first = period.first;
        let mut approximate = period.approximate;
        let step = |first: usize| first.checked_sub(1).filter(|&at| at >= earliest);
        while let Some(at) = step(first)
            && matches!(
                self.key(at),
                "the" | "le" | "la" | "l'" | "les" | "around" | "about" | "vers" | "circa"
            )
        {
            approximate |= matches!(self.key(at), "around" | "about" | "vers" | "circa");
            first = at;
        }
        let back = |back: usize| {
            let at = first.checked_sub(back).filter(|&at| at >= earliest);
            at.map_or("", |at| self.key(at))
        };
        let bound = match relation {
            DateRelation::Between => {
                let opened = matches!(back(1), "from" | "between" | "entre" | "du" | "de" | "d'");
                opened.then_some((relation, 1))
            }
            // Not "des années 1970", which is "dès" once folded.
            _ if back(1) == "des" && self.is_grave(first - 1) => Some((DateRelation::Since, 1)),
            _ => bound([back(4), back(3), back(2), back(1)]),
        };
        match bound {
            // Before its end, a period may still go on.
            Some((DateRelation::Before, taken))
                if matches!(self.key(period.first), "end" | "fin") =>
            {
                self.fact(period, DateRelation::By, first - taken, approximate)
            }
            Some((relation, taken)) => self.fact(period, relation, first - taken, approximate),
            None => self.fact(period, relation, period.first, approximate),
        }
    }

    fn is_grave(&self, at: usize) -> bool {
        self.piece(at)
            .is_some_and(|piece| piece.written.contains(['è', 'È']))
    }

    fn fact(
        &self,
        period: Period,
        relation: DateRelation,
        first: usize,
        approximate: bool,
    ) -> DateFact {
        let days = period.days;
        let (start, end) = (days.map(|days| days.0), days.map(|days| days.1));
        let (from, to) = match relation {
            DateRelation::At | DateRelation::Between => (start, end),
            DateRelation::Since => (start, None),
            DateRelation::Until | DateRelation::By => (None, end),
            DateRelation::Before => (None, start.and_then(calendar::before)),
            DateRelation::After => (end.and_then(|day| calendar::add_days(day, 1)), None),
        };
        let pieces = self.numbers.pieces;
        DateFact {
            span: pieces[first].span.cover(pieces[period.end - 1].span),
            from,
            to,
            granularity: period.granularity,
            relation,
            complete: days.is_some(),
            year_written: period.year_written,
            approximate,
            month: period.month,
            day: period.day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn bounds_in_both_languages() {
        for (language, text, days) in [
            (English, "since 4 May 2020", "2020-05-04.."),
            (English, "until May 2020", "..2020-05-31"),
            (English, "by the end of 2020", "..2020-12-31"),
            (English, "no later than 4 May 2020", "..2020-05-04"),
            (English, "before the end of May 2020", "..2020-05-31"),
            (English, "prior to 2020", "..2019-12-31"),
            (English, "after 4 May 2020", "2020-05-05.."),
            (English, "preceding 2020", "..2019-12-31"),
            (English, "succeeding 2020", "2021-01-01.."),
            (French, "à compter du 4 mai 2020", "2020-05-04.."),
            (French, "jusqu'en mai 2020", "..2020-05-31"),
            (French, "d'ici à la fin de 2020", "..2020-12-31"),
            (French, "d'ici la fin 2020", "..2020-12-31"),
            (French, "au plus tard le 4 mai 2020", "..2020-05-04"),
            (French, "avant la fin de mai 2020", "..2020-05-31"),
            (French, "après le 4 mai 2020", "2020-05-05.."),
        ] {
            assert_eq!(day_of_writing(text, language), [days], "{text}");
        }
    }

    #[test]
    fn other_words_bound_nothing() {
        for (language, text) in [
            (English, "the drought of May 2020"),
            (English, "It is later than in May 2020."),
            (French, "Il est ici en mai 2020."),
        ] {
            let may = ["2020-05-01..2020-05-31"];
            assert_eq!(day_of_writing(text, language), may, "{text}");
        }
    }
}
