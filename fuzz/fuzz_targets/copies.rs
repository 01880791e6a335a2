#![no_main]

mod doubled;

use ibid::document::Document;
use ibid::sources::copies::{FEWEST_WORDS, Relation, Sketch, Words, compared};

libfuzzer_sys::fuzz_target!(|text: &str| {
    doubled::check(text, |text| {
        let _ = relations(text);
    });
    if let Some([own, there, back]) = relations(text) {
        assert!(matches!(own, Relation::Same | Relation::Apart));
        let turned = match there {
            Relation::FirstHolds => Relation::SecondHolds,
            Relation::SecondHolds => Relation::FirstHolds,
            other => other,
        };
        assert_eq!(turned, back);
    }
});

/// What a text has of itself, and it and the same with a title have of each other.
fn relations(text: &str) -> Option<[Relation; 3]> {
    let first = Words::of(&Document::read("a.md", text.as_bytes()).ok()?);
    let titled = format!("# Title\n\n{text}");
    let second = Words::of(&Document::read("b.md", titled.as_bytes()).ok()?);
    assert_eq!(Sketch::of(&first), Sketch::of(&first));
    let own = compared(&first, &first);
    assert_eq!(own == Relation::Same, first.len() >= FEWEST_WORDS);
    Some([own, compared(&first, &second), compared(&second, &first)])
}
