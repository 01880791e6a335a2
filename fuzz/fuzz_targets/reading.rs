//! What must hold of anything that is read.

use ibid::document::Document;

/// Every block has words, in order, and they stand within the first `length` bytes of the file.
pub fn check(document: &Document, length: usize) {
    let mut end = 0;
    for block in document.blocks() {
        assert!(end <= block.span.start && !block.span.is_empty());
        end = block.span.end;
        let citation = document.cite(block.span);
        assert!(citation.span().end <= length);
        assert!(citation.start() <= citation.end());
    }
}
