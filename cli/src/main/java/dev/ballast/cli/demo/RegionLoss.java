// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A region that is lost in the demo: the policy by which it is replaced, and how that went. */
final class RegionLoss {

  static final Duration RTO = Duration.ofSeconds(30);

  private static final String KIND = "region-loss";
  private static final int LISTED = 20;

  private final List<Seen> all = new ArrayList<>();
  private final Optional<Opinions> opinions;

  /**
   * What was seen at once.
   *
   * @param lagSeconds by Ballast's own probe writes; NaN when not measured
   */
  private record Seen(
      Instant at, String phase, long epoch, String owner, double lagSeconds, long atRisk) {}

  RegionLoss() {
    this.opinions = Optional.empty();
  }

  /** Where reviews are written in both regions. */
  RegionLoss(Opinions opinions) {
    this.opinions = Optional.of(opinions);
  }

  /** Makes the databases of reviews replicate, where they are apart. */
  void replicate() {
    opinions.ifPresent(Opinions::install);
  }

  static boolean isOne(Truth truth) {
    return truth.kind().equals(KIND);
  }

  /** The shop's two regions, looked at from outside and from each other. */
  static String policy(DemoOptions.Ports ports, Strategy strategy) {
    int east = ports.mesh(0);
    int west = ports.mesh(1);
    return """
    apiVersion: ballast.dev/v1
    kind: RegionPolicy
    metadata:
      name: shop
    spec:
      regions: [us-east, eu-west]
      witness: edge
      rto: 30s
      rpo: 5s
      confirm: 5s
      pace: 10s
      tested: {us-east: 60, eu-west: 60}
      load: sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service="storefront",span_kind="SPAN_KIND_SERVER"}[15s]))
      probes:
        - {name: front-door, region: us-east, target: "http://127.0.0.1:%d/products/1"}
        - {name: front-door, region: eu-west, target: "http://127.0.0.1:%d/products/1"}
        - {name: door-from-eu, from: eu-west, region: us-east, target: "http://127.0.0.1:%d/products/2"}
        - {name: door-from-us, from: us-east, region: eu-west, target: "http://127.0.0.1:%d/products/2"}
        - {name: database-from-eu, kind: tcp, from: eu-west, region: us-east, target: "127.0.0.1:%d"}
        - {name: database-from-us, kind: tcp, from: us-east, region: eu-west, target: "127.0.0.1:%d"}
      stores:
        - name: database
          primary: us-east
          user: postgres
          nodes:
            us-east: jdbc:postgresql://127.0.0.1:%d/shop
            eu-west: jdbc:postgresql://127.0.0.1:%d/shop
          fence: http://127.0.0.1:%d/regions/off
      steering:
        - {mesh: "http://127.0.0.1:%d", service: entrance-us-east, home: us-east}
        - {mesh: "http://127.0.0.1:%d", service: entrance-eu-west, home: eu-west}
        - {mesh: "http://127.0.0.1:%d", service: database-us-east, home: us-east, of: writes}
        - {mesh: "http://127.0.0.1:%d", service: database-us-east, home: eu-west, of: writes}
      operations:
        - {service: payments, consistency: strong}
        - {service: orders, consistency: strong}
        - {service: reviews, consistency: %s}
    """
        .formatted(
            east + 1,
            west + 1,
            west + 18,
            east + 18,
            west + 19,
            east + 19,
            ports.postgres(),
            ports.postgres() + 1,
            ports.orchestrator(),
            ports.edge(),
            ports.edge(),
            east,
            west,
            strategy == Strategy.MULTI ? "eventual, merge: last-writer-wins" : "session");
  }

  /** What Ballast says of its regions. */
  void add(Instant at, JsonNode standing) {
    JsonNode policy = standing.path("policies").path(0);
    if (policy.isObject()) {
      JsonNode link = policy.path("links").path(0);
      all.add(
          new Seen(
              at,
              policy.path("phase").asString(""),
              policy.path("epoch").asLong(0),
              policy.path("owner").asString(""),
              link.path("lag_seconds").asDouble(Double.NaN),
              link.path("writes_at_risk").asLong(-1)));
    }
    opinions.ifPresent(o -> o.look(at));
  }

  /** From the loss until Ballast began to act, as it was seen. */
  Optional<Duration> decided(Truth truth) {
    return first(truth, seen -> !seen.phase().equals("watching"));
  }

  private Optional<Duration> moved(Truth truth) {
    return first(truth, seen -> seen.phase().equals("out"));
  }

