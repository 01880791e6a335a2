//! Says whether the model is part of the program: where it is wanted (the feature `embedded-model`) and at hand, which it is
//! in a checkout but not in the package of the registry, for which it is too large. A program without it looks beside itself.
//! On Windows it gives the program the stack that it has elsewhere, four or eight times what is usual there.

use std::env;
use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(model_in_program)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=model/model.onnx");
    let is_wanted = env::var_os("CARGO_FEATURE_EMBEDDED_MODEL").is_some();
    if is_wanted && Path::new("model/model.onnx").is_file() {
        println!("cargo::rustc-cfg=model_in_program");
    }
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "windows") {
        let option = match is("CARGO_CFG_TARGET_ENV", "msvc") {
            true => "/STACK:8388608",
            false => "-Wl,--stack,8388608",
        };
        println!("cargo::rustc-link-arg-bins={option}");
    }
}
