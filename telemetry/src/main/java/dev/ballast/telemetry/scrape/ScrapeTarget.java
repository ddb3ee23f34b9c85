// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * One endpoint to read and how.
 *
 * @param labels added to every series; {@code instance} here overrides the URL's host and port
 * @param honorLabels when a scraped label clashes with one of the target's: keep the scraped one,
 *     else rename it to {@code exported_…}
 * @param sampleLimit more samples than this fail the scrape; 0 means no limit
 * @param bodyLimit more bytes than this, after decompression, fail the scrape
 */
public record ScrapeTarget(
    String job,
    URI url,
    Duration interval,
    Duration timeout,
    Map<String, String> labels,
    boolean honorLabels,
    int sampleLimit,
    int bodyLimit) {

  public ScrapeTarget {
    labels = Map.copyOf(labels);
  }

  /** With defaults: every 15 s, 10 s timeout, 100,000 samples, 16 MiB. */
  public static ScrapeTarget of(String job, URI url) {
    return new ScrapeTarget(
        job,
        url,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Map.of(),
        false,
        100_000,
        16 << 20);
  }

  /** With another timeout; longer than the interval it delays the next scrape. */
  public ScrapeTarget within(Duration newTimeout) {
    return new ScrapeTarget(
        job, url, interval, newTimeout, labels, honorLabels, sampleLimit, bodyLimit);
  }

  /** With another interval, and a timeout that is never longer. */
  public ScrapeTarget every(Duration newInterval) {
    Duration shorter = timeout.compareTo(newInterval) < 0 ? timeout : newInterval;
    return new ScrapeTarget(
        job, url, newInterval, shorter, labels, honorLabels, sampleLimit, bodyLimit);
  }

  public ScrapeTarget withLabels(Map<String, String> newLabels) {
    return new ScrapeTarget(
        job, url, interval, timeout, newLabels, honorLabels, sampleLimit, bodyLimit);
  }

  public ScrapeTarget honoringLabels() {
    return new ScrapeTarget(job, url, interval, timeout, labels, true, sampleLimit, bodyLimit);
  }

  public ScrapeTarget withLimits(int samples, int bytes) {
    return new ScrapeTarget(job, url, interval, timeout, labels, honorLabels, samples, bytes);
  }

  /** Whether it names a host over HTTP, which alone can be scraped. */
  public boolean isReachable() {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    return url.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
  }

  String instance() {
    if (url.getHost() == null) {
      return labels.getOrDefault("instance", url.toString());
    }
    String port = url.getPort() >= 0 ? ":" + url.getPort() : "";
    return labels.getOrDefault("instance", url.getHost() + port);
  }
}
