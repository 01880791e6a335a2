//! E-mail: a message (`.eml`) or a mailbox of them (`.mbox`).
//!
//! Of each message its subject, sender, date and words are read: the plain text where it has
//! one, else its page. A text is a part of its own, as a chapter of a book is, for what is sent is
//! encoded; a citation counts the bytes of the part once it is decoded.

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::extract::{Builder, Extracted};
use super::reading::Sign;
use super::volume::{Text, Volume};
use super::{BlockKind, Embedded, Format, OffsetMap, ReadError, decode, html, plain};
use crate::span::Span;

/// The most messages of a mailbox, and the most parts of all of them.
const PARTS: usize = 20_000;
/// The most messages sent within one another.
const DEPTH: usize = 8;

/// Reads a message.
///
/// # Errors
/// When it is none.
pub(super) fn message(bytes: &[u8]) -> Result<Volume, ReadError> {
    let mut reader = Reader::default();
    let message = parsed(bytes)?;
    let embedded = stated(&message);
    reader.message(&message, "", 0)?;
    reader.volume.state(embedded);
    Ok(reader.volume)
}

/// Reads a mailbox.
///
/// # Errors
/// When it has too many messages.
pub(super) fn mailbox(bytes: &[u8]) -> Result<Volume, ReadError> {
    let mut reader = Reader::default();
    for (at, found) in MessageIterator::new(bytes).enumerate() {
        let found =
            found.map_err(|error| ReadError::refused(format!("it is damaged ({error})")))?;
        let content = found.unwrap_contents();
        let Ok(message) = parsed(&content) else {
            let number = at + 1;
            reader
                .volume
                .gaps
                .push(format!("message {number} of it is damaged, not read"));
            continue;
        };
        reader.message(&message, &format!("message {}, ", at + 1), 0)?;
    }
    Ok(reader.volume)
}

fn parsed(bytes: &[u8]) -> Result<Message<'_>, ReadError> {
    let message = MessageParser::default().parse(bytes);
    let message = message.filter(|message| !message.headers().is_empty());
    message.ok_or_else(|| ReadError::refused("no e-mail, or a damaged one; save it as text"))
}

/// What a message says of itself.
fn stated(message: &Message<'_>) -> Embedded {
    let mut embedded = Embedded::default();
    embedded.add("title", message.subject().unwrap_or_default());
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name().or(sender.address()));
    embedded.add("author", name.unwrap_or_default());
    embedded.add("date", &day(message).unwrap_or_default());
    embedded
}

fn day(message: &Message<'_>) -> Option<String> {
    let date = message.date().filter(|date| date.is_valid())?;
    Some(format!(
        "{:04}-{:02}-{:02}",
        date.year, date.month, date.day
    ))
}

/// What a message is called: its subject and its day.
fn name(message: &Message<'_>) -> String {
    match (message.subject(), day(message)) {
        (Some(subject), Some(day)) => format!("{}, {day}", subject.trim()),
        (Some(subject), None) => subject.trim().to_owned(),
        (None, day) => day.unwrap_or_default(),
    }
}

#[derive(Default)]
struct Reader {
    volume: Volume,
    /// The message that begins with the next text.
    sign: Option<Sign>,
    parts: usize,
}

impl Reader {
    /// Adds the head and the words of a message, whose parts are named behind `prefix`.
    fn message(
        &mut self,
        message: &Message<'_>,
        prefix: &str,
        depth: usize,
    ) -> Result<(), ReadError> {
        self.sign = Some(Sign::Message(name(message)));
        // Of a message within another it is not told where its head stands.
        if depth == 0 {
            self.head(message, prefix)?;
        }
        for &id in &message.text_body {
            if let Some(part) = message.part(id) {
                self.part(part, &format!("{prefix}part {id}"), prefix, depth)?;
            }
        }
        for &id in &message.attachments {
            let Some(part) = message.part(id) else {
                continue;
            };
            match &part.body {
                PartType::Binary(_) | PartType::InlineBinary(_) => self.attached(part, prefix),
                _ => self.part(part, &format!("{prefix}part {id}"), prefix, depth)?,
            }
        }
        Ok(())
    }

