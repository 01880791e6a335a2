//! A process of its own for each file of a format that hostile files exist of.
//!
//! The program calls itself by a hidden command; the child limits its own memory and computing
//! time, reads one file from its standard input and writes the reading to its standard output.
//! What kills the child costs that one source. A limit ends in "could not be read", never in part
//! of a reading, so that no clock decides what is read.

use std::io::{Read as _, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::reading::Reading;
use super::{Format, ReadError};

/// The hidden command by which the program calls itself.
pub const COMMAND: &str = "read-one-file";

/// The most memory that reading a file may take.
const MEMORY: u64 = 1_400 << 20;
/// The most seconds of computing that reading a file may take.
const SECONDS: u64 = 20;
/// After how long a child that does not end is killed, however little it computes.
const PATIENCE: Duration = Duration::from_secs(120);
/// The most bytes of a reading, as it is handed over.
const ANSWER: u64 = 512 << 20;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Has files of formats that can be hostile read in processes of their own, by this program, which
/// must call [`serve`] for [`COMMAND`]. Without it they are read in this process.
pub fn isolate(program: PathBuf) {
    // Set twice it is the same program.
    let _ = PROGRAM.set(program);
}

/// What the child answers.
type Answer = Result<Reading, String>;

/// Reads `bytes`, in a child if there is a program to be one, else by `read`.
pub(super) fn read(
    format: Format,
    bytes: &[u8],
    read: impl FnOnce(&[u8]) -> Result<Reading, ReadError>,
) -> Result<Reading, ReadError> {
    match PROGRAM.get() {
        Some(program) => {
            let child = Command::new(program)
                .arg(COMMAND)
                .arg(format.name())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn();
            let child = child.map_err(|error| {
                ReadError::refused(format!("no process could be started to read it: {error}"))
            })?;
            converse(child, bytes)
        }
        None => read(bytes),
    }
}

/// Hands the bytes to the child and takes its answer.
fn converse(mut child: Child, bytes: &[u8]) -> Result<Reading, ReadError> {
    let (mut input, output, errors) =
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(input), Some(output), Some(errors)) => (input, output, errors),
            _ => {
                return Err(ReadError::refused(
                    "no process could be asked to read it".to_owned(),
                ));
            }
        };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that ends before it has read all says why in its answer.
            let _ = input.write_all(bytes);
        });
        let said = scope.spawn(move || {
            let mut said = Vec::new();
            let _ = errors.take(4096).read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = output.take(ANSWER).read_to_end(&mut answer);
            // Nobody listens any more only when the child was killed.
            let _ = sender.send(read.map(|_| answer));
        });
        let answer = match receiver.recv_timeout(PATIENCE) {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Some(Vec::new()),
            Err(RecvTimeoutError::Timeout) => None,
        };
        if answer.is_none() {
            // What has ended by itself meanwhile need not be killed.
            let _ = child.kill();
        }
        let status = child
            .wait()
            .map_err(|error| ReadError::refused(error.to_string()))?;
        let said = said.join().unwrap_or_default();
        let Some(answer) = answer else {
            return Err(ReadError::refused(format!(
                "reading it took longer than {} seconds; split it, or convert it to text",
                PATIENCE.as_secs()
            )));
        };
        match serde_json::from_slice::<Answer>(&answer) {
            Ok(Ok(reading)) if status.success() => Ok(reading),
            Ok(Err(why)) if status.success() => Err(ReadError::refused(why)),
            _ => Err(ReadError::refused(killed_by(status, &said))),
        }
    })
}

/// Why a child ended without an answer.
fn killed_by(status: ExitStatus, said: &str) -> String {
    let remedy = "convert it to text, or leave it out";
    if said.contains("memory allocation") {
        return format!(
            "reading it takes more than {} MiB of memory; {remedy}",
            MEMORY >> 20
        );
    }
    if is_out_of_time(status) {
        return format!("reading it takes more than {SECONDS} seconds of computing; {remedy}");
    }
    if said.contains("overflowed its stack") {
        return format!("it is nested too deep to be read; {remedy}");
    }
    format!("the reader failed on it ({status}); {remedy}")
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    const OUT_OF_TIME: i32 = 24;
    const KILLED: i32 = 9;
    matches!(status.signal(), Some(OUT_OF_TIME | KILLED))
}

#[cfg(not(unix))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

/// The child's part: limits itself, reads the file of this format from standard input, and writes
/// the answer to `out`.
///
/// # Errors
/// When standard input cannot be read, the answer cannot be written, or the format has no reader
/// that is kept apart.
pub fn serve(format: &str, out: &mut dyn Write) -> std::io::Result<()> {
    limit()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let answer: Answer = match Format::of_name(format) {
        Some(format) => super::read::read_here(format, &bytes).map_err(|error| error.to_string()),
        None => Err(format!("no reader for {format}")),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.flush()
}

#[cfg(unix)]
fn limit() -> std::io::Result<()> {
    use rlimit::Resource;
    // A lower limit that holds already is kept.
    let lower = |resource: Resource, most: u64| {
        let (soft, hard) = resource.get()?;
        resource.set(most.min(soft), most.saturating_add(1).min(hard))
    };
    lower(Resource::CPU, SECONDS)?;
    lower(Resource::CORE, 0)?;
    // Not every system knows a limit of the address space.
    let _ = lower(Resource::AS, MEMORY);
    Ok(())
}

#[cfg(not(unix))]
fn limit() -> std::io::Result<()> {
    Ok(())
}
