//! What a change brings along to decide its own check, and the settings of a revision it cannot
//! change.

use super::counts::tell;
use super::repository::{RIGHT, Repository, WRONG};

#[test]
fn settings_of_a_revision_hold_whatever_a_change_brings_along() {
    let prepare = |it: &Repository| {
        it.write("ibid.toml", "[check]\nfail-on = \"error\"\n");
        it.write(
            "other.md",
            format!("<!-- ibid-waive-next-line refuted reason=\"as heard\" by=ak -->\n\n{WRONG}"),
        );
    };
    let Some(repository) = Repository::committed(prepare) else {
        tell("skipped: there is no `git`");
        return;
    };
    let pinned = ["--settings-from", "HEAD"];
    assert_eq!(repository.check(&pinned).0, Some(0));
    repository.write("claims/draft.md", WRONG);

    // A configuration, a baseline and rulings of its own.
    repository.write("ibid.toml", "[rules]\nrefuted = \"off\"\n");
    assert_eq!(repository.check(&[]).0, Some(0));
    assert_eq!(repository.check(&pinned).0, Some(1));
    repository.remove("ibid.toml");
    repository.run(&["baseline", "write", "--no-model"]);
    let baseline = ["--baseline", "ibid.baseline.json"];
    assert_eq!(repository.check(&baseline).0, Some(0));
    let (code, said) = repository.check(&[&pinned[..], &baseline].concat());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("HEAD has no ibid.baseline.json"), "{said}");
    repository.rule();
    assert_eq!(repository.check(&[]).0, Some(0));
    assert_eq!(repository.check(&pinned).0, Some(1));

    // A ruling in the draft holds where it is as old as the settings.
    assert_eq!(
        repository.check(&[&pinned[..], &["other.md"]].concat()).0,
        Some(0)
    );
    let own = repository.read("other.md");
    repository.write("claims/draft.md", own);
    let (code, said) = repository.check(&pinned);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("rulings written in claims/draft.md do not hold"),
        "{said}"
    );

    // A lock of its own.
    repository.write("claims/draft.md", RIGHT);
    repository.run(&["lock", "--no-model"]);
    assert_eq!(repository.check(&["--locked"]).0, Some(0));
    let (code, said) = repository.check(&[&pinned[..], &["--locked"]].concat());
    assert_eq!(code, Some(2), "{said}");

    for name in ["no-such", "--output=x", ""] {
        let option = format!("--settings-from={name}");
        assert_eq!(repository.check(&[&option]).0, Some(2), "{name}");
    }
}
