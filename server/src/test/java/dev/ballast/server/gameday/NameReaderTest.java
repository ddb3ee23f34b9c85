// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.dns.NameSight;
import dev.ballast.connect.gameday.NameWatch;
import dev.ballast.control.findings.NameLook;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.model.gameday.GameDay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class NameReaderTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");
  private static final RunRecord.Clock CLOCK =
      new RunRecord.Clock(
          T0.minusSeconds(30), T0, T0.plusSeconds(60), T0.plusSeconds(61), T0.plusSeconds(90));
  private static final String RESOLVER = "127.0.0.1:53";

  private static GameDay day(String names) {
    return DayDocument.read(
        "day.yaml",
        """
        apiVersion: ballast.dev/v1
        kind: GameDay
        metadata: {name: east}
        spec:
          objective: "Can we lose us-east?"
          mode: simulated
          %s
          timeline:
            - {at: "09:00", id: chaos, do: fault, fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}}
            - {at: "09:10", id: restore, do: heal, fault: chaos}
        """
            .formatted(names));
  }

  private static final GameDay DAY =
      day(
          "names: [{name: shop.example, resolvers: [\"127.0.0.1:53\"],"
              + " addresses: {192.0.2.1: us-east, 192.0.2.2: eu-west}}]");

  private static List<NameWatch.Heard> heard(int from, int to, long ttl, String... addresses) {
    List<NameWatch.Heard> all = new ArrayList<>();
    for (int second = from; second < to; second++) {
      all.add(
          new NameWatch.Heard(
              T0.plusSeconds(second),
              RESOLVER,
              "shop.example",
              new NameSight.Seen(ttl, List.of(addresses), "", 0)));
    }
    return all;
  }

  private static NameLook look(List<NameWatch.Heard> heard) {
    List<NameLook> looks = Objects.requireNonNull(NameReader.looks(DAY, "us-east", CLOCK, heard));
    assertThat(looks).hasSize(1);
    return looks.getFirst();
  }

  @Test
  void aNameThatIsTakenOutIsUsedUntilItsLastAnswerHasAged() {
    List<NameWatch.Heard> all = heard(-10, 8, 5, "192.0.2.1", "192.0.2.2");
    all.addAll(heard(8, 60, 5, "192.0.2.2"));

    NameLook look = look(all);

    assertThat(look.checked()).isTrue();
    assertThat(look.ttl()).isEqualTo(Duration.ofSeconds(5));
    assertThat(look.addresses()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(look.changed()).isEqualTo(T0.plusSeconds(8));
    assertThat(look.lastDead()).isEqualTo(T0.plusSeconds(12));
  }

  @Test
  void aNameWithoutFallbackIsUsedAsLongAsItIsDead() {
    NameLook look = look(heard(-10, 60, 300, "192.0.2.1"));

    assertThat(look.checked()).isFalse();
    assertThat(look.changed()).isNull();
    assertThat(look.lastDead()).isEqualTo(CLOCK.over());
  }

  @Test
  void aNameThatNeverLedThereHasNoTail() {
    NameLook look = look(heard(-10, 60, 5, "192.0.2.2"));

    assertThat(look.checked()).isTrue();
    assertThat(look.lastDead()).isNull();
  }

  @Test
  void whatWasNotHeardBeforeTheFaultTellsNothing() {
    assertThat(NameReader.looks(DAY, "us-east", CLOCK, heard(1, 60, 5, "192.0.2.2"))).isEmpty();
    assertThat(NameReader.looks(day("seed: 1"), "us-east", CLOCK, List.of())).isNull();
  }
}
