// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.GrowingVisits;
import dev.ballast.shop.load.Tally;
import dev.ballast.shop.load.Users;
import dev.ballast.shop.load.Visit;
import dev.ballast.shop.load.Visits;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.scenario.Truth;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.SplittableRandom;

/** A crowd at one region's entrance, and the record of what it and everybody else there got. */
final class Surging implements AutoCloseable {

  private final Users users;
  private final Truth truth;
  private final Tally.Counts before;
  private final Users.Crowd crowd;

  private Surging(Users users, Truth truth, Tally.Counts before, Users.Crowd crowd) {
    this.users = users;
    this.truth = truth;
    this.before = before;
    this.crowd = crowd;
  }

  /**
   * Lets the crowd in.
   *
   * @param usual visits per second without it
   * @param whole how long it takes until all are there, when they come by and by
   */
  static Surging begin(
      Surge surge, Users users, double usual, Duration whole, long seed, Truth truth) {
    Tally.Counts before = users.tally().counts();
    double more = usual * (surge.factor() - 1);
    SplittableRandom random = new SplittableRandom(seed);
    Visits all = new Visits(random, more);
    Iterator<Visit> visits = surge.grows() ? new GrowingVisits(all, random.split(), whole) : all;
    return new Surging(users, truth, before, users.crowd(visits));
  }

  /** Measures what users felt since the crowd came. */
  void look() throws IOException {
    Tally.Counts felt = users.tally().counts().since(before);
    truth.felt(felt.answered() + felt.dropped(), felt.failed() + felt.dropped(), felt.slow());
  }

  @Override
  public void close() {
    crowd.close();
  }
}
