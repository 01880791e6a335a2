//! A baseline that can be read is written as it is read.
#![no_main]

mod doubled;

use ibid::rulings::Baseline;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(baseline) = Baseline::parse(text) {
        let written = baseline.to_json().unwrap();
        assert_eq!(
            Baseline::parse(&written).unwrap().to_json().unwrap(),
            written
        );
    }
    doubled::check(text, |text| drop(Baseline::parse(text)));
});
