// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.twoway.TableFacts.Column;
import dev.ballast.connect.postgres.twoway.TableFacts.Content;
import dev.ballast.connect.postgres.twoway.TableFacts.Numbering;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.ReplicatedTable.Risk;
import dev.ballast.model.TableMerge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands in the way of merging one table. */
final class TableChecks {

  /** Types of which equal values are written alike: the log finds a row by its key's text. */
  private static final Pattern KEY_TYPE =
      Pattern.compile(
          "smallint|integer|bigint|uuid|text|character( varying)?(\\(\\d+\\))?|date|boolean|bytea"
              + "|timestamp(\\(\\d\\))? with(out)? time zone");

  private static final Pattern COUNTER_TYPE =
      Pattern.compile("smallint|integer|bigint|numeric(\\(.*\\))?");

  private static final Pattern NOT_KEPT = Pattern.compile("json|xml|money");

  private static final long SPACED = 16;

  private final ReplicatedTable table;
  private final String name;
  private final List<NodeFacts> nodes;
  private final List<Replica> replicas;
  private final List<Finding> findings = new ArrayList<>();

  private TableChecks(ReplicatedTable table, List<NodeFacts> nodes, List<Replica> replicas) {
    this.table = table;
    this.name = table.qualified();
    this.nodes = nodes;
    this.replicas = replicas;
  }

  static List<Finding> of(ReplicatedTable table, List<NodeFacts> nodes, List<Replica> replicas) {
    TableChecks checks = new TableChecks(table, nodes, replicas);
    if (TableCode.longestName(table) > TableCode.LONGEST_NAME) {
      checks.add("", "its name is too long", "at most 50 characters with its schema", "rename it");
    }
    nodes.forEach(checks::onNode);
    if (nodes.stream().allMatch(n -> n.table(checks.name).exists())) {
      checks.sameColumns();
      checks.numbering();
      checks.content();
    }
    return checks.findings;
  }

  private void onNode(NodeFacts node) {
    TableFacts facts = node.table(name);
    String at = node.name();
    if (!facts.exists()) {
      add(at, "is not there", "the same table on every node", "create it");
      return;
    }
    if (!facts.kind().equals("r") || !facts.logged()) {
      add(
          at,
          facts.logged() ? "is of kind " + facts.kind() : "is unlogged or temporary",
          "an ordinary logged table: partitioned and foreign ones are not covered",
          "leave it out");
    }
    key(at, facts);
    if (!facts.unique().isEmpty() && !table.accepted().contains(Risk.UNIQUE_KEYS)) {
      add(
          at,
          "unique besides its primary key: " + String.join(", ", facts.unique()),
          "none: two regions may give the same value away",
          "put the region into the key, or accept: [unique-keys] and have the second row parked");
    }
    if (!facts.references().isEmpty() && !table.accepted().contains(Risk.FOREIGN_KEYS)) {
      add(
          at,
          "foreign keys: " + String.join(", ", facts.references()),
          "none: a parent may go while another region gives it a child",
          "drop them, or accept: [foreign-keys] and look for orphans");
    }
    if (!facts.triggers().isEmpty()) {
      add(
          at,
          "triggers that fire for replicated rows: " + String.join(", ", facts.triggers()),
          "none: they would change what was merged",
          "ALTER TABLE ... ENABLE TRIGGER, without REPLICA or ALWAYS");
    }
    merge(node, facts);
    for (Column column : facts.columns()) {
      if (NOT_KEPT.matcher(column.type()).matches()) {
        findings.add(
            Finding.warning(
                at,
                name,
                column.name() + " is " + column.type() + ", which is not kept letter by letter",
                "use jsonb, text or numeric"));
      }
    }
  }

  private void key(String node, TableFacts facts) {
    if (facts.key().isEmpty()) {
      add(node, "no primary key", "one: it says which rows are the same", "add one");
      return;
    }
    if (facts.deferrableKey()) {
      add(node, "its primary key is deferrable", "one that is checked at once", "make it so");
    }
    for (Column column : facts.columns()) {
      if (facts.key().contains(column.name())
          && (column.generated() || !KEY_TYPE.matcher(column.type()).matches())) {
        add(
            node,
            "key column "
                + column.name()
                + (column.generated() ? " is generated" : " is ")
                + (column.generated() ? "" : column.type()),
            "a whole number, uuid, text, date, time, boolean or bytea that is written",
            "");
      }
    }
  }

