//! `ibid facts`: the quantities, dates, names and negations seen in a text, so that a user can
//! tell why a verdict came out as it did.

use std::io::Write;

use anyhow::Context as _;
use clap::ValueEnum;
use jiff::civil::Date;
use serde::Serialize;

use super::ExitStatus;
use crate::language::date::{DateContext, DateFact};
use crate::language::figures::figures;
use crate::language::name::names;
use crate::language::polarity::{CueKind, cues};
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::token::Words;
use crate::language::{Language, PartialDate, detect};
use crate::span::Span;

/// Arguments of `ibid facts`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid facts \"By late 2022 the junta had hired 1,000 fighters.\""
)]
pub(super) struct Args {
    /// The text to look at.
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// Language of the text; told from its words where it is not given.
    #[arg(long, value_enum)]
    language: Option<TextLanguage>,
    /// The day that "today", "last year" and dates without a year count from, as YYYY-MM-DD;
    /// without it such dates have no days.
    #[arg(long, value_name = "DATE")]
    reference_date: Option<Date>,
    /// Format of the output.
    #[arg(long, value_enum, default_value_t = FactsFormat::Json)]
    format: FactsFormat,
}

/// The languages that a text can be read as.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TextLanguage {
    /// English.
    #[value(name = "en", alias = "english")]
    English,
    /// French.
    #[value(name = "fr", alias = "french")]
    French,
}

/// How facts are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FactsFormat {
    /// An array, one object a fact.
    Json,
    /// One line a fact.
    Text,
}

/// One fact of the text; offsets count code points.
#[derive(Debug, Serialize)]
struct Fact<'t> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'t str,
    #[serde(flatten)]
    value: Value,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Quantity {
        min: Option<f64>,
        max: Option<f64>,
        unit: Option<&'static str>,
        approximate: bool,
    },
    Date {
        from: Option<String>,
        to: Option<String>,
    },
    Plain {},
}

/// Runs `ibid facts`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let text = args.text.as_str();
    let language = match args.language {
        Some(TextLanguage::English) => Language::English,
        Some(TextLanguage::French) => Language::French,
        None => detect(text, Language::English),
    };
    let facts = facts(text, language, args.reference_date);
    match args.format {
        FactsFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &facts).context("cannot write the facts")?;
            writeln!(out)?;
        }
        FactsFormat::Text => facts.iter().try_for_each(|fact| write_line(fact, out))?,
    }
    Ok(ExitStatus::Clean)
}

fn facts(text: &str, language: Language, reference: Option<Date>) -> Vec<Fact<'_>> {
    let written = reference.map(|day| PartialDate {
        year: day.year(),
        month: Some(day.month()),
        day: Some(day.day()),
    });
    let context = DateContext {
        written,
        ..DateContext::default()
    };
    let figures = figures(text, language, &context);
    let words = Words::new(text, language);
    let quantities = figures
        .quantities
        .iter()
        .map(|found| (found.span, "quantity", quantity(found)));
    let dates = figures
        .dates
        .iter()
        .map(|found| (found.span, "date", date(found)));
    let names = names(&words)
        .into_iter()
        .map(|name| (name.span, "name", Value::Plain {}));
    let negations = cues(&words)
        .into_iter()
        .filter(|cue| cue.kind == CueKind::Negation)
        .map(|cue| (cue.span, "negation", Value::Plain {}));
    let mut found: Vec<(Span, &'static str, Value)> = quantities
        .chain(dates)
        .chain(names)
        .chain(negations)
        .collect();
    found.sort_by_key(|(span, kind, _)| (*span, *kind));
    found
        .into_iter()
        .map(|(span, kind, value)| Fact {
            kind,
            start: text[..span.start].chars().count(),
            end: text[..span.end].chars().count(),
            text: span.of(text),
            value,
        })
        .collect()
}

fn quantity(found: &Quantity) -> Value {
    Value::Quantity {
        min: found.min,
        max: found.max,
        unit: match found.kind {
            QuantityKind::Percent => Some("percent"),
            QuantityKind::PercentPoint => Some("percentage point"),
            _ => found.unit.map(|unit| unit.name),
        },
        approximate: found.is_approximate(),
    }
}

fn date(found: &DateFact) -> Value {
    Value::Date {
        from: found.from.map(|day| day.to_string()),
        to: found.to.map(|day| day.to_string()),
    }
}

fn write_line(fact: &Fact<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    let end = |value: Option<f64>| value.map_or_else(|| "…".to_owned(), |value| value.to_string());
    let day = |value: &Option<String>| value.clone().unwrap_or_else(|| "…".to_owned());
    let value = match &fact.value {
        Value::Quantity {
            min,
            max,
            unit,
            approximate,
        } => {
            let about = if *approximate { "about " } else { "" };
            let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
            if min == max {
                format!("\t{about}{}{unit}", end(*min))
            } else {
                format!("\t{about}{}–{}{unit}", end(*min), end(*max))
            }
        }
        Value::Date { from, to } => format!("\t{}–{}", day(from), day(to)),
        Value::Plain {} => String::new(),
    };
    let text = crate::report::sanitize::line(fact.text);
    writeln!(out, "{}\t{text}{value}", fact.kind)?;
    Ok(())
}
