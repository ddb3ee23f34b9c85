// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.telemetry.fetch.Fetcher;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Meter;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads targets at their intervals, each on its own virtual thread, until closed. Thread-safe. */
public final class Scraper implements AutoCloseable {

  private static final Comparator<TargetStatus> ORDER =
      Comparator.comparing((TargetStatus status) -> status.target().job())
          .thenComparing(status -> status.target().url());

  private final Fetcher fetcher = new Fetcher();
  private final SampleSink sink;
  private final FamilyBook families;
  private final ScrapeMeter meter;
  private final InstantSource clock;
  private final Map<ScrapeTarget, TargetLoop> loops = new LinkedHashMap<>();

  public Scraper(SampleSink sink, MetadataSink metadata, Meter meter, InstantSource clock) {
    this.sink = sink;
    this.families = new FamilyBook(metadata);
    this.meter = new ScrapeMeter(meter);
    this.clock = clock;
  }

  /**
   * Scrapes exactly these from now on. What is no longer among them ends with stale markers before
   * this returns; what is unchanged goes on undisturbed.
   */
  public synchronized void watch(List<ScrapeTarget> targets) {
    LinkedHashSet<ScrapeTarget> wanted = new LinkedHashSet<>(targets);
    List<ScrapeTarget> gone = loops.keySet().stream().filter(t -> !wanted.contains(t)).toList();
    List<TargetLoop> ending = gone.stream().map(loops::remove).toList();
    ending.forEach(loop -> loop.stop(true));
    join(ending);
    for (ScrapeTarget target : wanted) {
      loops.computeIfAbsent(target, this::start);
    }
  }

  /** By job and URL. */
  public synchronized List<TargetStatus> targets() {
    return loops.values().stream().map(TargetLoop::status).sorted(ORDER).toList();
  }

  /** Stops all scraping at once, also what is under way; series stay as they are. */
  @Override
  public synchronized void close() {
    loops.values().forEach(TargetLoop::abandon);
    fetcher.close();
    join(loops.values());
    loops.clear();
  }

  private TargetLoop start(ScrapeTarget target) {
    TargetScrape scrape = new TargetScrape(target, fetcher, sink, families, meter, clock);
    TargetLoop loop = new TargetLoop(target, scrape, clock);
    loop.start();
    return loop;
  }

  private static void join(Collection<TargetLoop> loops) {
    try {
      for (TargetLoop loop : loops) {
        loop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
