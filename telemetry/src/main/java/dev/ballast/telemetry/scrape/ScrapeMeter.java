// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.meter.Meter;

/** What a scraper counts about itself. */
final class ScrapeMeter {

  private final Meter meter;

  ScrapeMeter(Meter meter) {
    this.meter = meter;
  }

  /**
   * @param error empty when all went well
   */
  void scraped(String job, String error) {
    meter
        .counter(
            "ballast_scrapes_total",
            "Scrapes, by whether they worked.",
            "job",
            job,
            "outcome",
            error.isEmpty() ? "ok" : "failed")
        .add();
  }

  void refused(Appended appended) {
    appended
        .refused()
        .forEach(
            (reason, samples) ->
                meter
                    .counter(
                        "ballast_scrape_refused_samples_total",
                        "Scraped samples that the store refused.",
                        "reason",
                        reason)
                    .add(samples));
  }
}
