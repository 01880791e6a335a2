//! The walk through `docs/adopting.md` gives what the page says, and `docs/rules.md` is current.

#[test]
fn the_walk_of_a_new_user() {
    trycmd::TestCases::new().case("docs/adopting.md");
}

#[test]
fn the_page_of_rules_is_current() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["rules", "--markdown"])
        .output()
        .expect("the program runs");
    let current = String::from_utf8(run.stdout).expect("the page is UTF-8");
    let committed = include_str!("../docs/rules.md");
    assert!(
        committed == current,
        "run `ibid rules --markdown > docs/rules.md`"
    );
}
