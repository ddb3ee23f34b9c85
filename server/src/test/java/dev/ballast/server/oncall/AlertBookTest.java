// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.alertmanager.ReceivedAlert;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertBookTest {

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final AlertBook book = new AlertBook(ledger.documents(), clock);
  private final Instant start = clock.instant();

  private ReceivedAlert alert(@Nullable Instant endsAt) {
    return new ReceivedAlert(
        "f1", "r", "g", Map.of("alertname", "HighErrors"), Map.of(), start, endsAt, "a", "");
  }

  private void ends() {
    clock.advance(Duration.ofMinutes(5));
    book.take(List.of(alert(clock.instant())));
  }

  @Test
  void anOlderMessageThatComesLateChangesNothing() {
    book.take(List.of(alert(null)));
    ends();
    clock.advance(Duration.ofMinutes(9));

    assertThat(book.take(List.of(alert(null)))).isEqualTo(new AlertBook.Taken(0, 0, 1, 0));
    assertThat(book.isLate(alert(null))).isTrue();
    assertThat(book.all().getFirst().alert().isFiring()).isFalse();
  }

  @Test
  void whatFiresTenMinutesAfterItsEndFiresAgainSinceThen() {
    book.take(List.of(alert(null)));
    ends();
    clock.advance(AlertBook.GRACE);
    Instant again = clock.instant();

    assertThat(book.take(List.of(alert(null))).opened()).isEqualTo(1);
    assertThat(book.isLate(alert(null))).isFalse();
    clock.advance(Duration.ofMinutes(4));
    assertThat(book.take(List.of(alert(null))).repeated()).isEqualTo(1);
    assertThat(book.since(alert(null))).isEqualTo(again);
    assertThat(new AlertBook(ledger.documents(), clock).since(alert(null)))
        .as("after a restart")
        .isEqualTo(again);
  }

  @Test
  void anEndThatIsSaidTwiceStaysTheFirst() {
    book.take(List.of(alert(null)));
    ends();
    clock.advance(Duration.ofMinutes(30));
    book.take(List.of(alert(clock.instant())));

    assertThat(book.all().getFirst().alert().endsAt()).isEqualTo(start.plusSeconds(300));
  }

  private ReceivedAlert from(Instant startsAt, @Nullable Instant endsAt) {
    return new ReceivedAlert(
        "f1", "r", "g", Map.of("alertname", "HighErrors"), Map.of(), startsAt, endsAt, "a", "");
  }

  @Test
  void anEndEndsItWhateverItSaysOfItsBeginning() {
    book.take(List.of(alert(null)));
    clock.advance(Duration.ofMinutes(5));

    assertThat(book.take(List.of(from(start.plusSeconds(60), clock.instant()))).resolved())
        .isEqualTo(1);
    assertThat(book.all()).hasSize(1);
    assertThat(book.firing(Set.of("f1"))).isEmpty();
  }

  @Test
  void oneThatBeginsAnewEndsTheTimeBefore() {
    book.take(List.of(alert(null)));
    clock.advance(Duration.ofMinutes(5));
    ReceivedAlert anew = from(start.plusSeconds(240), null);

    book.take(List.of(anew));

    assertThat(book.firing(Set.of("f1"))).containsExactly(anew);
  }

  @Test
  void oneThatIsYetToBeginFiresSinceItWasHeardOf() {
    ReceivedAlert ahead = from(start.plus(Duration.ofDays(400)), null);
    book.take(List.of(ahead));
    assertThat(book.since(ahead)).isEqualTo(start);

    clock.advance(Duration.ofMinutes(5));
    book.take(List.of(from(ahead.startsAt(), clock.instant())));

    assertThat(book.firing(Set.of("f1"))).isEmpty();
  }
}
