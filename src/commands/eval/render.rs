//! Scores as text and as JSON.

use std::io::Write;

use super::judging::Prediction;
use super::row::{Label, Row};
use super::score::Scores;

/// Prints one JSON object.
pub(super) fn json(scores: &Scores, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, scores)?;
    writeln!(out)?;
    Ok(())
}

/// Prints tables, and the rows that came out wrong with the reasons given.
pub(super) fn text(
    rows: &[Row],
    predictions: &[Prediction],
    scores: &Scores,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for &at in &scores.wrong {
        wrong_row(&rows[at], &predictions[at], out)?;
    }
    if !scores.wrong.is_empty() {
        writeln!(out)?;
    }
    writeln!(
        out,
        "{} claims  accuracy {:.3}  macro-F1 {:.3}  balanced accuracy {:.3}",
        scores.rows, scores.accuracy, scores.macro_f1, scores.balanced_accuracy
    )?;
    if let Some(hits) = scores.citation_hits {
        writeln!(
            out,
            "citations of right verdicts that hit the evidence: {hits:.3}"
        )?;
    }
    writeln!(
        out,
        "\n{:22} {:>5} {:>10} {:>7} {:>6}",
        "label", "rows", "precision", "recall", "F1"
    )?;
    for class in &scores.classes {
        writeln!(
            out,
            "{:22} {:>5} {:>10.3} {:>7.3} {:>6.3}",
            class.label, class.rows, class.precision, class.recall, class.f1
        )?;
    }
    writeln!(out, "\n{:22} {:22} {:>5}", "label", "verdict", "rows")?;
    for cell in &scores.confusion {
        writeln!(
            out,
            "{:22} {:22} {:>5}",
            cell.label, cell.verdict, cell.rows
        )?;
    }
    writeln!(
        out,
        "\n{:12} {:>5} {:>7} {:>6}",
        "confidence", "rows", "stated", "right"
    )?;
    for bin in &scores.calibration {
        writeln!(
            out,
            "{:<12} {:>5} {:>7.3} {:>6.3}",
            format!("{:.1}–{:.1}", bin.from, bin.to),
            bin.rows,
            bin.stated,
            bin.right
        )?;
    }
    Ok(())
}

fn wrong_row(row: &Row, prediction: &Prediction, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "{}  {} (labelled {}, confidence {:.2})\n    {}",
        plain(&row.id),
        Label::from(prediction.verdict).as_str(),
        row.label.as_str(),
        prediction.confidence,
        plain(&row.claim)
    )?;
    for citation in prediction.citations.iter().take(2) {
        writeln!(
            out,
            "      {}: {}",
            plain(&citation.place.source),
            plain(&citation.place.quote)
        )?;
        for reason in citation.reasons.iter().take(4) {
            writeln!(out, "        {}", plain(reason))?;
        }
    }
    Ok(())
}

/// `text` on one line, without anything that a terminal would obey.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .collect()
}
