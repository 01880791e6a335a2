//! Tables of cases in files.

/// The lines of a table without comments; `\u00a0`, `\u00ad` and `\n` stand for what they name.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<String>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            line.split('\t')
                .map(|cell| {
                    cell.replace("\\u00a0", "\u{a0}")
                        .replace("\\u00ad", "\u{ad}")
                        .replace("\\n", "\n")
                })
                .collect()
        })
}
