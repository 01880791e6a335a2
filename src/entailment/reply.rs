//! What a server's answer says of a pair: yes or no, and how sure it is.
//!
//! Whatever is neither is an error, never a score.

use anyhow::{Context as _, bail};
use serde::Deserialize;

use super::Scores;
use crate::server_client::beginning;

/// How likely what is said is, where the server does not tell.
const UNTOLD: f32 = 0.9;

/// How much of a wrong answer a message shows, in characters.
const SHOWN: usize = 80;

/// A chat completion, as far as it counts here.
#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    logprobs: Option<Logprobs>,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Logprobs {
    content: Option<Vec<Position>>,
}

/// A place of the answer: what stands there, and what could have stood there.
#[derive(Deserialize)]
struct Position {
    #[serde(flatten)]
    token: Token,
    top_logprobs: Option<Vec<Token>>,
}

#[derive(Deserialize)]
struct Token {
    token: String,
    logprob: f64,
}

/// Reads the body of an answer. “Yes” supports the claim; “no” does not refute it, it only does not
/// support it.
///
/// # Errors
/// When it is no chat completion, or says neither yes nor no.
pub(super) fn scores(body: &[u8]) -> anyhow::Result<Scores> {
    let completion: Completion =
        serde_json::from_slice(body).context("its answer is no chat completion")?;
    let choice = completion.choices.into_iter().next();
    let choice = choice.context("its answer is empty")?;
    let said = choice.message.content.unwrap_or_default();
    let Some(is_yes) = yes_or_no(&said) else {
        bail!(
            "it says “{}” where it was asked for yes or no",
            shown(&said)
        );
    };
    let told = choice.logprobs.and_then(|logprobs| logprobs.content);
    let supported = told
        .and_then(|positions| likelihood_of_yes(&positions))
        .unwrap_or(if is_yes { UNTOLD } else { 1.0 - UNTOLD });
    Ok(Scores {
        supported,
        refuted: 0.0,
        neutral: 1.0 - supported,
    })
}

/// How likely “yes” is where the answer stands; `None` where no position is one.
fn likelihood_of_yes(positions: &[Position]) -> Option<f32> {
    let answers = |position: &&Position| yes_or_no(&position.token.token).is_some();
    let position = positions.iter().find(answers)?;
    let candidates = match &position.top_logprobs {
        Some(candidates) if !candidates.is_empty() => candidates.as_slice(),
        _ => std::slice::from_ref(&position.token),
    };
    let share = |answer: bool| -> f64 {
        let such = candidates
            .iter()
            .filter(|candidate| yes_or_no(&candidate.token) == Some(answer));
        such.map(|candidate| candidate.logprob.exp()).sum()
    };
    let yes = match (share(true), share(false)) {
        // Only “no” is told of: the rest may be “yes”.
        (0.0, no) => 1.0 - no,
        (yes, _) => yes,
    };
    Some(yes.clamp(0.0, 1.0) as f32)
}

/// Whether a text begins with yes or no, whatever its capitals and what stands around the word.
fn yes_or_no(text: &str) -> Option<bool> {
    let word: String = text
        .chars()
        .skip_while(|character| !character.is_alphanumeric())
        .take_while(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match word.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The beginning of a text, for a message.
pub(super) fn shown(text: &str) -> String {
    beginning(text, SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How likely an answer says the claim is supported, to two digits.
    fn supported(said: &str, logprobs: &str) -> f32 {
        let body = format!(
            r#"{{"choices": [{{"message": {{"content": {said:?}}}, "logprobs": {logprobs}}}]}}"#
        );
        let scores = scores(body.as_bytes()).unwrap();
        assert_eq!(scores.refuted, 0.0);
        assert_eq!(scores.supported + scores.neutral, 1.0);
        (scores.supported * 100.0).round() / 100.0
    }

    #[test]
    fn a_bare_answer_is_fairly_sure() {
        for yes in ["Yes", "yes.", " **Yes**, it does", "YES"] {
            assert_eq!(supported(yes, "null"), 0.9);
        }
        for no in ["No", "no, it", "\n\nNo."] {
            assert_eq!(supported(no, "null"), 0.1);
        }
    }

    #[test]
    fn logprobs_tell_how_sure_it_is() {
        let top = r#"{"content": [
            {"token": "\n", "logprob": 0.0, "top_logprobs": []},
            {"token": " Yes", "logprob": -0.5108, "top_logprobs": [
                {"token": " Yes", "logprob": -0.5108}, {"token": "No", "logprob": -1.6094},
                {"token": "yes", "logprob": -2.3026}, {"token": "Maybe", "logprob": -2.3026}]}]}"#;
        assert_eq!(supported("\nYes", top), 0.7);
        let alone = r#"{"content": [{"token": "No", "logprob": -0.1054}]}"#;
        assert_eq!(supported("No", alone), 0.1);
        for untold in ["{}", r#"{"content": null}"#, r#"{"content": []}"#] {
            assert_eq!(supported("Yes", untold), 0.9);
        }
    }

    #[test]
    fn what_is_no_answer_is_an_error() {
        let complaint = |body: &str| format!("{:#}", scores(body.as_bytes()).unwrap_err());
        assert!(complaint("<html>").contains("no chat completion"));
        assert!(complaint(r#"{"error": "busy"}"#).contains("no chat completion"));
        assert!(complaint(r#"{"choices": []}"#).contains("empty"));
        for said in [
            "null",
            "\"\"",
            "\"Nothing\"",
            "\"Perhaps yes\"",
            "\"<think>\"",
        ] {
            let body = format!(r#"{{"choices": [{{"message": {{"content": {said}}}}}]}}"#);
            assert!(complaint(&body).contains("asked for yes or no"), "{said}");
        }
        assert_eq!(shown(&"é".repeat(100)), "é".repeat(80) + "…");
    }
}
