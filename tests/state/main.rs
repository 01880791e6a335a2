//! What is kept beneath `.ibid`, against everything that can happen to it: after damage, a kill, a
//! full disk, a changed file or a stranger's hand, a run gives byte for byte what a fresh one gives,
//! or says why not.

mod clocks;
#[path = "../counts/mod.rs"]
mod counts;
mod damage;
mod desk;
mod disk;
mod interruption;
mod strangers;
mod work;
