//! Checks a draft against a folder of sources: `cargo run --release --example check`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    found("corpus", "claims/wagner.md", &mut std::io::stdout())
}

/// Writes where each finding in `draft` stands, and what it is.
pub fn found(
    sources: &str,
    draft: &str,
    out: &mut dyn std::io::Write,
) -> Result<(), Box<dyn Error>> {
    let mut checker = ibid::Checker::new([sources])?;
    let report = checker.check(draft, std::fs::read(draft)?)?;
    for (path, finding) in report.findings() {
        let (line, level) = (finding.place.line, finding.level.name());
        writeln!(out, "{path}:{line}: {level}: {}", finding.message)?;
    }
    Ok(())
}
