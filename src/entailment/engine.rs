//! A model that is loaded: a pair in, a view out.

use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail, ensure};
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

use super::config::Config;
use super::encoding::{Encoded, Encoder};
use super::files::{Files, Graph, MODEL, TOKENIZER};
use super::{Question, View};

/// A model that is loaded.
pub(super) struct Engine {
    graph: rten::Model,
    inputs: Vec<(NodeId, Input)>,
    outputs: Outputs,
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

/// What a model gives.
struct Outputs {
    /// One number for each label.
    logits: NodeId,
    /// How surely each token is answered.
    answered: Option<NodeId>,
    /// How alike the two texts are.
    similarity: Option<NodeId>,
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
            Graph::InProgram(bytes) => options.load_static_slice(bytes)?,
            Graph::OnDisk(path) => options.load_file(path)?,
        };
        let engine = Self {
            inputs: inputs(&graph)?,
            outputs: outputs(&graph)?,
            graph,
            encoder,
            config: config.clone(),
        };
        let trial = Question {
            claim: "It rained.".to_owned(),
            passage: "It rained all day.".to_owned(),
        };
        engine.view(&trial, &Arc::new(ThreadPool::with_num_threads(1)))?;
        Ok(engine)
    }

    /// What the model makes of a pair, computed on the threads of `pool`.
    ///
    /// # Errors
    /// When the model fails or does not give what it should.
    pub(super) fn view(&self, question: &Question, pool: &Arc<ThreadPool>) -> anyhow::Result<View> {
        let Some(encoded) = self.encoder.encode(question) else {
            return Ok(View::nothing());
        };
        let mut given = self.run(&encoded, pool)?.into_iter();
        let mut next = |name: &str| numbers(given.next(), name);
        let logits = next("logits")?;
        let labels = &self.config.labels;
        ensure!(
            logits.len() == labels.len(),
            "it gives {} logits, and `config.json` has names for {}",
            logits.len(),
            labels.len()
        );
        let mut view = labels.view(&logits)?;
        if self.outputs.answered.is_some() {
            let shares = next("answered")?;
            ensure!(
                shares.len() == encoded.len() && shares.iter().all(|share| !share.is_nan()),
                "its `answered` has no number for every token"
            );
            view.answered = encoded.answered(&question.claim, &shares);
        }
        if self.outputs.similarity.is_some() {
            let similarity = next("similarity")?;
            ensure!(
                similarity.len() == 1,
                "its `similarity` is no single number"
            );
            view.similarity = similarity
                .first()
                .copied()
                .filter(|cosine| !cosine.is_nan());
        }
        Ok(view)
    }

    /// The outputs for one pair, in the order of [`Outputs`].
    fn run(&self, encoded: &Encoded, pool: &Arc<ThreadPool>) -> anyhow::Result<Vec<Value>> {
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
        let outputs = &self.outputs;
        let wanted: Vec<NodeId> = [Some(outputs.logits), outputs.answered, outputs.similarity]
            .into_iter()
            .flatten()
            .collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        Ok(self.graph.run(inputs, &wanted, Some(options))?)
    }
}

/// The numbers of an output, whatever its shape.
fn numbers(value: Option<Value>, name: &str) -> anyhow::Result<Vec<f32>> {
    let tensor = value.and_then(Value::into_tensor::<f32>);
    let tensor = tensor.ok_or_else(|| anyhow!("its `{name}` holds no numbers"))?;
    Ok(tensor.into_data())
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

fn outputs(graph: &rten::Model) -> anyhow::Result<Outputs> {
    let named = |wanted: &str| {
        let mut nodes = graph.output_ids().iter().copied();
        nodes.find(|&node| {
            let info = graph.node_info(node);
            info.as_ref().and_then(|info| info.name()) == Some(wanted)
        })
    };
    Ok(Outputs {
        logits: named("logits").context("it has no output `logits`")?,
        answered: named("answered"),
        similarity: named("similarity"),
    })
}
