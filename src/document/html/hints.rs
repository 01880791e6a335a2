//! What an element's name, role, class and id say of its part in the page.
//!
//! The vocabulary is that of page templates, in the tradition of Readability's `unlikely` and
//! `positive` lists: words that authors of templates give to furniture and to the body.

use super::tag::Tag;
use super::tree::{Attribute, NodeId, Tree};

/// What hints say of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// It is furniture, whatever it holds.
    Furniture,
    /// It holds what readers wrote beneath the text, however much that is.
    Comments,
    /// It is probably furniture, unless it holds the body.
    ProbablyFurniture,
    /// Nothing is said.
    None,
    /// It probably holds the body.
    ProbablyBody,
}

/// Words of classes and ids that name furniture; a word matches if it begins so.
const FURNITURE_STEMS: &[&str] = &[
    "advert",
    "breadcrumb",
    "cookie",
    "gdpr",
    "masthead",
    "newsletter",
    "outbrain",
    "pagination",
    "popup",
    "promo",
    "recirc",
    "recommend",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "subscri",
    "syndication",
    "taboola",
    "teaser",
    "tooltip",
    "trending",
];

/// Words of classes and ids that name what readers wrote; a word matches if it begins so.
const COMMENT_STEMS: &[&str] = &["comment", "disqus", "livefyre", "respond", "shoutbox"];

/// Words of classes and ids that name furniture, whole.
const FURNITURE_WORDS: &[&str] = &[
    "ad",
    "ads",
    "adsense",
    "adslot",
    "adunit",
    "agegate",
    "author",
    "authorbox",
    "banner",
    "bio",
    "byline",
    "carousel",
    "consent",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "dfp",
    "donate",
    "follow",
    "foot",
    "footer",
    "gallery",
    "legends",
    "menu",
    "meta",
    "metadata",
    "modal",
    "more",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "optin",
    "overlay",
    "paywall",
    "pager",
    "popular",
    "postmeta",
    "print",
    "profile",
    "rail",
    "rating",
    "ratings",
    "sitemap",
    "slideshow",
    "supplemental",
    "tag",
    "tags",
    "taglist",
    "timestamp",
    "toolbar",
    "tools",
    "topics",
    "editsection",
    "noprint",
    "toc",
    "upsell",
    "utility",
    "yarpp",
];

/// Words that name the body.
const BODY_WORDS: &[&str] = &[
    "article",
    "articlebody",
    "body",
    "bodytext",
    "content",
    "entry",
    "main",
    "page",
    "post",
    "story",
    "storytext",
    "text",
];

/// What the element's name, role, class and id say.
pub(super) fn hint(tree: &Tree, id: NodeId) -> Hint {
    let Some(tag) = tree.tag(id) else {
        return Hint::None;
    };
    if tag.is_never_text() || is_hidden(tree, id) {
        return Hint::Furniture;
    }
    if let Some(hint) = hint_of_role(tree, id) {
        return hint;
    }
    match tag {
        Tag::Nav | Tag::Menu | Tag::Dialog => return Hint::Furniture,
        Tag::Aside | Tag::Footer | Tag::Form => return Hint::ProbablyFurniture,
        Tag::Html | Tag::Body => return Hint::None,
        Tag::Article | Tag::Main => return Hint::ProbablyBody,
        _ => {}
    }
    if is_article_body(tree, id) {
        return Hint::ProbablyBody;
    }
    let words = words(tree, id);
    let names = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let begins = |stem: &&str| words.iter().any(|word| word.starts_with(stem));
    if COMMENT_STEMS.iter().any(begins) {
        Hint::Comments
    } else if names(FURNITURE_WORDS) || FURNITURE_STEMS.iter().any(begins) {
        Hint::ProbablyFurniture
    } else if names(BODY_WORDS) {
        Hint::ProbablyBody
    } else {
        Hint::None
    }
}

/// Whether the page itself declares the element to hold the article's text (schema.org).
pub(super) fn is_article_body(tree: &Tree, id: NodeId) -> bool {
    let declared = tree.attribute(id, Attribute::Itemprop);
    declared.is_some_and(|value| {
        let mut names = value.split_ascii_whitespace();
        names.any(|name| matches!(name, "articleBody" | "reviewBody" | "blogPost"))
    })
}

fn hint_of_role(tree: &Tree, id: NodeId) -> Option<Hint> {
    match tree.attribute(id, Attribute::Role)?.trim() {
        "navigation" | "banner" | "search" | "menu" | "menubar" | "dialog" | "alertdialog"
        | "toolbar" | "tablist" | "tooltip" => Some(Hint::Furniture),
        "complementary" | "contentinfo" => Some(Hint::ProbablyFurniture),
        "main" | "article" => Some(Hint::ProbablyBody),
        _ => None,
    }
}

/// Whether the element is not shown.
fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let hidden = tree.attribute(id, Attribute::Hidden).is_some()
        || tree.attribute(id, Attribute::AriaHidden) == Some("true");
    hidden
        || tree.attribute(id, Attribute::Style).is_some_and(|style| {
            let style: String = style.split_ascii_whitespace().collect();
            style.to_ascii_lowercase().contains("display:none")
                || style.to_ascii_lowercase().contains("visibility:hidden")
        })
}

/// The words of the element's class and id, in lower case: `relatedPosts nav-bar` has four.
fn words(tree: &Tree, id: NodeId) -> Vec<String> {
    let class = tree.attribute(id, Attribute::Class).unwrap_or_default();
    let identifier = tree.attribute(id, Attribute::Id).unwrap_or_default();
    let mut words = Vec::new();
    for name in [class, identifier] {
        let mut word = String::new();
        let mut before = ' ';
        for c in name.chars().chain([' ']) {
            let begins = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
            if begins && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            before = c;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn hint_of(element: &str) -> Hint {
        let tree = parse(element);
        hint(&tree, 1)
    }

    #[test]
    fn names_roles_and_classes_tell_furniture_from_body() {
        let cases = [
            ("<nav>", Hint::Furniture),
            ("<div role=navigation>", Hint::Furniture),
            ("<div style='color: red; DISPLAY : none'>", Hint::Furniture),
            ("<p hidden>", Hint::Furniture),
            ("<aside>", Hint::ProbablyFurniture),
            ("<div class='relatedPosts'>", Hint::ProbablyFurniture),
            ("<ul id=social_links>", Hint::ProbablyFurniture),
            ("<div class='post-comments'>", Hint::Comments),
            ("<div class='entry-content'>", Hint::ProbablyBody),
            ("<div itemprop='articleBody'>", Hint::ProbablyBody),
            ("<article class='has-sidebar'>", Hint::ProbablyBody),
            ("<div class='shadow heading'>", Hint::None),
            ("<p>", Hint::None),
        ];
        for (element, expected) in cases {
            assert_eq!(hint_of(element), expected, "{element}");
        }
    }
}
