//! Which cells of a table are figures and which may head a column, where a file does not say.

/// Whether a cell holds a figure: digits, and hardly any letters.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && digits >= letters
}

/// Whether a figure may head a column: a year.
pub(super) fn is_year(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() == 4
        && cell
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}
