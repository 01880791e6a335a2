//! A real client: Neovim without a window. The test skips itself where there is none.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

use std::fs;
use std::process::Command;

use super::client::{DRAFT, repository};

const SCRIPT: &str = include_str!("neovim.lua");

#[test]
fn neovim_shows_hovers_and_corrects() {
    let version = Command::new("nvim").arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no `nvim` (Debian: neovim)");
        return;
    }
    let folder = repository();
    let script = folder.path().join("script.lua");
    fs::write(&script, SCRIPT).unwrap();
    let output = Command::new("nvim")
        .args([
            "--headless",
            "--clean",
            "-n",
            "-i",
            "NONE",
            "claims/draft.md",
            "-c",
        ])
        .arg(format!("luafile {}", script.display()))
        .current_dir(folder.path())
        .env("IBID", env!("CARGO_BIN_EXE_ibid"))
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let saved = fs::read_to_string(folder.path().join("claims/draft.md")).unwrap();
    let expected = DRAFT
        .replace("parents", "children")
        .replace("41 cranes", "14 cranes");
    assert_eq!(saved, expected, "{told}");
}
