// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import dev.ballast.shop.journal.KeptJournal;
import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Fault.Loss;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.topology.Edge;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What really happened, when by the wall clock, and who must have felt it. Written by the shop for
 * whoever scores a diagnosis; nothing that looks after the shop gets to see it.
 */
public final class Truth {

  private static final String ACTS = "acts";

  private final Path file;

  /** What the file says; several acts write into it, each from its own thread. */
  private final Map<String, Object> whole;

  private final Map<String, Object> facts;

  /** Whether it is one of several, and the facts are a part of the whole. */
  private final boolean isAct;

  private Truth(Path file, Map<String, Object> whole, Map<String, Object> facts, boolean isAct) {
    this.file = file;
    this.whole = whole;
    this.facts = facts;
    this.isAct = isAct;
  }

  /** Writes that nothing has gone wrong yet. */
  public static Truth begin(Path file, Scenario scenario, long seed, Topology topology)
      throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    Truth truth = new Truth(file, facts, facts, false);
    truth.facts.put("scenario", scenario.text());
    truth.facts.put("seed", seed);
    truth.facts.put("kind", Scenario.NONE.text());
    truth.facts.put("callers", List.of());
    truth.facts.put("topology", topology.edges().stream().map(Truth::edge).toList());
    truth.write();
    return truth;
  }

  /** One of several things that go wrong in a run; in the file from when it has begun. */
  public Truth act() {
    return new Truth(file, whole, new LinkedHashMap<>(), true);
  }

  /** The fault took effect. */
  public void started(Fault fault, Instant when, Topology topology) throws IOException {
    Map<String, Object> begun = beginning(fault, when, topology);
    synchronized (whole) {
      facts.putAll(begun);
      if (isAct) {
        List<Object> acts = new ArrayList<>();
        if (whole.get(ACTS) instanceof List<?> before) {
          acts.addAll(before);
        }
        acts.add(facts);
        whole.put(ACTS, acts);
      }
      write();
    }
  }

  private static Map<String, Object> beginning(Fault fault, Instant when, Topology topology) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", fault.kind());
    facts.put("target", fault.target().service());
    facts.put("region", fault.target().region());
    facts.put("start", when.toString());
    facts.put("magnitude", magnitude(fault));
    facts.put("callers", topology.callersOf(fault.target()).stream().map(Truth::node).toList());
    if (fault instanceof Delay delay) {
      facts.put("edge", edge(new Edge(delay.target(), delay.server(), Edge.Kind.HTTP)));
    }
    if (fault instanceof BadRelease release) {
      facts.put("version", release.version());
    }
    if (fault instanceof Surge surge) {
      facts.put("reached", topology.neededBy(surge.target()).stream().map(Truth::node).toList());
    }
    return facts;
  }

  /** What users of the target's region got since the fault began. */
  public void felt(int visits, int failed, int slow) throws IOException {
    Map<String, Object> felt = new LinkedHashMap<>();
    felt.put("visits", visits);
    felt.put("failed", failed);
    felt.put("slow", slow);
    found(Map.of("felt", felt));
  }

  /**
   * What became of a region's users and of the writes that were acknowledged to all users.
   *
   * @param served when users of the region were first served again, reads and writes; empty: never
   * @param acknowledged checkouts that users were told have succeeded
   * @param lost of those, which are not in the database that is in use now
   */
  public void survived(Optional<Instant> served, int acknowledged, List<String> lost)
      throws IOException {
    Map<String, Object> survived = new LinkedHashMap<>();
    survived.put("served", served.map(Instant::toString).orElse(""));
    survived.put("acknowledged", acknowledged);
    survived.put("lost", lost);
    found(survived);
  }

  /**
   * Further findings, each by its name.
   *
   * @param findings of what JSON has: maps, lists, texts, numbers
   */
  public void found(Map<String, ?> findings) throws IOException {
    synchronized (whole) {
      facts.putAll(findings);
      write();
    }
  }

  /** Whether a volume was seen full, or would be at the rate at which it grew. */
  public enum Full {
    OBSERVED,
    EXTRAPOLATED
  }

  /** When a volume that held {@code usedAtStart} bytes as the fault began is full. */
  public void fills(long usedAtStart, Instant when, Full how) throws IOException {
    Map<String, Object> fills = new LinkedHashMap<>();
    fills.put("metric", KeptJournal.METRIC);
    fills.put("used_at_start_bytes", usedAtStart);
    fills.put("full", when.toString());
    fills.put("full_is", how.name().toLowerCase(Locale.ROOT));
    found(fills);
  }

  /**
   * Whom a failing service has hit.
   *
   * @param answer how many requests, and when the last of them came, as the service itself has it
   */
  public void struck(String answer) throws IOException {
    String[] parts = answer.strip().split(" ", 2);
    Map<String, Object> struck = new LinkedHashMap<>();
    struck.put("requests", Long.parseLong(parts[0]));
    struck.put("last", parts.length > 1 ? parts[1] : "");
    found(Map.of("struck", struck));
  }

  /** The fault is over. */
  public void ended(Instant when) throws IOException {
    found(Map.of("end", when.toString()));
  }

  private static Map<String, Object> magnitude(Fault fault) {
    return switch (fault) {
      case Delay d -> {
        Map<String, Object> magnitude = new LinkedHashMap<>();
        magnitude.put("delay_seconds", d.delay().toMillis() / 1e3);
        magnitude.put("jitter_seconds", d.jitter().toMillis() / 1e3);
        yield magnitude;
      }
      case Surge s -> Map.of("factor", s.factor());
      case Loss l -> Map.of();
      case Errors e -> Map.of("error_ratio", e.share());
      case BadRelease r -> Map.of("charges_ratio", r.share());
      case Fill f -> {
        Map<String, Object> magnitude = new LinkedHashMap<>();
        magnitude.put("volume_bytes", f.volumeBytes());
        magnitude.put("bytes_per_second", f.bytesPerSecond());
        yield magnitude;
      }
      case Stalls s -> {
        double stop = s.stop().toMillis();
        Map<String, Object> magnitude = new LinkedHashMap<>();
        magnitude.put("stop_seconds", stop / 1000);
        magnitude.put("stopped_ratio", stop / (stop + s.run().toMillis()));
        yield magnitude;
      }
    };
  }

  private static Map<String, String> node(Node node) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("service", node.service());
    fields.put("region", node.region());
    return fields;
  }

  private static Map<String, String> edge(Edge edge) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client", edge.client().service());
    fields.put("client_region", edge.client().region());
    fields.put("server", edge.server().service());
    fields.put("server_region", edge.server().region());
    fields.put("kind", edge.kind().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  private void write() throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.write(
        half, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(whole));
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
