// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.bench.postgres.WritersRecord.Write;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WritersRecordTest {

  private static final String GONE = WritersRecord.GONE;

  private final WritersRecord record = new WritersRecord();

  @Test
  void ofTwoLastWritesTheOneThatIsNotShownIsLost() {
    record.add(new Write(1, 7, "start", "a1"));
    record.add(new Write(1, 7, "a1", "a2"));
    record.add(new Write(2, 7, "start", "b1"));

    assertThat(record.lost(Map.of(7, "a2"))).containsExactly("2 7 b1");
    assertThat(record.lost(Map.of(7, "b1"))).containsExactly("1 7 a2");
  }

  @Test
  void whatOnlyOneSideWroteIsNotLost() {
    record.add(new Write(1, 7, "start", "a1"));
    record.add(new Write(1, 7, "a1", GONE));

    assertThat(record.lost(Map.of())).isEmpty();
  }

  @Test
  void aDeletionCanWinAndBeLost() {
    record.add(new Write(1, 7, "start", GONE));
    record.add(new Write(2, 7, "start", GONE));
    record.add(new Write(2, 7, GONE, "b1"));

    assertThat(record.lost(Map.of(7, "b1"))).containsExactly("1 7 deleted");
    assertThat(record.lost(Map.of())).containsExactly("2 7 b1");
  }

  @Test
  void aRowThatNobodyWroteIsFound() {
    record.add(new Write(1, 7, "start", "a1"));

    assertThat(record.lost(Map.of(7, "start")))
        .containsExactly("nobody wrote what key 7 has: start");
  }

  @Test
  void twoDeletionsOfOneRowAreTold() {
    record.add(new Write(1, 7, "start", GONE));
    record.add(new Write(2, 7, "start", GONE));

    assertThat(record.deletedTwice()).containsExactly(7);
    assertThat(record.lost(Map.of())).containsExactly("2 7 deleted");
  }
}
