// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Owners;
import dev.ballast.shop.load.Receipts.Opinions;
import dev.ballast.shop.load.Told;
import dev.ballast.shop.load.Told.Kind;
import dev.ballast.shop.load.Written;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Truth;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shop's own record of a lost region: when its users were served again, which changes that
 * users were told of are gone, who took writes when, and what its databases had when they came
 * back.
 */
final class Survival {

  /** Served is: nobody failed for so long, and somebody wrote. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  /** So long after users are served, somebody switches the region's databases on again. */
  private static final Duration REPAIRED = Duration.ofSeconds(4);

  /** What was told so long ago has reached every database that answers. */
  private static final Duration DELIVERED = Duration.ofSeconds(2);

  private final String region;
  private final Cast cast;
  private final List<String> regions;
  private final Truth truth;
  private final InstantSource clock;
  private final Announcements say;
  private final Comeback comeback;
  private Instant begun = Instant.MAX;
  private Instant compared = Instant.EPOCH;
  private Optional<Instant> served = Optional.empty();
  private boolean tried;

  Survival(
      String region,
      Cast cast,
      List<String> regions,
      Truth truth,
      InstantSource clock,
      Announcements say,
      Guard guard) {
    this.region = region;
    this.cast = cast;
    this.regions = regions;
    this.truth = truth;
    this.clock = clock;
    this.say = say;
    this.comeback = new Comeback(region, other(), cast, guard, clock, say);
  }

  private String other() {
    return regions.stream().filter(r -> !r.equals(region)).findFirst().orElseThrow();
  }

  void begin() {
    begun = clock.instant();
    say.progress(region + " is lost");
  }

  /** Whether its users are served by now, and whether its databases may come back. */
  void look() throws IOException, InterruptedException {
    if (served.isPresent()) {
      Instant now = clock.instant();
      if (!tried && Duration.between(served.get(), now).compareTo(STEADY.plus(REPAIRED)) >= 0) {
        tried = true;
        bringBack();
      }
      compare();
      return;
    }
    served = cast.usersOf(region).receipts().servedSince(begun, clock.instant(), STEADY);
    if (served.isPresent()) {
      say.progress(
          "users of "
              + region
              + " are served again after "
              + Duration.between(begun, served.get()).toMillis() / 1e3
              + " s");
      truth.survived(served, told(Kind.CHECKOUT).size(), List.of());
    }
  }

  /** First what is missing without them is looked for, for that is what a loss of them would be. */
  private void bringBack() throws IOException, InterruptedException {
    try {
      account();
      truth.found(Map.of("returned", comeback.run(lostCheckouts())));
    } catch (SQLException e) {
      if (Thread.interrupted()) { // The driver wraps it; the run has ended, nothing has failed.
        throw new InterruptedException("the run ended while databases came back");
      }
      truth.found(Map.of("returned", Map.of("problem", "" + e.getMessage())));
      say.progress("the databases of " + region + " did not come back: " + e.getMessage());
    }
  }

  /** What of the reviews is still missing, now that they can be delivered. */
  private void compare() throws IOException {
    Instant now = clock.instant();
    if (!comeback.isDone() || now.isBefore(compared.plus(DELIVERED))) {
      return;
    }
    compared = now;
    Instant before = now.minus(DELIVERED);
    try {
      truth.found(
          comeback.after(
              told(Kind.REVIEW, Kind.LIKE, Kind.COMMENT).stream()
                  .filter(t -> t.at().isBefore(before))
                  .toList()));
    } catch (SQLException e) {
      say.progress("reviews could not be compared: " + e.getMessage());
    }
  }

  /** The account, by the databases that are left. */
  void end() throws IOException {
    try {
      account();
    } catch (SQLException e) {
      throw new IOException("the account could not be made: " + e.getMessage(), e);
    } finally {
      truth.ended(clock.instant());
    }
  }

  private void account() throws IOException, SQLException {
    List<String> lost = lostCheckouts();
    List<Told> checkouts = told(Kind.CHECKOUT);
    truth.survived(served, checkouts.size(), lost.stream().sorted().toList());
    List<Written> writes = checkouts.stream().flatMap(t -> t.by().stream()).toList();
    truth.found(owners(Owners.of(writes), checkouts.size() - writes.size()));
    if (cast.opinions().isPresent() && !comeback.isDone()) {
      truth.found(Map.of("opinions", opinions()));
    }
  }

  private List<String> lostCheckouts() throws SQLException {
    Set<String> kept = Kept.of(cast.databases().in(other()), "SELECT order_id::text FROM payments");
    List<String> lost = new ArrayList<>(told(Kind.CHECKOUT).stream().map(Told::key).toList());
    lost.removeAll(kept);
    return lost;
  }

  /** What users of every region got, and what of the lost region's has not arrived. */
  private Map<String, Object> opinions() throws SQLException {
    List<Told> told = told(Kind.REVIEW, Kind.LIKE, Kind.COMMENT);
    Opinions writing = cast.usersOf(other()).receipts().opinionsSince(begun);
    Map<String, Object> opinions = new LinkedHashMap<>();
    opinions.put("acknowledged", told.size());
    opinions.put("missing_while_away", Kept.missing(cast.opinionsOf(other()), told));
    opinions.put("written_on", writing.made());
    opinions.put("failed", writing.failed());
    return opinions;
  }

  private Map<String, Object> owners(Owners owners, int unattributed) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Owners.Owner owner : owners.owners()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("region", cast.databases().regionAt(owner.server()));
      one.put("term", owner.term());
      one.put("writes", owner.writes());
      one.put("first", owner.first().toString());
      one.put("last", owner.last().toString());
      list.add(one);
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("owners", list);
    found.put("split_brain_writes", owners.splitBrain());
    found.put("unattributed_writes", unattributed);
    return found;
  }

  private List<Told> told(Kind... kinds) {
    Set<Kind> wanted = Set.of(kinds);
    return regions.stream()
        .flatMap(each -> cast.usersOf(each).receipts().changes().stream())
        .filter(told -> wanted.contains(told.kind()))
        .toList();
  }
}
