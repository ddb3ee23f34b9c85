// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.infinispan.util.ExponentialBackOff;

/**
 * The same pause between two attempts to reach a site, however long it is away. Infinispan's own
 * doubles to five minutes, and a site that is back waits for its end.
 */
final class SteadyPause implements ExponentialBackOff {

  private final Executor later;

  SteadyPause(Duration pause) {
    later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void reset() {
    // It never grew.
  }

  @Override
  public CompletionStage<Void> asyncBackOff() {
    return CompletableFuture.runAsync(() -> {}, later);
  }
}
