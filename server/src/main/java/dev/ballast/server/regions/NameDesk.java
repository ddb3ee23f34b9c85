// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.dns.Answers;
import dev.ballast.connect.dns.DnsServer;
import dev.ballast.connect.dns.NameAudit;
import dev.ballast.connect.dns.Outcome;
import dev.ballast.connect.dns.ServedZone;
import dev.ballast.connect.dns.Throttle;
import dev.ballast.control.regions.names.NameChoice;
import dev.ballast.control.regions.names.NameView;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.model.DnsZone;
import dev.ballast.model.RegionPolicy;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of all policies, and the DNS server that answers for them. What it answers is what was
 * decided and seen last; when nobody looks any more, it goes on with that.
 */
public final class NameDesk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NameDesk.class);

  private final InstantSource clock;
  private final Map<String, Names> policies = new ConcurrentSkipListMap<>();
  private volatile List<ServedZone> zones = List.of();
  private volatile @Nullable DnsServer server;

  /** One policy; the choice is null when it has no names. */
  record Names(RegionPolicy policy, NameView view, @Nullable NameChoice choice) {}

  NameDesk(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Answers from now on.
   *
   * @param address {@code HOST:PORT}
   * @throws IOException when the port cannot be had
   * @throws IllegalArgumentException when the host is not known
   */
  public void listen(String address) throws IOException {
    InetSocketAddress at = NameAudit.address(address);
    DnsServer opened = DnsServer.open(at, new Answers(() -> zones, clock), Throttle.standard());
    server = opened;
    log.atInfo()
        .addKeyValue("event", "dns.listening")
        .addKeyValue("server.address", opened.address().toString())
        .log("DNS is answered");
  }

  /** Takes what was decided and seen. Called by one thread. */
  void follow(RegionWatch.View view) {
    RegionPolicy policy = view.policy();
    Names before = policies.get(policy.name());
    boolean same = before != null && before.policy().equals(policy);
    NameView decided = NameView.first(policy, view.state(), clock.instant());
    NameView last = same && before != null ? before.view() : decided;
    Situation now = view.situation();
    NameView next = now == null ? decided : last.next(policy, view.state(), now);
    DnsZone dns = policy.dns();
    NameChoice choice =
        same && before != null ? before.choice() : dns == null ? null : new NameChoice(dns);
    policies.put(policy.name(), new Names(policy, next, choice));
    publish();
  }

  /** Forgets policies that are gone. */
  void keep(Set<String> names) {
    if (policies.keySet().retainAll(names)) {
      publish();
    }
  }

  private void publish() {
    zones =
        policies.values().stream()
            .filter(names -> names.choice() != null)
            .map(names -> new ServedZone(Objects.requireNonNull(names.choice()), names.view()))
            .toList();
  }

  List<Names> all() {
    return List.copyOf(policies.values());
  }

  /** Where DNS is answered; empty: nowhere. */
  String servedOn() {
    DnsServer now = server;
    return now == null
        ? ""
        : now.address().getAddress().getHostAddress() + ":" + now.address().getPort();
  }

  /** How often what has become of questions. */
  Map<Outcome, Long> tally() {
    DnsServer now = server;
    return now == null ? Map.of() : now.tally();
  }

  /** {@code ballast_dns_questions_total} by outcome. */
  void record(SampleSink sink) {
    Map<Outcome, Long> counts = tally();
    if (counts.isEmpty()) {
      return;
    }
    SampleBatch batch = new SampleBatch(counts.size());
    long at = clock.instant().toEpochMilli();
    counts.forEach(
        (outcome, count) ->
            batch.add(
                Labels.of(
                    Map.of(
                        Labels.NAME,
                        "ballast_dns_questions_total",
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))),
                at,
                (double) count));
    sink.append(batch);
  }

  @Override
  public void close() {
    DnsServer now = server;
    if (now != null) {
      now.close();
    }
  }
}
