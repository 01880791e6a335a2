//! Articles of an invented newspaper: words as frequent as in running text, sentences as long, with
//! names that recur, figures, dates, quotations and abbreviations that are told once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ibid::wording::{Locale, month};

/// Words of the language, the rarest of them seen once in a corpus.
const VOCABULARY: f64 = 400_000.0;
/// People and places that the newspaper writes of.
const NAMES: u64 = 20_000;
/// Articles in a folder.
const ARTICLES_PER_FOLDER: usize = 1_000;
/// The most frequent words of English, the most frequent first.
const FREQUENT: [&str; 60] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as",
    "be", "at", "by", "he", "this", "had", "not", "are", "but", "from", "or", "have", "an", "they",
    "which", "one", "were", "all", "her", "she", "there", "would", "their", "we", "him", "been",
    "has", "when", "who", "will", "no", "more", "if", "out", "so", "up", "said", "what", "its",
    "about", "than", "into", "them", "can", "only", "other",
];

/// Numbers that look like chance and are the same in every run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 40) as f64 / (1_u64 << 40) as f64
    }
}

/// An article: a title and paragraphs, each of which is a passage.
pub(crate) struct Article {
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
}

impl Article {
    /// Article number `number`.
    pub(crate) fn of(number: u64) -> Self {
        let mut chance = Chance::of(number + 1);
        let names: Vec<String> = (0..4).map(|_| name(chance.below(NAMES))).collect();
        let title = format!("{} {} {}", names[0], word(&mut chance), word(&mut chance));
        let count = 6 + chance.below(13);
        let paragraphs = (0..count).map(|at| {
            let mut paragraph = paragraph(&mut chance, &names);
            if at == 0 {
                let initials = names[1].split(' ').filter_map(|word| word.chars().next());
                let short: String = initials.collect();
                paragraph.push_str(&format!(" The {} ({short}) agreed.", names[1]));
            }
            paragraph
        });
        Self {
            paragraphs: paragraphs.collect(),
            title,
        }
    }

    fn text(&self) -> String {
        format!("{}\n\n{}\n", self.title, self.paragraphs.join("\n\n"))
    }
}

fn paragraph(chance: &mut Chance, names: &[String]) -> String {
    let count = 2 + chance.below(4);
    let sentences: Vec<String> = (0..count).map(|_| sentence(chance, names)).collect();
    sentences.join(" ")
}

/// A sentence of four to some fifty words, twenty on average.
fn sentence(chance: &mut Chance, names: &[String]) -> String {
    let length = 4 + (0..4).map(|_| chance.below(9)).sum::<u64>();
    let mut words: Vec<String> = Vec::with_capacity(length as usize);
    for _ in 0..length {
        words.push(match chance.below(48) {
            0..=2 => names[chance.below(names.len() as u64) as usize].clone(),
            3 => format!("{},{:03}", 1 + chance.below(90), chance.below(1000)),
            4 => {
                let month = month(1 + chance.below(12) as usize, Locale::English).expect("a month");
                format!(
                    "{} {month} {}",
                    1 + chance.below(28),
                    1970 + chance.below(55)
                )
            }
            5 => format!("{} percent", chance.below(100)),
            6 => format!("{},", word(chance)),
            _ => word(chance),
        });
    }
    let mut sentence = words.join(" ");
    if let Some(first) = sentence.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    match chance.below(10) {
        0 => format!("“{sentence},” said {}.", names[0]),
        _ => format!("{sentence}."),
    }
}

/// A word, the second most frequent one half as often as the first, and so on (Zipf).
fn word(chance: &mut Chance) -> String {
    let rank = VOCABULARY.powf(chance.share()) as u64 - 1;
    match FREQUENT.get(rank as usize) {
        Some(word) => (*word).to_owned(),
        None => format!(
            "{}{}",
            stem(rank),
            ["", "s", "ed", "ing", "ly"][(rank % 5) as usize]
        ),
    }
}

fn name(number: u64) -> String {
    let capital = |number: u64| {
        let mut word = stem(number);
        word[0..1].make_ascii_uppercase();
        word
    };
    format!(
        "{} {}",
        capital(500_000 + number % 300),
        capital(600_000 + number)
    )
}

/// A word of the syllables that the digits of its number stand for.
fn stem(mut number: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ke", "dil", "lo", "mur", "na", "pen", "ri", "sot", "tu", "van", "we", "zim", "go",
        "hul", "fa", "cre", "stra", "plo", "gri", "tent", "mol", "bar", "sen",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(number % 24) as usize]);
        number /= 24;
        if number == 0 {
            return word;
        }
    }
}

/// Writes articles, a file each, until they have `passages` paragraphs; where they lie, and the
/// bytes of all.
pub(crate) fn write_articles(directory: &Path, passages: usize) -> io::Result<(Vec<PathBuf>, u64)> {
    let (mut files, mut bytes, mut written) = (Vec::new(), 0, 0);
    while written < passages {
        let number = files.len();
        let folder = directory.join(format!("{:04}", number / ARTICLES_PER_FOLDER));
        if number.is_multiple_of(ARTICLES_PER_FOLDER) {
            fs::create_dir_all(&folder)?;
        }
        let article = Article::of(number as u64);
        let text = article.text();
        let file = folder.join(format!("{number:07}.txt"));
        fs::write(&file, &text)?;
        written += article.paragraphs.len();
        bytes += text.len() as u64;
        files.push(file);
    }
    Ok((files, bytes))
}
