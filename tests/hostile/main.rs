//! What a stranger may put into a repository, through the public commands: nothing hangs, nothing
//! outside the repository is read or written, no program of the repository is run, and nothing that
//! is wrong passes for right.
#![cfg(unix)]

#[path = "../counts/mod.rs"]
mod counts;
mod files;
mod memory;
mod names;
mod outputs;
mod repository;
mod settings;
mod since;
mod writes;
