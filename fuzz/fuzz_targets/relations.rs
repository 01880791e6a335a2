//! What the parts of an office file are to each other.

/// The relationships of a part to others, by their ids from `r1` on.
pub fn relationships(others: &[(&str, &str)]) -> String {
    let each = others.iter().zip(1..).map(|((kind, target), id)| {
        format!("<Relationship Id=\"r{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    });
    format!(
        "<Relationships>{}</Relationships>",
        each.collect::<String>()
    )
}
