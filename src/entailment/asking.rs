//! Many pairs asked on all cores, each on one thread and by itself.
//!
//! A quantised model scales its numbers by the largest of a batch, so a pair that shared one would
//! be judged by its neighbours, and a sum that several threads share out is added up in another
//! order. So neither is done: whatever the number of threads, an answer is the same bit for bit.

use std::cmp::Reverse;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::anyhow;
use rten::ThreadPool;

use crate::progress::Progress;

use super::engine::Engine;
use super::{Question, Scores};

/// The threads that pairs are judged on.
pub(super) struct Workers {
    /// One pool for each core, of one thread each.
    pools: Vec<Arc<ThreadPool>>,
}

impl Workers {
    /// As many as `count`, one at least.
    pub(super) fn new(count: usize) -> Self {
        let pool = || Arc::new(ThreadPool::with_num_threads(1));
        Self {
            pools: (0..count.max(1)).map(|_| pool()).collect(),
        }
    }

    /// What the model makes of each of the questions, in their order, each with its place among
    /// them; some are left out where the work is given up.
    ///
    /// # Errors
    /// When the model fails on one.
    pub(super) fn ask(
        &self,
        engine: &Engine,
        questions: &[&Question],
        progress: &dyn Progress,
    ) -> anyhow::Result<Vec<(usize, Scores)>> {
        let queue = Queue::of(questions, progress);
        let mut scores: Vec<(usize, Scores)> = thread::scope(|scope| {
            let workers: Vec<_> = self
                .pools
                .iter()
                .take(questions.len())
                .map(|pool| scope.spawn(|| pool.run(|| queue.work(engine, questions, pool))))
                .collect();
            let mut scores = Vec::with_capacity(questions.len());
            for worker in workers {
                let done = worker.join();
                scores.extend(done.map_err(|_| anyhow!("the model broke off at a pair"))??);
            }
            anyhow::Ok(scores)
        })?;
        scores.sort_unstable_by_key(|(at, _)| *at);
        Ok(scores)
    }
}

/// The questions, longest first, so that no thread is left alone with a long one at the end.
struct Queue<'a> {
    order: Vec<usize>,
    next: AtomicUsize,
    progress: &'a dyn Progress,
}

impl<'a> Queue<'a> {
    fn of(questions: &[&Question], progress: &'a dyn Progress) -> Self {
        let length = |at: &usize| questions[*at].claim.len() + questions[*at].passage.len();
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|at| Reverse(length(at)));
        Self {
            order,
            next: AtomicUsize::new(0),
            progress,
        }
    }

    /// Takes question after question until none is left or nobody waits for the answers.
    fn work(
        &self,
        engine: &Engine,
        questions: &[&Question],
        pool: &Arc<ThreadPool>,
    ) -> anyhow::Result<Vec<(usize, Scores)>> {
        let mut scores = Vec::new();
        while !self.progress.is_given_up()
            && let Some(&at) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            scores.push((at, engine.scores(questions[at], pool)?));
            self.progress.advance(1);
        }
        Ok(scores)
    }
}
