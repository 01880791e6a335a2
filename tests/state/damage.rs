//! Flipped bits and files cut short.

use std::fs;
use std::path::Path;

use crate::counts::tell;
use crate::desk::{Desk, Dice, done, files};

/// A file of what is kept that decides nothing: locks, what git ignores, what the engine may remove.
fn decides_nothing(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name == "lock" || name.starts_with('.')
}

/// Puts back what was kept, but for `left_out`.
fn put_back(desk: &Desk, kept: &[(std::path::PathBuf, Vec<u8>)], left_out: &str) {
    desk.remove_kept();
    let is_left_out = |path: &Path| !left_out.is_empty() && path.starts_with(desk.path(left_out));
    for (path, content) in kept.iter().filter(|(path, _)| !is_left_out(path)) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Damages every file, `flips` times by one bit and once by cutting it short, and checks after
/// each; the number of files and of damages.
fn damage_everything(flips: usize) -> (usize, usize) {
    let desk = Desk::new();
    let (expected, _) = done(desk.check_with_model());
    let kept = files(&desk.path(".ibid"));
    let fewest = if cfg!(feature = "model") { 12 } else { 8 };
    assert!(kept.len() > fewest, "{kept:?}");
    let mut dice = Dice::new(7);
    let mut damages = 0;
    for (path, content) in &kept {
        // As long as there are answers the words of the index count for nothing but quotations.
        let is_of_index = path.starts_with(desk.path(".ibid/index"));
        let is_of_model = path.starts_with(desk.path(".ibid/entailment"));
        let left_out = match is_of_index || is_of_model {
            true => ".ibid/answers",
            false => "",
        };
        let mut versions = vec![content[..content.len() / 2].to_vec()];
        for _ in 0..flips {
            let mut flipped = content.clone();
            if let Some(byte) = flipped.get_mut(dice.below(content.len())) {
                *byte ^= 1 << dice.below(8);
            }
            versions.push(flipped);
        }
        for damaged in versions.iter().filter(|version| *version != content) {
            put_back(&desk, &kept, left_out);
            fs::write(path, damaged).unwrap();
            let (report, messages) = done(desk.check_with_model());
            assert!(report == expected, "{path:?}: another report; {messages}");
            damages += 1;
            if !decides_nothing(path) {
                assert_eq!(messages.lines().count(), 1, "{path:?}: {messages}");
                assert!(messages.contains("anew") || messages.contains("asked again"));
            }
        }
        let (report, messages) = done(desk.check_with_model());
        assert!(
            report == expected && messages.is_empty(),
            "{path:?}: {messages}"
        );
    }
    (kept.len(), damages)
}

#[test]
fn damage_of_any_file_is_noticed_and_mended() {
    let (files, damages) = damage_everything(1);
    tell(&format!(
        "{damages} damages of {files} files: no other report, no crash"
    ));
}

#[test]
#[ignore = "takes many minutes"]
fn much_damage_of_any_file_is_noticed_and_mended() {
    let (files, damages) = damage_everything(60);
    tell(&format!(
        "{damages} damages of {files} files: no other report, no crash"
    ));
}
