// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How maturity rose over a run, and by which evidence. */
final class Ripening {

  private Ripening() {}

  /**
   * From the first that was said to the last: what was done proves checks, so a level is reached.
   */
  static Chapter chapter(String pattern, List<Ripeness> said) {
    if (said.size() < 2) {
      return new Chapter(
          pattern, "nobody judged it", List.of(), List.of("maturity was never judged"));
    }
    Ripeness first = said.getFirst();
    Ripeness last = said.getLast();
    return new Chapter(
        pattern,
        "level %d (%s) when the shop opened, level %d (%s) in the end%s; %d of %d checks of the organisation are proved, %d then"
            .formatted(
                first.level(),
                first.title(),
                last.level(),
                last.title(),
                last.level() > first.level() ? ", reached after " + Text.brief(until(said)) : "",
                last.proved().size(),
                last.all(),
                first.proved().size()),
        last.provedOf(Math.max(1, last.level())).entrySet().stream().map(Ripening::proof).toList(),
        last.level() > first.level()
            ? List.of()
            : List.of("much was done, and the level is %d as before".formatted(last.level())),
        figures(said));
  }

  private static String proof(Map.Entry<String, Ripeness.Proof> check) {
    return check.getKey() + ": " + check.getValue().text();
  }

  /** From the first word to that from which on the level was what it is in the end. */
  private static Duration until(List<Ripeness> said) {
    int level = said.getLast().level();
    Ripeness since = said.getLast();
    for (Ripeness one : said.reversed()) {
      if (one.level() != level) {
        break;
      }
      since = one;
    }
    return Duration.between(said.getFirst().at(), since.at());
  }

  private static ObjectNode figures(List<Ripeness> said) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    ArrayNode levels = figures.putArray("levels");
    Ripeness before = null;
    for (Ripeness one : said) {
      if (before == null || one.level() != before.level() || one == said.getLast()) {
        levels
            .addObject()
            .put("seconds", Duration.between(said.getFirst().at(), one.at()).toSeconds())
            .put("level", one.level())
            .put("proved", one.proved().size());
      }
      before = one;
    }
    ArrayNode proved = figures.putArray("proved");
    said.getLast().proved().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(one -> !said.getFirst().proved().containsKey(one.getKey()))
        .forEach(
            one ->
                proved
                    .addObject()
                    .put("check", one.getKey())
                    .put("level", one.getValue().level())
                    .put("text", one.getValue().text())
                    .put("evidence", one.getValue().evidence()));
    return figures;
  }
}
