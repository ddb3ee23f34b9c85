// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.control.predict.Anomaly.Member;
import dev.ballast.control.predict.Anomaly.State;
import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An anomaly as it grows. */
final class OpenAnomaly {

  private static final Duration LEAST_BETWEEN = Duration.ofMinutes(1);
  private static final Duration TOGETHER = Duration.ofSeconds(10);
  private static final int MANY_MORE = 3;
  private static final int MOST_MEMBERS = 50;

  private final String id;
  private final Place place;
  private final Instant told;
  private final boolean restored;
  private final Map<SeriesName, Member> members = new LinkedHashMap<>();
  private State state = new State.Open();
  private Instant since;
  private List<Place> behind = List.of();
  private boolean alert;
  private boolean unknown;
  private String note = "";
  private Instant lastTold;
  private int toldMembers;
  private Signal toldSignal = Signal.RESOURCE;
  private Instant aloneSince = Instant.MAX;
  private Instant firstLook = Instant.MAX;

  OpenAnomaly(Place place, Instant now) {
    this(id(place, now), place, now, now, false);
  }

  private OpenAnomaly(String id, Place place, Instant since, Instant told, boolean restored) {
    this.id = id;
    this.place = place;
    this.since = since;
    this.told = told;
    this.lastTold = told;
    this.restored = restored;
  }

  static OpenAnomaly restored(Anomaly before) {
    OpenAnomaly entry =
        new OpenAnomaly(before.id(), before.place(), before.since(), before.told(), true);
    entry.alert = before.alert();
    entry.behind = before.behind();
    entry.note = before.note();
    return entry;
  }

  private static String id(Place place, Instant now) {
    return "%s@%s-%s"
        .formatted(
            place.service(),
            place.region(),
            Long.toString(now.toEpochMilli(), Character.MAX_RADIX));
  }

  void strange(SeriesName series, Explanation why) {
    if (members.size() < MOST_MEMBERS || members.containsKey(series)) {
      members.put(series, new Member(series, why, true));
      Instant began = Instant.ofEpochMilli(why.sinceMillis());
      since = began.isBefore(since) && !restored ? began : since;
    }
  }

  void calm(SeriesName series) {
    Member member = members.get(series);
    if (member != null) {
      members.put(series, new Member(series, member.why(), false));
    }
  }

  /** The series is watched no more, and nobody knows how it went on. */
  void vanished(SeriesName series) {
    Member member = members.get(series);
    unknown |= member != null && member.open();
    calm(series);
  }

  /** Whether something that deviated was never seen to become usual again. */
  boolean isUnknown() {
    return unknown;
  }

  void open(List<Place> behindNow, boolean isAlert, String newNote) {
    behind = behindNow;
    alert = isAlert;
    note = newNote;
    tell(told);
  }

  private void tell(Instant at) {
    lastTold = at;
    toldMembers = members.size();
    toldSignal = worst();
  }

  private Signal worst() {
    return members.keySet().stream()
        .map(SeriesName::signal)
        .min(Comparator.naturalOrder())
        .orElse(Signal.RESOURCE);
  }

  /** Takes it up again after it was over. */
  String reopen() {
    state = new State.Open();
    aloneSince = Instant.MAX;
    unknown = false;
    return "is back";
  }

  /** In which way it is markedly worse than when it was last told; empty when it is not. */
  String worse(Instant now) {
    if (Duration.between(lastTold, now).compareTo(LEAST_BETWEEN) < 0) {
      return "";
    }
    Signal signal = worst();
    String what =
        signal.compareTo(toldSignal) < 0
            ? "now shows in " + signal.words() + ", too"
            : members.size() >= MANY_MORE * Math.max(1, toldMembers)
                ? "now shows in %d series instead of %d".formatted(members.size(), toldMembers)
                : "";
    if (!what.isEmpty()) {
      tell(now);
    }
    return what;
  }

  /** Takes whose anomaly it may be, and answers how long it has been nobody's else. */
  Duration behind(List<Place> now, Instant at) {
    if (!now.isEmpty()) {
      behind = now;
      aloneSince = Instant.MAX;
      return Duration.ZERO;
    }
    aloneSince = aloneSince.equals(Instant.MAX) ? at : aloneSince;
    return Duration.between(aloneSince, at);
  }

  List<Place> behind() {
    return behind;
  }

  void alone() {
    behind = List.of();
    alert = true;
    note = "";
  }

  /** No alert any more, for the reason that a sentence gives. */
  void hush(String why) {
    alert = false;
    note = why;
  }

  void clear(Instant at, String why) {
    state = new State.Cleared(at, why);
  }

  void lose(Instant at, String why) {
    state = new State.Lost(at, why);
  }

  boolean isOver() {
    return !(state instanceof State.Open);
  }

  Instant ended() {
    return anomaly().endOr(Instant.MAX);
  }

  /** No series of it deviates any more; of a restored one that is not known without any. */
  boolean isCalm() {
    return !members.isEmpty() && members.values().stream().noneMatch(Member::open);
  }

  /** It was open before a restart, and nothing strange was seen since. */
  boolean isRestored() {
    return restored && members.isEmpty();
  }

  /** How long it has been looked at since the restart. */
  Duration lookedAtSince(Instant now) {
    firstLook = now.isBefore(firstLook) ? now : firstLook;
    return Duration.between(firstLook, now);
  }

  /** Only the number of requests is strange. */
  boolean isTrafficOnly() {
    return members.keySet().stream().allMatch(series -> series.signal() == Signal.REQUESTS);
  }

  /** Whether both began to deviate in the same way at about the same time. */
  boolean beganWith(OpenAnomaly other) {
    return worst() == other.worst()
        && Duration.between(since, other.since).abs().compareTo(TOGETHER) <= 0;
  }

  Place place() {
    return place;
  }

  boolean alert() {
    return alert;
  }

  String note() {
    return note;
  }

  Anomaly anomaly() {
    List<Member> sorted = new ArrayList<>(members.values());
    sorted.sort(
        Comparator.<Member>comparingInt(m -> m.open() ? 0 : 1)
            .thenComparing(m -> m.series().signal())
            .thenComparing(m -> m.series().of()));
    return new Anomaly(id, place, since, told, state, sorted, behind, alert, note);
  }
}
