// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.ReplicatedTable.Risk;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which databases hold the same data. */
final class Replications {

  private static final Pattern URL =
      Pattern.compile(
          "jdbc:postgresql://(?<host>[^/?:@,]+|\\[[0-9A-Fa-f:]+])(:(?<port>[0-9]{1,5}))?/"
              + "(?<database>[^?/@]+)(\\?.*)?");

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)(password|sslpassword)\\s*=|://[^/]*@");

  private static final String DEFAULT_PORT = "5432";

  private final Registry registry;
  private final Consumer<Problem> report;
  private boolean whole = true;

  Replications(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  List<Replication> readAll() {
    var all = new ArrayList<Replication>();
    for (Resource resource : registry.all(Kind.REPLICATION)) {
      resource.spec().flatMap(spec -> read(resource, spec)).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Replication> read(Resource resource, Cursor spec) {
    whole = resource.isNamed();
    var nodes = nodes(spec);
    var tables = tables(spec);
    var strategy = spec.text("strategy").map(word -> Strategy.valueOf(upper(word)));
    if (strategy.filter(Strategy.MULTI::equals).isPresent() && !spec.has("tables")) {
      missing(spec, "tables", "what is replicated", "Add: tables: [{table: public.reviews}]");
    }
    var skew = aboveZero(spec, "maxSkew", Replication.MAX_SKEW, "500ms");
    var keepLog = aboveZero(spec, "keepLog", Replication.KEEP_LOG, "168h");
    if (!whole
        || strategy.isEmpty()
        || nodes.size() < spec.at("nodes").map(Cursor::size).orElse(2)
        || tables.size() < spec.at("tables").map(Cursor::size).orElse(0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Replication(resource.name(), strategy.get(), nodes, skew, tables, keepLog));
  }

  private Duration aboveZero(Cursor spec, String key, Duration otherwise, String example) {
    var time = Times.of(spec, key, otherwise);
    if (time.isZero()) {
      spec.at(key).ifPresent(at -> wrong(at, "above 0", "Write: " + key + ": " + example));
    }
    return time;
  }

  private List<Replica> nodes(Cursor spec) {
    var nodes = new ArrayList<Replica>();
    var seen = new HashSet<String>();
    for (Cursor node : spec.items("nodes")) {
      node.at("name").filter(at -> !seen.add("name " + at.scalar())).ifPresent(this::twice);
      node.at("id").filter(at -> !seen.add("id " + at.scalar())).ifPresent(this::twice);
      node(node).ifPresent(nodes::add);
    }
    return nodes;
  }

  private Optional<Replica> node(Cursor node) {
    var url = node.at("url").flatMap(this::url);
    var peer = node.at("peer");
    peer.filter(at -> PASSWORD.matcher(at.scalar()).find())
        .ifPresent(at -> hidden(at, "Fix: put it into the .pgpass of the database servers"));
    var id = node.number("id");
    if (id.isPresent() && id.getAsDouble() != Math.rint(id.getAsDouble())) {
      node.at("id").ifPresent(at -> wrong(at, "a whole number", ""));
      return Optional.empty();
    }
    if (url.isEmpty() || node.text("name").isEmpty() || id.isEmpty() || !node.has("user")) {
      return Optional.empty();
    }
    var user = node.text("user").orElse("");
    return Optional.of(
        new Replica(
            node.text("name").get(),
            (int) id.getAsDouble(),
            url.get().group(),
            user,
            node.at("passwordFrom").map(Replications::kept).orElse(new Secret.None()),
            peer.map(Cursor::scalar).orElseGet(() -> peer(url.get(), user))));
  }

  private Optional<Matcher> url(Cursor at) {
    if (PASSWORD.matcher(at.scalar()).find()) {
      hidden(at, "Fix: use user and passwordFrom");
      return Optional.empty();
    }
    var url = URL.matcher(at.scalar());
    if (!url.matches()) {
      wrong(at, "jdbc:postgresql://HOST:PORT/DATABASE", "");
      return Optional.empty();
    }
    return Optional.of(url);
  }

  private static String peer(Matcher url, String user) {
    var port = url.group("port");
    return "host=%s port=%s dbname=%s user=%s"
        .formatted(
            quoted(url.group("host")),
            port == null ? DEFAULT_PORT : port,
            quoted(url.group("database")),
            quoted(user));
  }

  /** As libpq wants values that are not a plain word. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9._-]+")
        ? value
        : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static Secret kept(Cursor from) {
    return from.text("env")
        .<Secret>map(Secret.Environment::new)
        .or(() -> from.text("file").map(Secret.File::new))
        .orElse(new Secret.None());
  }

  private List<ReplicatedTable> tables(Cursor spec) {
    var tables = new ArrayList<ReplicatedTable>();
    var seen = new HashSet<String>();
    for (Cursor table : spec.items("tables")) {
      table.at("table").filter(at -> !seen.add(at.scalar())).ifPresent(this::twice);
      table.text("table").map(name -> table(table, name)).ifPresent(tables::add);
    }
    return tables;
  }

  private ReplicatedTable table(Cursor table, String qualified) {
    var dot = qualified.indexOf('.');
    return new ReplicatedTable(
        qualified.substring(0, dot), qualified.substring(dot + 1), merge(table), risks(table));
  }

  private TableMerge merge(Cursor table) {
    var word = table.text("merge").orElse("lww");
    only(table, "counters", word, "field");
    only(table, "function", word, "custom");
    return switch (word) {
      case "field" ->
          new TableMerge.ByField(table.items("counters").stream().map(Cursor::scalar).toList());
      case "custom" -> {
        if (!table.has("function")) {
          missing(table, "function", "what merges", "Add: function: public.merge_rows");
        }
        yield new TableMerge.Custom(table.text("function").orElse(""));
      }
      default -> new TableMerge.LastWriter();
    };
  }

  private void only(Cursor table, String key, String merge, String with) {
    if (!merge.equals(with)) {
      table.at(key).ifPresent(at -> wrong(at, "only with merge " + with, "Write: merge: " + with));
    }
  }

  private static Set<Risk> risks(Cursor table) {
    var risks = EnumSet.noneOf(Risk.class);
    table.items("accept").forEach(at -> risks.add(Risk.valueOf(upper(at.scalar()))));
    return risks;
  }

  private static String upper(String word) {
    return word.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private void twice(Cursor at) {
    wrong(at, "each once", "");
  }

  private void wrong(Cursor at, String rule, String hint) {
    whole = false;
    report.accept(at.badValue(rule, hint));
  }

  /** Says nothing of what stands there. */
  private void hidden(Cursor at, String hint) {
    whole = false;
    report.accept(
        new Problem.BadValue(at.place(), at.path(), "(hidden)", "no password in it", hint));
  }

  private void missing(Cursor map, String key, String rule, String hint) {
    whole = false;
    report.accept(new Problem.MissingKey(map.place(), Advice.join(map.path(), key), rule, hint));
  }
}
