//! The modules' direction: a module may name only the modules it is allowed to know.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and what it may name. `check` wires every stage; `commands` is the edge.
const ALLOWED: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("locator", &[]),
    ("files", &[]),
    ("local_server", &[]),
    ("git", &["files"]),
    ("wording", &[]),
    ("language", &["span"]),
    ("keeping", &["files"]),
    ("progress", &[]),
    ("server_client", &[]),
    ("cluster", &["server_client"]),
    (
        "entailment",
        &["span", "files", "keeping", "progress", "server_client"],
    ),
    ("document", &["span", "locator", "language"]),
    (
        "sources",
        &["span", "files", "language", "document", "wording"],
    ),
    (
        "index",
        &[
            "span", "locator", "files", "language", "keeping", "progress", "cluster", "document",
            "sources",
        ],
    ),
    (
        "draft",
        &["span", "language", "document", "sources", "wording"],
    ),
    (
        "retrieve",
        &["span", "language", "document", "sources", "index", "draft"],
    ),
    ("judge", &["span", "language", "entailment", "wording"]),
    ("report", &["span", "locator", "judge", "wording"]),
    (
        "config",
        &["span", "files", "git", "language", "report", "wording"],
    ),
    (
        "rulings",
        &[
            "span", "locator", "files", "document", "language", "report", "judge", "wording",
        ],
    ),
    (
        "check",
        &[
            "config",
            "span",
            "locator",
            "files",
            "git",
            "keeping",
            "progress",
            "cluster",
            "language",
            "entailment",
            "document",
            "sources",
            "index",
            "draft",
            "retrieve",
            "judge",
            "report",
            "rulings",
            "wording",
        ],
    ),
    ("checker", &["check", "config", "report", "rulings"]),
    (
        "commands",
        &[
            "check",
            "config",
            "span",
            "local_server",
            "locator",
            "files",
            "git",
            "keeping",
            "progress",
            "language",
            "entailment",
            "document",
            "sources",
            "index",
            "draft",
            "retrieve",
            "judge",
            "report",
            "rulings",
            "wording",
        ],
    ),
];

/// Crates that may be named only in these modules.
const CRATE_HOMES: &[(&str, &[&str])] = &[
    ("axum", &["commands", "local_server"]),
    ("tokio", &["commands", "local_server"]),
    ("tantivy", &["index"]),
    ("clap", &["commands", "main"]),
    ("lsp_server", &["commands"]),
    ("ls_types", &["commands"]),
    ("rten", &["entailment"]),
    ("tokenizers", &["entailment"]),
    ("ureq", &["entailment", "cluster", "server_client"]),
    ("pdfrum", &["document"]),
    ("pdfrum_text", &["document"]),
    ("zip", &["document"]),
    ("quick_xml", &["document"]),
    ("mail_parser", &["document"]),
    ("typst_syntax", &["document"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module a file belongs to: its first folder below `src`, or its own name.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    let first = inside.components().next().unwrap();
    Path::new(first.as_os_str())
        .file_stem()
        .unwrap()
        .to_string_lossy()
        .into_owned()
}

/// The text of a file without its comments and without its inline tests, which may name anything.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of ours that a code text names: `crate::NAME`, also in nested `use crate::{…}`.
fn named_modules(code: &str) -> Vec<String> {
    let path = regex::Regex::new(r"\bcrate::(\w+)").unwrap();
    let group = regex::Regex::new(r"\bcrate::\{([^;]*)\}").unwrap();
    let mut named: Vec<String> = path
        .captures_iter(code)
        .map(|captures| captures[1].to_owned())
        .collect();
    for captures in group.captures_iter(code) {
        let mut depth = 0;
        let mut word = String::new();
        for character in captures[1].chars() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => named.push(std::mem::take(&mut word)),
                _ if depth == 0 => word.push(character),
                _ => {}
            }
        }
        named.push(word);
    }
    named
        .iter()
        .filter_map(|name| name.split("::").next())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn modules_name_only_what_they_may_know() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let mut broken = Vec::new();
    for file in &files {
        let module = module_of(file);
        if module == "lib" || module == "main" {
            continue;
        }
        let may = allowed
            .get(module.as_str())
            .unwrap_or_else(|| panic!("{module} is not in the table of modules"));
        for name in named_modules(&code_of(file)) {
            if name != module && !may.contains(&name.as_str()) {
                broken.push(format!("{}: {module} may not name {name}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn libraries_stay_in_their_homes() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for (library, homes) in CRATE_HOMES {
        let name = regex::Regex::new(&format!(r"\b{library}::")).unwrap();
        for file in &files {
            let module = module_of(file);
            assert!(
                homes.contains(&module.as_str()) || !name.is_match(&code_of(file)),
                "{}: {library} may be named only in {homes:?}",
                file.display()
            );
        }
    }
}

#[test]
fn nested_use_lists_are_seen() {
    let code = "use crate::{span::Span, language::{Language, Context}, index};";
    assert_eq!(named_modules(code), ["span", "language", "index"]);
}

/// The stages of the judge, each of which may name only those before it; `mod.rs` names all.
const STAGES: [&str; 15] = [
    "model", "outcome", "policy", "sentence", "reading", "claim", "window", "align", "voice",
    "rules", "assess", "fusion", "combine", "explain", "run",
];

#[test]
fn the_stages_of_the_judge_go_one_way() {
    let folder = Path::new("src/judge");
    let place = |name: &str| {
        let found = STAGES.iter().position(|stage| *stage == name);
        found.unwrap_or_else(|| panic!("{name} is not in the list of stages"))
    };
    let mut files = Vec::new();
    rust_files(folder, &mut files);
    let mut broken = Vec::new();
    for file in files {
        let inside = file.strip_prefix(folder).unwrap();
        let parts: Vec<String> = inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy().replace(".rs", ""))
            .collect();
        if parts[0] == "mod" {
            continue;
        }
        let is_top = parts.len() == 1 || parts[1] == "mod";
        let sibling = if is_top {
            r"(?:\bcrate::judge|\bsuper)::(\w+)"
        } else {
            r"(?:\bcrate::judge|\bsuper::super)::(\w+)"
        };
        let sibling = regex::Regex::new(sibling).unwrap();
        for captures in sibling.captures_iter(&code_of(&file)) {
            if STAGES.contains(&&captures[1]) && place(&captures[1]) > place(&parts[0]) {
                broken.push(format!("{}: names {}", file.display(), &captures[1]));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Where files are opened otherwise than through `files`: what the program keeps for itself beneath
/// `.ibid`, and what it writes.
const OWN_DOORS: [&str; 8] = [
    "src/files.rs",
    "src/keeping",
    "src/index/manifest.rs",
    "src/index/seal.rs",
    "src/index/store.rs",
    "src/entailment/kept.rs",
    "src/check/answered.rs",
    "src/commands/replacing.rs",
];

#[test]
fn files_are_read_through_one_door() {
    let opening = regex::Regex::new(
        r"\b(?:fs::read\(|fs::read_to_string\(|File::open\(|File::create\(|File::options\(|fs::write\()",
    )
    .unwrap();
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let mut broken = Vec::new();
    for file in files {
        let name = file.display().to_string().replace('\\', "/");
        let is_own = OWN_DOORS.iter().any(|door| name.starts_with(door));
        if !is_own && opening.is_match(&code_of(&file)) {
            broken.push(name);
        }
    }
    assert!(
        broken.is_empty(),
        "these open files by themselves: {broken:?}"
    );
}
