//! The model as part of the program, where it was built with one: `build.rs` decides.

use super::files::{MODEL, TOKENIZER};

/// The files of the model in the program.
pub(super) struct Embedded {
    /// The graph.
    pub(super) graph: &'static [u8],
    /// Its weights under the names that it knows them by.
    pub(super) weights: &'static [(&'static str, &'static [u8])],
    tokenizer: &'static [u8],
    config: &'static [u8],
}

impl Embedded {
    /// The content of the file `name`, one of the three.
    pub(super) fn file(&self, name: &str) -> &'static [u8] {
        match name {
            MODEL => self.graph,
            TOKENIZER => self.tokenizer,
            _ => self.config,
        }
    }
}

/// The model in the program.
#[cfg(model_in_program)]
pub(super) static EMBEDDED: Option<Embedded> = Some(Embedded {
    graph: include_bytes!("../../model/model.onnx"),
    weights: &[
        (
            "model.onnx.1.data",
            rten::include_external_data!("../../model/model.onnx.1.data"),
        ),
        (
            "model.onnx.2.data",
            rten::include_external_data!("../../model/model.onnx.2.data"),
        ),
    ],
    tokenizer: include_bytes!("../../model/tokenizer.json"),
    config: include_bytes!("../../model/config.json"),
});

/// No model is in the program.
#[cfg(not(model_in_program))]
pub(super) static EMBEDDED: Option<Embedded> = None;
