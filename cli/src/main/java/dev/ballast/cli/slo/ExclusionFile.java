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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Times that are not to count, as a YAML list of {@code start}, {@code end}, {@code timeZone},
 * {@code reason}, {@code by} and perhaps {@code rule}, by which they come again (RFC 5545). Start
 * and end are local times of the zone.
 */
final class ExclusionFile {

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
      var root = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (!(root instanceof List<?> list)) {
        problems.add(file + ": (expected: a list of maps with start, end, timeZone, reason, by)");
        return List.of();
      }
      var found = new ArrayList<Exclusion>();
      for (int i = 0; i < list.size(); i++) {
        add(list.get(i), "[" + i + "]", found);
      }
      return found;
    } catch (YamlEngineException e) {
      problems.add(file + ": " + e.getMessage());
      return List.of();
    }
  }

  private void add(@Nullable Object entry, String at, List<Exclusion> found) {
    var map = entry instanceof Map<?, ?> one ? one : Map.of();
    try {
      var zone = ZoneId.of(text(map, "timeZone"));
      var start = LocalDateTime.parse(text(map, "start"));
      var end = LocalDateTime.parse(text(map, "end"));
      var rule = map.containsKey("rule") ? text(map, "rule") : "";
      var times = new Maintenance.Times(start, end, zone, rule);
      var reason = text(map, "reason");
      var by = text(map, "by");
      times.starts(window.from(), window.to()).stream()
          .map(from -> new Span(from, from.plus(times.length())))
          .forEach(span -> found.add(new Exclusion(span, reason, by)));
    } catch (DateTimeException e) {
      problems.add(
          file
              + ": "
              + at
              + ": "
              + e.getMessage()
              + " (expected: start and end as 2026-01-31T22:00, timeZone as Europe/Berlin)");
    } catch (IllegalArgumentException e) {
      problems.add(file + ": " + at + "." + e.getMessage());
    }
  }

  private static String text(Map<?, ?> map, String key) {
    var value = map.get(key);
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(key + ": missing (expected: text)");
    }
    return value.toString();
  }
}
