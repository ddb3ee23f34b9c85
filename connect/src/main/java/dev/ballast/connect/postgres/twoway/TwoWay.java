// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several databases that all take writes. Each write goes into an insert-only log beside its table;
 * the logs are what PostgreSQL replicates, and each node makes a row what its log says. The same
 * entries give the same row, in whatever order they arrive.
 */
public final class TwoWay {

  private static final String LOCK_WAIT = "SET LOCAL lock_timeout = '10s'";

  /** Long logs take longer, and go on without us. */
  private static final Duration COPYING = Duration.ofMinutes(1);

  private final Replication replication;
  private final Secrets secrets;

  public TwoWay(Replication replication, Secrets secrets) {
    this.replication = replication;
    this.secrets = secrets;
  }

  /**
   * All that stands in the way; nothing is changed.
   *
   * @throws DatabaseException when a node cannot be reached
   */
  public List<Finding> check() {
    try (Nodes nodes = Nodes.open(replication, secrets)) {
      return Preflight.of(replication, facts(nodes));
    }
  }

  /** What {@link #install} would run, table by table as the databases have them now. */
  public List<Script> plan() {
    try (Nodes nodes = Nodes.open(replication, secrets)) {
      List<NodeFacts> facts = facts(nodes);
      List<Script> scripts = new ArrayList<>();
      int place = 0;
      for (Map.Entry<Replica, Database> node : nodes.sessions().entrySet()) {
        List<String> statements = new ArrayList<>(List.of("BEGIN", LOCK_WAIT));
        statements.add(lock());
        statements.addAll(code(node.getKey(), facts.get(place++), facts));
        statements.add("COMMIT");
        Links links = new Links(replication, node.getKey());
        statements.addAll(links.created(links.existing(node.getValue())));
        scripts.add(new Script(node.getKey().name(), statements));
      }
      return scripts;
    }
  }

  /**
   * Installs, or brings up to date what is installed. Refuses while anything stands in the way, and
   * looks once more while nobody can write. Then waits until the links have taken their first copy,
   * and makes those anew that cannot end it.
   *
   * @return what was found; with a finding that is no warning, nothing was done. A copy that is not
   *     done in time is a warning
   */
  public List<Finding> install() {
    try (Nodes nodes = Nodes.open(replication, secrets)) {
      List<Finding> before = Preflight.of(replication, facts(nodes));
      if (refuses(before)) {
        return before;
      }
      List<Finding> locked = new ArrayList<>();
      try {
        nodes.together(() -> locked.addAll(installLocked(nodes)));
      } catch (RefusedException e) {
        return e.findings();
      }
      for (Map.Entry<Replica, Database> node : nodes.sessions().entrySet()) {
        Links links = new Links(replication, node.getKey());
        links.created(links.existing(node.getValue())).forEach(node.getValue()::run);
      }
      locked.addAll(new Copies(replication, nodes).await(COPYING));
      retryParked(nodes);
      return locked;
    }
  }

  private List<Finding> installLocked(Nodes nodes) {
    for (Database database : nodes.sessions().values()) {
      database.run(LOCK_WAIT);
      database.run(lock());
    }
    List<NodeFacts> facts = facts(nodes);
    List<Finding> findings = Preflight.of(replication, facts);
    if (refuses(findings)) {
      throw new RefusedException(findings);
    }
    int place = 0;
    for (Map.Entry<Replica, Database> node : nodes.sessions().entrySet()) {
      code(node.getKey(), facts.get(place++), facts).forEach(node.getValue()::run);
    }
    return findings;
  }

  private static boolean refuses(List<Finding> findings) {
    return findings.stream().anyMatch(f -> !f.warning());
  }

