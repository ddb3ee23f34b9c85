// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first call to act on what really runs out, beside the time at which it does.
 *
 * @param at when it was called
 * @param full when it is full in truth
 */
record Prediction(Foreseen foreseen, Instant at, Instant full) {

  /** How long there was to act. */
  Duration warning() {
    return Duration.between(at, full);
  }

  /**
   * Whether the truth is between p10 and p90, which holds in four of five cases if all is well. A
   * p90 that is not known is beyond the horizon.
   */
  Optional<Boolean> intervalHolds() {
    return foreseen
        .p10()
        .map(from -> !full.isBefore(from) && foreseen.p90().stream().noneMatch(full::isAfter));
  }

  ObjectNode document() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("capacity", foreseen.capacity());
    node.put("service", foreseen.service());
    node.put("region", foreseen.region());
    node.put("urgency", foreseen.urgency());
    node.put("text", foreseen.sentence());
    node.put("at", at.toString());
    node.put("warning_seconds", Math.round(warning().toMillis() / 100.0) / 10.0);
    put(node, "p10", foreseen.p10());
    put(node, "p50", foreseen.p50());
    put(node, "p90", foreseen.p90());
    node.put("full", full.toString());
    intervalHolds()
        .ifPresentOrElse(
            holds -> node.put("truth_in_p10_p90", holds), () -> node.putNull("truth_in_p10_p90"));
    return node;
  }

  String text() {
    String dates =
        foreseen
            .p50()
            .map(
                p50 ->
                    "; it foresaw %s to %s, p50 %s UTC"
                        .formatted(
                            foreseen.p10().map(Text::clock).orElse("?"),
                            foreseen.p90().map(Text::clock).orElse("later"),
                            Text.clock(p50)))
            .orElse("");
    return "%s %s at %s UTC, %s before it is full%s"
        .formatted(
            foreseen.name(), foreseen.urgency(), Text.clock(at), Text.brief(warning()), dates);
  }

  private static void put(ObjectNode node, String name, Optional<Instant> time) {
    time.ifPresentOrElse(t -> node.put(name, t.toString()), () -> node.putNull(name));
  }
}