    /// Adds subject, sender and date.
    fn head(&mut self, message: &Message<'_>, prefix: &str) -> Result<(), ReadError> {
        let root = message.root_part();
        let raw = message.raw_message();
        let from = (root.offset_header as usize).min(raw.len());
        let head = &raw[from..(root.offset_body as usize).clamp(from, raw.len())];
        if head.is_empty() {
            return Ok(());
        }
        let decoded = decode::decode(head, false)?;
        let place = |name: HeaderName<'_>| {
            let header = root.headers.iter().rfind(|header| header.name == name)?;
            let start = (header.offset_field as usize).saturating_sub(from);
            let end = (header.offset_end as usize).saturating_sub(from);
            let end = end.min(head.len());
            Some(decoded.map.to_text(Span::new(start.min(end), end)))
        };
        let sender = message.from().and_then(|from| from.first());
        let sender = sender.map(|sender| match (sender.name(), sender.address()) {
            (Some(name), Some(address)) => format!("From: {name} <{address}>"),
            (name, address) => format!("From: {}", name.or(address).unwrap_or_default()),
        });
        let subject = message.subject().map(ToOwned::to_owned);
        let mut told = [
            (place(HeaderName::Subject), subject.clone()),
            (place(HeaderName::From), sender),
            (
                place(HeaderName::Date),
                day(message).map(|day| format!("Date: {day}")),
            ),
        ];
        told.sort_by_key(|(place, _)| *place);
        let mut builder = Builder::new(&decoded.text);
        for (place, words) in told {
            let (Some(place), Some(words)) = (place, words) else {
                continue;
            };
            let is_subject = subject.as_ref() == Some(&words);
            builder.begin(match is_subject {
                true => BlockKind::Heading { level: 1 },
                false => BlockKind::Paragraph,
            });
            builder.replace(&words, place);
        }
        self.add(Text {
            part: &format!("{prefix}head"),
            decoded: &decoded.text,
            map: &decoded.map,
            length: head.len(),
            read: builder.finish(),
            signs: Vec::new(),
        })
    }

    /// Adds the words of a part.
    fn part(
        &mut self,
        part: &MessagePart<'_>,
        name: &str,
        prefix: &str,
        depth: usize,
    ) -> Result<(), ReadError> {
        match &part.body {
            PartType::Text(words) => self.words(words, plain::read(words), name),
            PartType::Html(words) => self.words(words, html::read(words), name),
            PartType::Message(sent) if depth < DEPTH => {
                self.message(sent, &format!("{name}, "), depth + 1)
            }
            PartType::Message(_) => {
                let gap = format!("{name} of it is sent within too many others, not read");
                self.volume.gaps.push(gap);
                Ok(())
            }
            PartType::Binary(_) | PartType::InlineBinary(_) => {
                self.attached(part, prefix);
                Ok(())
            }
            PartType::Multipart(_) => Ok(()),
        }
    }

    fn words(&mut self, words: &str, read: Extracted, name: &str) -> Result<(), ReadError> {
        self.add(Text {
            part: name,
            decoded: words,
            map: &OffsetMap::identity(0, words.len()),
            length: words.len(),
            read,
            signs: Vec::new(),
        })
    }

    fn add(&mut self, mut text: Text<'_>) -> Result<(), ReadError> {
        self.parts += 1;
        if self.parts > PARTS {
            return Err(ReadError::refused(format!(
                "it has more than {PARTS} parts; split it"
            )));
        }
        text.signs.extend(self.sign.take().map(|sign| (0, sign)));
        self.volume.add(text);
        Ok(())
    }

    /// Says of a file that is sent along, which could be a source, that it was not read.
    fn attached(&mut self, part: &MessagePart<'_>, prefix: &str) {
        let Some(name) = part.attachment_name() else {
            return;
        };
        if Format::of_extension(name).is_some() {
            self.volume.gaps.push(format!(
                "{prefix}attachment {name} not read: save it among the sources"
            ));
        }
    }
}
