//! A repository with one source and one draft, in a folder with room for what lies outside it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) const SOURCE: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened on 3 May 2014. It cost 41 million crowns.

\"We built it for our children and for theirs,\" said the mayor, Karin Lindqvist.
";
pub(crate) const RIGHT: &str = "The harbour of Lund Bay opened in May 2014.\n";
pub(crate) const WRONG: &str = "The harbour of Lund Bay opened in May 2013.\n";
pub(crate) const SECRET: &str = "The password of Lund Bay is 4711.\n";

/// How long a run may take, however hostile what it reads.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Repository(tempfile::TempDir);

impl Repository {
    /// One whose draft, `claims/draft.md`, says what is right.
    pub(crate) fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(repository.path(".git")).unwrap();
        repository.write("corpus/harbour.txt", SOURCE);
        repository.write("claims/draft.md", RIGHT);
        repository.write("../outside/secret.txt", SECRET);
        repository.write("../outside/draft.md", WRONG);
        repository
    }

    /// One that is known to git, with all that `prepare` puts there committed; `None` where there
    /// is no git.
    pub(crate) fn committed(prepare: impl Fn(&Self)) -> Option<Self> {
        let repository = Self::new();
        fs::remove_dir(repository.path(".git")).unwrap();
        prepare(&repository);
        let made = Command::new("git")
            .args(["init", "-q"])
            .current_dir(repository.path("."))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return None;
        }
        repository.git(&["add", "-A"]);
        repository.git(&["commit", "-qm", "x"]);
        Some(repository)
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments)
            .current_dir(self.path("."))
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join("repository").join(name)
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        let folder = path.parent().unwrap();
        // By its letters: a folder on the way up may not be there yet.
        fs::create_dir_all(self.path(".")).unwrap();
        fs::create_dir_all(folder).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// A link at `name`, in the place of what is there.
    pub(crate) fn link(&self, name: &str, target: impl AsRef<Path>) {
        let path = self.path(name);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
    }

    /// A pipe at `name`, in the place of what is there, that nobody ever writes to.
    pub(crate) fn pipe(&self, name: &str) {
        let path = self.path(name);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.args(arguments).current_dir(self.path("."));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        run(self.command(arguments), arguments)
    }

    /// Rules that the refutation in the first line of the draft is none.
    pub(crate) fn rule(&self) {
        let place = "claims/draft.md:1";
        let who = ["--by", "x", "--reason", "y"];
        self.run(&[&["rule", "refuted", place], &who[..], &["--no-model"]].concat());
    }

    /// The exit code of a check with these arguments, and what it prints and says.
    pub(crate) fn check(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let all = [
            &["check", "--no-model", "--format", "concise"][..],
            arguments,
        ]
        .concat();
        told(&self.run(&all))
    }
}

pub(crate) fn told(output: &Output) -> (Option<i32>, String) {
    let said = [&output.stdout[..], &output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// Runs a command that must end, whatever it reads.
pub(crate) fn run(mut command: Command, what: &[&str]) -> Output {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait(&mut child, what, || {});
    child.wait_with_output().unwrap()
}

/// Waits until a process ends, which it must, and watches it meanwhile.
pub(crate) fn wait(child: &mut Child, what: &[&str], mut watch: impl FnMut()) -> ExitStatus {
    let began = Instant::now();
    loop {
        watch();
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{what:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
