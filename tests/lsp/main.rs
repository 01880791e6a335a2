//! `ibid lsp` through the real program, as an editor talks to it.

mod client;
mod neovim;

use std::fs;

use serde_json::{Value, json};

use client::{Client, DRAFT, range_of, repository, rules_of};

const RULES: [&str; 3] = ["refuted", "misquote", "citation-missing"];

fn full() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
        "window": {"workDoneProgress": true, "showDocument": {"support": true}},
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        },
    })
}

fn character_of(position: &Value) -> usize {
    usize::try_from(position["character"].as_u64().unwrap()).unwrap()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect()
}

/// The one edit of an action.
fn edit(action: &Value) -> Value {
    let edits = &action["edit"]["documentChanges"][0]["edits"];
    assert_eq!(edits.as_array().unwrap().len(), 1, "{action:#}");
    edits[0].clone()
}

#[test]
fn what_is_wrong_is_shown_with_its_evidence_and_what_can_be_done() {
    let folder = repository();
    let mut client = Client::start(folder.path(), &["--no-model"]);
    let server = client.initialize(full());
    assert_eq!(server["serverInfo"]["name"], "ibid");
    assert_eq!(server["capabilities"]["positionEncoding"], "utf-16");
    client.open("claims/draft.md", DRAFT);
    let found = client.diagnostics("claims/draft.md", 1, &RULES);

    let refuted = &found[0];
    assert_eq!(range_of(refuted), [2, 0, 2, 70]);
    assert_eq!(refuted["severity"], 1);
    assert_eq!(refuted["source"], "ibid");
    let message = refuted["message"].as_str().unwrap();
    assert!(message.starts_with("refuted: "), "{message}");
    let related = &refuted["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], client.uri("corpus/harbour.txt"));
    assert_eq!(range_of(&related["location"]), [2, 0, 2, 59]);
    let said = related["message"].as_str().unwrap();
    assert!(
        said.starts_with("refuted by: The harbour of Lund Bay"),
        "{said}"
    );
    assert!(said.contains("with 14 cranes"), "{said}");

    let hover = client.request("textDocument/hover", client.at("claims/draft.md", 2, 10));
    let hover = hover.unwrap();
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("**refuted, fairly sure**"), "{text}");
    assert!(text.contains("harbour.txt#L3>)"), "{text}");
    assert!(text.contains("> “The harbour of Lund Bay opened"), "{text}");
    let nothing = client.request("textDocument/hover", client.at("claims/draft.md", 1, 0));
    assert_eq!(nothing.unwrap(), Value::Null);

    // From a claim to its evidence, and from a citation to what it cites.
    for character in [10, 62] {
        let place = client.at("claims/draft.md", 2, character);
        let places = client.request("textDocument/definition", place).unwrap();
        assert_eq!(
            places[0]["uri"],
            client.uri("corpus/harbour.txt"),
            "{places:#}"
        );
        assert_eq!(range_of(&places[0]), [2, 0, 2, 59]);
    }
    let document = json!({"textDocument": {"uri": client.uri("claims/draft.md")}});
    let links = client
        .request("textDocument/documentLink", document)
        .unwrap();
    assert_eq!(links.as_array().unwrap().len(), 2);
    assert_eq!(links[0]["target"], client.uri("corpus/harbour.txt"));

    let actions = client.actions("claims/draft.md", 4, 60, Value::Null);
    assert!(titles(&actions)[0].starts_with("Quote the source's own words: "));
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[0]["diagnostics"][0]["code"], "misquote");
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    assert!(
        edit(&actions[0])["newText"]
            .as_str()
            .unwrap()
            .contains("children")
    );

    let actions = client.actions("claims/draft.md", 6, 5, json!(["quickfix"]));
    let cite = actions
        .iter()
        .find(|it| it["diagnostics"][0]["code"] == "citation-missing");
    assert_eq!(edit(cite.unwrap())["newText"], " [@ferry]");
    let all = client.actions("claims/draft.md", 0, 0, json!(["source.fixAll"]));
    assert_eq!(titles(&all), ["Make every correction that is certain"]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn an_edit_is_checked_before_it_is_saved_and_places_move_with_it() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    // A line before everything, with a character of two units, then the figure put right.
    client.edit("claims/draft.md", 2, [1, 0, 1, 0], "🙂 New.\n\n");
    let moved = client.request("textDocument/hover", client.at("claims/draft.md", 4, 10));
    let moved = moved.unwrap();
    assert_eq!(moved["range"]["start"]["line"], 4);
    client.edit("claims/draft.md", 3, [4, 49, 4, 51], "14");
    let found = client.diagnostics("claims/draft.md", 3, &RULES[1..]);
    assert_eq!(range_of(&found[0])[0], 6);
    let saved = fs::read_to_string(folder.path().join("claims/draft.md")).unwrap();
    assert_eq!(saved, DRAFT);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": client.uri("claims/draft.md")}}),
    );
    let uri = client.uri("claims/draft.md");
    client.wait(|message| {
        message["params"]["uri"] == *uri
            && message["params"].get("version").is_none()
            && message["params"]["diagnostics"] == json!([])
    });
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn columns_count_in_the_units_that_the_client_offers() {
    let draft = "🙂é The ferry to Norra Island carried 28,000 passengers in 1964.\n";
    // Where the sentence ends in the draft, and in its source.
    for (offered, draft_end, source_end) in [
        (json!(["utf-8"]), 67, 65),
        (json!(["utf-32", "utf-8"]), 63, 62),
        (json!([]), 64, 63),
    ] {
        let folder = repository();
        let capabilities = json!({
            "general": {"positionEncodings": offered},
            "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
        });
        let mut client = Client::introduced(folder.path(), &["--no-model"], capabilities);
        client.open("claims/draft.md", draft);
        let found = client.diagnostics("claims/draft.md", 1, &["refuted"]);
        assert_eq!(range_of(&found[0])[3], draft_end, "{offered}");
        let source = &found[0]["relatedInformation"][0]["location"];
        assert_eq!(range_of(source)[3], source_end, "{offered}");
        assert_eq!(client.leave(), Some(0));
    }
}

