// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was healed without a person, held against what was really sick: the place that was acted on,
 * what it was like before and after by what it was verified with, and by the sick service's own
 * count of the requests that it failed.
 *
 * @param act the fault that may be healed
 * @param acts all that was done to the shop
 */
record Healed(Truth act, List<Truth> acts, Story story) {

  /** Requests that were under way as the traffic was turned, and clocks of two processes. */
  private static final Duration LATE = Duration.ofSeconds(3);

  /** The episode about the sick place in which something was done. */
  Optional<JsonNode> episode() {
    return acted().filter(one -> isAbout(one, act)).findFirst();
  }

  static Instant actedAt(JsonNode episode) {
    return Instant.parse(episode.path("acted_at").asString(Instant.EPOCH.toString()));
  }

  private java.util.stream.Stream<JsonNode> acted() {
    return story.episodes().stream().filter(one -> one.path("acted_at").isString());
  }

  private static boolean isAbout(JsonNode episode, Truth truth) {
    return truth.isVictim(episode.path("service").asString(""), episode.path("region").asString(""))
        && !actedAt(episode).isBefore(truth.start());
  }

  Chapter chapter(String pattern) {
    List<String> problems = new ArrayList<>();
    acted()
        .filter(one -> acts.stream().noneMatch(truth -> isAbout(one, truth)))
        .forEach(one -> problems.add(place(one) + " was acted on, and it was not sick"));
    Optional<JsonNode> found = episode();
    if (found.isEmpty()) {
      problems.add(
          "%s (%s) was sick, and nothing was done about it%s"
              .formatted(act.target(), act.region(), why()));
      return new Chapter(pattern, "nothing was healed", List.of(), problems);
    }
    JsonNode episode = found.get();
    if (acted().filter(one -> isAbout(one, act)).count() > 1) {
      problems.add(place(episode) + " was acted on more than once");
    }
    if (act.end().map(end -> actedAt(episode).isAfter(end)).orElse(false)) {
      problems.add(place(episode) + " was acted on when it was well again");
    }
    if (!episode.path("outcome").asString("").equals("helped")
        || episode.path("open").asBoolean(true)) {
      problems.add(
          "%s: %s, %s (expected: it helped, and was given back)"
              .formatted(
                  episode.path("id").asString(""),
                  episode.path("phase").asString(""),
                  episode.path("text").asString("")));
    }
    Optional<Instant> last = lastStruck();
    if (last.isEmpty()) {
      problems.add("the shop has no count of the requests that " + act.target() + " failed");
    } else if (last.get().isAfter(actedAt(episode).plus(LATE))) {
      problems.add(
          "%s still failed requests %s after its callers were sent elsewhere"
              .formatted(
                  place(episode), Text.brief(Duration.between(actedAt(episode), last.get()))));
    }
    return new Chapter(pattern, text(episode, last), evidence(episode), problems);
  }

  /** What stood in the way of the episode about the place, if there is one. */
  private String why() {
    return story.episodes().stream()
        .filter(
            one -> act.isVictim(one.path("service").asString(""), one.path("region").asString("")))
        .map(one -> ": " + one.path("id").asString("") + ", " + one.path("text").asString(""))
        .reduce((_, later) -> later)
        .orElse("; there was no episode");
  }

  private Optional<Instant> lastStruck() {
    String last = act.document().path("struck").path("last").asString("");
    return last.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(last));
  }

  private String text(JsonNode episode, Optional<Instant> last) {
    Duration before = last.map(at -> Duration.between(act.start(), at)).orElse(Duration.ZERO);
    return String.format(
        Locale.ROOT,
        "%s failed %.0f %% of its requests; %s, %s after it began; %s. By its own count it failed %d requests, the last %s after it began",
        place(episode),
        act.document().path("magnitude").path("error_ratio").asDouble(0) * 100,
        episode.path("intent").path("text").asString(""),
        Text.brief(Duration.between(act.start(), actedAt(episode))),
        verified(episode),
        act.document().path("struck").path("requests").asLong(0),
        Text.brief(before));
  }

  /** In the episode's own words. */
  private static String verified(JsonNode episode) {
    for (JsonNode note : episode.path("trail")) {
      if (note.path("phase").asString("").equals("holding")) {
        return note.path("text").asString("");
      }
    }
    return episode.path("text").asString("");
  }

  private static List<String> evidence(JsonNode episode) {
    return List.of(
        "episode " + episode.path("id").asString(""),
        "remediation " + episode.path("remediation").asString(""));
  }

  private static String place(JsonNode episode) {
    return episode.path("service").asString("") + " (" + episode.path("region").asString("") + ")";
  }
}
