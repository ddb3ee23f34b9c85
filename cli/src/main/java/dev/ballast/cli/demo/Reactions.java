// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Ballast did without a person, and how soon: from when the fault began, by the shop's own
 * record, over the moment at which Ballast first wrote down that something is wrong, to the deed.
 */
record Reactions(List<Reaction> all) {

  /** How soon the middle one has to follow its detection. */
  static final Duration MEDIAN = Duration.ofSeconds(10);

  /**
   * One deed.
   *
   * @param began when the fault truly began
   * @param detected when it was first written down that something is wrong there, at the latest
   *     with the deed: who acts before health says anything knows it by then
   * @param evidence of the detection and of the deed
   */
  record Reaction(
      String pattern, Instant began, Instant detected, Instant acted, List<String> evidence) {

    Reaction {
      detected = detected.isAfter(acted) ? acted : detected;
      evidence = List.copyOf(evidence);
    }

    Duration toAct() {
      return Duration.between(detected, acted);
    }

    private ObjectNode document() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("pattern", pattern);
      node.put("fault_to_detection_seconds", seconds(Duration.between(began, detected)));
      node.put("detection_to_act_seconds", seconds(toAct()));
      node.put("fault_to_act_seconds", seconds(Duration.between(began, acted)));
      return node;
    }
  }

  Reactions {
    all = List.copyOf(all);
  }

  /** The gate asks for slower releases as soon as the budget says so. */
  static Optional<Reaction> throttled(Truth act, Instant until, Story story) {
    Optional<JsonNode> sick = sick(act, story);
    Optional<Story.Look> before = story.before(act.start(), look -> look.budget().map(_ -> look));
    return sick.flatMap(
        told ->
            before.flatMap(
                was ->
                    story
                        .first(act.start(), until, look -> look.slowness() > was.slowness())
                        .map(
                            look ->
                                new Reaction(
                                    "throttle",
                                    act.start(),
                                    at(told),
                                    look.at(),
                                    List.of(event(told), "gate of " + ReleaseRobot.SERVICE)))));
  }

  /** By the service's health or by the judge, whichever says so first. */
  static Optional<Reaction> rolledBack(Truth act, Story story) {
    Optional<JsonNode> worse =
        after(act, story.events("rollout.judged"))
            .filter(event -> attribute(event, "verdict").equals("Regress"))
            .findFirst();
    Optional<JsonNode> detected =
        Stream.concat(sick(act, story).stream(), worse.stream())
            .min((a, b) -> at(a).compareTo(at(b)));
    Optional<JsonNode> failed =
        after(act, story.events("rollout.changed"))
            .filter(event -> attribute(event, "to").equals("Failed"))
            .findFirst();
    return between("roll back", act, detected, failed);
  }

  static Optional<Reaction> failedOver(Truth act, Story story) {
    List<JsonNode> told =
        after(act, story.events("region."))
            .filter(event -> event.path("subject").asString("").equals("region/" + act.region()))
            .toList();
    return between(
        "fail over",
        act,
        told.stream().findFirst(),
        told.stream()
            .filter(event -> event.path("name").asString("").equals("region.out"))
            .findFirst());
  }

  static Optional<Reaction> healed(Healed healed) {
    return healed
        .episode()
        .flatMap(
            episode ->
                sick(healed.act(), healed.story())
                    .map(
                        told ->
                            new Reaction(
                                "heal",
                                healed.act().start(),
                                at(told),
                                Healed.actedAt(episode),
                                List.of(
                                    event(told), "episode " + episode.path("id").asString("")))));
  }

  private static Optional<Reaction> between(
      String pattern, Truth act, Optional<JsonNode> detected, Optional<JsonNode> acted) {
    return detected.flatMap(
        from ->
            acted.map(
                to ->
                    new Reaction(
                        pattern, act.start(), at(from), at(to), List.of(event(from), event(to)))));
  }

  /** The first word that the place of a fault is not well. */
  private static Optional<JsonNode> sick(Truth act, Story story) {
    return after(act, story.events("health.changed"))
        .filter(event -> act.isVictim(attribute(event, "service"), attribute(event, "region")))
        .filter(event -> List.of("DEGRADED", "UNHEALTHY").contains(attribute(event, "to")))
        .findFirst();
  }

  private static Stream<JsonNode> after(Truth act, List<JsonNode> events) {
    return events.stream().filter(event -> !at(event).isBefore(act.start()));
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("at").asString(Instant.EPOCH.toString()));
  }

  private static String attribute(JsonNode event, String name) {
    return event.path("attributes").path(name).asString("");
  }

  private static String event(JsonNode event) {
    return "event " + event.path("sequence").asLong(0);
  }

  /** From detection to deed, of the middle one; of two middle ones what lies between them. */
  Optional<Duration> median() {
    List<Duration> sorted = all.stream().map(Reaction::toAct).sorted().toList();
    int size = sorted.size();
    return size == 0
        ? Optional.empty()
        : Optional.of(sorted.get((size - 1) / 2).plus(sorted.get(size / 2)).dividedBy(2));
  }

  /**
   * Told, and held against what is wanted.
   *
   * @param expected the patterns of which each must have done something
   */
  Chapter chapter(String pattern, List<String> expected) {
    List<String> problems = new ArrayList<>();
    for (String one : expected) {
      if (all.stream().noneMatch(reaction -> reaction.pattern().equals(one))) {
        problems.add("when it was detected and what was done is not known of: " + one);
      }
    }
    if (median().isEmpty()) {
      return new Chapter(pattern, "nothing was done without a person", List.of(), problems);
    }
    Duration median = median().get();
    if (median.compareTo(MEDIAN) > 0) {
      problems.add(
          "from detection to deed it took %s (expected: at most %s in the median)"
              .formatted(Text.brief(median), Text.brief(MEDIAN)));
    }
    List<String> each =
        all.stream().map(one -> one.pattern() + " " + Text.brief(one.toAct())).toList();
    return new Chapter(
        pattern,
        "%d things were done without a person, %s after they were detected in the median: %s"
            .formatted(all.size(), Text.brief(median), String.join(", ", each)),
        all.stream().flatMap(one -> one.evidence().stream()).distinct().toList(),
        problems,
        figures(median));
  }

  private ObjectNode figures(Duration median) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("median_detection_to_act_seconds", seconds(median));
    ArrayNode each = figures.putArray("deeds");
    all.forEach(one -> each.add(one.document()));
    return figures;
  }

  private static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }
}
