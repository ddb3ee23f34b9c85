// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.slo.Words;
import dev.ballast.control.slo.replay.BudgetReplay;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Periods;
import dev.ballast.control.slo.replay.ReplayOptions;
import dev.ballast.control.slo.replay.ReplayedBudget;
import dev.ballast.control.slo.replay.Slice;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.References;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast slo replay}: the budget of an SLO over past data. */
@Command(
    name = "replay",
    description = {
      "Recompute an error budget over past data, by every method and window that OpenSLO has.",
      "The data is what a server knows, or a CSV file of timestamp,good,total."
    },
    footer = {
      "",
      "Exit codes: 0 done, 2 something is not valid, 3 the server is not there, 30 no data."
    })
final class SloReplayCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "YAML files with the SLO, or folders of them.")
  private List<Path> places = List.of();

  @Option(names = "--slo", paramLabel = "NAME", description = "The SLO, when there are several.")
  private String name = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Past events: timestamp,good,total or timestamp,objective,good,total.")
  private @Nullable Path data;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment to look from: RFC 3339, or a duration ago. Default: now.")
  private String at = "";

  @Option(
      names = "--no-data",
      paramLabel = "WHAT",
      description = "What a slice without data is: ${COMPLETION-CANDIDATES}. Default: ignore.")
  private ReplayOptions.NoData noData = ReplayOptions.NoData.IGNORE;

  @Option(
      names = "--exclusions",
      paramLabel = "FILE",
      description =
          "Times that are not to count: a YAML list of start, end, timeZone, reason, by"
              + " and perhaps rule (RFC 5545).")
  private @Nullable Path exclusions;

  @Option(
      names = "--exclusion-cap",
      paramLabel = "SHARE",
      description =
          "How much of a window they may leave out, 0..1. Default: what the SLO says, else 0.05.")
  private @Nullable Double cap;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  SloReplayCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() throws IOException {
    if (cap != null && !(cap >= 0 && cap <= 1)) {
      throw CommandFailure.usage("--exclusion-cap: " + cap + " (expected: 0..1)");
    }
    var slo = slo();
    var now = terminal.clock().instant();
    var moment = at.isEmpty() ? now : Text.moment("--at", at, now);
    var window =
        Periods.of(slo.window(), moment)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        slo.name()
                            + " has no window at "
                            + moment
                            + " (expected: a timeWindow that has begun by then)"));
    var options =
        ReplayOptions.DEFAULT
            .withNoData(noData)
            .withCap(cap == null ? slo.care().exclusionCap() : new Ratio(cap))
            .withExclusions(
                exclusions == null ? List.of() : ExclusionFile.read(exclusions, window));
    var events = events(slo, window, moment);
    var replay = replay(slo, events, ObjectiveEvents::likely, moment, options);
    var document = document(slo, replay);
    var text = text(slo, replay, terminal.style());
    if (events.stream().allMatch(ObjectiveEvents::isExact)) {
      output.print(terminal, document, () -> text);
      return exit(replay);
    }
    double low = replay(slo, events, ObjectiveEvents::low, moment, options).tightest();
    double high = replay(slo, events, ObjectiveEvents::high, moment, options).tightest();
    number(document, "tightest_remaining_low", low);
    number(document, "tightest_remaining_high", high);
    output.print(terminal, document, () -> text + bounds(low, high));
    return exit(replay);
  }

  private static int exit(BudgetReplay replay) {
    boolean silent =
        replay.objectives().stream()
            .allMatch(budget -> budget.state() == ReplayedBudget.State.NO_DATA);
    return silent ? Exit.NO_DATA : Exit.OK;
  }

  private static BudgetReplay replay(
      SloDefinition slo,
      List<ObjectiveEvents> events,
      Function<ObjectiveEvents, List<Slice>> which,
      Instant moment,
      ReplayOptions options) {
    return BudgetReplay.of(slo, events.stream().map(which).toList(), moment, options).orElseThrow();
  }

  private static String bounds(double low, double high) {
    return "The threshold is no bound of the histogram: %s to %s is left, by interpolation as above.\n"
        .formatted(Words.percent(low), Words.percent(high));
  }

  private SloDefinition slo() {
    var reading =
        ConfigurationReader.read(
            places, queries, ReaderOptions.DEFAULT.withReferences(References.INLINED));
    if (!reading.valid()) {
      throw CommandFailure.usage(
          reading.errors().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    var all = reading.configuration().definitions();
    var names = all.keySet().stream().map(Object::toString).toList();
    var found =
        all.values().stream()
            .filter(slo -> name.isEmpty() ? all.size() == 1 : slo.name().value().equals(name))
            .findFirst();
    return found.orElseThrow(
        () ->
            CommandFailure.usage(
                "--slo: "
                    + (name.isEmpty() ? "missing" : name)
                    + " (expected: one of "
                    + String.join(", ", names)
                    + ")"
                    + Nearest.to(name, names)
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse("")));
  }

  private List<ObjectiveEvents> events(SloDefinition slo, Span window, Instant moment)
      throws IOException {
    if (data != null) {
      return SliceFile.read(data, slo.objectives().size()).stream()
          .map(ObjectiveEvents::of)
          .toList();
    }
    var past = new Span(window.from(), moment.isBefore(window.to()) ? moment : window.to());
    try (Api api = server.connect(terminal)) {
      var slices = new QueriedSlices(api, past);
      return slo.objectives().stream().map(slices::of).toList();
    }
  }

  private static ObjectNode document(SloDefinition slo, BudgetReplay replay) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("slo", slo.name().value());
    put(document.putObject("window"), replay.window());
    ArrayNode objectives = document.putArray("objectives");
    replay.objectives().forEach(budget -> put(objectives.addObject(), budget));
    ArrayNode composite = document.putArray("composite");
    replay.composite().forEach(budget -> put(composite.addObject(), budget));
    number(document, "tightest_remaining", replay.tightest());
    document.put("exclusion_cap", replay.exclusions().cap().value());
    ArrayNode audit = document.putArray("exclusions");
    for (Exclusions.Audited one : replay.exclusions().audit()) {
      ObjectNode node = audit.addObject();
      put(node, one.exclusion().span());
      put(node.putObject("granted"), one.granted());
      node.put("refused_seconds", one.refused().toSeconds());
      node.put("reason", one.exclusion().reason());
      node.put("by", one.exclusion().by());
    }
    return document;
  }

  private static void put(ObjectNode node, Span span) {
    node.put("from", span.from().toString());
    node.put("to", span.to().toString());
  }

  private static void put(ObjectNode node, ReplayedBudget budget) {
    node.put("name", budget.name());
    node.put("target", budget.target().value());
    node.put("state", budget.state().name().toLowerCase(Locale.ROOT));
    node.put("bad", budget.bad());
    node.put("counted", budget.counted());
    node.put("full", budget.full());
    node.put("coverage", budget.coverage().value());
    node.put("allowed", budget.allowed());
    node.put("spent", budget.spent());
    number(node, "remaining", budget.remaining());
    number(node, "remaining_so_far", budget.remainingSoFar());
  }

  /** What is not known is null, never 0. */
  private static void number(ObjectNode node, String key, double value) {
    if (Double.isNaN(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }

  private static String text(SloDefinition slo, BudgetReplay replay, Style style) {
    Table table =
        Table.of(">TARGET", ">BAD", ">SEEN", ">ALLOWED", ">LEFT", ">LEFT SO FAR", ">DATA", "OF");
    replay.objectives().forEach(budget -> row(table, budget, budget.name()));
    replay.composite().forEach(budget -> row(table, budget, "all together"));
    StringBuilder text = new StringBuilder();
    text.append(slo.displayName()).append(", ").append(replay.window().from()).append(" to ");
    text.append(replay.window().to()).append('\n').append(table.render(style));
    for (Exclusions.Audited one : replay.exclusions().audit()) {
      text.append(
          "left out: %s to %s, %s (%s)%s\n"
              .formatted(
                  one.granted().from(),
                  one.granted().to(),
                  one.exclusion().reason(),
                  one.exclusion().by(),
                  one.refused().isZero()
                      ? ""
                      : "; %s more count, the cap of %s is reached"
                          .formatted(
                              Words.duration(one.refused()), Words.percent(one.cap().value()))));
    }
    return text.toString();
  }

  private static void row(Table table, ReplayedBudget budget, String name) {
    var known = budget.state() != ReplayedBudget.State.NO_DATA;
    table.row(
        Words.percent(budget.target().value()),
        known ? Words.number(budget.bad()) : "-",
        known ? Words.number(budget.counted()) : "-",
        known ? Words.number(budget.allowed()) : "-",
        known ? Words.percent(budget.remaining()) : "no data",
        known ? Words.percent(budget.remainingSoFar()) : "-",
        Words.percent(budget.coverage().value()),
        name);
  }
}
