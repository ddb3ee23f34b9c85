// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import dev.ballast.control.change.Change.Kind;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes as events of the ledger, and back. */
final class ChangeEvents {

  private static final String PREFIX = "change.";

  /** The beginnings of the names of all events that may say that something was changed. */
  static final List<String> NAMES = List.of(PREFIX, "config.changed", "rollout.changed");

  private ChangeEvents() {}

  static Event of(Change change, String actor) {
    Map<String, String> says = new TreeMap<>();
    put(says, "id", change.id());
    put(says, "service", change.service());
    put(says, "from", change.from());
    put(says, "version", change.to());
    put(says, "region", change.region());
    put(says, "author", change.author());
    put(says, "url", change.url());
    put(says, "source", change.source());
    put(says, "diff", change.diff());
    String subject =
        change.service().isEmpty()
            ? "change/" + change.kind().word()
            : "service/" + change.service();
    return new Event(
        0,
        change.at(),
        PREFIX + change.kind().past(),
        subject,
        Limits.cut(actor, Limits.NAME / 4),
        change.summary(),
        says);
  }

  /** Empty when the event says nothing of a change. */
  static Optional<Change> read(Event event) {
    try {
      return switch (event.name()) {
        case "rollout.changed" -> rollout(event);
        case "config.changed" -> Optional.of(configuration(event));
        default -> Optional.ofNullable(KINDS.get(event.name())).map(kind -> told(event, kind));
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // whoever wrote it knows other limits
    }
  }

  private static final Map<String, Kind> KINDS = kinds();

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>();
    Arrays.stream(Kind.values()).forEach(kind -> kinds.put(PREFIX + kind.past(), kind));
    return kinds;
  }

  private static Change told(Event event, Kind kind) {
    Map<String, String> says = event.attributes();
    return new Change(
        says.getOrDefault("id", "event/" + event.sequence()),
        event.at(),
        kind,
        says.getOrDefault("service", ""),
        says.getOrDefault("from", ""),
        says.getOrDefault("version", ""),
        says.getOrDefault("region", ""),
        line(event.text()),
        says.getOrDefault("author", ""),
        says.getOrDefault("url", ""),
        says.getOrDefault("source", ChangeBook.TELEMETRY),
        says.getOrDefault("diff", ""));
  }

  /** A version begins to get traffic, gets all of it, or gets none any more. */
  private static Optional<Change> rollout(Event event) {
    Map<String, String> says = event.attributes();
    String primary = says.getOrDefault("primary", "");
    String revision = says.getOrDefault("revision", "");
    String service = says.getOrDefault("service", "");
    String whole = service + " " + revision + " gets all traffic";
    return switch (says.getOrDefault("to", "")) {
      case "Progressing" ->
          rollout(
              event,
              Kind.DEPLOY,
              primary,
              revision,
              service + " " + revision + " begins to get traffic");
      case "Promoting" -> rollout(event, Kind.DEPLOY, primary, revision, whole);
      case "Succeeded" ->
          switch (says.getOrDefault("from", "")) {
            case "Finalising", "Promoting" -> Optional.empty();
            default -> rollout(event, Kind.DEPLOY, primary, revision, whole);
          };
      case "Failed" ->
          rollout(
              event,
              Kind.ROLLBACK,
              revision,
              primary,
              service + " goes back to " + (primary.isEmpty() ? "what was before" : primary));
      default -> Optional.empty();
    };
  }

  private static Optional<Change> rollout(
      Event event, Kind kind, String from, String to, String summary) {
    return Optional.of(
        new Change(
            "event/" + event.sequence(),
            event.at(),
            kind,
            event.attributes().getOrDefault("service", ""),
            from,
            to,
            "",
            line(summary),
            "",
            "",
            ChangeBook.ROLLOUT,
            ""));
  }

  private static Change configuration(Event event) {
    String diff = event.attributes().getOrDefault("diff", "");
    return new Change(
        "event/" + event.sequence(),
        event.at(),
        Kind.CONFIG,
        "",
        "",
        "",
        "",
        line(event.text()),
        "",
        "",
        ChangeBook.CONFIGURATION,
        Limits.cut(diff, Change.LONGEST_DIFF));
  }

  private static String line(String text) {
    return Limits.cut(text.replaceAll("\\p{Cntrl}+", " "), Change.LONGEST_SUMMARY);
  }

  private static void put(Map<String, String> attributes, String key, String value) {
    if (!value.isEmpty()) {
      attributes.put(key, value);
    }
  }
}
