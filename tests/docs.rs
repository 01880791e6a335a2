//! The walk through `docs/adopting.md` gives what the page says, and the generated pages are current.

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
