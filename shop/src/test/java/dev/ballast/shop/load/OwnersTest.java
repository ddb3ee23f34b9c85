// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnersTest {

  private static final int EAST = 15432;
  private static final int WEST = 15433;

  private final List<Written> writes = new ArrayList<>();

  private void write(int server, long term, int... seconds) {
    for (int second : seconds) {
      writes.add(new Written(server, term, Instant.ofEpochSecond(second)));
    }
  }

  @Test
  void oneAfterAnotherIsNoSplit() {
    write(WEST, 2, 9, 8);
    write(EAST, 1, 1, 3, 2);
    Owners owners = Owners.of(writes);
    assertThat(owners.splitBrain()).isZero();
    assertThat(owners.owners())
        .containsExactly(
            new Owners.Owner(EAST, 1, 3, Instant.ofEpochSecond(1), Instant.ofEpochSecond(3)),
            new Owners.Owner(WEST, 2, 2, Instant.ofEpochSecond(8), Instant.ofEpochSecond(9)));
  }

  @Test
  void whoGoesOnUnderAnEarlierTermIsCounted() {
    write(EAST, 1, 1, 5, 7);
    write(WEST, 2, 4, 6);
    assertThat(Owners.of(writes).splitBrain()).isEqualTo(2);
  }

  @Test
  void twoServersOfOneTermAreCounted() {
    write(EAST, 1, 1, 3);
    write(WEST, 1, 2);
    assertThat(Owners.of(writes).splitBrain()).isEqualTo(1);
  }

  @Test
  void theServerItselfMayBeginANewTerm() {
    write(EAST, 1, 1);
    write(EAST, 2, 2);
    assertThat(Owners.of(writes).splitBrain()).isZero();
  }

  @Test
  void nobodyIsNoSplit() {
    assertThat(Owners.of(List.of())).isEqualTo(new Owners(List.of(), 0));
  }
}
