// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.connect.postgres.leader.LostWrites;
import dev.ballast.connect.postgres.leader.Promotion;
import dev.ballast.connect.postgres.leader.Standing;
import dev.ballast.server.json.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Leaders and followers as people and scripts read them. */
final class LeaderText {

  private static final int MOST_ROWS = 20;

  private LeaderText() {}

  static JsonNode json(Object document) {
    return Json.read(Json.text(document), JsonNode.class);
  }

  static String of(Standing standing, Style style) {
    StringBuilder text = new StringBuilder();
    standing.problems().forEach(p -> text.append("✗ ").append(p).append('\n'));
    Table table = Table.of("NODE", "ROLE", ">EPOCH", "POSITION", ">BEHIND", ">SECONDS");
    for (Standing.Node node : standing.nodes()) {
      table.row(
          node.name(),
          node.role().name().toLowerCase(Locale.ROOT),
          node.role() == Standing.Role.UNREACHABLE ? "" : Long.toString(node.epoch()),
          node.position(),
          node.behindBytes() < 0 ? "" : node.behindBytes() + " B",
          node.behindSeconds() < 0 ? "" : String.format(Locale.ROOT, "%.1f", node.behindSeconds()));
    }
    return text + table.render(style);
  }

  static String of(Promotion promotion) {
    if (!promotion.done()) {
      return promotion.node() + ": not promoted. " + promotion.refusal() + "\n";
    }
    return promotion.node()
        + " leads in epoch "
        + promotion.epoch()
        + ", from "
        + promotion.fork()
        + " on. "
        + (promotion.nothingLost()
            ? "It has everything that the old leader acknowledged.\n"
            : "Whether acknowledged writes were lost is told by rejoin, where the old leader is.\n");
  }

  static String of(LostWrites lost) {
    if (lost.transactions().isEmpty()) {
      return "No acknowledged write was lost.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%d acknowledged transactions were lost, from %s on, committed %s to %s.%n"
            .formatted(
                lost.transactions().size(),
                lost.fork(),
                lost.transactions().getFirst().at(),
                lost.transactions().getLast().at()));
    lost.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            row ->
                text.append(
                    "  %s, transaction %d: %s%n"
                        .formatted(row.table(), row.transaction(), row.row())));
    if (lost.rows().size() > MOST_ROWS) {
      text.append("  and more: -o json has up to 1,000\n");
    }
    if (!lost.rowsKnown()) {
      text.append("  their rows are not known: that server is not up to be asked\n");
    }
    return text.toString();
  }
}
