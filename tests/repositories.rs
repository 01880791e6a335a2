//! A small repository of each dialect: what `ibid init` makes of it, and what `ibid check` then
//! says. After a change that means to alter a report: `INSTA_UPDATE=always cargo test --test
//! repositories`, and read the difference.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Copies what lies in `from`, hidden files included, beneath `to`.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A command as it is typed, what it prints, and how it ends.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    format!(
        "$ ibid {}\n{}{}[exit code {}]\n",
        arguments.join(" "),
        String::from_utf8(output.stderr).unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap()
    )
}

/// Sets up the repository of that name, checks it, and compares with what is committed.
fn holds(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new("tests/repositories").join(name), folder.path());
    let set_up = told(folder.path(), &["init"]);
    let checked = told(folder.path(), &["check", "--no-model", "--verbose"]);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("repository_{name}"), format!("{set_up}\n{checked}"));
    });
}

#[test]
fn quarto() {
    holds("quarto");
}

#[test]
fn myst() {
    holds("myst");
}

#[test]
fn mdbook() {
    holds("mdbook");
}

#[test]
fn hugo() {
    holds("hugo");
}

#[test]
fn jekyll() {
    holds("jekyll");
}

#[test]
fn mkdocs() {
    holds("mkdocs");
}

#[test]
fn docusaurus() {
    holds("docusaurus");
}

#[test]
fn obsidian() {
    holds("obsidian");
}

#[test]
fn manubot() {
    holds("manubot");
}

#[test]
fn bookdown() {
    holds("bookdown");
}
