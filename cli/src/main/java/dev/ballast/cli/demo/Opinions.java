// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.Standing.Answer;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shop's reviews, written in both regions: made to replicate by what {@code ballast regions
 * postgres install} does, and looked at by what {@code status} does.
 */
final class Opinions {

  private static final List<ReplicatedTable> TABLES =
      List.of(
          table("reviews", new TableMerge.ByField(List.of("likes"))),
          table("likes", new TableMerge.LastWriter()),
          table("comments", new TableMerge.LastWriter()));

  private final TwoWay twoWay;
  private final List<Seen> all = new ArrayList<>();
  private @Nullable Standing last;

  /**
   * One look.
   *
   * @param waitingBytes that the other side has not confirmed, the slower way; -1 when not known
   */
  private record Seen(Instant at, Answer inStep, int answering, long waitingBytes) {}

  Opinions(DemoOptions.Ports ports) {
    this.twoWay = new TwoWay(replication(ports), new Secrets(_ -> null));
  }

  static Replication replication(DemoOptions.Ports ports) {
    return new Replication(
        "shop-reviews",
        Replication.Strategy.MULTI,
        IntStream.range(0, Programs.REGIONS.size())
            .mapToObj(i -> replica(i, ports.opinions(i)))
            .toList(),
        Replication.MAX_SKEW,
        TABLES);
  }

  /** The same as a resource, for the server. */
  static String resource(DemoOptions.Ports ports) {
    String nodes =
        IntStream.range(0, Programs.REGIONS.size())
            .mapToObj(i -> replica(i, ports.opinions(i)))
            .map(
                node ->
                    "    - {name: %s, id: %d, url: \"%s\", user: %s, peer: \"%s\"}\n"
                        .formatted(node.name(), node.id(), node.url(), node.user(), node.peer()))
            .collect(Collectors.joining());
    return """
    # The shop's reviews, which both regions write. Compare: ballast regions postgres status
    apiVersion: ballast.dev/v1
    kind: Replication
    metadata:
      name: shop-reviews
    spec:
      strategy: multi
      nodes:
    %s  tables:
        - {table: public.reviews, merge: field, counters: [likes]}
        - {table: public.likes, merge: lww}
        - {table: public.comments, merge: lww}
    """
        .formatted(nodes);
  }

  private static Replica replica(int place, int port) {
    return new Replica(
        Programs.REGIONS.get(place),
        place + 1,
        "jdbc:postgresql://127.0.0.1:" + port + "/shop",
        "postgres",
        new Secret.None(),
        "host=127.0.0.1 port=" + port + " dbname=shop user=postgres");
  }

  private static ReplicatedTable table(String name, TableMerge merge) {
    return new ReplicatedTable("public", name, merge, Set.of());
  }

  /** Makes them replicate. */
  void install() {
    List<Finding> findings;
    try {
      findings = twoWay.install();
    } catch (DatabaseException e) {
      throw CommandFailure.unreachable("the reviews cannot be replicated: " + e.getMessage());
    }
    List<String> refused = findings.stream().filter(f -> !f.warning()).map(Finding::text).toList();
    if (!refused.isEmpty()) {
      throw CommandFailure.unreachable(
          "the reviews cannot be replicated:\n" + String.join("\n", refused));
    }
  }

  /** Looks how it goes; a node that is away is part of the answer. */
  void look(Instant at) {
    try {
      add(at, twoWay.status(true));
    } catch (DatabaseException e) {
      // It went away while it was asked; the next look says so.
    }
  }

  void add(Instant at, Standing standing) {
    last = standing;
    long waiting =
        standing.links().stream().mapToLong(Standing.Link::waitingBytes).max().orElse(-1);
    all.add(new Seen(at, standing.inStep(), standing.nodes().size(), waiting));
  }

  /** Since when both had the same rows again, after one was back. */
  private Optional<Instant> inStepSince(Instant back) {
    return all.stream()
        .filter(seen -> seen.at().isAfter(back) && seen.inStep() == Answer.YES)
        .findFirst()
        .map(Seen::at);
  }

  /**
   * In numbers.
   *
   * @param lost when a region was lost
   * @param back when its databases came back; empty: they did not
   */
  ObjectNode document(Instant lost, Optional<Instant> back) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    all.stream()
        .filter(seen -> seen.at().isBefore(lost))
        .reduce((before, after) -> after)
        .ifPresent(seen -> document.put("waiting_bytes_before", seen.waitingBytes()));
    Optional<Instant> inStep = back.flatMap(this::inStepSince);
    inStep.ifPresentOrElse(
        at ->
            document.put("in_step_seconds", Duration.between(back.orElse(at), at).toMillis() / 1e3),
        () -> document.putNull("in_step_seconds"));
    ArrayNode digests = document.putArray("digests");
    ArrayNode conflicts = document.putArray("overwritten");
    long overwritten = 0;
    if (last != null) {
      for (Standing.Table table : last.tables()) {
        digests
            .addObject()
            .put("region", table.node())
            .put("table", table.table())
            .put("rows", table.rows())
            .put("digest", table.digest())
            .put("unequal", table.unequal());
      }
      overwritten = last.nodes().stream().mapToLong(Standing.Node::lost).max().orElse(0);
      for (Standing.Conflict conflict : last.conflicts()) {
        conflicts
            .addObject()
            .put("table", conflict.table())
            .put("key", conflict.key())
            .put("lost_in", conflict.lostNode())
            .put("lost", conflict.lostRow())
            .put("kept_from", conflict.wonNode())
            .put("kept", conflict.wonRow());
      }
    }
    document.put("overwritten_writes", overwritten);
    return document;
  }

  /** Whether both have had the same rows since the lost one is back. */
  boolean isInStep(Instant back) {
    return inStepSince(back).isPresent();
  }
}
