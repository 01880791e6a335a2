//! Disks that are full or read-only, which a run has in a namespace of its own.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::counts::tell;
use crate::desk::Desk;
use crate::work::{self, Outcome, State, WORKS, users_files};

/// Copies a project (`$2`) to a disk of its own (`$1`), takes away its room but for `$4` KiB or makes it read-only, does
/// the work there, and again with room; what each left and printed is laid down beneath `$3`.
const SCRIPT: &str = r#"
set -e
disk=$1 project=$2 out=$3 room=$4
shift 4
mount -t tmpfs -o size=8m none "$disk"
cp -a "$project" "$disk/project"
cd "$disk/project"
run() {
    to=$out/$1
    shift
    mkdir "$to"
    code=0
    "$@" >"$to/printed" 2>"$to/messages" || code=$?
    echo "$code" >"$to/code"
    cp -a "$disk/project" "$to/project"
}
if [ "$room" = none ]; then
    mount -o remount,ro "$disk"
    run short "$@"
    mount -o remount,rw "$disk"
else
    cat /dev/zero >"$disk/filler" 2>"$out/full" || true
    truncate -s "-${room}K" "$disk/filler"
    run short "$@"
    rm "$disk/filler"
fi
run roomy "$@"
"#;

/// Runs `work` on a disk that is `short` of room, and then with room.
fn on_disk(desk: &Desk, room: &str, work: &[&str]) -> Option<[Outcome; 2]> {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    for name in ["disk", "out"] {
        fs::create_dir(path(name)).unwrap();
    }
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"])
        .args([path("disk").as_path(), desk.root(), path("out").as_path()])
        .args([room, env!("CARGO_BIN_EXE_ibid")])
        .args(work)
        .output()
        .ok()?;
    let ran = path("out").join("short").exists();
    assert!(!ran || output.status.success(), "{output:?}");
    ran.then(|| ["short", "roomy"].map(|name| read(&path("out").join(name))))
}

fn read(folder: &Path) -> Outcome {
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let code: i32 = String::from_utf8(read("code"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let output = Output {
        status: std::os::unix::process::ExitStatusExt::from_raw(code << 8),
        stdout: read("printed"),
        stderr: read("messages"),
    };
    Outcome::read(output, Duration::ZERO, &folder.join("project"))
}

/// The room on the disks, in KiB; `none` for one that is read-only.
const ROOMS: [&str; 3] = ["none", "0", "24"];

/// Whatever finds no room costs time or is told, and costs no file and no verdict.
#[test]
fn a_full_or_read_only_disk_costs_no_file_and_no_verdict() {
    let desk = work::desk();
    let [later, earlier] = work::harbours();
    let state = State::of(&desk, &later);
    let (mut runs, mut failed) = (0, 0);
    for room in ROOMS {
        for (at, work) in WORKS.iter().enumerate() {
            desk.remove_kept();
            if at % 2 == 0 {
                desk.write("corpus/harbour.txt", &earlier);
                crate::desk::done(desk.check());
                state.restore(&desk);
            }
            let what = format!("{room} KiB");
            let Some([short, roomy]) = on_disk(&desk, room, work) else {
                tell("skipped: no disk can be mounted here");
                return;
            };
            assert_eq!(state.ensure_whole(&short.files, at, &what), 0);
            if short.code == Some(2) {
                failed += 1;
                assert_ne!(*work, work::CHECK);
                assert!(
                    short.messages.contains("(os error "),
                    "{what}: {}",
                    short.messages
                );
                assert!(short.files == state.before, "{what}: {work:?}");
            } else {
                short.ensure_is(&state.outcomes[at], work, &what);
            }
            runs += 1;
            if short.files == state.before {
                roomy.ensure_is(&state.outcomes[at], work, &what);
            }
        }
    }
    assert!(users_files(desk.root()) == state.before);
    tell(&format!(
        "{runs} runs on short disks, {failed} of which said that they could not write"
    ));
}
