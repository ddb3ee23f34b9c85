// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How maturity rose over a run, and by which evidence. */
final class Ripening {

  private Ripening() {}

  /**
   * From the first that was said to the last: what is done proves checks, so a level is reached.
   * Evidence can be lost again, such as complete telemetry with a region, and that is said, too.
   */
  static Chapter chapter(String pattern, List<Ripeness> said) {
    if (said.size() < 2) {
      return new Chapter(
          pattern, "nobody judged it", List.of(), List.of("maturity was never judged"));
    }
    Ripeness first = said.getFirst();
    Ripeness last = said.getLast();
    Ripeness best = best(said);
    boolean rose = best.level() > first.level();
    return new Chapter(
        pattern,
        "%s when the shop opened%s, %s in the end; %d of %d checks of the organisation are proved, %d then"
            .formatted(
                first.title(),
                rose ? ", level %d after %s".formatted(best.level(), reached(said, best)) : "",
                last.title(),
                last.proved().size(),
                last.all(),
                first.proved().size()),
        best.provedOf(Math.max(1, best.level())).entrySet().stream().map(Ripening::proof).toList(),
        rose
            ? List.of()
            : List.of(
                "much was done, and the level never rose above %d: %s"
                    .formatted(first.level(), last.provedOf(1).keySet())),
        figures(said));
  }

  /** The last of those with the highest level. */
  private static Ripeness best(List<Ripeness> said) {
    Ripeness best = said.getFirst();
    for (Ripeness one : said) {
      best = one.level() >= best.level() ? one : best;
    }
    return best;
  }

  private static String reached(List<Ripeness> said, Ripeness best) {
    Instant at =
        said.stream()
            .filter(one -> one.level() == best.level())
            .map(Ripeness::at)
            .findFirst()
            .orElse(best.at());
    return Text.brief(Duration.between(said.getFirst().at(), at));
  }

  private static String proof(Map.Entry<String, Ripeness.Proof> check) {
    return check.getKey() + ": " + check.getValue().text();
  }

  private static ObjectNode figures(List<Ripeness> said) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    ArrayNode levels = figures.putArray("levels");
    Ripeness before = null;
    for (Ripeness one : said) {
      if (before == null || one.level() != before.level() || one.equals(said.getLast())) {
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
