//! Days and months: "13 January 2020", "January 13", "4–23 May", "1er avril".

use super::super::number::Form;
use super::super::piece::Piece;
use super::Granularity;
use super::calendar;
use super::period::Period;
use super::read::Reader;
use super::relative;

impl Reader<'_, '_> {
    /// A day of the month in digits or as an ordinal: "12", "12th", "1er", "first".
    pub(super) fn day_of_month(&self, at: usize) -> Option<(i32, usize)> {
        let may_be_ordinal = self.piece(at)?.numeral().is_some() || !self.french();
        if may_be_ordinal
            && let Some(number) = self.numbers.read(at)
            && number.form == Form::Ordinal
            && (1.0..=31.0).contains(&number.value)
        {
            #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
            return Some((number.value as i32, number.end));
        }
        let day = self.integer(at)?;
        ((1..=31).contains(&day) && self.piece(at)?.span.len() <= 2).then_some((day, at + 1))
    }

    /// "13 January 2020", "the 13th of January", "1er avril".
    pub(super) fn day_month(&self, at: usize) -> Option<Period> {
        let (day, end) = self.day_of_month(at)?;
        let end_of_day = if (self.key(end), self.key(end + 1)) == ("day", "of") {
            end + 1
        } else {
            end
        };
        let next = end_of_day
            + usize::from(matches!(
                self.key(end_of_day),
                "of" | "de" | "d'" | "." | "-"
            ));
        if let Some(period) = relative::day_of(self, at, day, end) {
            return Some(period);
        }
        let month = self.month_name(next)?;
        let mut period = Period::new(at, self.past_dot(next + 1), None, Granularity::Day);
        period.month = Some(month);
        period.day = i8::try_from(day).ok();
        Some(self.with_year(period))
    }

    /// "The first of May", "this fifteenth day of May", "le quinze mai deux mille quinze".
    pub(super) fn day_in_words(&self, at: usize) -> Option<Period> {
        self.piece(at)?.number_word?;
        if !self.french() {
            return self.day_month(at).or_else(|| {
                let (day, end) = self.day_as_cardinal(at)?;
                let period = Period {
                    month: Some(self.month_name(end)?),
                    day: i8::try_from(day).ok(),
                    ..Period::new(at, end + 1, None, Granularity::Day)
                };
                Some(self.with_year(period)).filter(|period| period.year_written)
            });
        }
        // "Un" is the commonest word of all that may be a number.
        let article = matches!(self.key(at), "un" | "une");
        let number = (!article).then(|| self.numbers.whole(at)).flatten()?;
        let month = self.month_name(number.end)?;
        let day = (1.0..=31.0).contains(&number.value) && number.form == Form::Cardinal;
        #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
        let day = day.then_some(number.value as i8)?;
        let mut period = Period::new(at, number.end + 1, None, Granularity::Day);
        period.month = Some(month);
        period.day = Some(day);
        Some(self.with_year(period))
    }

    /// The "3" of "on 3 and 5 October 2019", "les 3, 4 et 5 octobre": the month stands at the end.
    pub(super) fn day_in_list(&self, at: usize) -> Option<Period> {
        const LONGEST: usize = 6;
        let day_at = |at: usize| {
            let numeral = self.numbers.is_numeral(at);
            numeral.then(|| self.day_of_month(at)).flatten()
        };
        let first = day_at(at)?;
        let linked = |at: usize| matches!(self.key(at), "," | "and" | "et" | "or" | "ou" | "&");
        let before = at.wrapping_sub(1);
        let opened = matches!(
            self.key(before),
            "on" | "the" | "le" | "les" | "des" | "du" | "aux" | "dates"
        );
        let goes_on = linked(before) && day_at(at.wrapping_sub(2)).is_some();
        let (day, mut end) = Some(first).filter(|_| opened || goes_on)?;
        for _ in 0..LONGEST {
            if !linked(end) {
                return None;
            }
            let mut next = end + 1;
            while linked(next) || matches!(self.key(next), "le" | "the" | "on") {
                next += 1;
            }
            let (_, after) = day_at(next).filter(|(later, _)| *later > day)?;
            if let Some(last) = self.day_month(next).filter(|last| last.month.is_some()) {
                let year = last.days.map(|(from, _)| from.year());
                let period = Period {
                    first: at,
                    end: first.1,
                    days: None,
                    day: i8::try_from(day).ok(),
                    ..last
                };
                return Some(year.map_or(period, |year| period.in_year(year.into())));
            }
            end = after;
        }
        None
    }

