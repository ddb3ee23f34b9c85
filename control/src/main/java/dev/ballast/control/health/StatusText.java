// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import dev.ballast.model.RegionName;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The overview as plain text for a terminal of 100 columns; colour is the terminal's business. */
public final class StatusText {

  private static final int COLUMNS = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private StatusText() {}

  /** Lines without line ends; times in the given zone. */
  public static List<String> lines(
      HealthSnapshot snapshot, Collection<RegionName> regions, ZoneId zone) {
    Overview overview = Overview.of(snapshot.services());
    List<String> lines = new ArrayList<>();
    lines.add(
        spread(
            overview.sentence(),
            String.join(", ", regions.stream().map(RegionName::value).toList())
                + (regions.isEmpty() ? "" : " · ")
                + TIME.format(snapshot.at().atZone(zone))));
    int width =
        overview.needing().stream()
            .mapToInt(attention -> attention.service().value().length())
            .max()
            .orElse(0);
    for (Overview.Attention attention : overview.needing()) {
      lines.addAll(attention(attention, width, zone));
    }
    lines.addAll(wrap("  ", rest(overview)));
    return lines;
  }

  private static List<String> attention(Overview.Attention attention, int width, ZoneId zone) {
    ServiceHealth first = attention.places().getFirst();
    String regions =
        attention.places().stream()
            .map(place -> place.place().region())
            .filter(region -> !region.isEmpty())
            .collect(Collectors.joining(", "));
    String head =
        "  "
            + symbol(attention.health())
            + " "
            + String.format(Locale.ROOT, "%-" + width + "s", attention.service().value())
            + "  "
            + String.format(Locale.ROOT, "%-9s", attention.health())
            + "  ";
    String text =
        first.text()
            + " · since "
            + SINCE.format(first.since().atZone(zone))
            + (regions.isEmpty() ? "" : " · " + regions);
    return wrap(head, text);
  }

  private static String rest(Overview overview) {
    String unknown =
        overview.unknown().stream()
            .map(place -> place.place().service() + ": " + place.text())
            .collect(Collectors.joining(", "));
    return symbol(Health.HEALTHY)
        + " "
        + overview.healthy()
        + " healthy"
        + (overview.unknown().isEmpty()
            ? ""
            : "  "
                + symbol(Health.UNKNOWN)
                + " "
                + overview.unknown().size()
                + " unknown ("
                + unknown
                + ")");
  }

  /** Shape and word carry the meaning, so that it survives without colour. */
  public static String symbol(Health health) {
    return switch (health) {
      case UNKNOWN -> "○";
      case HEALTHY -> "●";
      case DEGRADED -> "◆";
      case UNHEALTHY -> "■";
    };
  }

  private static String spread(String left, String right) {
    int space = Math.max(2, COLUMNS - left.length() - right.length());
    return left + " ".repeat(space) + right;
  }

  private static List<String> wrap(String head, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    boolean fresh = true;
    for (String word : text.split(" ", -1)) {
      if (!fresh && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(head.length()));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
