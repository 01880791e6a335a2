//! Formulas and figures with units as a reader sees them: `10^6` is 10⁶, `\SI{3}{\kilo\metre}` is 3 km.
//!
//! Knows nothing of the text around them.

use super::commands::{InFormula, UnitPart, in_formula, unit};

/// What a formula shows, and whether it is a figure: digits and signs, without a variable in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Formula {
    pub(super) shown: String,
    pub(super) is_figure: bool,
}

/// A group that is open in a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Plain,
    /// Words or a unit.
    Upright,
    /// Raised digits.
    Raised,
    /// The upper part of a fraction.
    Upper,
}

/// Reads what stands between the marks of a formula.
pub(super) fn formula(inner: &str) -> Formula {
    let mut reader = FormulaReader::default();
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = reader.command(rest),
            '%' => rest = rest.split_once('\n').map_or("", |(_, behind)| behind),
            _ => reader.sign(c),
        }
    }
    let words: Vec<&str> = reader.shown.split_ascii_whitespace().collect();
    Formula {
        shown: words.join(" "),
        is_figure: !reader.has_variables,
    }
}

#[derive(Default)]
struct FormulaReader {
    shown: String,
    groups: Vec<Group>,
    /// What the next group is.
    next: Option<Group>,
    /// How many open groups are upright.
    upright: usize,
    has_variables: bool,
}

impl FormulaReader {
    fn sign(&mut self, c: char) {
        match c {
            '{' => self.open(),
            '}' => self.close(),
            '^' => self.next = Some(Group::Raised),
            '_' => self.has_variables = true,
            '~' | '&' => self.shown.push(' '),
            '\'' => self.letter('′'),
            '-' => self.raised_or('−'),
            '*' => self.shown.push('∗'),
            c if c.is_alphabetic() && self.upright == 0 => self.letter(c),
            c => self.raised_or(c),
        }
    }

    fn letter(&mut self, c: char) {
        if self.next.take() == Some(Group::Raised) {
            self.shown.push('^');
        }
        self.has_variables = true;
        self.shown.push(c);
    }

    /// A sign, raised where it is a digit that should be.
    fn raised_or(&mut self, c: char) {
        let follows = self.next.take_if(|_| !c.is_whitespace());
        let is_raised = follows.or(self.groups.last().copied()) == Some(Group::Raised);
        match raised(c) {
            Some(raised) if is_raised => self.shown.push(raised),
            // A degree stands raised as it is.
            _ => self.shown.push(c),
        }
    }

    fn open(&mut self) {
        let group = self.next.take().unwrap_or(Group::Plain);
        self.upright += usize::from(group == Group::Upright);
        self.groups.push(group);
    }

    fn close(&mut self) {
        match self.groups.pop() {
            Some(Group::Upper) => self.shown.push('/'),
            Some(Group::Upright) => self.upright -= 1,
            _ => {}
        }
    }

    /// Reads the command whose name `rest` begins with; what stands behind it.
    fn command<'t>(&mut self, rest: &'t str) -> &'t str {
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = match letters {
            0 => rest.chars().next().map_or(0, char::len_utf8),
            letters => letters,
        };
        let (name, behind) = rest.split_at(length);
        match in_formula(name) {
            // The degree of `90^\circ`.
            Some(InFormula::Sign("∘")) if self.next.take() == Some(Group::Raised) => {
                self.shown.push('°');
            }
            Some(InFormula::Sign(sign)) if sign.contains(char::is_alphabetic) => {
                self.has_variables = true;
                self.shown.push_str(sign);
            }
            Some(InFormula::Sign(sign)) => self.shown.push_str(sign),
            Some(InFormula::Fraction) => {
                self.has_variables |= !behind.trim_start().starts_with('{');
                self.next = Some(Group::Upper);
            }
            Some(InFormula::Upright) => self.next = Some(Group::Upright),
            Some(InFormula::Space) => self.space(name, behind),
            Some(InFormula::Layout) => {}
            None if matches!(name, "\\" | " " | "\n") => self.shown.push(' '),
            None => self.unknown(name, behind),
        }
        behind
    }

    fn space(&mut self, name: &str, behind: &str) {
        let parts_digits = name == ","
            && self.shown.ends_with(|c: char| c.is_ascii_digit())
            && behind.starts_with(|c: char| c.is_ascii_digit());
        self.shown.push(if parts_digits { '\u{202F}' } else { ' ' });
    }

    /// Of a command that is not known its name is shown; a label is none of the formula's words.
    fn unknown(&mut self, name: &str, behind: &str) {
        self.has_variables = true;
        if self.shown.ends_with(char::is_alphabetic) {
            self.shown.push(' ');
        }
        self.shown.push_str(name);
        if behind.starts_with(char::is_alphabetic) {
            self.shown.push(' ');
        }
    }
}

