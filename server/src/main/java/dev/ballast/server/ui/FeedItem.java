// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.model.Event;
import java.util.Set;

/**
 * A line of a feed.
 *
 * @param dot class of its dot: {@code bad}, {@code warn}, {@code ok}, {@code predict} or none
 * @param strong the part in bold, which the link is on; may be empty
 * @param rest what follows it
 * @param link where it leads; may be empty
 * @param when age and circumstances
 */
public record FeedItem(String dot, String strong, String rest, String link, String when) {

  private static final Set<String> REFUSALS = Set.of("config.refused", "telemetry.damaged");

  static FeedItem of(Event event, Sight sight) {
    String subject = event.subject();
    String link =
        subject.startsWith("service/")
            ? "/services/" + service(subject)
            : subject.startsWith("capacity/")
                ? "/capacity/" + capacity(subject)
                : subject.startsWith("rollout/")
                    ? "/rollouts/" + rollout(subject)
                    : subject.startsWith("incident/")
                        ? "/incidents/" + subject.substring("incident/".length())
                        : "/events";
    return new FeedItem(
        dot(event),
        "",
        event.text(),
        subject.startsWith("config/") ? "/configuration" : link,
        "%s · %s · %s".formatted(sight.ago(event.at()), sight.clock(event.at()), event.name()));
  }

  private static String service(String subject) {
    String name = subject.substring("service/".length());
    int end = name.indexOf('/');
    return end < 0 ? name : name.substring(0, end);
  }

  private static String capacity(String subject) {
    return subject.substring("capacity/".length());
  }

  private static String rollout(String subject) {
    return subject.substring("rollout/".length());
  }

  /** The same without the first part of its text. */
  FeedItem without(String start) {
    return rest.startsWith(start)
        ? new FeedItem(dot, strong, rest.substring(start.length()), link, when)
        : this;
  }

  /** On the page that its link leads to. */
  FeedItem unlinked() {
    return new FeedItem(dot, strong, rest, "", when);
  }

  private static String dot(Event event) {
    if (REFUSALS.contains(event.name())) {
      return "bad";
    }
    if (event.name().startsWith(AnomalyEvents.PREFIX)) {
      return switch (event.name()) {
        case AnomalyEvents.CLEARED -> "ok";
        case AnomalyEvents.SILENT, AnomalyEvents.LOST -> "";
        default -> "predict";
      };
    }
    return switch (event.attributes().getOrDefault("to", "")) {
      case "UNHEALTHY", "unhealthy" -> "bad";
      case "DEGRADED", "degraded" -> "warn";
      case "HEALTHY", "healthy", "FINE" -> "ok";
      case "ACT_NOW" -> "bad";
      case "ACT", "WATCH" -> "predict";
      case "Failed" -> "bad";
      case "Waiting", "WaitingPromotion" -> "warn";
      case "Succeeded" -> "ok";
      default -> severity(event);
    };
  }

  private static String severity(Event event) {
    String verdict = event.attributes().getOrDefault("verdict", "");
    return switch (event.attributes().getOrDefault("severity", verdict)) {
      case "error", "Regress" -> "bad";
      case "warn", "BothArmsBad" -> "warn";
      case "Pass" -> "ok";
      default -> "";
    };
  }
}
