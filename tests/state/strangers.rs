//! A `.ibid` that somebody else made.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::desk::{Desk, HARBOUR, done, files, refused};

fn git(desk: &Desk, arguments: &[&str]) {
    let status = Command::new("git")
        .args(arguments)
        .current_dir(desk.root())
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
}

#[test]
fn what_git_tracks_is_refused() {
    let desk = Desk::new();
    done(desk.check());
    git(&desk, &["init", "-q"]);
    git(&desk, &["add", "."]);
    done(desk.check());
    git(&desk, &["add", "--force", ".ibid/answers"]);
    for arguments in [
        &["check", "--no-model"][..],
        &["check", "corpus/ferry.md"],
        &["claim", "The ferry carries 90 cars."],
        &["search", "ferry"],
        &["index"],
    ] {
        let message = refused(desk.command(arguments));
        assert!(message.contains("is tracked by git"), "{message}");
        assert!(message.contains("git rm"), "{message}");
    }
    git(&desk, &["rm", "-r", "-q", "--force", ".ibid"]);
    done(desk.check());
}

/// The first file of the index whose name starts so.
fn of_index(desk: &Desk, start: &str) -> PathBuf {
    let found = files(&desk.path(".ibid/index"));
    let is_it = |path: &&PathBuf| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(start)
    };
    found
        .iter()
        .map(|(path, _)| path)
        .find(is_it)
        .unwrap()
        .clone()
}

fn seal(content: &[u8]) -> Vec<u8> {
    [blake3::hash(content).to_hex().as_bytes(), b"\n", content].concat()
}

/// An index that says of the sources what others say, all its checksums in order.
fn forge(desk: &Desk, told: &str, truth: &str) {
    desk.write("corpus/harbour.txt", told);
    done(desk.check());
    desk.write("corpus/harbour.txt", truth);
    fs::remove_dir_all(desk.path(".ibid/answers")).unwrap();
    let hash = |content: &[u8]| blake3::hash(content).to_hex().to_string();
    let replace = |path: &PathBuf, from: &str, to: &str| {
        let content = fs::read_to_string(path).unwrap();
        assert!(content.contains(from));
        fs::write(path, content.replace(from, to)).unwrap();
    };
    let manifest = of_index(desk, "manifest-");
    replace(&manifest, &hash(told.as_bytes()), &hash(truth.as_bytes()));
    let name = format!("manifest-{}.json", hash(&fs::read(&manifest).unwrap()));
    let old = manifest.file_name().unwrap().to_str().unwrap();
    replace(&of_index(desk, "meta.json"), old, &name);
    let folder = manifest.parent().unwrap();
    fs::rename(&manifest, folder.join(&name)).unwrap();
    let sealed = fs::read(folder.join("seal")).unwrap();
    let sealed: serde_json::Value = serde_json::from_slice(&sealed[65..]).unwrap();
    let names = sealed["files"].as_object().unwrap().keys();
    let prints: BTreeMap<String, (usize, String)> = names
        .map(|one| {
            if one == old {
                name.clone()
            } else {
                one.clone()
            }
        })
        .map(|name| {
            let content = fs::read(folder.join(&name)).unwrap();
            (name, (content.len(), hash(&content)))
        })
        .collect();
    let sealed = serde_json::json!({"format": sealed["format"], "files": prints});
    fs::write(folder.join("seal"), seal(sealed.to_string().as_bytes())).unwrap();
}

#[test]
fn words_that_only_the_index_has_decide_nothing() {
    let desk = Desk::new();
    forge(&desk, &HARBOUR.replace("41", "44"), HARBOUR);
    let message = refused(desk.check());
    assert!(
        message.contains("corpus/harbour.txt does not say what the index has of it"),
        "{message}"
    );
    assert!(message.contains("remove `.ibid`"), "{message}");
    desk.remove_kept();
    assert_eq!(done(desk.check()).0, desk.fresh());
}

