use super::super::Language;
use super::super::piece::Piece;
use super::{DateContext, DateFact};

pub(in super::super) fn read(_p: &[Piece<'_>], _l: Language, _c: &DateContext) -> Vec<DateFact> {
    Vec::new()
}
