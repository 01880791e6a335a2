//! The names of elements, and what HTML says of them.

/// The name of an element; `Other` is a name without a meaning of its own here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    A,
    Address,
    Article,
    Aside,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    Center,
    Cite,
    Code,
    Dd,
    /// Struck words: `del`, `s`, `strike`.
    Del,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Em,
    Embed,
    Fieldset,
    Figcaption,
    Figure,
    Footer,
    Form,
    /// `h1` to `h6`.
    Heading(u8),
    Head,
    Header,
    Hr,
    Html,
    Iframe,
    Img,
    Input,
    Label,
    Li,
    Link,
    Main,
    Math,
    Menu,
    Meta,
    Nav,
    Noscript,
    Object,
    Ol,
    Option,
    P,
    Pre,
    Q,
    Script,
    Section,
    Select,
    Source,
    Style,
    Summary,
    Sup,
    Svg,
    Table,
    Td,
    Template,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Tbody,
    Time,
    Title,
    Tr,
    Ul,
    Video,
    /// Any other void element.
    OtherVoid,
    /// Any other element, numbered by its name.
    Other(u32),
}

impl Tag {
    /// The tag with this lower-case name, if it is one of those with a meaning here.
    pub(super) fn known(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"a" => Self::A,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"caption" => Self::Caption,
            b"center" => Self::Center,
            b"cite" => Self::Cite,
            b"code" => Self::Code,
            b"dd" => Self::Dd,
            b"del" | b"s" | b"strike" => Self::Del,
            b"details" => Self::Details,
            b"dialog" => Self::Dialog,
            b"div" => Self::Div,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"em" | b"i" => Self::Em,
            b"embed" => Self::Embed,
            b"fieldset" => Self::Fieldset,
            b"figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"iframe" => Self::Iframe,
            b"img" => Self::Img,
            b"input" => Self::Input,
            b"label" => Self::Label,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"math" => Self::Math,
            b"menu" => Self::Menu,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"noscript" => Self::Noscript,
            b"object" => Self::Object,
            b"ol" => Self::Ol,
            b"option" => Self::Option,
            b"p" => Self::P,
            b"pre" | b"listing" | b"xmp" => Self::Pre,
            b"q" => Self::Q,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" => Self::Select,
            b"source" => Self::Source,
            b"style" => Self::Style,
            b"summary" => Self::Summary,
            b"sup" => Self::Sup,
            b"svg" => Self::Svg,
            b"table" => Self::Table,
            b"td" => Self::Td,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"tfoot" => Self::Tfoot,
            b"th" => Self::Th,
            b"thead" => Self::Thead,
            b"tbody" => Self::Tbody,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"ul" | b"dir" => Self::Ul,
            b"video" | b"audio" | b"canvas" => Self::Video,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"frame" | b"keygen"
            | b"param" | b"track" | b"wbr" => Self::OtherVoid,
            _ => return None,
        })
    }

    /// Whether the element never has content.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Br
                | Self::Embed
                | Self::Hr
                | Self::Img
                | Self::Input
                | Self::Link
                | Self::Meta
                | Self::Source
                | Self::OtherVoid
        )
    }

    /// Whether its text stands apart from the text before and after it.
    pub(super) fn is_block(self) -> bool {
        self.closes_paragraph()
            || self.is_cell()
            || matches!(
                self,
                Self::Body
                    | Self::Button
                    | Self::Caption
                    | Self::Dd
                    | Self::Dt
                    | Self::Head
                    | Self::Html
                    | Self::Li
                    | Self::Option
                    | Self::Select
                    | Self::Tbody
                    | Self::Textarea
                    | Self::Tfoot
                    | Self::Thead
                    | Self::Tr
            )
    }

    /// Whether its start tag ends an open `<p>`.
    pub(super) fn closes_paragraph(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Center
                | Self::Details
                | Self::Dialog
                | Self::Div
                | Self::Dl
                | Self::Fieldset
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::Heading(_)
                | Self::Header
                | Self::Hr
                | Self::Main
                | Self::Menu
                | Self::Nav
                | Self::Ol
                | Self::P
                | Self::Pre
                | Self::Section
                | Self::Summary
                | Self::Table
                | Self::Ul
        )
    }

    /// Whether an end tag within it cannot close an element outside it.
    pub(super) fn is_barrier(self) -> bool {
        matches!(
            self,
            Self::Caption
                | Self::Html
                | Self::Object
                | Self::Svg
                | Self::Math
                | Self::Td
                | Self::Template
                | Self::Th
        )
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }

    /// Whether its content is never text that a reader sees in the run of the page.
    pub(super) fn is_never_text(self) -> bool {
        matches!(
            self,
            Self::Button
                | Self::Del
                | Self::Embed
                | Self::Head
                | Self::Iframe
                | Self::Input
                | Self::Math
                | Self::Noscript
                | Self::Object
                | Self::Option
                | Self::Script
                | Self::Select
                | Self::Style
                | Self::Svg
                | Self::Template
                | Self::Textarea
                | Self::Title
                | Self::Video
        )
    }
}
