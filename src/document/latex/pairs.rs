//! Which piece of LaTeX closes which: braces, brackets, environments. What is left open has no partner.

use std::collections::HashMap;

use super::pieces::{Kind, Piece};

/// Tells the pieces of `source` their partners.
pub(super) fn tell(source: &str, pieces: &mut [Piece]) {
    pair_groups(pieces);
    pair_environments(source, pieces);
}

/// Tells braces and brackets their partners. A bracket does not reach over a blank line.
fn pair_groups(pieces: &mut [Piece]) {
    let mut open: Vec<usize> = Vec::new();
    let mut braces = 0_usize;
    for at in 0..pieces.len() {
        let is_bracket = |open: &Vec<usize>, pieces: &[Piece]| {
            open.last()
                .is_some_and(|&at| pieces[at].kind == Kind::Bracket)
        };
        match pieces[at].kind {
            Kind::Open => {
                open.push(at);
                braces += 1;
            }
            Kind::Bracket => open.push(at),
            Kind::Close if braces > 0 => {
                while is_bracket(&open, pieces) {
                    open.pop();
                }
                braces -= 1;
                pair(pieces, open.pop(), at);
            }
            Kind::BracketClose if is_bracket(&open, pieces) => pair(pieces, open.pop(), at),
            Kind::Blank => {
                while is_bracket(&open, pieces) {
                    open.pop();
                }
            }
            _ => {}
        }
    }
}

fn pair(pieces: &mut [Piece], first: Option<usize>, second: usize) {
    if let Some(first) = first {
        pieces[first].partner = Some(second);
        pieces[second].partner = Some(first);
    }
}

/// Tells the beginnings of environments their ends.
fn pair_environments(source: &str, pieces: &mut [Piece]) {
    let mut open: Vec<usize> = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for at in 0..pieces.len() {
        let name = pieces[at].inner.of(source);
        match pieces[at].kind {
            Kind::Begin => {
                *counts.entry(name).or_default() += 1;
                open.push(at);
            }
            Kind::End if counts.get(name).is_some_and(|&count| count > 0) => {
                while let Some(last) = open.pop() {
                    let own = pieces[last].inner.of(source);
                    *counts.entry(own).or_default() -= 1;
                    if own == name {
                        pair(pieces, Some(last), at);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
}
