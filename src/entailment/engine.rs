//! A model that is loaded: a pair in, its scores out.

use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail, ensure};
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

use super::config::Config;
use super::encoding::{Encoded, Encoder};
use super::files::{Files, Graph, MODEL, TOKENIZER};
use super::{Question, Scores};

/// A model that is loaded.
pub(super) struct Engine {
    graph: rten::Model,
    inputs: Vec<(NodeId, Input)>,
    /// One number for each label.
    logits: NodeId,
    encoder: Encoder,
    config: Config,
}

/// What a model is given of each token.
#[derive(Clone, Copy)]
enum Input {
    /// Its number.
    Ids,
    /// That it counts; no pair is ever filled up with tokens that do not.
    Mask,
    /// Which of the two texts it is of.
    Types,
}

impl Engine {
    /// Loads the model in `files` and tries it on a pair.
    ///
    /// # Errors
    /// When a file cannot be read or understood, or the model does not give what it should; the
    /// message says which model and which file.
    pub(super) fn load(files: &Files, config: &Config) -> anyhow::Result<Self> {
        let encoder = Encoder::read(&files.read(TOKENIZER)?, config.most_tokens)
            .with_context(|| format!("the {TOKENIZER} of {} cannot be used", files.name()))?;
        Self::load_graph(files, encoder, config)
            .with_context(|| format!("the {MODEL} of {} cannot be used", files.name()))
    }

    fn load_graph(files: &Files, encoder: Encoder, config: &Config) -> anyhow::Result<Self> {
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let graph = match files.graph() {
            Graph::InProgram { graph, weights } => {
                for (name, bytes) in weights {
                    options.external_data_static(name, bytes);
                }
                options.load_static_slice(graph)?
            }
            Graph::OnDisk(path) => options.load_file(path)?,
        };
        let engine = Self {
            inputs: inputs(&graph)?,
            logits: logits(&graph)?,
            graph,
            encoder,
            config: config.clone(),
        };
        let trial = Question {
            claim: "It rained.".to_owned(),
            passage: "It rained all day.".to_owned(),
            languages: ["en"; 2],
            in_english: None,
        };
        engine.scores(&trial, &Arc::new(ThreadPool::with_num_threads(1)))?;
        Ok(engine)
    }

    /// What the model makes of a pair, computed on the threads of `pool`.
    ///
    /// # Errors
    /// When the model fails or does not give what it should.
    pub(super) fn scores(
        &self,
        question: &Question,
        pool: &Arc<ThreadPool>,
    ) -> anyhow::Result<Scores> {
        let Some(encoded) = self.encoder.encode(question) else {
            return Ok(Scores::nothing());
        };
        let logits = self.logits(&encoded, pool)?;
        let labels = &self.config.labels;
        ensure!(
            logits.len() == labels.len(),
            "it gives {} logits, and `config.json` has names for {}",
            logits.len(),
            labels.len()
        );
        labels.scores(&logits)
    }

    /// The logits for one pair.
    fn logits(&self, encoded: &Encoded, pool: &Arc<ThreadPool>) -> anyhow::Result<Vec<f32>> {
        let inputs = self
            .inputs
            .iter()
            .map(|&(node, input)| {
                let numbers = match input {
                    Input::Ids => encoded.ids(),
                    Input::Mask => vec![1; encoded.len()],
                    Input::Types => encoded.types(),
                };
                let value = Value::from_shape([1, encoded.len()], numbers)?;
                Ok((node, ValueOrView::from(value)))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let given = self.graph.run(inputs, &[self.logits], Some(options))?;
        let tensor = given.into_iter().next().and_then(Value::into_tensor::<f32>);
        let tensor = tensor.ok_or_else(|| anyhow!("its `logits` holds no numbers"))?;
        Ok(tensor.into_data())
    }
}

fn inputs(graph: &rten::Model) -> anyhow::Result<Vec<(NodeId, Input)>> {
    let mut inputs = Vec::new();
    for &node in graph.input_ids() {
        let info = graph.node_info(node);
        let name = info.as_ref().and_then(|info| info.name()).unwrap_or("");
        let input = match name {
            "input_ids" => Input::Ids,
            "attention_mask" => Input::Mask,
            "token_type_ids" => Input::Types,
            _ => bail!(
                "it wants an input `{name}`; known are `input_ids`, `attention_mask` and \
                 `token_type_ids`"
            ),
        };
        inputs.push((node, input));
    }
    let has_ids = inputs.iter().any(|(_, input)| matches!(input, Input::Ids));
    ensure!(has_ids, "it has no input `input_ids`");
    Ok(inputs)
}

fn logits(graph: &rten::Model) -> anyhow::Result<NodeId> {
    let mut nodes = graph.output_ids().iter().copied();
    let is_logits = |node: &NodeId| {
        let info = graph.node_info(*node);
        info.as_ref().and_then(|info| info.name()) == Some("logits")
    };
    nodes.find(is_logits).context("it has no output `logits`")
}