/// A digit or a minus sign as it is raised.
pub(super) fn raised(c: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = c.to_digit(10).map(|digit| RAISED[digit as usize]);
    digit.or_else(|| matches!(c, '-' | '−').then_some('⁻'))
}

/// The number that siunitx prints for `written`: `1.5e3` is 1.5×10³.
pub(super) fn number(written: &str) -> String {
    let plain: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace("\\pm", "±").replace("+-", "±");
    let (mantissa, exponent) = match plain.split_once(['e', 'E', 'd', 'D']) {
        Some((mantissa, exponent)) => (mantissa, exponent),
        None => (plain.as_str(), ""),
    };
    let mut shown: String = mantissa.replace('x', "×").replace('~', " ");
    if let Some(rest) = shown.strip_prefix('-') {
        shown = format!("−{rest}");
    }
    let exponent = exponent.trim_start_matches('+');
    if !exponent.is_empty() {
        let times = if mantissa.is_empty() { "10" } else { "×10" };
        shown.push_str(times);
        shown.extend(exponent.chars().map(|c| raised(c).unwrap_or(c)));
    }
    shown
}

/// The number and the unit that siunitx prints.
pub(super) fn quantity(value: &str, unit: &str) -> String {
    let (number, unit) = (number(value), units(unit));
    match unit.starts_with(['%', '°']) && !unit.starts_with("°C") {
        true => format!("{number}{unit}"),
        false => format!("{number} {unit}"),
    }
}

/// The unit that siunitx prints for `written`: commands, or letters with points between them.
pub(super) fn units(written: &str) -> String {
    let mut shown = String::new();
    let mut parts = Vec::new();
    let written = written.trim();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let (name, behind) = rest.split_at(letters);
                rest = behind;
                parts.push(unit(name).unwrap_or(UnitPart::Unit("")));
            }
            '{' | '}' | '^' => {}
            '.' | '~' => shown.push('·'),
            c if !c.is_whitespace() => {
                let is_power =
                    written[..written.len() - rest.len() - c.len_utf8()].ends_with(['^', '-', '{']);
                let raised = raised(c).filter(|_| is_power);
                shown.push(raised.unwrap_or(c));
            }
            _ => {}
        }
    }
    let mut before = "";
    let mut is_new = shown.is_empty();
    for part in parts {
        match part {
            UnitPart::Per => {
                shown.push('/');
                is_new = true;
            }
            UnitPart::Power(power) => shown.push_str(power),
            UnitPart::PowerBefore(power) => before = power,
            UnitPart::Prefix(prefix) => {
                if !is_new {
                    shown.push('·');
                }
                shown.push_str(prefix);
                is_new = true;
            }
            UnitPart::Unit(unit) => {
                if !is_new {
                    shown.push('·');
                }
                shown.push_str(unit);
                shown.push_str(std::mem::take(&mut before));
                is_new = false;
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_formulas_are_read_and_variables_told() {
        for (inner, shown, is_figure) in [
            ("5", "5", true),
            ("10^6", "10⁶", true),
            ("3.5 \\times 10^{-3}", "3.5 × 10⁻³", true),
            ("10\\,000", "10\u{202F}000", true),
            ("1{,}000", "1,000", true),
            ("40\\%", "40%", true),
            ("\\sim 30", "∼ 30", true),
            ("90^\\circ", "90°", true),
            ("12\\,\\mathrm{km}", "12 km", true),
            ("\\frac{1}{2}", "1/2", true),
            ("n = 5", "n = 5", false),
            ("x^2", "x²", false),
            ("\\alpha_1", "α1", false),
            ("f : A \\to B", "f : A → B", false),
            ("\\frac12", "12", false),
            ("\\weird{x}", "weirdx", false),
        ] {
            let read = formula(inner);
            assert_eq!(
                (read.shown.as_str(), read.is_figure),
                (shown, is_figure),
                "{inner}"
            );
        }
    }

    #[test]
    fn figures_of_siunitx_are_printed() {
        for (written, shown) in [
            ("12345.6", "12345.6"),
            ("1.5e3", "1.5×10³"),
            ("e-6", "10⁻⁶"),
            ("5 +- 0.1", "5±0.1"),
            ("-4", "−4"),
        ] {
            assert_eq!(number(written), shown);
        }
        for (written, shown) in [
            ("\\kilo\\metre", "km"),
            ("\\metre\\per\\second\\squared", "m/s²"),
            ("\\square\\metre", "m²"),
            ("\\newton\\metre", "N·m"),
            ("\\percent", "%"),
            ("km/h", "km/h"),
            ("m.s^{-1}", "m·s⁻¹"),
        ] {
            assert_eq!(units(written), shown);
        }
    }
}
