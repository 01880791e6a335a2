//! Runs that are killed, run at once, or find a full or read-only disk.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Dice, HARBOUR, done};

fn start(mut command: std::process::Command) -> Child {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills runs at moments that differ, while the sources change between two states, and compares
/// each next run with a fresh one; how many were killed before they ended.
fn kill_again_and_again(times: usize) -> usize {
    let desk = Desk::new();
    let texts = [HARBOUR.to_owned(), HARBOUR.replace("2014", "2016")];
    let fresh = texts.each_ref().map(|text| {
        desk.write("corpus/harbour.txt", text);
        desk.fresh()
    });
    assert_ne!(fresh[0], fresh[1]);
    let began = Instant::now();
    done(desk.check());
    let usual = began.elapsed();
    let mut dice = Dice::new(11);
    let mut killed = 0;
    for time in 0..times {
        if time % 4 == 3 {
            desk.remove_kept();
        }
        let state = time % 2;
        desk.write("corpus/harbour.txt", &texts[state]);
        let command = match time % 3 {
            0 => desk.command(&["index"]),
            _ => desk.check(),
        };
        let mut run = start(command);
        thread::sleep(usual.mul_f64(dice.below(1000) as f64 / 1000.0));
        let _ = run.kill();
        killed += usize::from(run.wait().unwrap().code().is_none());
        let (report, messages) = done(desk.check());
        assert!(
            report == fresh[state],
            "kill {time}: another report; {messages}"
        );
        let (report, messages) = done(desk.check());
        assert!(
            report == fresh[state] && messages.is_empty(),
            "kill {time}: {messages}"
        );
    }
    killed
}

#[test]
fn a_killed_run_harms_no_later_one() {
    kill_again_and_again(12);
}

#[test]
#[ignore = "takes minutes"]
#[expect(
    clippy::print_stdout,
    reason = "what was tried is told where it fails or is asked for"
)]
fn many_killed_runs_harm_no_later_one() {
    let times = 400;
    let killed = kill_again_and_again(times);
    println!("{killed} of {times} runs killed: no other report, no crash");
}

#[test]
fn five_runs_at_once_give_what_one_gives() {
    let desk = Desk::new();
    let fresh = desk.fresh();
    for _ in 0..2 {
        let runs: Vec<Child> = (0..5).map(|_| start(desk.check())).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.stdout == fresh, "{output:?}");
        }
        desk.write(
            "corpus/lamps.html",
            "<h1>Lamps</h1><p>Lund Bay has 12 lamps.</p>",
        );
    }
    assert_eq!(done(desk.check()), (fresh, String::new()));
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