    /// The year of "9 October 2019" for the "7 October" that stands in one list with it.
    pub(super) fn with_shared_year(&self, period: Period) -> Period {
        const LONGEST: usize = 4;
        if period.days.is_some() || period.month.is_none() {
            return period;
        }
        let mut end = period.end;
        for _ in 0..LONGEST {
            let mut next = end;
            while matches!(
                self.key(next),
                "," | "and"
                    | "et"
                    | "or"
                    | "ou"
                    | "puis"
                    | "then"
                    | "again"
                    | "on"
                    | "in"
                    | "en"
                    | "le"
            ) {
                next += 1;
            }
            let Some(other) = self
                .point(next)
                .filter(|other| next > end && other.month.is_some())
            else {
                return period;
            };
            if let Some((from, _)) = other.days.filter(|_| other.year_written) {
                return period.in_year(from.year().into()).written();
            }
            end = other.end;
        }
        period
    }

    pub(super) fn month_name(&self, at: usize) -> Option<i8> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        // "Sept" is seven in French, but not between a day and a year.
        if self.french() && piece.is("sept") && self.integer(at.wrapping_sub(1)).is_none() {
            return None;
        }
        calendar::month(&piece.key, piece.written, self.numbers.language)
    }

    /// Past the dot of an abbreviated month.
    pub(super) fn past_dot(&self, at: usize) -> usize {
        let short = self
            .piece(at.wrapping_sub(1))
            .is_some_and(|piece| piece.span.len() <= 5);
        let dot = self.key(at) == "." && self.piece(at).is_some_and(|piece| !piece.spaced);
        let goes_on = self
            .piece(at + 1)
            .is_some_and(|next| next.numeral().is_some());
        let goes_on = goes_on || matches!(self.key(at + 1), "," | "de");
        at + usize::from(short && dot && goes_on)
    }

    /// "January 13, 2020", "January 2020", "in January".
    pub(super) fn month_first(&self, at: usize) -> Option<Period> {
        let month = self.month_name(at)?;
        let end = self.past_dot(at + 1);
        let period = Period {
            month: Some(month),
            ..Period::new(at, end, None, Granularity::Month)
        };
        let with_year = self.with_year(period);
        if with_year.year_written {
            return Some(with_year);
        }
        if let Some(day) = self.day_after_month(period) {
            return Some(day);
        }
        let name = matches!(
            self.key(at),
            "may" | "march" | "august" | "jan" | "jun" | "mars" | "mar" | "dec"
        );
        let placed = matches!(
            self.key(at.wrapping_sub(1)),
            "in" | "since"
                | "until"
                | "by"
                | "last"
                | "this"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "-"
                | "of"
                | "before"
                | "after"
                | "to"
                | "from"
                | "during"
                | "en"
                | "depuis"
                | "de"
                | "and"
                | "between"
                | "entre"
                | "avant"
                | "apres"
                | "cette"
                | "ce"
                | "fin"
                | "debut"
        ) || matches!(self.key(end), "prochain" | "dernier");
        // "May–July"
        let spans = matches!(self.key(end), "-" | "to" | "through" | "a")
            && self.month_name(end + 1).is_some();
        (!name || placed || spans).then(|| relative::month_of(self, period))
    }

    /// "January 13", "January the thirteenth", "January thirteen, 2020": the day behind the month
    /// `named`, and its year.
    fn day_after_month(&self, named: Period) -> Option<Period> {
        let tied = usize::from(self.is_tied_dash(named.end));
        let at = named.end + tied + usize::from(self.key(named.end) == "the");
        let dated = |day: i32, end: usize| {
            self.with_year(Period {
                day: i8::try_from(day).ok(),
                granularity: Granularity::Day,
                end,
                ..named
            })
        };
        if let Some((day, end)) = self.day_of_month(at) {
            let alone = self.numbers.is_numeral(at) && at == named.end;
            let period = dated(day, end);
            let told = alone || self.closes(end, at) && tied == 0;
            return (told || period.year_written).then_some(period);
        }
        let (day, end) = self.day_as_cardinal(at)?;
        Some(dated(day, end)).filter(|period| period.year_written)
    }

    /// A day of the month as a plain number in words, "twenty-one": a date only with its year.
    fn day_as_cardinal(&self, at: usize) -> Option<(i32, usize)> {
        self.piece(at)?.number_word?;
        let number = self.numbers.whole(at)?;
        let day = number.form == Form::Cardinal && (1.0..=31.0).contains(&number.value);
        #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
        day.then_some((number.value as i32, number.end))
    }

    /// "February 2–7, 2018", "Feb. 2nd to 7th", "February between 2 and 7".
    pub(super) fn month_day_range(&self, at: usize) -> Option<Period> {
        let month = self.month_name(at)?;
        let end = self.past_dot(at + 1);
        let opener = self.key(end);
        let (from, link) =
            self.day_of_month(end + usize::from(matches!(opener, "between" | "from")))?;
        let next = match self.key(link) {
            "-" | "to" | "through" | "until" => link + 1,
            "and" if opener == "between" => link + 1,
            _ => return None,
        };
        let (to, end) = self.day_of_month(next).filter(|(to, _)| from < *to)?;
        let last = self.with_year(Period {
            month: Some(month),
            day: i8::try_from(to).ok(),
            ..Period::new(at, end, None, Granularity::Day)
        });
        // "On May 2 to 7 goats" and "May 2 to 7 June" tell one day each.
        let counts = self.piece(end).is_some_and(Piece::is_word) && !self.closes(end, next);
        let ends = last.year_written || self.is_tied_dash(link) || !counts;
        if !ends || self.month_name(end).is_some() {
            return None;
        }
        let last = self.resolve(last);
        let days = last.days.and_then(|(_, to)| {
            let from = calendar::day(to.year().into(), to.month().into(), from)?;
            Some((from, to))
        });
        Some(Period {
            days,
            day: None,
            ..last
        })
    }

    /// Adds the year that follows the period, if one does.
    pub(super) fn with_year(&self, period: Period) -> Period {
        let mut at = period.end;
        at += usize::from(self.is_tied_dash(at) || self.key(at) == ",");
        while matches!(self.key(at), "of" | "de" | "l'" | "annee" | "the" | "year") {
            at += 1;
        }
        match self.year_number(at) {
            Some((year, end)) => {
                let dated = Period { end, ..period }.in_year(year);
                if dated.days.is_some() {
                    dated.written()
                } else {
                    period
                }
            }
            None => period,
        }
    }

    /// "4–23 January 2020", "du 4 au 22 janvier", "between 4 and 22 this month".
    pub(super) fn day_range(&self, at: usize) -> Option<Period> {
        let (from, end) = self.day_of_month(at)?;
        let opened = matches!(self.key(at.wrapping_sub(1)), "between" | "entre")
            || self.key(at.wrapping_sub(2)) == "entre";
        let next = match self.key(end) {
            "-" | "to" | "au" | "through" => end + 1,
            "jusqu'" => end + 2,
            "and" | "et" if opened => end + 1,
            _ => return None,
        };
        let next = next + usize::from(matches!(self.key(next), "le" | "the"));
        let last = self.day_month(next).map(|last| self.resolve(last))?;
        let (_, to) = last.days.filter(|_| last.day.is_some())?;
        let from = calendar::day(to.year().into(), to.month().into(), from)?;
        (from < to).then_some(Period {
            first: at,
            days: Some((from, to)),
            month: Some(to.month()),
            day: None,
            ..last
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn days_in_words() {
        for (language, text) in [
            (English, "on the fourth of May 2020"),
            (English, "this fourth day of May two thousand and twenty"),
            (English, "It began on May fourth, 2020."),
            (French, "le quatre mai deux mille vingt"),
        ] {
            assert_eq!(
                day_of_writing(text, language),
                ["2020-05-04..2020-05-04"],
                "{text}"
            );
        }
    }

    #[test]
    fn days_in_cardinal_words_with_their_year() {
        for text in [
            "on May four, two thousand and twenty",
            "Monday, May fourth two thousand twenty",
            "May the 4th twenty twenty",
            "four May 2020",
            "May-04-2020",
        ] {
            assert_eq!(
                day_of_writing(text, English),
                ["2020-05-04..2020-05-04"],
                "{text}"
            );
        }
        for text in ["They sold four in May.", "In May four goats came."] {
            assert_eq!(
                day_of_writing(text, English),
                ["2022-05-01..2022-05-31"],
                "{text}"
            );
        }
    }

    #[test]
    fn ranges_behind_or_of_months() {
        for (text, days) in [
            ("May 4–9, 2020", "2020-05-04..2020-05-09"),
            ("from May 4 to 9, 2020", "2020-05-04..2020-05-09"),
            ("It rained May 4th through 9th.", "2022-05-04..2022-05-09"),
            ("May between 4 and 9", "2022-05-04..2022-05-09"),
            ("May–July 2020", "2020-05-01..2020-07-31"),
            ("May 4 to July 9, 2020", "2020-05-04..2020-07-09"),
        ] {
            assert_eq!(day_of_writing(text, English), [days], "{text}");
        }
        assert_eq!(
            day_of_writing("On May 4 2 to 9 goats came.", English),
            ["2022-05-04..2022-05-04"]
        );
    }

    #[test]
    fn days_of_one_list_share_month_and_year() {
        let may = |day: &str| format!("2020-05-{day}..2020-05-{day}");
        for (language, text, days) in [
            (English, "It rained on 4 and 6 May 2020.", vec!["04", "06"]),
            (English, "on 4, 5, and 6 May 2020", vec!["04", "05", "06"]),
            (
                English,
                "on 4 May and again on 6 May 2020",
                vec!["04", "06"],
            ),
            (
                French,
                "Il a plu les 4, 5 et 6 mai 2020.",
                vec!["04", "05", "06"],
            ),
            (French, "le 4 mai, puis le 6 mai 2020", vec!["04", "06"]),
        ] {
            let days: Vec<String> = days.into_iter().map(may).collect();
            assert_eq!(day_of_writing(text, language), days, "{text}");
        }
    }

    #[test]
    fn march_in_french_where_a_date_is_told() {
        for (text, days) in [
            ("entre mars et mai", "2022-03-01..2022-05-31"),
            ("avant mars", "..2022-02-28"),
        ] {
            assert_eq!(day_of_writing(text, French), [days], "{text}");
        }
        assert!(day_of_writing("La planète Mars est rouge.", French).is_empty());
    }

    #[test]
    fn what_is_no_day() {
        for (language, text, days) in [
            (
                English,
                "They sold 4 and 6 May 2020.",
                vec!["2020-05-06..2020-05-06"],
            ),
            (
                English,
                "In May 2020 fourth graders came.",
                vec!["2020-05-01..2020-05-31"],
            ),
            (English, "The 6 and 4 goats came.", vec![]),
            (French, "Les 6 et 4 chèvres sont venues.", vec![]),
        ] {
            assert_eq!(day_of_writing(text, language), days, "{text}");
        }
    }
}