  private void merge(NodeFacts node, TableFacts facts) {
    switch (table.merge()) {
      case TableMerge.LastWriter _ -> {}
      case TableMerge.ByField(List<String> counters) ->
          counters.forEach(counter -> counter(node.name(), facts, counter));
      case TableMerge.Custom(String function) -> {
        if (!node.functions().contains(function)) {
          add(
              node.name(),
              "no function " + function + " that fits",
              "(state jsonb, kind \"char\", image jsonb, change jsonb) RETURNS jsonb, IMMUTABLE",
              "create it on every node, the same everywhere");
        }
      }
    }
  }

  private void counter(String node, TableFacts facts, String counter) {
    var column = facts.columns().stream().filter(c -> c.name().equals(counter)).findFirst();
    boolean fits =
        column.isPresent()
            && column.get().required()
            && !column.get().generated()
            && !facts.key().contains(counter)
            && COUNTER_TYPE.matcher(column.get().type()).matches();
    if (!fits) {
      add(
          node,
          "counter "
              + counter
              + column
                  .map(c -> " is " + c.type() + (c.required() ? "" : ", may be null"))
                  .orElse(" is not there"),
          "a whole number or numeric, NOT NULL, not of the key",
          "");
    }
  }

  private void sameColumns() {
    List<String> first = shape(nodes.getFirst());
    for (NodeFacts node : nodes.subList(1, nodes.size())) {
      List<String> here = shape(node);
      if (!here.equals(first)) {
        Set<String> differing = new HashSet<>(first);
        differing.addAll(here);
        differing.removeIf(c -> first.contains(c) && here.contains(c));
        add(
            node.name(),
            "its columns differ from those of "
                + nodes.getFirst().name()
                + ": "
                + differing.stream().sorted().collect(Collectors.joining(", ")),
            "the same names, types and key on every node",
            "make them equal");
      }
    }
  }

  private List<String> shape(NodeFacts node) {
    TableFacts facts = node.table(name);
    List<String> shape =
        new ArrayList<>(
            facts.columns().stream()
                .map(c -> c.name() + " " + c.type() + (c.generated() ? " generated" : ""))
                .sorted()
                .toList());
    shape.add("key " + String.join(", ", facts.key()));
    return shape;
  }

  /** Numbers that sequences give to keys must be other ones on each node. */
  private void numbering() {
    for (Numbering first : nodes.getFirst().table(name).numbering()) {
      if (!nodes.getFirst().table(name).key().contains(first.column())) {
        continue;
      }
      List<Numbering> all =
          nodes.stream()
              .flatMap(n -> n.table(name).numbering().stream())
              .filter(n -> n.column().equals(first.column()))
              .toList();
      boolean spaced = all.stream().allMatch(n -> n.increment() == first.increment());
      long residues =
          all.stream().map(n -> Math.floorMod(n.next(), first.increment())).distinct().count();
      if (all.size() == nodes.size() && spaced && residues == all.size()) {
        continue;
      }
      numberApart(all);
    }
  }

  private void numberApart(List<Numbering> all) {
    long step = Math.max(SPACED, replicas.stream().mapToInt(Replica::id).max().orElse(0) + 1L);
    long from = (all.stream().mapToLong(Numbering::next).max().orElse(0) / step + 1) * step;
    for (int i = 0; i < Math.min(all.size(), nodes.size()); i++) {
      int place = i;
      int id =
          replicas.stream()
              .filter(r -> r.name().equals(nodes.get(place).name()))
              .mapToInt(Replica::id)
              .findFirst()
              .orElseThrow();
      add(
          nodes.get(i).name(),
          all.get(i).sequence() + " numbers the key by " + all.get(i).increment(),
          "steps that keep nodes apart",
          "ALTER SEQUENCE "
              + all.get(i).sequence()
              + " INCREMENT BY "
              + step
              + " RESTART WITH "
              + (from + id));
    }
  }

  /** Equal everywhere, or somewhere and nowhere else; what has a history is merged by it. */
  private void content() {
    if (nodes.stream().allMatch(n -> n.installed().merges().containsKey(name))) {
      return;
    }
    List<Content> contents = nodes.stream().map(n -> n.table(name).content()).toList();
    long filled = contents.stream().filter(c -> c.rows() > 0).count();
    if (filled > 1 && contents.stream().distinct().count() > 1) {
      add(
          "",
          "its rows differ: "
              + nodes.stream()
                  .map(n -> n.name() + " has " + n.table(name).content().rows())
                  .collect(Collectors.joining(", ")),
          "the same rows on every node, or rows on one node only",
          "make them equal, or empty all but one");
    }
  }

  private void add(String node, String what, String expected, String fix) {
    findings.add(Finding.of(node, name, what, expected, fix));
  }
}
