//! A lock that can be read is written as it is read.
#![no_main]

mod doubled;

use ibid::rulings::Lock;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(lock) = Lock::parse(text) {
        let written = lock.to_json().unwrap();
        assert_eq!(Lock::parse(&written).unwrap().to_json().unwrap(), written);
    }
    doubled::check(text, |text| drop(Lock::parse(text)));
});
