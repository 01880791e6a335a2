//! Files that change without a trace in their size and time.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::desk::{Desk, HARBOUR, done, files};

/// Gives a source other words of the same length, and the time of change it had.
fn change_unseen(desk: &Desk, content: &str) {
    let path = desk.path("corpus/harbour.txt");
    let before = fs::metadata(&path).unwrap();
    fs::write(&path, content).unwrap();
    set_time(desk, before.modified().unwrap());
    assert_eq!(fs::metadata(&path).unwrap().len(), before.len());
}

fn set_time(desk: &Desk, time: SystemTime) {
    let path = desk.path("corpus/harbour.txt");
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}

#[cfg(unix)]
#[test]
fn a_change_of_the_same_size_and_time_is_seen() {
    let desk = Desk::new();
    let others = [HARBOUR.replace("2014", "2016"), HARBOUR.to_owned()];
    let day = Duration::from_secs(24 * 60 * 60);
    for time in [SystemTime::now() - 30 * day, SystemTime::now() + day] {
        set_time(&desk, time);
        done(desk.check());
        for content in &others {
            change_unseen(&desk, content);
            let (report, messages) = done(desk.check());
            assert!(report == desk.fresh(), "{messages}");
        }
    }
}

/// What was kept while the clock was ahead looks as if it were younger than any change.
#[test]
fn a_clock_that_is_set_back_hides_no_change() {
    let desk = Desk::new();
    set_time(&desk, SystemTime::now() - Duration::from_secs(60));
    done(desk.check());
    let later = SystemTime::now() + Duration::from_secs(24 * 60 * 60);
    let set_ahead = || {
        for (path, _) in files(&desk.path(".ibid")) {
            let file = File::options().write(true).open(path).unwrap();
            file.set_modified(later).unwrap();
        }
    };
    for year in ["2016", "2017"] {
        set_ahead();
        desk.write("corpus/harbour.txt", HARBOUR.replace("2014", year));
        let (report, messages) = done(desk.check());
        assert!(report == desk.fresh(), "{messages}");
        set_ahead();
        assert_eq!(done(desk.check()), (report, String::new()));
    }
}

#[test]
fn changes_in_quick_succession_are_seen() {
    let desk = Desk::new();
    for round in 0..6 {
        let year = format!("{}", 2014 + round);
        desk.write("corpus/harbour.txt", HARBOUR.replace("2014", &year));
        let (report, _) = done(desk.check());
        assert!(
            String::from_utf8(report)
                .unwrap()
                .contains(&format!("3 May {year}"))
        );
    }
}
