// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.gameday.LiveApprovals;
import dev.ballast.control.gameday.LiveApprovals.Yes;
import dev.ballast.control.gameday.LiveRules;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.Region;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who wants that a plan is held where real users are. Each yes is an event of the ledger, for one
 * plan as it is written, for a quarter of an hour and for one beginning.
 */
final class LiveDays {

  static final String APPROVED = "gameday.approved";
  static final String BEGUN = "gameday.live";
  private static final String DIGEST = "digest";
  private static final int REMEMBERED = 1000;
  private static final int SHOWN = 12;

  private final EventLog events;
  private final Supplier<Collection<Region>> regions;
  private final InstantSource clock;
  private final LiveWishes wishes;

  LiveDays(
      EventLog events,
      Documents documents,
      Supplier<Collection<Region>> regions,
      InstantSource clock) {
    this.events = events;
    this.regions = regions;
    this.clock = clock;
    this.wishes = new LiveWishes(documents);
  }

  /** Of the plan's text and its scale: what is approved is what is held. */
  static String digest(String yaml, double scale) {
    byte[] whole = (yaml + "\n# scale " + scale).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.digest().digest(whole));
  }

  /**
   * Somebody's yes.
   *
   * @throws GameDayDesk.RefusedException with all that stands against it
   */
  LiveApprovals approve(GameDay day, String yaml, String by) {
    List<String> against = against(day, by);
    if (!against.isEmpty()) {
      throw new GameDayDesk.RefusedException(String.join("\n", against));
    }
    String digest = digest(yaml, day.scale());
    forgetOld();
    wishes.keep(digest, new LiveWishes.Wish(yaml, day.scale()));
    if (!approvals(digest).people().contains(by)) { // The same again makes it no younger.
      write(APPROVED, day, by, digest, by + " wants " + day.name() + " where real users are");
    }
    return approvals(digest);
  }

  /** The plan with this digest that somebody wants; empty when nobody does any more. */
  Optional<LiveWishes.Wish> wanted(String digest) {
    return approvals(digest).people().isEmpty() ? Optional.empty() : wishes.find(digest);
  }

  /** All that somebody wants and that can be read. */
  List<WaitingDay> waiting() {
    List<WaitingDay> all = new ArrayList<>();
    wishes
        .all()
        .forEach(
            (digest, wish) ->
                LiveApprovals.until(digest, said(digest), clock.instant())
                    .flatMap(until -> read(digest, wish, until))
                    .ifPresent(all::add));
    return all;
  }

  private Optional<WaitingDay> read(String digest, LiveWishes.Wish wish, Instant until) {
    try {
      return Optional.of(new WaitingDay(digest, wish.day(), approvals(digest), until));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Kept by another version of this program.
    }
  }

  private void forgetOld() {
    for (String digest : wishes.all().keySet()) {
      if (LiveApprovals.until(digest, said(digest), clock.instant()).isEmpty()) {
        wishes.forget(digest);
      }
    }
  }

  private List<String> against(GameDay day, String by) {
    List<String> against = new ArrayList<>();
    if (day.mode() != GameDay.Mode.LIVE) {
      against.add("mode: %s (expected: live; others need no approval)".formatted(word(day)));
    }
    if (!day.roles().leads(by)) {
      against.add(
          "%s may not approve (expected: the owner %s or the coordinator %s)"
              .formatted(by, day.roles().owner(), day.roles().coordinator()));
    }
    against.addAll(
        LiveRules.against(
            day,
            regions.get().stream()
                .filter(Region::allowsFaults)
                .map(region -> region.name().value())
                .collect(Collectors.toSet())));
    return against;
  }

  private static String word(GameDay day) {
    return day.mode().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whoever begins says yes by that, and needs another one's.
   *
   * @throws GameDayDesk.RefusedException when there is none, with who may and how
   */
  void begin(GameDay day, String yaml, String by) {
    LiveApprovals all = approve(day, yaml, by);
    String digest = digest(yaml, day.scale());
    if (!all.people().contains(by) || !all.areEnough()) {
      throw new GameDayDesk.RefusedException(missing(day, digest, by, all));
    }
    write(
        BEGUN,
        day,
        by,
        digest,
        "%s is begun where real users are, by the yes of %s"
            .formatted(day.name(), String.join(" and ", all.people())));
    wishes.forget(digest);
  }

  private static String missing(GameDay day, String digest, String by, LiveApprovals all) {
    String owner = day.roles().owner();
    String coordinator = day.roles().coordinator();
    String other =
        day.roles().isOpen()
            ? "somebody else than " + by
            : by.equals(owner) ? coordinator : owner.isEmpty() ? "nobody else" : owner;
    return "mode: live: %s (expected: %d). Still to approve: %s, with a token of their own, by: ballast gameday approve FILE%s, with this file as it is (sha256 %s...), and within %d minutes; then begin again"
        .formatted(
            all.text(),
            LiveApprovals.NEEDED,
            other,
            day.scale() == 1 ? "" : " --scale " + day.scale(),
            digest.substring(0, SHOWN),
            LiveApprovals.HOLDS.toMinutes());
  }

  private LiveApprovals approvals(String digest) {
    return LiveApprovals.of(digest, said(digest), clock.instant());
  }

  /** Since the plan was begun last: a yes is for one day. */
  private List<Yes> said(String digest) {
    long begun =
        events.latest(EventFilter.named(BEGUN), REMEMBERED).stream()
            .filter(event -> digest.equals(event.attributes().get(DIGEST)))
            .mapToLong(Event::sequence)
            .max()
            .orElse(-1);
    return events.latest(EventFilter.named(APPROVED), REMEMBERED).stream()
        .filter(event -> event.sequence() > begun)
        .map(e -> new Yes(e.actor(), e.attributes().getOrDefault(DIGEST, ""), e.at()))
        .toList();
  }

  private void write(String name, GameDay day, String by, String digest, String text) {
    Instant now = clock.instant();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("service", day.service());
    attributes.put(DIGEST, digest);
    attributes.put("expires", now.plus(LiveApprovals.HOLDS).toString());
    var _ = events.append(new Event(0, now, name, "gameday/" + day.name(), by, text, attributes));
  }
}
