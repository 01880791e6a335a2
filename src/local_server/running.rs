//! Listening, serving, ending.

use std::future::IntoFuture as _;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use tokio::runtime::Builder;
use tokio::sync::watch;

/// How long answers that are under way may take once the server is told to end.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// The address that a server listens at, before it answers.
pub struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Begins to listen at `address`; port 0 takes any that is free.
    ///
    /// # Errors
    /// Where the address is in use or not this machine's.
    pub fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {} is in use by another program, perhaps by an ibid that still runs; end \
                 that, or name another port with `--port`",
                address.port()
            ),
            _ => anyhow::Error::new(error).context(format!("cannot listen at {address}")),
        })?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The address, with the port that was taken.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Answers at `door` by `routes` until the program is interrupted or told to end. Answers that
/// are under way are finished first.
///
/// # Errors
/// Where the system lets nobody serve.
pub fn serve(door: Door, routes: Router) -> anyhow::Result<()> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let served = runtime.block_on(async {
        door.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(door.listener)?;
        let (tell, told) = watch::channel(false);
        let serving = axum::serve(listener, routes).with_graceful_shutdown(async move {
            told_to_end().await;
            let _ = tell.send(true);
        });
        tokio::select! {
            served = serving.into_future() => served,
            () = patience(told) => Ok(()),
        }
    });
    runtime.shutdown_background();
    served.context("the server cannot go on")
}

/// Waits until the server was told to end, and then as long as the last answers may take: a page
/// that listens for news would never be done.
async fn patience(mut told: watch::Receiver<bool>) {
    if told.wait_for(|told| *told).await.is_ok() {
        tokio::time::sleep(LAST_ANSWERS).await;
    } else {
        std::future::pending().await
    }
}

#[cfg(unix)]
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_told_with_what_to_do() {
        let first = Door::open("127.0.0.1:0".parse().unwrap()).unwrap();
        let again = Door::open(first.address()).err().unwrap().to_string();
        assert!(again.contains("is in use"), "{again}");
        assert!(again.contains("--port"), "{again}");
    }
}
