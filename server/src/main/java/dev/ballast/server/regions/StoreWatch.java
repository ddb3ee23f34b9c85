// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.region.PostgresNode;
import dev.ballast.control.regions.probe.LinkBook;
import dev.ballast.control.regions.probe.SkewBook;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.sight.Aspect;
import dev.ballast.control.regions.sight.Sighting;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.control.regions.sight.Vantage;
import dev.ballast.model.RegionName;
import dev.ballast.model.StoreSpec;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One store: a numbered write in the region that owns it, and a read in every one, each second.
 * Used by one thread at a time, but for {@link #owned}.
 */
final class StoreWatch implements AutoCloseable {

  private final StoreSpec spec;
  private final Vantage from;
  private final InstantSource clock;
  private final Map<RegionName, PostgresNode> nodes = new LinkedHashMap<>();
  private final Map<RegionName, LinkBook> links = new LinkedHashMap<>();
  private final Map<RegionName, SkewBook> skews = new LinkedHashMap<>();
  private final List<Long> lost = new ArrayList<>();
  private volatile RegionName next;
  private RegionName owner;
  private long number;
  private long rows = -1;
  private Instant rowsAt = Instant.EPOCH;
  private double rowsPerSecond = Double.NaN;
  private double acknowledgeMillis = Double.NaN;
  private double acrossMillis = Double.NaN;

  StoreWatch(StoreSpec spec, Vantage from, InstantSource clock) {
    this.spec = spec;
    this.from = from;
    this.clock = clock;
    this.owner = spec.primary();
    this.next = spec.primary();
    this.number = clock.millis(); // above whatever an earlier run has written
    spec.nodes()
        .forEach(
            (region, url) -> {
              nodes.put(region, new PostgresNode(url, spec.user()));
              skews.put(region, new SkewBook());
            });
  }

  StoreSpec spec() {
    return spec;
  }

  Optional<PostgresNode> node(RegionName region) {
    return Optional.ofNullable(nodes.get(region));
  }

  /** Another region owns it now; from the next look on. Safe to call from any thread. */
  void owned(RegionName region) {
    next = region;
  }

  /** What has not arrived at the new owner, looked at once more, is lost. */
  private void change(RegionName region) {
    LinkBook link = links.get(region);
    PostgresNode node = nodes.get(region);
    if (link != null && node != null) {
      try {
        PostgresNode.State state = node.read(link.settled());
        link.read(state.present(), state.newest(), clock.instant());
      } catch (SQLException e) {
        return; // asked again with the next look
      }
      lost.addAll(link.promoted());
    }
    owner = region;
    links.clear();
    rows = -1;
  }

  /** Probes once. */
  List<Sighting> look() {
    List<Sighting> seen = new ArrayList<>();
    RegionName wanted = next;
    if (!wanted.equals(owner)) {
      change(wanted);
    }
    PostgresNode writer = nodes.get(owner);
    boolean written = writer != null && write(writer, seen);
    nodes.forEach(
        (region, node) -> {
          boolean own = region.equals(owner);
          if (!own || written) {
            read(region, node, own, seen);
          }
        });
    return seen;
  }

  private boolean write(PostgresNode writer, List<Sighting> seen) {
    long start = System.nanoTime();
    try {
      writer.write(++number);
      double took = (System.nanoTime() - start) / 1e6;
      acknowledgeMillis =
          Double.isNaN(acknowledgeMillis) ? took : 0.8 * acknowledgeMillis + 0.2 * took;
      Instant at = clock.instant();
      nodes.keySet().stream()
          .filter(region -> !region.equals(owner))
          .forEach(
              region ->
                  links.computeIfAbsent(region, r -> new LinkBook()).acknowledged(number, at));
      return true;
    } catch (SQLException e) {
      seen.add(
          sighting(
              owner,
              Outcome.SILENT,
              spec.name() + " in " + owner + " takes no write: " + reason(e)));
      return false;
    }
  }

  private void read(RegionName region, PostgresNode node, boolean own, List<Sighting> seen) {
    LinkBook link = links.get(region);
    double sent = clock.millis();
    long start = System.nanoTime();
    try {
      PostgresNode.State state = node.read(link == null ? number - 1 : link.settled());
      double took = (System.nanoTime() - start) / 1e6;
      skew(region, sent, state.clockMillis(), took);
      if (link != null) {
        link.read(state.present(), state.newest(), clock.instant());
        acrossMillis = Double.isNaN(acrossMillis) ? took : 0.8 * acrossMillis + 0.2 * took;
      }
      if (own) {
        rate(state.rowsWritten());
      }
      seen.add(sighting(region, Outcome.ANSWERS, spec.name() + " in " + region + " answers"));
    } catch (SQLException e) {
      seen.add(
          sighting(
              region,
              Outcome.SILENT,
              spec.name() + " in " + region + " does not answer: " + reason(e)));
    }
  }

  private void skew(RegionName region, double sent, double theirs, double took) {
    SkewBook book = skews.get(region);
    if (book != null) {
      book.sample(sent, theirs, sent + took);
    }
  }

  private void rate(long now) {
    Instant at = clock.instant();
    if (rows >= 0 && now >= rows && at.isAfter(rowsAt)) {
      double per = (now - rows) * 1e3 / Math.max(1, at.toEpochMilli() - rowsAt.toEpochMilli());
      rowsPerSecond = Double.isNaN(rowsPerSecond) ? per : 0.8 * rowsPerSecond + 0.2 * per;
    }
    rows = now;
    rowsAt = at;
  }

  /** How far each other region is behind. */
  List<Replica> replicas() {
    List<Replica> all = new ArrayList<>();
    links.forEach(
        (region, link) -> {
          LinkBook.Standing standing = link.standing(clock.instant());
          if (!standing.measured().equals(Instant.MIN)) {
            double rate = Double.isNaN(rowsPerSecond) ? 1 : rowsPerSecond;
            long risk = (long) Math.ceil(rate * standing.lag().toMillis() / 1e3);
            all.add(
                new Replica(
                    spec.name(),
                    owner,
                    region,
                    standing.lag(),
                    Math.max(risk, standing.unseen()),
                    standing.measured()));
          }
        });
    return all;
  }

  /** Probe writes that were acknowledged and are gone. */
  List<Long> lost() {
    List<Long> all = new ArrayList<>(lost);
    links.values().forEach(link -> all.addAll(link.standing(clock.instant()).lost()));
    return all;
  }

  long staleReads() {
    return links.values().stream()
        .mapToLong(link -> link.standing(clock.instant()).staleReads())
        .sum();
  }

  /** The most that any node's clock is known to be off ours, in milliseconds; negative: unknown. */
  long skewMillis() {
    return skews.values().stream()
        .flatMap(book -> book.best().stream())
        .mapToLong(sample -> Math.round(sample.atLeast()))
        .max()
        .orElse(-1);
  }

  double rowsPerSecond() {
    return rowsPerSecond;
  }

  double acknowledgeMillis() {
    return acknowledgeMillis;
  }

  double acrossMillis() {
    return acrossMillis;
  }

  private Sighting sighting(RegionName region, Outcome outcome, String text) {
    return new Sighting(from, region, Aspect.STORE, outcome, clock.instant(), text);
  }

  private static String reason(SQLException e) {
    String text = String.valueOf(e.getMessage());
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void close() {
    nodes.values().forEach(PostgresNode::close);
  }
}