#[test]
fn a_ruling_is_written_with_its_reason_or_left_to_be_written() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model", "--by", "A. K."], full());
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    let actions = client.actions("claims/draft.md", 2, 5, json!(["quickfix"]));
    let waive = actions
        .iter()
        .find(|it| it["command"]["command"] == "ibid.waive")
        .unwrap();
    let mut wish = waive["command"]["arguments"][0].clone();

    // Without a reason the file is edited in the editor, which shows where the reason belongs.
    let execute = |client: &mut Client, wish: &Value| {
        let params = json!({"command": "ibid.waive", "arguments": [wish]});
        client.request("workspace/executeCommand", params)
    };
    execute(&mut client, &wish).unwrap();
    let asked = client.asked("workspace/applyEdit");
    let changes = &asked["params"]["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], client.uri("ibid.rulings.toml"));
    let text = changes[1]["edits"][0]["newText"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.contains("reason = \"\", by = \"A. K.\""), "{text}");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    let shown = client.asked("window/showDocument");
    let at = &shown["params"]["selection"]["start"];
    let line = text
        .lines()
        .nth(usize::try_from(at["line"].as_u64().unwrap()).unwrap());
    let before: String = line.unwrap().chars().take(character_of(at)).collect();
    assert!(before.ends_with("reason = \""), "{before}");

    // The user saves it unfinished: no ruling holds, and the editor says why.
    let rulings = folder.path().join("ibid.rulings.toml");
    fs::write(&rulings, &text).unwrap();
    let message = client.asked("window/showMessage");
    let message = message["params"]["message"].as_str().unwrap();
    assert!(message.contains("the ruling has no reason"), "{message}");
    fs::remove_file(&rulings).unwrap();

    // A client that asks for the reason gives it with the command.
    wish["reason"] = json!("the source counts another year");
    execute(&mut client, &wish).unwrap();
    client.diagnostics("claims/draft.md", 1, &RULES[1..]);
    let written = fs::read_to_string(&rulings).unwrap();
    assert!(
        written.contains("reason = \"the source counts another year\""),
        "{written}"
    );
    let hover = client.request("textDocument/hover", client.at("claims/draft.md", 2, 10));
    let hover = hover.unwrap().to_string();
    assert!(
        hover.contains("waived by A. K.: the source counts another year"),
        "{hover}"
    );

    let gone = json!({"uri": client.uri("claims/draft.md"), "rule": "refuted", "finding": "0"});
    let error = execute(&mut client, &gone).unwrap_err();
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("no longer there"),
        "{error}"
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_sentence_is_signed_off_against_the_passage_that_was_checked() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model", "--by", "A. K."], full());
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    let title = "Sign off, checked against The ferry to Norra Island";
    let offered = |client: &mut Client| {
        let actions = client.actions("claims/draft.md", 6, 5, json!(["quickfix"]));
        let mut actions = actions.into_iter();
        actions.find(|it| it["title"].as_str().unwrap().starts_with(title))
    };
    let action = offered(&mut client).expect("a supported sentence can be signed off");
    let command = &action["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    client.request("workspace/executeCommand", params).unwrap();
    client.diagnostics("claims/draft.md", 1, &RULES);
    let hover = client
        .request("textDocument/hover", client.at("claims/draft.md", 6, 5))
        .unwrap();
    assert!(hover.to_string().contains("signed off by A. K."), "{hover}");
    assert!(offered(&mut client).is_none());
    // A refuted sentence has no passage to be signed off by.
    let refuted = client.actions("claims/draft.md", 2, 5, json!(["quickfix"]));
    assert!(
        titles(&refuted)
            .iter()
            .all(|title| !title.starts_with("Sign off"))
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_ruling_as_a_comment_holds_once_it_has_a_reason() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model", "--by", "ak"], full());
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    let actions = client.actions("claims/draft.md", 2, 5, json!(["quickfix"]));
    let by_comment = "Let this stand: write the reason in a comment here";
    let comment = actions.iter().find(|it| it["title"] == by_comment).unwrap();
    let edit = edit(comment);
    assert_eq!(range_of(&edit), [2, 0, 2, 0]);
    let text = edit["newText"].as_str().unwrap();
    client.edit("claims/draft.md", 2, [2, 0, 2, 0], text);
    let mut expected = RULES.to_vec();
    expected.push("none");
    let found = client.diagnostics("claims/draft.md", 2, &expected);
    let missing = &found[3];
    assert_eq!(range_of(missing)[0], 2);
    assert!(
        missing["message"]
            .as_str()
            .unwrap()
            .contains("has no reason"),
        "{missing}"
    );
    let quotes = u32::try_from(text.find("\"\"").unwrap() + 1).unwrap();
    client.edit("claims/draft.md", 3, [2, quotes, 2, quotes], "another year");
    client.diagnostics("claims/draft.md", 3, &RULES[1..]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_changes_on_disk_is_noticed() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    let source = folder.path().join("corpus/harbour.txt");
    fs::write(&source, client::HARBOUR.replace("14 cranes", "41 cranes")).unwrap();
    client.diagnostics("claims/draft.md", 1, &RULES[1..]);
    // A configuration that is wrong for a moment is told of, and what was shown stands.
    fs::write(
        folder.path().join("ibid.toml"),
        "[rules]\nno-such-rule = \"off\"\n",
    )
    .unwrap();
    let message = client.asked("window/showMessage");
    assert!(
        message["params"]["message"]
            .as_str()
            .unwrap()
            .contains("ibid.toml"),
        "{message}"
    );
    fs::write(
        folder.path().join("ibid.toml"),
        "[rules]\nmisquote = \"off\"\n",
    )
    .unwrap();
    client.diagnostics("claims/draft.md", 1, &[]);
    // A source that cannot be read is marked, and marked no more when it is gone.
    let broken = folder.path().join("corpus/broken.pdf");
    fs::write(&broken, "no PDF").unwrap();
    let uri = client.uri("corpus/broken.pdf");
    client.wait(|message| {
        message["params"]["uri"] == *uri
            && rules_of(&message["params"]["diagnostics"]) == ["source-unreadable"]
    });
    fs::remove_file(&broken).unwrap();
    client.wait(|message| {
        message["params"]["uri"] == *uri && message["params"]["diagnostics"] == json!([])
    });
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn long_work_is_shown_as_it_goes() {
    let folder = repository();
    for number in 0..60 {
        let path = folder.path().join(format!("corpus/{number}.txt"));
        fs::write(
            path,
            format!("Ship {number} sailed in 1950.\n\n").repeat(1_000),
        )
        .unwrap();
    }
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.open("claims/draft.md", DRAFT);
    let created = client.asked("window/workDoneProgress/create");
    let token = created["params"]["token"].clone();
    let kinds = ["begin", "report", "end"].map(|kind| {
        let told = client.wait(|message| {
            let params = &message["params"];
            message["method"] == "$/progress"
                && params["token"] == token
                && params["value"]["kind"] == kind
        });
        told["params"]["value"].clone()
    });
    assert_eq!(kinds[0]["title"], "ibid: reading sources");
    assert!(kinds[1]["percentage"].as_u64().unwrap() > 0);
    // Whoever gives up what is over changes nothing.
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    client.diagnostics("claims/draft.md", 1, &RULES);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn files_that_are_no_drafts_are_left_alone() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    // A source, and a program, which holds sentences too.
    client.open("corpus/harbour.txt", client::HARBOUR);
    client.open(
        "tool.py",
        "# The harbour of Lund Bay opened in June 1931 with 41 cranes.\n",
    );
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    let uri = client.uri("corpus/harbour.txt");
    let published = client.wait(|message| message["params"]["uri"] == *uri);
    assert_eq!(published["params"]["diagnostics"], json!([]));
    let hover = client.request("textDocument/hover", client.at("tool.py", 0, 10));
    assert_eq!(hover.unwrap(), Value::Null);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_folder_without_sources_is_told_of_in_the_log_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.open("notes.md", DRAFT);
    client.diagnostics("notes.md", 1, &[]);
    let log = client.asked("window/logMessage");
    assert!(
        log["params"]["message"]
            .as_str()
            .unwrap()
            .contains("ibid init"),
        "{log}"
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn messages_that_are_none_do_not_end_the_server() {
    let folder = repository();
    let mut client = Client::start(folder.path(), &["--no-model"]);
    let early = client.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(early["code"], -32002);
    client.initialize(full());
    client.raw(b"hello\r\n");
    client.raw(b"Content-Length: 5\r\n\r\n{\"a\":");
    client.raw(b"Content-Length: 2\r\n\r\n[]");
    client.raw(b"Content-Length: 3\r\n\r\n\"\xff\"");
    for _ in 0..4 {
        let log = client.asked("window/logMessage");
        assert!(
            log["params"]["message"]
                .as_str()
                .unwrap()
                .contains("cannot be read"),
            "{log}"
        );
    }
    client.notify("textDocument/didOpen", json!({"textDocument": 7}));
    client.notify("textDocument/didChange", json!({}));
    client.notify("no/such", json!([1]));
    assert_eq!(
        client.request("no/such", json!(1)).unwrap_err()["code"],
        -32601
    );
    assert_eq!(
        client.request("textDocument/hover", json!(1)).unwrap_err()["code"],
        -32602
    );
    let again = client
        .request("initialize", json!({"capabilities": {}}))
        .unwrap_err();
    assert_eq!(again["code"], -32600);
    let unknown = json!({"command": "rm", "arguments": []});
    assert_eq!(
        client
            .request("workspace/executeCommand", unknown)
            .unwrap_err()["code"],
        -32803
    );
    // A draft that is no text, and one that is empty.
    client.open("claims/odd.md", "\u{0}\u{1}\u{2}");
    client.open("claims/empty.md", "");
    client.diagnostics("claims/empty.md", 1, &[]);
    client.open("claims/draft.md", DRAFT);
    client.diagnostics("claims/draft.md", 1, &RULES);
    // An edit of what is not there.
    client.edit("claims/draft.md", 2, [900, 0, 3, 9], "\n");
    client.edit("claims/none.md", 2, [0, 0, 0, 0], "x");
    client.diagnostics("claims/draft.md", 2, &RULES);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_question_that_waits_for_a_check_can_be_taken_back() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    // All in one breath, so that the draft is not checked yet.
    client.open("claims/draft.md", DRAFT);
    let hover = client.ask("textDocument/hover", client.at("claims/draft.md", 2, 10));
    let other = client.ask("textDocument/hover", client.at("claims/draft.md", 2, 10));
    client.notify("$/cancelRequest", json!({"id": hover}));
    assert_eq!(client.answer(hover).unwrap_err()["code"], -32800);
    assert!(client.answer(other).unwrap()["contents"].is_object());
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn the_end_is_told_by_the_exit_code() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.request("shutdown", Value::Null).unwrap();
    let late = client.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(late["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended(), Some(0));
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    client.hang_up();
    assert_eq!(client.ended(), Some(2));
}

#[test]
fn a_page_that_names_another_encoding_is_read_as_the_editor_has_it() {
    let folder = repository();
    let mut client = Client::introduced(folder.path(), &["--no-model"], full());
    let page = "<html><head><meta charset=\"iso-8859-1\"></head><body>\n\
                <p>Où? The harbour of Lund Bay opened in June 1931 with 41 cranes.</p>\n";
    client.open("claims/page.html", page);
    let uri = client.uri("claims/page.html");
    let published = client.wait(|message| message["params"]["uri"] == *uri);
    let found = &published["params"]["diagnostics"];
    let refuted = found
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "refuted")
        .unwrap();
    assert_eq!(range_of(refuted), [1, 7, 1, 66]);
    assert_eq!(client.leave(), Some(0));
}
