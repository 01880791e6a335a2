//! A configuration is read or refused with a line.
#![no_main]

mod doubled;

use std::path::Path;

use ibid::config::ConfigFile;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(error) = ConfigFile::parse(Path::new("ibid.toml"), text) {
        assert!(error.to_string().starts_with("ibid.toml:"));
    }
    doubled::check(text, |text| {
        drop(ConfigFile::parse(Path::new("ibid.toml"), text))
    });
});