#[test]
fn kept_answers_that_cannot_be_are_no_crash() {
    let desk = Desk::new();
    let fresh = done(desk.check()).0;
    let answers = files(&desk.path(".ibid/answers"));
    let (path, sealed) = answers
        .iter()
        .find(|(_, content)| content.len() > 65)
        .unwrap();
    let answers = std::str::from_utf8(&sealed[65..]).unwrap();
    let records: serde_json::Value = serde_json::from_str(answers).unwrap();
    for pointer in [
        "/outcome/evidence/0/passage",
        "/outcome/evidence/0/span/start",
        "/outcome/evidence/0/span/end",
        "/outcome/evidence/0/reasons/0/claim_span/end",
        "/outcome/evidence/0/reasons/0/passage_span/end",
        "/passages/0/1",
    ] {
        for value in [1, u64::from(u32::MAX), u64::MAX] {
            let mut forged = records.clone();
            for record in forged.as_object_mut().unwrap().values_mut() {
                if let Some(number) = record.pointer_mut(pointer) {
                    *number = value.into();
                }
            }
            fs::write(path, seal(forged.to_string().as_bytes())).unwrap();
            let output = desk.check().output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.code().is_some_and(|code| code <= 2),
                "{pointer} {value}: {said}"
            );
            assert!(!said.contains("panicked"), "{pointer} {value}: {said}");
        }
    }
    fs::write(path, sealed).unwrap();
    assert_eq!(done(desk.check()).0, fresh);
}

#[cfg(unix)]
#[test]
fn no_link_beneath_the_folder_is_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let (fresh, _) = done(desk.check_with_model());
    let kept = files(&desk.path(".ibid"));
    let index = of_index(&desk, "meta.json");
    let (index, engine) = (index.ancestors().nth(2).unwrap(), index.parent().unwrap());
    let beneath = |name: &str| desk.path(".ibid").join(name);
    let mut links = vec![
        desk.path(".ibid"),
        beneath("index"),
        beneath("answers"),
        beneath("entailment"),
        index.to_owned(),
        engine.to_owned(),
        index.join("new-1"),
        engine.join(".tantivy-writer.lock"),
        engine.join(".tantivy-meta.lock"),
        beneath("entailment/scores.new"),
    ];
    let answers = files(&beneath("answers"));
    links.extend(
        answers
            .iter()
            .map(|(path, _)| path.with_extension("json.new")),
    );
    links.extend(kept.iter().map(|(path, _)| path.clone()));
    for link in links {
        let outside = tempfile::tempdir().unwrap();
        for name in ["old-1/a", "new-1/a", "index/a", "a", ".gitignore/a"] {
            let path = outside.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "mine").unwrap();
        }
        let before = files(outside.path());
        let is_folder = kept.iter().all(|(path, _)| *path != link);
        let target = if is_folder { "" } else { "a" };
        for target in [outside.path().join(target), outside.path().join("no")] {
            desk.remove_kept();
            let _ = fs::remove_file(desk.path(".ibid"));
            for (path, content) in &kept {
                if !path.starts_with(&link) {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, content).unwrap();
                }
            }
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            let _ = fs::remove_dir_all(&link);
            symlink(&target, &link).unwrap();
            desk.write(
                "corpus/ferry.md",
                "# Ferry\n\nThe ferry of Lund Bay carries 90 cars.\n",
            );
            let (report, messages) = done(desk.check_with_model());
            assert!(report == fresh, "{link:?}: {messages}");
            assert!(files(outside.path()) == before, "{link:?} to {target:?}");
        }
    }
    let _ = fs::remove_file(desk.path(".ibid"));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_hangs_nothing() {
    let desk = Desk::new();
    let (fresh, _) = done(desk.check_with_model());
    let kept = files(&desk.path(".ibid"));
    for (path, _) in &kept {
        desk.remove_kept();
        for (path, content) in &kept {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::remove_file(path).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        desk.write(
            "corpus/ferry.md",
            "# Ferry\n\nThe ferry of Lund Bay carries 90 cars.\n",
        );
        let (report, messages) = done(desk.check_with_model());
        assert!(report == fresh, "{path:?}: {messages}");
    }
}

#[test]
fn a_record_may_be_called_as_a_file_is() {
    let desk = Desk::new();
    desk.write(
        "corpus/bulk.jsonl",
        "{\"_id\": \"tide\", \"text\": \"The tide of Lund Bay is 3 metres high.\"}\n\
         {\"_id\": \"notes.txt\", \"text\": \"The crane of Lund Bay lifts 30 tonnes.\"}\n",
    );
    desk.write(
        "corpus/bulk.jsonl#notes.txt",
        "The crane of Lund Bay was built in 1988.\n",
    );
    desk.write(
        "claims/draft.md",
        "The crane of Lund Bay lifts 30 tonnes.\n\nThe crane of Lund Bay was built in 1989.\n",
    );
    let (report, _) = done(desk.check());
    let report = String::from_utf8(report).unwrap();
    assert!(
        report.contains("corpus/bulk.jsonl#notes.txt (line 2)"),
        "{report}"
    );
    assert!(
        report.contains("\"refuted\"") && report.contains("\"supported\""),
        "{report}"
    );
    assert_eq!(done(desk.check()).0, report.into_bytes());
}