  /** From the loss until users of the region were served, by the shop's own record. */
  static Optional<Duration> served(Truth truth) {
    String served = truth.document().path("served").asString("");
    return served.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.between(truth.start(), Instant.parse(served)));
  }

  private Optional<Duration> first(Truth truth, java.util.function.Predicate<Seen> what) {
    return all.stream()
        .filter(seen -> !seen.at().isBefore(truth.start()) && what.test(seen))
        .findFirst()
        .map(seen -> Duration.between(truth.start(), seen.at()));
  }

  /** Served in time, moved once, and not before there was a reason. */
  Judgement judge(Optional<Truth> truth) {
    List<String> problems = new ArrayList<>();
    if (truth.isEmpty()) {
      return new Judgement(Optional.empty(), Optional.empty(), Optional.empty(), problems);
    }
    Truth known = truth.get();
    all.stream()
        .filter(seen -> seen.at().isBefore(known.start()) && !seen.phase().equals("watching"))
        .findFirst()
        .ifPresent(seen -> problems.add("regions were " + seen.phase() + " before the loss"));
    Optional<Duration> served = served(known);
    if (served.isEmpty()) {
      problems.add("users of " + known.region() + " were not served again");
    } else if (served.get().compareTo(RTO) > 0) {
      problems.add(
          "users of %s were served after %d s (expected: at most %d s)"
              .formatted(known.region(), served.get().toSeconds(), RTO.toSeconds()));
    }
    Seen last = last();
    if (last == null || last.epoch() != 2 || last.owner().equals(known.region())) {
      problems.add(
          "the writes are owned by %s under epoch %s (expected: another region, epoch 2)"
              .formatted(
                  last == null ? "nobody" : last.owner(), last == null ? "?" : last.epoch()));
    }
    problems.addAll(accounts(known).problems());
    return new Judgement(Optional.empty(), decided(known), Optional.empty(), problems);
  }

  private LossAccount accounts(Truth truth) {
    return new LossAccount(truth, opinions);
  }

  /** The last look before the cut. */
  private Optional<Seen> before(Truth truth) {
    return all.stream()
        .filter(seen -> seen.at().isBefore(truth.start()) && !Double.isNaN(seen.lagSeconds()))
        .reduce((first, second) -> second);
  }

  private @Nullable Seen last() {
    return all.isEmpty() ? null : all.getLast();
  }

  /** In numbers. */
  ObjectNode document(Truth truth) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    seconds(document, "decided_seconds", decided(truth));
    seconds(document, "moved_seconds", moved(truth));
    seconds(document, "served_seconds", served(truth));
    Seen last = last();
    document.put("owner", last == null ? "" : last.owner());
    document.put("epoch", last == null ? 0 : last.epoch());
    document.put("acknowledged_writes", truth.document().path("acknowledged").asInt(0));
    ArrayNode lost = document.putArray("lost_writes");
    truth.document().path("lost").forEach(lost::add);
    Optional<Seen> before = before(truth);
    before.ifPresentOrElse(
        seen ->
            document
                .putObject("lag_at_cut")
                .put("seconds", seen.lagSeconds())
                .put("writes_at_risk", seen.atRisk()),
        () -> document.putNull("lag_at_cut"));
    accounts(truth).write(document);
    return document;
  }

  private static void seconds(ObjectNode document, String name, Optional<Duration> value) {
    value.ifPresentOrElse(
        d -> document.put(name, Math.round(d.toMillis() / 100.0) / 10.0),
        () -> document.putNull(name));
  }

  /** In words. */
  String text(Truth truth) {
    List<String> lost = new ArrayList<>();
    truth.document().path("lost").forEach(order -> lost.add(order.asString("")));
    String writes =
        lost.isEmpty()
            ? "no acknowledged write lost"
            : lost.size()
                + " acknowledged writes lost: "
                + String.join(", ", lost.subList(0, Math.min(LISTED, lost.size())));
    return "decided after %s, writes moved after %s, users served after %s; of %d checkouts %s%s%s"
        .formatted(
            text(decided(truth)),
            text(moved(truth)),
            text(served(truth)),
            truth.document().path("acknowledged").asInt(0),
            writes,
            before(truth)
                .map(seen -> "; lag at the cut %.3f s".formatted(seen.lagSeconds()))
                .orElse(""),
            accounts(truth).text());
  }

  private static String text(Optional<Duration> value) {
    return value.map(d -> "%.1f s".formatted(d.toMillis() / 1e3)).orElse("never");
  }
}
