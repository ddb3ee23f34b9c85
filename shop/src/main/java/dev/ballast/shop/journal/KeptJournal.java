// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.journal;

import dev.ballast.shop.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A journal that is written as time passes, and its volume as OpenTelemetry's conventions for file
 * systems describe it. A quota is no mount: the type says {@code quota}.
 */
public final class KeptJournal implements AutoCloseable {

  /** The name under which use is told. */
  public static final String METRIC = "system.filesystem.usage";

  private static final long EVERY_MILLIS = 100;

  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("system.filesystem.state");
  private static final Attributes PLACE =
      Attributes.of(
          AttributeKey.stringKey("system.filesystem.mountpoint"),
          "/journal",
          AttributeKey.stringKey("system.filesystem.type"),
          "quota");

  private final Volume volume;
  private final Journal journal;
  private final Telemetry telemetry;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("journal").factory());
  private boolean saidFull;

  private KeptJournal(Volume volume, Telemetry telemetry) throws IOException {
    this.volume = volume;
    this.telemetry = telemetry;
    this.journal = Journal.begin(volume, System.nanoTime());
  }

  /** Begins to write and to tell how full the volume is. */
  public static KeptJournal on(Volume volume, Telemetry telemetry) throws IOException {
    KeptJournal kept = new KeptJournal(volume, telemetry);
    kept.observe();
    ScheduledFuture<?> _ =
        kept.clockwork.scheduleAtFixedRate(
            kept::beat, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return kept;
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }

  private void beat() {
    try {
      journal.beat(System.nanoTime());
      boolean full = volume.used() >= volume.limit();
      if (full && !saidFull) {
        telemetry.log(
            Severity.ERROR, "volume.full", "no space left on the journal's volume", PLACE);
      }
      saidFull = full;
    } catch (IOException e) {
      // The run's folder is going away; the gauges fall silent with it.
    }
  }

  private void observe() {
    telemetry
        .meter()
        .upDownCounterBuilder(METRIC)
        .setUnit("By")
        .buildWithCallback(
            m ->
                measured(
                    used -> {
                      m.record(used, PLACE.toBuilder().put(STATE, "used").build());
                      m.record(volume.limit() - used, PLACE.toBuilder().put(STATE, "free").build());
                    }));
    telemetry
        .meter()
        .upDownCounterBuilder("system.filesystem.limit")
        .setUnit("By")
        .buildWithCallback(m -> m.record(volume.limit(), PLACE));
    telemetry
        .meter()
        .gaugeBuilder("system.filesystem.utilization")
        .setUnit("1")
        .buildWithCallback(m -> measured(used -> m.record(used / (double) volume.limit(), PLACE)));
  }

  private void measured(LongConsumer observed) {
    try {
      observed.accept(volume.used());
    } catch (IOException e) {
      // What cannot be measured is not reported: no number is better than a made up one.
    }
  }
}
