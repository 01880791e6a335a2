//! The walk through `docs/adopting.md` gives what the page says, and the generated pages and pictures are current.

#[cfg(feature = "model")]
mod sample_folder;

#[test]
fn the_walk_of_a_new_user() {
    trycmd::TestCases::new().case("docs/adopting.md");
}

#[test]
fn the_pages_of_rules_are_current() {
    for (option, page, committed) in [
        ("--markdown", "rules", include_str!("../docs/rules.md")),
        (
            "--verdicts",
            "verdicts",
            include_str!("../docs/verdicts.md"),
        ),
    ] {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["rules", option])
            .output()
            .expect("the program runs");
        let current = String::from_utf8(run.stdout).expect("the page is UTF-8");
        assert!(
            committed == current,
            "run `ibid rules {option} > docs/{page}.md`"
        );
    }
}

/// The words of the picture are those of a real run: each of its lines begins one that the program writes.
#[cfg(feature = "model")]
#[test]
fn the_picture_shows_what_the_program_says() {
    let folder = sample_folder::copied();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["check", "claims/wagner.md"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let said = String::from_utf8(run.stdout).expect("the report is UTF-8");
    let tags = regex::Regex::new("<[^>]*>").unwrap();
    let mut lines = 0;
    for line in include_str!("../docs/pictures/check.svg").lines() {
        if !line.starts_with("<text") {
            continue;
        }
        let shown = tags
            .replace_all(line, "")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        let shown = shown.replace("&amp;", "&");
        let begins = shown.strip_suffix('…').unwrap_or(&shown);
        let is_said = said.lines().any(|line| line.starts_with(begins));
        assert!(
            is_said || shown == "$ ibid check claims/wagner.md",
            "run `tools/picture.py`: nothing says {shown}"
        );
        lines += 1;
    }
    assert!(lines > 10, "only {lines} lines");
}

/// Every page of the documentation has a place in the book.
#[test]
fn every_page_is_in_the_summary() {
    let summary = include_str!("../docs/SUMMARY.md");
    for (folder, prefix) in [("docs", ""), ("docs/and", "and/")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_page = name.ends_with(".md") && name != "SUMMARY.md";
            assert!(
                !is_page || summary.contains(&format!("({prefix}{name})")),
                "{folder}/{name} is not in docs/SUMMARY.md"
            );
        }
    }
}
