// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of writes when a region was lost, by the records of those who wrote: who took them
 * under which term, what each lost one said, and whether all databases are the same once the region
 * is back. What was not measured is null.
 */
final class LossAccount {

  private final JsonNode facts;
  private final Instant lost;
  private final Optional<Opinions> opinions;

  LossAccount(Truth truth, Optional<Opinions> opinions) {
    this.facts = truth.document();
    this.lost = truth.start();
    this.opinions = opinions;
  }

  private Optional<Instant> back() {
    String at = facts.path("returned").path("at").asString("");
    return at.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(at));
  }

  private int splitBrain() {
    return facts.path("split_brain_writes").asInt(-1);
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (splitBrain() > 0) {
      problems.add(
          splitBrain() + " writes were acknowledged by an owner that was none (expected: 0)");
    }
    JsonNode returned = facts.path("returned");
    if (returned.has("problem")) {
      problems.add("databases did not come back: " + returned.path("problem").asString(""));
    } else if (back().isPresent() && !returned.path("equal").asBoolean(false)) {
      problems.add("orders or payments are not the same in both regions after the return");
    }
    if (!facts.path("opinions_lost").isEmpty()) {
      problems.add(
          facts.path("opinions_lost").size()
              + " acknowledged reviews, likes or comments are gone although their region is back");
    }
    if (facts.has("opinions") && facts.path("opinions").path("written_on").asInt(0) == 0) {
      problems.add("nobody could write reviews in the region that was left");
    }
    if (back().isPresent() && opinions.filter(o -> !o.isInStep(back().get())).isPresent()) {
      problems.add("reviews are not the same in both regions after the return");
    }
    return problems;
  }

  void write(ObjectNode document) {
    copy(document, "owners");
    copy(document, "split_brain_writes");
    copy(document, "unattributed_writes");
    copy(document, "returned");
    if (opinions.isPresent()) {
      ObjectNode reviews = opinions.get().document(lost, back());
      JsonNode known = facts.path("opinions");
      known.properties().forEach(e -> reviews.set(e.getKey(), e.getValue()));
      copy(reviews, "opinions_lost");
      document.set("reviews", reviews);
    } else {
      document.putNull("reviews");
    }
  }

  private void copy(ObjectNode document, String name) {
    JsonNode value = facts.path(name);
    if (value.isMissingNode()) {
      document.putNull(name);
    } else {
      document.set(name, value);
    }
  }

  /** In words, to be put behind others. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("; split-brain writes ")
        .append(splitBrain() < 0 ? "not measured" : Integer.toString(splitBrain()));
    List<String> owners = new ArrayList<>();
    facts
        .path("owners")
        .forEach(
            owner ->
                owners.add(
                    "%s term %d: %d"
                        .formatted(
                            owner.path("region").asString(""),
                            owner.path("term").asLong(),
                            owner.path("writes").asInt())));
    if (!owners.isEmpty()) {
      text.append(" (").append(String.join(", ", owners)).append(')');
    }
    if (opinions.isPresent()) {
      JsonNode known = facts.path("opinions");
      text.append(
          "; of reviews %d acknowledged, %d went on while the region was away and %d failed"
              .formatted(
                  known.path("acknowledged").asInt(),
                  known.path("written_on").asInt(),
                  known.path("failed").asInt()));
    }
    text.append(
        back().isEmpty()
            ? "; the region was not back before the end"
            : "; its databases are back%s"
                .formatted(
                    facts.path("returned").path("equal").asBoolean(false)
                        ? " with equal digests"
                        : ", digests differ"));
    return text.toString();
  }
}