  private List<String> code(Replica node, NodeFacts facts, List<NodeFacts> all) {
    List<String> sql = new ArrayList<>();
    sql.add(SqlText.of("schema.sql"));
    sql.add(SqlText.of("clock.sql"));
    sql.add(SqlText.of("journal.sql"));
    sql.add(
        """
        INSERT INTO ballast.node (replication, name, id, max_skew_ms)
        VALUES (%s, %s, %d, %d)
        ON CONFLICT (only_one) DO UPDATE SET max_skew_ms = excluded.max_skew_ms;
        """
            .formatted(
                Names.literal(replication.name()),
                Names.literal(node.name()),
                node.id(),
                replication.maxSkew().toMillis()));
    for (ReplicatedTable table : replication.tables()) {
      TableCode code = new TableCode(table, facts.table(table.qualified()));
      sql.add(code.install());
      if (!facts.installed().merges().containsKey(table.qualified())
          && isAlone(facts, all, table.qualified())) {
        sql.add("SET LOCAL timezone = 'UTC'");
        sql.add(code.seed());
      }
    }
    sql.add(SqlText.of("publish.sql"));
    return sql;
  }

  /** Whether this node has rows that some other one has not. */
  private static boolean isAlone(NodeFacts here, List<NodeFacts> all, String table) {
    var content = here.table(table).content();
    return content.rows() > 0
        && all.stream().anyMatch(n -> !n.table(table).content().equals(content));
  }

  private String lock() {
    return replication.tables().stream()
        .map(t -> Names.qualified(t.schema(), t.name()))
        .sorted()
        .collect(Collectors.joining(", ", "LOCK TABLE ", " IN SHARE ROW EXCLUSIVE MODE"));
  }

  private void retryParked(Nodes nodes) {
    for (Database database : nodes.sessions().values()) {
      for (ReplicatedTable table : replication.tables()) {
        database.one(new TableCode(table, TableFacts.ABSENT).retry());
      }
    }
  }

  private List<NodeFacts> facts(Nodes nodes) {
    return nodes.sessions().values().stream().map(d -> new FactFinder(d).of(replication)).toList();
  }

  /** How it goes; a node that cannot be reached is part of the answer. */
  public Standing status(boolean verify) {
    List<DatabaseException> failures = new ArrayList<>();
    try (Nodes nodes = Nodes.reachable(replication, secrets, failures)) {
      return new StandingReader(replication, nodes, verify)
          .read(failures.stream().map(e -> String.valueOf(e.getMessage())).toList());
    }
  }

  /**
   * Takes out of the logs what is older than the replication keeps, what every node has confirmed
   * and what no row needs any more. Nothing is done while a node is away.
   */
  public Thinned thin() {
    return thin(Thinning.PATIENCE);
  }

  /** Waits for the nodes' confirmations for so long, twice. */
  Thinned thin(Duration patience) {
    List<DatabaseException> failures = new ArrayList<>();
    try (Nodes nodes = Nodes.reachable(replication, secrets, failures)) {
      return new Thinning(replication, nodes, patience).run(failures);
    }
  }

  /** What {@link #uninstall} would run. */
  public List<Script> uninstallPlan() {
    List<Script> scripts = new ArrayList<>();
    for (Replica node : replication.nodes()) {
      Links links = new Links(replication, node);
      List<String> statements = new ArrayList<>();
      links
          .others()
          .forEach(o -> statements.add("DROP SUBSCRIPTION IF EXISTS " + links.nameFrom(o)));
      statements.add(SqlText.of("uninstall.sql"));
      scripts.add(new Script(node.name(), statements));
    }
    return scripts;
  }

  /**
   * Takes away triggers, functions, logs, journals and links; the tables keep their rows.
   *
   * @return what could not be taken away, with its fix
   * @throws DatabaseException when a node cannot be reached
   */
  public List<String> uninstall() {
    try (Nodes nodes = Nodes.open(replication, secrets)) {
      List<String> left = new ArrayList<>();
      nodes.sessions().forEach((node, database) -> left.addAll(unlink(node, database)));
      nodes.sessions().values().forEach(d -> d.run(SqlText.of("uninstall.sql")));
      return left;
    }
  }

  private List<String> unlink(Replica node, Database database) {
    Links links = new Links(replication, node);
    List<String> existing = links.existing(database);
    return links.others().stream()
        .filter(there -> existing.contains(links.nameFrom(there)))
        .map(there -> links.drop(database, there))
        .filter(left -> !left.isEmpty())
        .toList();
  }

  /** Ends a transaction in which something was found after all. */
  private static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    RefusedException(List<Finding> findings) {
      super(null, null, false, false);
      this.findings = findings;
    }

    List<Finding> findings() {
      return findings;
    }
  }
}
