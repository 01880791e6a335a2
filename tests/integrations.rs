//! What other programs are told to run: the steps of the GitHub action, the hooks of pre-commit
//! and the snippets of `docs/integrations.md`, run as those programs would run them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use saphyr::{LoadableYamlNode, Yaml};

const PROGRAM: &str = env!("CARGO_BIN_EXE_ibid");

const SOURCE: &str = "The mill\n\nThe mill at Osby was built in 1874 and burned down in 1911.\n";
const WRONG: &str = "The mill at Osby was built in 1847.\n";
const RIGHT: &str = "The mill at Osby was built in 1874.\n";

/// A repository with a wrong draft, a right one and one whose name has a space.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for inner in ["corpus", "claims", "temp"] {
        fs::create_dir(folder.path().join(inner)).unwrap();
    }
    for (name, text) in [
        ("corpus/mill.txt", SOURCE),
        ("claims/wrong.md", WRONG),
        ("claims/right.md", RIGHT),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The one document of a YAML text.
fn yaml(text: &str) -> Yaml<'_> {
    let mut documents = Yaml::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn text<'y>(value: &'y Yaml<'_>) -> &'y str {
    value.as_str().expect("a string")
}

/// A script as GitHub's `shell: bash` and GitLab's runner start it.
fn bash(folder: &Path, script: &str, environment: &[(&str, &str)]) -> Output {
    Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env_remove("GITHUB_ACTIONS")
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A composite action's steps, run in a repository.
struct Action {
    folder: tempfile::TempDir,
    file: String,
}

impl Action {
    fn new() -> Self {
        Self {
            folder: repository(),
            file: fs::read_to_string("action.yml").unwrap(),
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Runs the step of that name with these inputs in the place of the defaults.
    fn step(&self, name: &str, inputs: &[(&str, &str)]) -> Output {
        let action = yaml(&self.file);
        let steps = action["runs"]["steps"].as_sequence().unwrap();
        let step = steps.iter().find(|step| text(&step["name"]) == name);
        let step = step.expect("the action has such a step");
        let mut environment = vec![
            ("RUNNER_TEMP".to_owned(), self.path("temp")),
            ("GITHUB_OUTPUT".to_owned(), self.path("temp/output")),
            (
                "GITHUB_STEP_SUMMARY".to_owned(),
                self.path("temp/summary.md"),
            ),
        ];
        for (key, value) in step["env"].as_mapping().unwrap() {
            let value = self.expanded(text(value), &action, inputs);
            environment.push((text(key).to_owned(), value));
        }
        let environment: Vec<(&str, &str)> = environment
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(text(&step["shell"]), "bash");
        bash(self.folder.path(), text(&step["run"]), &environment)
    }

    /// What the runner puts in the place of an expression.
    fn expanded(&self, value: &str, action: &Yaml<'_>, inputs: &[(&str, &str)]) -> String {
        let Some(expression) = value.strip_prefix("${{ ") else {
            return value.to_owned();
        };
        let (name, rest) = expression.split_once(" }}").unwrap();
        if let Some(name) = name.strip_prefix("inputs.") {
            let default = text(&action["inputs"][name]["default"]);
            let given = inputs.iter().find(|(input, _)| *input == name);
            return given.map_or(default, |(_, value)| value).to_owned();
        }
        match (name, rest) {
            ("runner.temp", "/ibid/bin/ibid") => PROGRAM.to_owned(),
            ("runner.temp", rest) => format!("{}{rest}", self.path("temp")),
            ("github.action_path", "") => env!("CARGO_MANIFEST_DIR").to_owned(),
            _ => panic!("unknown: {value}"),
        }
    }

    fn summary(&self) -> String {
        fs::read_to_string(self.path("temp/summary.md")).unwrap_or_default()
    }
}

#[test]
fn the_action_annotates_and_summarises_and_fails_with_the_check() {
    let action = Action::new();
    let output = action.step("Check", &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("::error file=claims/wrong.md,line=1,"));
    assert!(action.summary().contains("claims/wrong.md"));

    let inputs = [
        ("drafts", "claims/right.md\nclaims/wrong.md"),
        ("fail-on", "never"),
    ];
    assert_eq!(action.step("Check", &inputs).status.code(), Some(0));
    let inputs = [("drafts", "claims/right.md"), ("sarif", "ibid.sarif")];
    let output = action.step("Check", &inputs);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(!said(&output).contains("::error"));
    assert!(Path::new(&action.path("ibid.sarif")).is_file());
}

#[test]
fn the_action_fails_where_the_check_cannot_be_done() {
    let action = Action::new();
    for inputs in [
        ("settings-from", "nowhere"),
        ("sources", "missing"),
        ("drafts", "missing.md"),
        ("changed-since", "nowhere"),
        ("locked", "true"),
        ("drafts", "--format"),
        ("fail-on", "$(touch injected)"),
    ] {
        let output = action.step("Check", &[inputs]);
        assert_eq!(output.status.code(), Some(2), "{inputs:?}: {output:?}");
        assert_eq!(action.summary(), "", "{inputs:?}");
    }
    assert!(!Path::new(&action.path("injected")).exists());
}

#[test]
fn the_action_names_its_version_by_what_it_is_built_from() {
    let action = Action::new();
    let output = action.step("Tell the version", &[]);
    assert!(output.status.success(), "{output:?}");
    let told = fs::read_to_string(action.path("temp/output")).unwrap();
    let hash = told.trim_end().strip_prefix("hash=").unwrap();
    assert!(
        hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{told}"
    );
}

#[test]
fn the_action_builds_where_nothing_is_released() {
    let action = Action::new();
    let output = action.step("Install the released program", &[]);
    assert!(output.status.success(), "{output:?}");
    assert!(said(&output).contains("built from source"), "{output:?}");
    assert!(!Path::new(&action.path("temp/output")).exists());
    let steps = yaml(&action.file);
    let steps = steps["runs"]["steps"].as_sequence().unwrap();
    let build = steps
        .iter()
        .find(|step| text(&step["name"]) == "Build the program");
    let when = text(&build.unwrap()["if"]);
    assert!(when.contains("steps.released.outputs.installed != 'true'"));
}

#[test]
fn the_hooks_check_the_files_that_they_are_given() {
    let file = fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let hooks = yaml(&file);
    let run = |folder: &Path, hook: &Yaml<'_>, draft: &str| {
        let arguments = text(&hook["entry"]).strip_prefix("ibid ").unwrap();
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments.split(' '))
            .arg(draft)
            .current_dir(folder);
        command.output().unwrap()
    };
    let folder = repository();
    let folder = folder.path();
    let lock = Command::new(PROGRAM)
        .arg("lock")
        .current_dir(folder)
        .output();
    assert!(lock.unwrap().status.success());
    for hook in hooks.as_sequence().unwrap() {
        let output = run(folder, hook, "claims/wrong.md");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(said(&output).starts_with("claims/wrong.md:1:1: error[refuted]"));
        let output = run(folder, hook, "claims/right.md");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        // A file name is no option.
        for name in ["--output=README.md", "--fail-on=never.md", "-h.md"] {
            fs::write(folder.join(name), WRONG).unwrap();
            let output = run(folder, hook, name);
            assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
            assert!(!folder.join("README.md").exists());
        }
    }
}

/// The indented block that follows the heading `## TITLE` of the page.
fn snippet(title: &str) -> String {
    let page = include_str!("../docs/integrations.md");
    let (_, rest) = page.split_once(&format!("\n## {title}\n")).unwrap();
    let lines = rest.lines().skip_while(|line| !line.starts_with("    "));
    let block = lines.map_while(|line| {
        if line.is_empty() {
            Some(line)
        } else {
            line.strip_prefix("    ")
        }
    });
    block.map(|line| format!("{line}\n")).collect()
}

/// A job for a pull request may have run a stranger's code: what it kept would be taken by the jobs of the main branch.
#[test]
fn a_job_for_a_pull_request_only_reads_what_is_kept() {
    let action = fs::read_to_string("action.yml").unwrap();
    let action = yaml(&action);
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let uses = |step: &Yaml<'_>| match step.contains_mapping_key("uses") {
        true => text(&step["uses"]).to_owned(),
        false => String::new(),
    };
    let of_cache = |step: &&Yaml<'_>| uses(step).contains("cache");
    let kept: Vec<_> = steps.iter().filter(of_cache).collect();
    assert_eq!(kept.len(), 4);
    for step in kept {
        if uses(step).starts_with("actions/cache/restore@") {
            continue;
        }
        assert!(uses(step).starts_with("actions/cache/save@"));
        let condition = text(&step["if"]);
        let guard = "&& !startsWith(github.event_name, 'pull_request')";
        assert!(condition.ends_with(guard), "{condition}");
        assert!(!condition.contains("||"), "{condition}");
    }
}

#[test]
fn the_snippets_name_what_is_there() {
    let text_of = snippet("pre-commit");
    let config = yaml(&text_of);
    let wanted = text(&config["repos"][0]["hooks"][0]["id"]);
    let hooks = fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    assert!(hooks.contains(&format!("- id: {wanted}\n")));

    let text_of = snippet("GitHub");
    let workflow = yaml(&text_of);
    let action = fs::read_to_string("action.yml").unwrap();
    let action = yaml(&action);
    let step = &workflow["jobs"]["ibid"]["steps"][1];
    for (input, _) in step["with"].as_mapping().unwrap() {
        assert!(
            action["inputs"].contains_mapping_key(text(input)),
            "{input:?}"
        );
    }
}

#[test]
fn the_gitlab_job_writes_the_reports_that_it_names() {
    let text_of = snippet("GitLab");
    let pipeline = yaml(&text_of);
    let job = &pipeline["ibid"];
    let script = text(&job["script"][1]);
    let script = script.strip_prefix(".cargo-ibid/bin/ibid ").unwrap();
    let folder = repository();
    let output = bash(
        folder.path(),
        &format!("\"$IBID\" {script}"),
        &[("IBID", PROGRAM)],
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("claims/wrong.md:1:1  refuted"));
    let reports = &job["artifacts"]["reports"];
    for kind in ["codequality", "junit"] {
        let report = fs::read_to_string(folder.path().join(text(&reports[kind]))).unwrap();
        assert!(report.contains("claims/wrong.md"), "{kind}");
    }
}

/// A release in a folder: an archive of a program that tells its version, and the checksums.
#[cfg(unix)]
fn release(folder: &Path) -> String {
    let script = r#"
        name=ibid-v9.9.9-x86_64-unknown-linux-musl
        mkdir -p releases/download/v9.9.9 "$name/bin"
        printf '#!/bin/sh\necho ibid 9.9.9\n' > "$name/bin/ibid"
        chmod +x "$name/bin/ibid"
        tar -czf "releases/download/v9.9.9/$name.tar.gz" "$name"
        cd releases/download/v9.9.9
        { command -v sha256sum > /dev/null && sha256sum *.gz || shasum -a 256 *.gz; } | tee SHA256SUMS
    "#;
    let output = bash(folder, script, &[]);
    assert!(output.status.success(), "{output:?}");
    said(&output)
}

#[cfg(unix)]
#[test]
fn the_installer_takes_the_file_that_was_released_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    release(folder.path());
    let releases = format!("file://{}", path("releases/download"));
    let script = format!("sh {}/packaging/install.sh", env!("CARGO_MANIFEST_DIR"));
    let install = |version: &str, prefix: &str| {
        let environment = [
            ("IBID_VERSION", version),
            ("IBID_PREFIX", prefix),
            ("IBID_RELEASES", &releases),
            ("IBID_TARGET", "x86_64-unknown-linux-musl"),
        ];
        let output = bash(folder.path(), &script, &environment);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), told)
    };
    let (code, told) = install("9.9.9", &path("good"));
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("installed ibid 9.9.9 in"), "{told}");
    assert!(Path::new(&path("good/bin/ibid")).is_file());

    let (code, told) = install("9.9.8", &path("missing"));
    assert_eq!(code, Some(3), "{told}");
    assert!(told.contains("cannot be downloaded"), "{told}");

    let archive = "releases/download/v9.9.9/ibid-v9.9.9-x86_64-unknown-linux-musl.tar.gz";
    fs::write(path(archive), "something else").unwrap();
    let (code, told) = install("9.9.9", &path("bad"));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("nothing was installed"), "{told}");
    assert!(!Path::new(&path("bad")).exists());
}

#[cfg(unix)]
#[test]
fn the_gitlab_component_installs_by_checksum_and_writes_its_reports() {
    let file = fs::read_to_string("templates/ibid.yml").unwrap();
    let (_, job) = file.split_once("\n---\n").unwrap();
    let job = yaml(job);
    let script = &job["ibid"]["script"];
    let folder = repository();
    let sums = release(folder.path());
    let sum = sums.split(' ').next().unwrap();
    let here = format!("file://{}", folder.path().display());
    let install = |sum: &str| {
        let environment = [
            ("IBID_VERSION", "9.9.9"),
            ("IBID_SHA256", sum),
            ("IBID_REPOSITORY", &here),
        ];
        bash(folder.path(), text(&script[0]), &environment)
    };
    let kept = folder.path().join(".cargo-ibid/bin/ibid");
    assert!(!install(&"0".repeat(64)).status.success());
    assert!(!kept.exists());
    let output = install(sum);
    assert!(output.status.success() && kept.is_file(), "{output:?}");

    let check = text(&script[1]).replace("$[[ inputs.arguments ]]", "");
    let check = check.replace(".cargo-ibid/bin/ibid", PROGRAM);
    let output = bash(folder.path(), &check, &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(folder.path().join("ibid.xml").is_file());
}
