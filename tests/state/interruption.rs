//! Runs that are killed, run at once, or find a full or read-only disk.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::counts::tell;
use crate::desk::{Desk, Dice, HARBOUR, done};
use crate::work::{self, CHECK, Outcome, State, WORKS, users_files};

fn start(mut command: std::process::Command) -> Child {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How many runs are killed, unless the environment says another number.
const KILLS: usize = 40;

fn wanted_kills() -> usize {
    let told = std::env::var("IBID_KILLS").ok();
    told.map_or(KILLS, |times| times.parse().expect("a number of kills"))
}

/// Kills a run `after` so long; whether it had not ended by then.
fn is_killed(command: std::process::Command, after: Duration) -> bool {
    let mut run = start(command);
    thread::sleep(after);
    let _ = run.kill();
    run.wait().unwrap().code().is_none()
}

/// Holds what a killed run left of the work at `at`: its files are as they were or as they shall be, the next
/// run does all of the work, and one after it has nothing to say. The number of files that the killed
/// one left half written beside those it meant.
fn ensure_harmless(desk: &Desk, state: &State, at: usize, what: &str) -> usize {
    let left_over = state.ensure_whole(&users_files(desk.root()), at, what);
    state.restore_shown(desk);
    let outcome = Outcome::of(desk.command(WORKS[at]), desk.root());
    outcome.ensure_is(&state.outcomes[at], WORKS[at], what);

    state.restore(desk);
    let outcome = Outcome::of(desk.command(CHECK), desk.root());
    outcome.ensure_is(&state.outcomes[0], CHECK, what);
    // The first of them may have been `init`, which looks at nothing that is kept.
    assert!(
        WORKS[at] == ["init"] || outcome.messages.is_empty(),
        "{what}: {}",
        outcome.messages
    );
    assert_eq!(fs::read(desk.path(".ibid/.gitignore")).unwrap(), b"*\n");
    left_over
}

/// Kills every work at moments that differ, while the sources change between two states.
#[test]
fn a_killed_run_harms_no_file_and_no_later_run() {
    let desk = work::desk();
    let states = work::harbours().map(|harbour| State::of(&desk, &harbour));
    let [first, second] = states.each_ref().map(|state| &state.outcomes[0].printed);
    assert_ne!(first, second);
    let (times, mut dice) = (wanted_kills(), Dice::new(11));
    let (mut killed, mut left_over) = (0, 0);
    for time in 0..times {
        if time % 4 == 3 {
            desk.remove_kept();
        }
        let (at, state) = (time % WORKS.len(), &states[time % 2]);
        state.restore(&desk);
        let share = dice.below(1000) as f64 / 1000.0;
        let after = state.outcomes[at].took.mul_f64(share);
        killed += usize::from(is_killed(desk.command(WORKS[at]), after));
        left_over += ensure_harmless(&desk, state, at, &format!("kill {time}"));
    }
    tell(&format!(
        "{killed} of {times} runs killed before they ended; {left_over} left a file half written \
         beside the one that was meant, which the next run removed"
    ));
}

/// How many runs there are at once.
const CROWD: usize = 5;

fn all_at_once(commands: Vec<std::process::Command>, desk: &Desk) -> Vec<Outcome> {
    let runs: Vec<Child> = commands.into_iter().map(start).collect();
    let ended = runs.into_iter().map(|run| run.wait_with_output().unwrap());
    let outputs: Vec<_> = ended.collect();
    let read = |output| Outcome::read(output, Duration::ZERO, desk.root());
    outputs.into_iter().map(read).collect()
}

#[test]
fn runs_at_once_give_what_one_gives() {
    let desk = work::desk();
    let states = work::harbours().map(|harbour| State::of(&desk, &harbour));
    desk.remove_kept();
    let mut runs = 0;
    for (at, work) in WORKS.iter().enumerate() {
        // What adds to a file is tried below; of those that make one, all but the first are refused.
        if ["rule", "sign-off", "init"].contains(&work[0]) {
            continue;
        }
        let state = &states[at % 2];
        state.restore(&desk);
        let commands = (0..CROWD).map(|_| desk.command(work)).collect();
        for outcome in all_at_once(commands, &desk) {
            let told = &outcome.messages;
            // Another run was quicker, and the draft is not the one that was checked.
            let is_late = work.contains(&"--fix") && told.contains("changed while");
            let code = if is_late {
                Some(2)
            } else {
                state.outcomes[at].code
            };
            assert_eq!(outcome.code, code, "{work:?}: {told}");
        }
        assert!(
            users_files(desk.root()) == state.outcomes[at].files,
            "{work:?}"
        );
        state.restore(&desk);
        let outcome = Outcome::of(desk.command(CHECK), desk.root());
        outcome.ensure_is(&state.outcomes[0], CHECK, "at once");
        assert_eq!(outcome.messages, "");
        runs += CROWD;
    }
    tell(&format!("{runs} runs, {CROWD} at once, each as if alone"));
}

/// Decisions are added to one file: what a run says it wrote is in it.
#[test]
fn decisions_of_runs_at_once_are_all_kept() {
    let desk = work::desk();
    // Each with its own year: a decision on words holds wherever they stand in the draft.
    let wrong = |at| format!("The harbour of Lund Bay opened in May {}.\n\n", 2009 + at);
    desk.write(
        "claims/letter.md",
        (0..CROWD).map(wrong).collect::<String>(),
    );
    done(desk.check());
    let rule = |at: usize| {
        let place = format!("claims/letter.md:{}", 2 * at + 1);
        let who = ["--by", "ak", "--reason", "as heard", "--no-model"];
        desk.command(&[&["rule", "refuted", place.as_str()][..], &who[..]].concat())
    };
    for outcome in all_at_once((0..CROWD).map(rule).collect(), &desk) {
        assert_eq!(outcome.code, Some(0), "{}", outcome.messages);
    }
    let report: serde_json::Value = serde_json::from_slice(&done(desk.check()).0).unwrap();
    let drafts = report["drafts"].as_array().unwrap();
    let is_letter = |it: &&serde_json::Value| it["path"] == "claims/letter.md";
    let letter = drafts.iter().find(is_letter).unwrap();
    let findings = letter["findings"].as_array().unwrap();
    let refuted = findings.iter().filter(|it| it["rule"] == "refuted");
    let waived = refuted.filter(|it| !it["waived"].is_null()).count();
    assert_eq!(waived, CROWD, "{letter:#}");
}

#[test]
fn a_lock_that_is_held_costs_no_patience_and_is_told() {
    let desk = Desk::new();
    let fresh = desk.fresh();
    done(desk.check());
    fs::remove_file(kept_answers(&desk)).unwrap();
    let lock = fs::File::options()
        .write(true)
        .open(desk.path(".ibid/answers/lock"))
        .unwrap();
    lock.lock().unwrap();
    desk.write("claims/more.md", "The tide of Lund Bay is 4 metres high.\n");
    let began = Instant::now();
    let (_, messages) = done(desk.check());
    assert!(began.elapsed() < Duration::from_secs(8));
    assert_eq!(messages.lines().count(), 1, "{messages}");
    assert!(
        messages.contains("another run keeps the folder locked"),
        "{messages}"
    );
    lock.unlock().unwrap();
    fs::remove_file(desk.path("claims/more.md")).unwrap();
    assert_eq!(done(desk.check()), (fresh, String::new()));
}

fn kept_answers(desk: &Desk) -> std::path::PathBuf {
    let mut entries = fs::read_dir(desk.path(".ibid/answers")).unwrap();
    let is_answers = |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "json");
    entries
        .find_map(|entry| Some(entry.unwrap().path()).filter(is_answers))
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_time_and_no_verdict() {
    use std::process::Command;
    let desk = Desk::new();
    let fresh = desk.fresh();
    // Blocks of 512 bytes, of which no file may have more.
    for blocks in ["0", "2", "40"] {
        for is_new in [true, false] {
            if is_new {
                desk.remove_kept();
            } else {
                desk.write("corpus/harbour.txt", HARBOUR.replace("2014", "2016"));
                done(desk.check());
                desk.write("corpus/harbour.txt", HARBOUR);
            }
            let mut command = Command::new("sh");
            command
                .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", blocks])
                .args([
                    env!("CARGO_BIN_EXE_ibid"),
                    "check",
                    "--no-model",
                    "--format",
                    "json",
                ])
                .current_dir(desk.root());
            let (report, messages) = done(command);
            assert!(report == fresh, "{blocks} {is_new}: {messages}");
            assert!(!messages.is_empty() || blocks == "40", "{blocks} {is_new}");
            let (report, messages) = done(desk.check());
            assert!(report == fresh, "{blocks} {is_new}: {messages}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_good_index_that_cannot_be_written_to_is_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    done(desk.check());
    let kept = crate::desk::files(&desk.path(".ibid"));
    let set_writable = |is_writable: bool| {
        let bits =
            |is_folder| if is_folder { 0o500 } else { 0o400 } | if is_writable { 0o200 } else { 0 };
        let set = |path: &std::path::Path| {
            let is_folder = path.is_dir();
            // What was written anew meanwhile has other files.
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(bits(is_folder)));
        };
        for (path, _) in &kept {
            set(path);
            path.ancestors()
                .take_while(|path| *path != desk.root())
                .skip(1)
                .for_each(set);
        }
    };
    set_writable(false);
    let is_bound = fs::write(desk.path(".ibid/probe"), "").is_err();
    let touched = fs::File::options()
        .write(true)
        .open(desk.path("corpus/ferry.md"))
        .unwrap();
    touched
        .set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    let (report, messages) = done(desk.check());
    set_writable(true);
    assert!(report == desk.fresh());
    // Whoever may write everywhere is not bound by rights.
    if is_bound {
        assert_eq!(messages, "");
        assert!(crate::desk::files(&desk.path(".ibid")) == kept);
    }
}
