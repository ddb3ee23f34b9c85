// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scrapes one target at its interval on a virtual thread, the first time at once. */
final class TargetLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TargetLoop.class);

  private final TargetScrape scrape;
  private final Duration interval;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean endSeries;

  TargetLoop(ScrapeTarget target, TargetScrape scrape, InstantSource clock) {
    this.scrape = scrape;
    this.interval = target.interval();
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("scrape-" + target.url()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  TargetStatus status() {
    return scrape.status();
  }

  /**
   * Asks the loop to end after the scrape under way.
   *
   * @param endSeries whether its series end with stale markers
   */
  void stop(boolean endSeries) {
    this.endSeries = endSeries;
    stop.countDown();
  }

  /** Asks the loop to end now; its series stay as they are. */
  void abandon() {
    scrape.abandon();
    stop(false);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    try {
      Instant next = clock.instant();
      do {
        scrapeOnce();
        next = next.plus(interval);
        if (next.isBefore(clock.instant())) {
          next = clock.instant(); // too slow for the interval: never run behind the clock
        }
      } while (!stop.await(
          Math.max(0, Duration.between(clock.instant(), next).toMillis()), TimeUnit.MILLISECONDS));
      if (endSeries) {
        scrape.end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scrapeOnce() {
    try {
      scrape.scrape();
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("event", "scrape.broken")
          .addKeyValue("url", scrape.status().target().url())
          .log("A scrape ended with an unexpected exception; the target is tried again");
    }
  }
}
