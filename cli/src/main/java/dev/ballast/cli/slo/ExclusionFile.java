// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.slo.replay.Exclusion;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Maintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Times that are not to count, as a YAML list of {@code start}, {@code end}, {@code timeZone},
 * {@code reason}, {@code by} and perhaps {@code rule}, by which they come again (RFC 5545). Start
 * and end are local times of the zone. Every problem is listed with its line.
 */
final class ExclusionFile {

  private static final String FORM =
      "(expected: a list of maps with start, end, timeZone, reason, by)";

  private final Path file;
  private final Span window;
  private final List<String> problems = new ArrayList<>();

  private ExclusionFile(Path file, Span window) {
    this.file = file;
    this.window = window;
  }

  /** Those that touch a window. */
  static List<Exclusion> read(Path file, Span window) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage("--exclusions: " + file + " (expected: a YAML file)");
    }
    var reader = new ExclusionFile(file, window);
    var found = reader.read(Files.readString(file));
    if (!reader.problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", reader.problems));
    }
    return found;
  }

  private List<Exclusion> read(String text) {
    try {
      Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
      if (root.isEmpty() || !(root.get() instanceof SequenceNode list)) {
        problem(root.flatMap(Node::getStartMark), FORM);
        return List.of();
      }
      var found = new ArrayList<Exclusion>();
      for (int i = 0; i < list.getValue().size(); i++) {
        add(list.getValue().get(i), "[" + i + "]", found);
      }
      return found;
    } catch (MarkedYamlEngineException e) {
      problem(e.getProblemMark(), String.valueOf(e.getProblem()));
      return List.of();
    } catch (YamlEngineException e) {
      problem(Optional.empty(), String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void problem(Optional<Mark> at, String text) {
    problems.add(
        "%s:%d:%d: %s"
            .formatted(
                file,
                at.map(Mark::getLine).orElse(0) + 1,
                at.map(Mark::getColumn).orElse(0) + 1,
                text));
  }

  private void add(Node node, String at, List<Exclusion> found) {
    if (!(node instanceof MappingNode map)) {
      problem(node.getStartMark(), at + ": " + FORM);
      return;
    }
    int before = problems.size();
    var entry = new Entry(map, at, scalars(map));
    var zone = entry.value("timeZone", ZoneId::of, "a time zone as Europe/Berlin");
    var start = entry.value("start", LocalDateTime::parse, "a local time as 2026-01-31T22:00");
    var end = entry.value("end", LocalDateTime::parse, "a local time as 2026-01-31T23:00");
    var reason = entry.value("reason", text -> text, "text");
    var by = entry.value("by", text -> text, "text");
    if (problems.size() > before) {
      return;
    }
    var rule = entry.scalars.containsKey("rule") ? entry.scalars.get("rule").getValue() : "";
    try {
      var times =
          new Maintenance.Times(start.orElseThrow(), end.orElseThrow(), zone.orElseThrow(), rule);
      times.starts(window.from(), window.to()).stream()
          .map(from -> new Span(from, from.plus(times.length())))
          .forEach(span -> found.add(new Exclusion(span, reason.orElseThrow(), by.orElseThrow())));
    } catch (DateTimeException | IllegalArgumentException e) {
      problem(node.getStartMark(), at + "." + e.getMessage());
    }
  }

  private static Map<String, ScalarNode> scalars(MappingNode map) {
    var found = new HashMap<String, ScalarNode>();
    for (NodeTuple tuple : map.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && tuple.getValueNode() instanceof ScalarNode value) {
        found.put(key.getValue(), value);
      }
    }
    return found;
  }

  /** One map of the list. */
  private final class Entry {

    private final Node node;
    private final String at;
    private final Map<String, ScalarNode> scalars;

    Entry(Node node, String at, Map<String, ScalarNode> scalars) {
      this.node = node;
      this.at = at;
      this.scalars = scalars;
    }

    /** What is missing or wrong is noted. */
    <T> Optional<T> value(String key, Function<String, T> reader, String expected) {
      ScalarNode value = scalars.get(key);
      if (value == null || value.getValue().isBlank()) {
        problem(
            (value == null ? node : value).getStartMark(),
            "%s.%s: missing (expected: %s)".formatted(at, key, expected));
        return Optional.empty();
      }
      try {
        return Optional.of(reader.apply(value.getValue()));
      } catch (DateTimeException e) {
        problem(
            value.getStartMark(),
            "%s.%s: %s (expected: %s)".formatted(at, key, value.getValue(), expected));
        return Optional.empty();
      }
    }
  }
}
