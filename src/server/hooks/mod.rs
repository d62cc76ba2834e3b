//! Web hooks: addresses elsewhere that are told of what happens here.
//!
//! Invariant: a hook that cannot be reached costs a bounded list and a thread that sleeps; it delays neither
//! another hook nor anybody who draws.

mod api;
mod letters;
mod post;

pub(super) use api::{add, list, take};

use crate::hub::{Hub, Told};
use crate::model::Millis;
use crate::store::{Hook, Operation, StoreFailure};
use letters::{Letters, Tally, letter};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

/// Requests about hooks that wait for their turn.
const ORDERS_MAX: usize = 16;

/// How hard a hook is tried.
#[derive(Clone, Debug)]
pub struct HookOptions {
    /// How long to wait before each further try. Default: 1 s, 5 s, 30 s and 5 min.
    pub pauses: Vec<Duration>,
    /// How long one try may take. Default: 10 s.
    pub try_time: Duration,
    /// Messages that wait for one hook; above this the oldest goes. Default: 1,000.
    pub waiting_max: usize,
}

impl Default for HookOptions {
    fn default() -> Self {
        let pauses = [1, 5, 30, 300].map(Duration::from_secs).to_vec();
        Self { pauses, try_time: Duration::from_secs(10), waiting_max: 1_000 }
    }
}

/// How requests speak to the task that keeps the hooks.
#[derive(Clone, Debug)]
pub(super) struct Hooks(mpsc::Sender<Order>);

/// What is asked about hooks.
enum Order {
    List(oneshot::Sender<Result<Vec<(Hook, Tally)>, StoreFailure>>),
    Add(Wanted, oneshot::Sender<Result<Option<u64>, StoreFailure>>),
    Take(u64, oneshot::Sender<Result<bool, StoreFailure>>),
}

/// A hook that is to be made; what its secret is, no log shows.
struct Wanted {
    url: Arc<str>,
    secret: [u8; 32],
    kinds: Vec<String>,
    made: Millis,
}

impl Hooks {
    /// Starts to tell what happens in a hub until `stop`; `None` when somebody else listens to it.
    pub(super) fn start(
        hub: &Arc<Hub>,
        options: HookOptions,
        stop: CancellationToken,
    ) -> Option<Self> {
        let told = hub.listen()?;
        let (orders, inbox) = mpsc::channel(ORDERS_MAX);
        let keeping =
            Keeping { hub: Arc::clone(hub), options, hooks: BTreeMap::new(), is_read: false };
        tokio::spawn(keeping.run(told, inbox, stop));
        Some(Self(orders))
    }

    /// Asks something; `None` when the server stops.
    async fn ask<T>(&self, order: impl FnOnce(oneshot::Sender<T>) -> Order) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.0.send(order(reply)).await.ok()?;
        answer.await.ok()
    }
}

/// The task that keeps the hooks.
struct Keeping {
    hub: Arc<Hub>,
    options: HookOptions,
    hooks: BTreeMap<u64, (Hook, Letters)>,
    /// Whether the store was asked for the hooks that were made before.
    is_read: bool,
}

impl Keeping {
    async fn run(
        mut self,
        mut told: mpsc::Receiver<Told>,
        mut orders: mpsc::Receiver<Order>,
        stop: CancellationToken,
    ) {
        if let Err(failure) = self.read().await {
            error!(%failure, "hooks cannot be read");
        }
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Some(told) = told.recv() => self.tell(&told).await,
                Some(order) = orders.recv() => self.obey(order).await,
                else => return,
            }
        }
    }

    async fn read(&mut self) -> Result<(), StoreFailure> {
        if !self.is_read {
            let kept = self.hub.store(None, Operation::Read, |store| store.hooks().list_hooks());
            for hook in kept.await? {
                self.begin(hook);
            }
            self.is_read = true;
        }
        Ok(())
    }

    fn begin(&mut self, hook: Hook) {
        match Letters::open(&hook, self.options.clone(), *self.hub.clock()) {
            Ok(letters) => drop(self.hooks.insert(hook.id, (hook, letters))),
            Err(failure) => error!(hook = hook.id, %failure, "a hook cannot be told anything"),
        }
    }

    async fn tell(&mut self, told: &Told) {
        if let Err(failure) = self.read().await {
            warn!(%failure, ?told, "hooks cannot be read: this is told to nobody");
        }
        let letter = letter(told);
        let wants = |hook: &Hook| hook.kinds.iter().any(|kind| *kind == letter.kind);
        for (_, letters) in self.hooks.values().filter(|(hook, _)| wants(hook)) {
            letters.put(Arc::clone(&letter));
        }
    }

    async fn obey(&mut self, order: Order) {
        let read = self.read().await;
        // Who gave up waiting needs no answer.
        match order {
            Order::List(reply) => {
                let all = self.hooks.values().map(|(hook, it)| (hook.clone(), it.tally()));
                let _ = reply.send(read.map(|()| all.collect()));
            }
            Order::Add(wanted, reply) => {
                let _ = reply.send(match read {
                    Ok(()) => self.add(wanted).await,
                    Err(failure) => Err(failure),
                });
            }
            Order::Take(id, reply) => {
                let taken = self
                    .hub
                    .store(None, Operation::Append, move |store| store.hooks().take_hook(id));
                let taken = taken.await;
                if taken.is_ok() {
                    self.hooks.remove(&id);
                }
                let _ = reply.send(taken);
            }
        }
    }

    async fn add(&mut self, wanted: Wanted) -> Result<Option<u64>, StoreFailure> {
        let Wanted { url, secret, kinds, made } = wanted;
        let (at, wants) = (Arc::clone(&url), kinds.clone());
        let added = self.hub.store(None, Operation::Append, move |store| {
            store.hooks().add_hook(&at, secret, &wants, made)
        });
        let Some(id) = added.await? else { return Ok(None) };
        self.begin(Hook { id, url, secret, kinds, made });
        Ok(Some(id))
    }
}
