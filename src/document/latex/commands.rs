//! What commands and environments mean, from `commands.txt`: data, so that a package more is a line more.
//!
//! Knows nothing of how a text is read.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::language::word_list::{self, named};

/// What a command means to a reader of the text.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Meaning {
    /// It leaves no trace but the words of its arguments.
    Layout,
    /// Emphasised words.
    Emphasis,
    /// Code within a sentence.
    Code,
    /// Words that are struck.
    Struck,
    /// Raised words.
    Raised,
    /// Words between quotation marks.
    Quoted,
    /// An address, and the words that lead there.
    Link,
    /// An address that is printed.
    Address,
    /// The title of the document.
    Title,
    /// Who wrote it.
    Author,
    /// A heading of this level.
    #[serde(skip)]
    Heading(u8),
    /// A note.
    Note,
    /// The caption of a figure or a table.
    Caption,
    /// A citation that stands behind what it bears out.
    Cite,
    /// A citation that is a word of the sentence.
    CiteInText,
    /// It names bibliographies.
    Bibliography,
    /// It begins an entry of the list of references.
    ItemOfReferences,
    /// It begins an item of a list.
    Item,
    /// It defines a command, as LaTeX does.
    Define,
    /// It defines a command, as TeX does.
    DefinePlain,
    /// It defines a command whose arguments are specified by letters.
    DefineBySpecification,
    /// It defines an environment that holds code.
    DefineCode,
    /// It loads a package or a class, with options.
    Package,
    /// A number that only a run of TeX knows: that of a figure, a section.
    Reference,
    /// It ends the paragraph.
    Break,
    /// White space.
    Space,
    /// It ends a line, or a row of a table.
    LineEnd,
    /// It prints a sign.
    #[serde(skip)]
    Symbol(&'static str),
    /// It puts this combining sign over a letter.
    #[serde(skip)]
    Accent(char),
    /// A number.
    Number,
    /// Two numbers with "to" between them.
    NumberRange,
    /// A number and a unit.
    Quantity,
    /// Two numbers and a unit.
    QuantityRange,
    /// A unit.
    Unit,
    /// An angle.
    Angle,
}

/// A command: what it means, and its arguments, a letter each (see `commands.txt`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Command {
    pub(super) meaning: Meaning,
    pub(super) arguments: &'static str,
}

/// What an environment holds.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Holds {
    Text,
    Formula,
    Code,
    Quotation,
    List,
    References,
    /// A figure or a table, which does not stand where it is printed.
    Float,
    Table,
    /// Text beneath a heading of this level, its argument.
    #[serde(skip)]
    Headed(u8),
}

/// An environment and its arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Environment {
    pub(super) holds: Holds,
    pub(super) arguments: &'static str,
}

/// What a word of a unit adds to it.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UnitPart {
    #[serde(skip)]
    Prefix(&'static str),
    #[serde(skip)]
    Unit(&'static str),
    /// A power of the unit before it.
    #[serde(skip)]
    Power(&'static str),
    /// A power of the unit behind it.
    #[serde(skip)]
    PowerBefore(&'static str),
    Per,
}

/// What a command is within a formula.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum InFormula {
    #[serde(skip)]
    Sign(&'static str),
    Fraction,
    /// Its argument is words or a unit, not variables.
    Upright,
    Space,
    Layout,
}

/// All that is known.
#[derive(Default)]
pub(super) struct Known {
    commands: HashMap<&'static str, Command>,
    environments: HashMap<&'static str, Environment>,
    units: HashMap<&'static str, UnitPart>,
    formula: HashMap<&'static str, InFormula>,
    bibliographies_of_tex: Vec<&'static str>,
}

const LIST: &str = include_str!("commands.txt");

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known::of(LIST));

/// The command of this name.
pub(super) fn command(name: &str) -> Option<Command> {
    KNOWN.commands.get(name).copied()
}

/// The environment of this name.
pub(super) fn environment(name: &str) -> Option<Environment> {
    KNOWN.environments.get(name).copied()
}

/// What the command of this name adds to a unit.
pub(super) fn unit(name: &str) -> Option<UnitPart> {
    KNOWN.units.get(name).copied()
}

/// What the command of this name is within a formula.
pub(super) fn in_formula(name: &str) -> Option<InFormula> {
    KNOWN.formula.get(name).copied()
}

/// Whether a bibliography comes with TeX and defines no work.
pub(super) fn is_of_tex(bibliography: &str) -> bool {
    KNOWN.bibliographies_of_tex.contains(&bibliography)
}

impl Known {
    fn of(data: &'static str) -> Self {
        let mut known = Self::default();
        for (head, names) in word_list::lines(data) {
            let (meaning, with) = head.split_once(' ').unwrap_or((head, ""));
            for name in names.split_whitespace() {
                known.add(meaning, with, name);
            }
        }
        known
    }

    fn add(&mut self, meaning: &'static str, with: &'static str, name: &'static str) {
        if let Some(kind) = meaning.strip_prefix("env-") {
            let holds = level(kind).map_or_else(|| named(kind), Holds::Headed);
            let arguments = with;
            let environment = Environment { holds, arguments };
            self.environments.insert(name, environment);
        } else if let Some(kind) = meaning.strip_prefix("unit-") {
            let part = match kind {
                "prefix" => UnitPart::Prefix(with),
                "of" => UnitPart::Unit(with),
                "power" => UnitPart::Power(with),
                "power-before" => UnitPart::PowerBefore(with),
                _ => named(kind),
            };
            self.units.insert(name, part);
        } else if let Some(kind) = meaning.strip_prefix("formula-") {
            let part = match kind {
                "sign" => InFormula::Sign(with),
                _ => named(kind),
            };
            self.formula.insert(name, part);
        } else if meaning == "bibliography-of-tex" {
            self.bibliographies_of_tex.push(name);
        } else {
            let accent = || u32::from_str_radix(with, 16).ok().and_then(char::from_u32);
            let (meaning, arguments) = match meaning {
                "symbol" => (Meaning::Symbol(with), ""),
                "accent" => (accent().map_or_else(|| named(with), Meaning::Accent), ""),
                _ => {
                    let heading = level(meaning).map(Meaning::Heading);
                    (heading.unwrap_or_else(|| named(meaning)), with)
                }
            };
            self.commands.insert(name, Command { meaning, arguments });
        }
    }
}

/// The level of `heading-2`.
fn level(meaning: &str) -> Option<u8> {
    meaning.strip_prefix("heading-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_understood_and_says_something_new() {
        word_list::assert_sound(LIST, " ", |meaning| {
            let kinds = ["unit-", "formula-", "env-"].into_iter();
            let mut kinds = kinds.filter(|kind| meaning.starts_with(kind));
            kinds.next().unwrap_or("command")
        });
        assert!(command("cite").is_some() && environment("align*").is_some());
    }
}
