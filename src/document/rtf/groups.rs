//! Groups: which go into the text, which behind it, and which nowhere.

use super::{Destination, Later, LaterKind, Reader, State};
use crate::document::MarkKind;
use crate::span::Span;

impl Reader {
    pub(super) fn close(&mut self, span: Span) {
        self.left_out = 0;
        match self.state.destination {
            Destination::Styles => self.end_style(),
            Destination::Stated(key) if self.is_last_of(Destination::Stated(key)) => {
                let value = std::mem::take(&mut self.name);
                self.writer.rest().embedded.add(key, &value);
            }
            _ => {}
        }
        if let Some(state) = self.groups.pop() {
            self.state = state;
        }
        if let Some((kind, start, depth)) = self.setting_aside.take() {
            match self.groups.len() < depth {
                true => {
                    let state = State {
                        in_table: false,
                        is_item: false,
                        ..self.state.clone()
                    };
                    let span = Span::new(start, span.start.max(start));
                    self.later.push(Later { kind, span, state });
                }
                false => self.setting_aside = Some((kind, start, depth)),
            }
        }
    }

    /// Whether the group that closes is the outermost that goes there.
    fn is_last_of(&self, destination: Destination) -> bool {
        let around = self.groups.last();
        around.is_none_or(|around| around.destination != destination)
    }

    /// Whether the group that begins with this word goes elsewhere than into the text.
    pub(super) fn begins(&mut self, name: &str, span: Span) -> bool {
        let is_optional = std::mem::take(&mut self.is_optional);
        // What the file says of itself stands in a group that nobody reads.
        let is_stated = matches!(name, "title" | "author");
        if self.state.destination == Destination::Nowhere
            && !(is_stated && self.setting_aside.is_none())
        {
            return true;
        }
        let destination = match name {
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "title" => Destination::Stated("title"),
            "author" => Destination::Stated("author"),
            "info" | "pict" | "colortbl" | "listtext" | "pntext" | "filetbl" | "revtbl" | "xe"
            | "tc" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
            | "footerr" | "footerf" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc"
            | "aftncn" | "nonshppict" | "fldinst" | "objdata" | "objclass" | "shprslt" | "sp"
            | "private" | "nonesttables" | "listtable" | "listoverridetable" | "rxe"
            | "bkmkstart" | "bkmkend" => {
                // A number or a bullet before the text of the group around it.
                if matches!(name, "listtext" | "pntext")
                    && let Some(around) = self.groups.last_mut()
                {
                    around.is_item = true;
                }
                Destination::Nowhere
            }
            // What is read behind the text is not taken apart again.
            "footnote" if self.is_behind => Destination::Nowhere,
            "shptxt" if self.is_behind => return true,
            "footnote" => {
                self.begin_note(span);
                return true;
            }
            "shptxt" => {
                self.set_aside(LaterKind::Box, span);
                return true;
            }
            "shpinst" => return true,
            _ if is_optional => Destination::Nowhere,
            _ => return false,
        };
        self.name.clear();
        self.state.destination = destination;
        true
    }

    fn begin_note(&mut self, span: Span) {
        self.notes += 1;
        let label = self.notes.to_string();
        let at = self.writer.at();
        self.writer.mark(
            MarkKind::NoteReference {
                label: label.clone(),
            },
            at,
        );
        self.set_aside(LaterKind::Note(label), span);
    }

    /// Keeps the group that has just begun for later, and reads nothing of it now.
    fn set_aside(&mut self, kind: LaterKind, span: Span) {
        self.setting_aside = Some((kind, span.end, self.groups.len()));
        self.state.destination = Destination::Nowhere;
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name).to_lowercase();
        let name = name.trim().trim_end_matches(';');
        let level = match name {
            "title" => Some(1),
            name => name
                .strip_prefix("heading ")
                .and_then(|level| level.parse().ok()),
        };
        if let Some(level) = level {
            self.styles.insert(self.state.style, level);
        }
    }
}
