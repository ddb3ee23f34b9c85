// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.change.Change;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that changed in a service, to be marked on its charts.
 *
 * @param words what changed; the time is said by the chart
 * @param share of the traffic that a canary has from then on; NaN when that is not what changed
 */
record Milestone(Instant at, Kind kind, String words, double share) {

  private static final double WHOLE = 100;
  private static final int MOST_WORDS = 80;

  /** What kind of change: a shape, its sign in the legend, and a word. */
  enum Kind {
    VERSION("▾", "version change", "l-4 -6h8z"),
    BEGAN("▸", "rollout began", "m-3 -7l7 3.5l-7 3.5z"),
    WEIGHT("◆", "canary's share changed", "m0 -7l3.5 3.5l-3.5 3.5l-3.5 -3.5z"),
    PROMOTED("▴", "promoted", "m-4 0l4 -7l4 7z"),
    ONSET("▮", "onset of the incident", "m-1.5 -8h3v8h-3z"),
    ROLLED_BACK("✕", "rolled back", "m-3 -6l6 6m0 -6l-6 6"),
    CONFIG("■", "configuration edited", "m-3 -6h6v6h-6z"),
    FLAG("⚑", "flag set", "v-8l6 2.5l-6 2.5z"),
    CHAOS("ϟ", "fault injected", "m2 -8l-5 5h3l-2 3l5 -4h-3z"),
    SCALE("⇵", "scaled", "m-2 -6v6m4 0v-6"),
    GREW("▤", "many more series", "m-3 -6h6m-6 3h6m-6 3h6"),
    FAILOVER("»", "failover began", "m-4 -7l4 3.5l-4 3.5m4 -7l4 3.5l-4 3.5"),
    DRAIN("▽", "drain began", "l-4 -7h8l-4 7z"),
    OUT("⊘", "region out", "m-3.5 -4a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0m1 2.5l5 -5"),
    RETURN("△", "restore began", "m-4 0h8l-4 -7z"),
    RESTORED("✓", "region back", "m-4 -4l3 4l5 -7"),
    TAKEN_BACK("↺", "taken back", "m3 -6a3.5 3.5 0 1 0 0.5 3.5"),
    NOTED("●", "noted", "m-3 -3a3 3 0 1 0 6 0a3 3 0 1 0 -6 0");

    private final String sign;
    private final String word;
    private final String shape;

    Kind(String sign, String word, String shape) {
      this.sign = sign;
      this.word = word;
      this.shape = shape;
    }

    String sign() {
      return sign;
    }

    String word() {
      return word;
    }

    /** A path that begins where the mark's line does. */
    String shape() {
      return shape;
    }

    String css() {
      return switch (this) {
        case ROLLED_BACK, SCALE, GREW, FAILOVER, OUT -> "crossed";
        case DRAIN, RETURN, RESTORED, TAKEN_BACK -> "outline";
        case ONSET -> "onset";
        case VERSION, BEGAN, WEIGHT, PROMOTED, CONFIG, FLAG, CHAOS, NOTED -> "";
      };
    }
  }

  /** When what an incident is about began. */
  static Milestone onset(Instant at) {
    return new Milestone(at, Kind.ONSET, "onset", Double.NaN);
  }

  /** The mark of a change. */
  static Milestone of(Change change) {
    Kind kind =
        switch (change.kind()) {
          case DEPLOY -> Kind.VERSION;
          case ROLLBACK -> Kind.ROLLED_BACK;
          case CONFIG -> Kind.CONFIG;
          case FLAG -> Kind.FLAG;
          case CHAOS -> Kind.CHAOS;
          case SCALE -> Kind.SCALE;
          case CARDINALITY -> Kind.GREW;
          case OTHER -> Kind.NOTED;
        };
    String words =
        kind == Kind.VERSION && !change.to().isEmpty()
            ? change.to()
            : kind == Kind.ROLLED_BACK && !change.to().isEmpty()
                ? "back to " + change.to()
                : Limits.cut(change.summary(), MOST_WORDS);
    return new Milestone(change.at(), kind, words, Double.NaN);
  }

  /** What an event of a rollout means for the charts of its service; most mean nothing. */
  static Stream<Milestone> of(Event event) {
    Map<String, String> says = event.attributes();
    String revision = says.getOrDefault("revision", "");
    return switch (event.name()) {
      case "rollout.changed" ->
          phase(event, says.getOrDefault("from", ""), says.getOrDefault("to", ""), revision)
              .stream();
      case "rollout.weighed" -> weight(event, says, revision).stream();
      case "rollout.resumed" -> resumed(event, says, revision);
      default -> Stream.empty();
    };
  }

  /** Between the end of its lease and the server's return a version had nothing. */
  private static Stream<Milestone> resumed(Event event, Map<String, String> says, String revision) {
    String lost = says.getOrDefault("lost", "");
    if (lost.isEmpty()) {
      return Stream.empty();
    }
    var gone =
        new Milestone(Instant.parse(lost), Kind.WEIGHT, revision + " gets nothing: no server", 0);
    return Stream.concat(Stream.of(gone), weight(event, says, revision).stream());
  }

  private static Optional<Milestone> phase(Event event, String from, String to, String revision) {
    return switch (to) {
      case "Progressing" -> at(event, Kind.BEGAN, revision + " begins", 0);
      case "Promoting" -> at(event, Kind.PROMOTED, revision + " promoted", 1);
      case "Succeeded" ->
          from.equals("Finalising") || from.equals("Promoting")
              ? Optional.empty()
              : at(event, Kind.PROMOTED, revision + " promoted", 1);
      case "Failed" -> at(event, Kind.ROLLED_BACK, revision + " rolled back", 0);
      default -> Optional.empty();
    };
  }

  /** The end of a rollout changes the weight as well, and has a mark of its own. */
  private static Optional<Milestone> weight(
      Event event, Map<String, String> says, String revision) {
    String weight = says.getOrDefault("weight", "0");
    boolean under =
        Set.of("Progressing", "WaitingPromotion").contains(says.getOrDefault("phase", ""));
    String gets = says.getOrDefault("gets", "nothing");
    if (under && !gets.equals("nothing") && !gets.matches("\\d+ %")) {
      return at(event, Kind.WEIGHT, revision + " gets " + gets, 0);
    }
    return under && weight.matches("[1-9]\\d{0,2}")
        ? at(
            event,
            Kind.WEIGHT,
            "%s gets %s\u00a0%%".formatted(revision, weight),
            Integer.parseInt(weight) / WHOLE)
        : Optional.empty();
  }

  private static Optional<Milestone> at(Event event, Kind kind, String words, double share) {
    return Optional.of(new Milestone(event.at(), kind, words, share));
  }
}
