// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Meter;
import java.time.InstantSource;
import java.util.List;

/** Reads targets at their intervals, each on its own virtual thread, until closed. Thread-safe. */
public final class Scraper implements AutoCloseable {

  public Scraper(SampleSink sink, MetadataSink metadata, Meter meter, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** Scrapes exactly these from now on; what is not among them ends with stale markers. */
  public void watch(List<ScrapeTarget> targets) {
    throw new UnsupportedOperationException();
  }

  /** By job and URL. */
  public List<TargetStatus> targets() {
    throw new UnsupportedOperationException();
  }

  /** Stops all scraping and waits for what is under way. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
