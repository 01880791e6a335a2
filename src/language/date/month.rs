//! Days and months: "13 January 2020", "January 13", "4–23 May", "1er avril".

use super::super::number::Form;
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
        let next = end + usize::from(matches!(self.key(end), "of" | "de" | "d'" | "." | "-"));
        if let Some(period) = relative::day_of(self, at, day, end) {
            return Some(period);
        }
        let month = self.month_name(next)?;
        let mut period = Period::new(at, self.past_dot(next + 1), None, Granularity::Day);
        period.month = Some(month);
        period.day = i8::try_from(day).ok();
        Some(self.with_year(period))
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
        let mut period = Period::new(at, end, None, Granularity::Month);
        period.month = Some(month);
        let with_year = self.with_year(period);
        if with_year.year_written {
            return Some(with_year);
        }
        if let Some((day, after)) = self.day_of_month(end)
            && self
                .piece(end)
                .is_some_and(|piece| piece.numeral().is_some())
        {
            period.day = i8::try_from(day).ok();
            period.granularity = Granularity::Day;
            period.end = after;
            return Some(self.with_year(period));
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
                | "and "
                | "cette"
                | "ce"
                | "fin"
                | "debut"
        );
        (!name || placed).then(|| relative::month_of(self, period))
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
