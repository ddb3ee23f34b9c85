// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every state of a small model in every order: equal clocks, tombstones, poison. */
final class MergeLawsTest {

  private static final Instant MOMENT = Instant.EPOCH.plusSeconds(1);

  /** A write of a region whose clock says the same as all others. */
  private static Review write(int region, String body, boolean deleted) {
    Review review = new Review(1, body, region);
    if (deleted) {
      review.delete();
    }
    review.written(new RegionClock(region, () -> MOMENT));
    return review;
  }

  private static Review merged(List<Review> states) {
    Review row = new Review(1);
    for (Review state : states) {
      if (row.isOlderThan(state)) {
        row.takeWhole(state);
      }
    }
    return row;
  }

  private static <T> List<List<T>> orders(List<T> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> orders = new ArrayList<>();
    for (T first : all) {
      List<T> rest = new ArrayList<>(all);
      rest.remove(first);
      orders(rest).forEach(o -> orders.add(Stream.concat(Stream.of(first), o.stream()).toList()));
    }
    return orders;
  }

  @Test
  void anyOrderAndAnyRepetitionGiveTheSameRow() {
    Review a = write(1, "a", false);
    Review b = write(2, "b", false);
    Review gone = write(3, "b", true);
    Review later = new Review(1);
    later.takeWhole(a);
    later.written(new RegionClock(1, () -> MOMENT)); // Takes; the next call is a write.
    later.say("c");
    later.written(new RegionClock(1, () -> MOMENT));
    List<Review> states = List.of(a, b, gone, later);

    for (List<Review> order : orders(states)) {
      assertThat(merged(order)).hasToString("c 1 0");
      List<Review> twice = Stream.concat(order.stream(), order.stream()).toList();
      assertThat(merged(twice)).hasToString("c 1 0");
    }
    assertThat(orders(List.of(a, b, gone)).stream().map(o -> merged(o).toString()))
        .as("clocks that agree to the millisecond: the region decides, and the deletion is kept")
        .containsOnly("b 3 0 deleted");
  }

  @Test
  void ofAnyTwoThatDifferExactlyOneIsOlder() {
    List<Review> states = new ArrayList<>();
    for (int region = 1; region <= 3; region++) {
      states.add(write(region, "x", false));
      states.add(write(region, "x", true));
    }
    for (Review one : states) {
      List<String> older = states.stream().filter(one::isOlderThan).map(Review::toString).toList();
      assertThat(older).hasSize(states.size() - 1 - states.indexOf(one));
    }
  }
}
