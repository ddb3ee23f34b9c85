// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.capacity;

import dev.ballast.control.predict.capacity.CapacityLoop;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.model.Configuration;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.store.StoreException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest verdicts on everything that can run out. One thread looks, anybody reads. The
 * probabilities become series of the store, so that alerts and dashboards can use them.
 */
public final class Foresight {

  private static final Logger log = LoggerFactory.getLogger(Foresight.class);

  private final CapacityLoop loop;
  private final Supplier<Configuration> configuration;
  private final SampleSink sink;
  private volatile CapacitySnapshot snapshot = CapacitySnapshot.EMPTY;

  /**
   * @param configuration what is in use, asked at every turn
   */
  public Foresight(CapacityLoop loop, Supplier<Configuration> configuration, SampleSink sink) {
    this.loop = loop;
    this.configuration = configuration;
    this.sink = sink;
  }

  /** Judges what is due, each visible as soon as it is, and keeps the probabilities. */
  public void look() {
    CapacitySnapshot next = loop.tick(configuration.get(), known -> snapshot = known);
    snapshot = next;
    try {
      CapacitySamples.append(next, sink);
    } catch (StoreFullException | StoreException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "capacity.unrecorded")
          .log("breach probabilities of this turn are not in the store");
    }
  }

  public CapacitySnapshot snapshot() {
    return snapshot;
  }
}
