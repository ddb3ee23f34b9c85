// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A last-writer-wins merge as it is printed in many guides, and each of the nine ways in which it
 * loses writes or diverges, beside what the merges here do with the same writes.
 */
final class MergeUpdatesTest {

  private static final LocalDateTime TEN = LocalDateTime.parse("2026-10-25T10:00:00");

  private static final String AS_PRINTED =
      """
      import java.time.LocalDateTime;
      @interface Entity {}
      @interface Column { String columnDefinition(); }
      @Entity
      class ConflictResolution {
        @Column(columnDefinition = "timestamp DEFAULT CURRENT_TIMESTAMP")
        private LocalDateTime lastUpdated;
        public void mergeUpdates(ConflictResolution remote) {
          if (remote.lastUpdated.isAfter(this.lastUpdated)) {
            this.data = remote.data;
            this.lastUpdated = remote.lastUpdated;
          }
        }
      }
      """;

  private final FakeClock wall = FakeClock.atStart();
  private final HybridClock east = new HybridClock(wall, new Origin("us-east", 1));
  private final HybridClock west = new HybridClock(wall, new Origin("eu-west", 1));
  private final Journal journal = new Journal(100);

  /** The printed class, with the field that it forgot. */
  private static class Printed {
    @Nullable String data;
    @Nullable LocalDateTime lastUpdated;

    Printed(@Nullable String data, @Nullable LocalDateTime lastUpdated) {
      this.data = data;
      this.lastUpdated = lastUpdated;
    }

    @SuppressWarnings("NullAway") // as printed
    void mergeUpdates(Printed remote) {
      if (remote.lastUpdated.isAfter(this.lastUpdated)) {
        this.data = remote.read();
        this.lastUpdated = remote.lastUpdated;
      }
    }

    @Nullable String read() {
      return data;
    }
  }

  @Test
  void aTieKeepsTheLocalValueOnBothSidesForEver() {
    Printed here = new Printed("here", TEN);
    Printed there = new Printed("there", TEN);
    here.mergeUpdates(new Printed("there", TEN));
    there.mergeUpdates(new Printed("here", TEN));
    assertThat(here.data).isNotEqualTo(there.data);

    Register a = Register.EMPTY.write(east.next(), "here");
    Register b = Register.EMPTY.write(west.next(), "there");
    assertThat(a.stamp().packed()).isEqualTo(b.stamp().packed());
    assertThat(a.merge(b, journal)).isEqualTo(b.merge(a, journal));
    assertThat(journal.losses()).hasSize(1);
  }

  @Test
  void aTimeWithoutZoneShiftsByHoursAndAnHourOfAutumnRepeats() {
    Instant earlier = Instant.parse("2026-07-01T12:00:00Z");
    Printed berlin = new Printed("earlier", at(earlier, "Europe/Berlin"));
    Printed newYork = new Printed("later", at(earlier.plusSeconds(3_600), "America/New_York"));
    berlin.mergeUpdates(newYork);
    assertThat(berlin.data).isEqualTo("earlier");

    Instant beforeTheChange = Instant.parse("2026-10-25T00:50:00Z");
    Printed first = new Printed("first", at(beforeTheChange, "Europe/Berlin"));
    Printed second = new Printed("second", at(beforeTheChange.plusSeconds(1_800), "Europe/Berlin"));
    first.mergeUpdates(second);
    assertThat(first.data).isEqualTo("first");

    wall.moveTo(beforeTheChange);
    Register a = Register.EMPTY.write(east.next(), "first");
    wall.moveTo(beforeTheChange.plusSeconds(1_800));
    Register b = Register.EMPTY.write(west.next(), "second");
    assertThat(a.merge(b, journal).content()).hasToString("second");
  }

  private static LocalDateTime at(Instant instant, String zone) {
    return LocalDateTime.ofInstant(instant, ZoneId.of(zone));
  }

  @Test
  void aDefaultStampsInsertsOnlyAndAnExplicitNullNotEvenThese() {
    Printed row = new Printed("inserted", TEN);
    Printed replica = new Printed("other", TEN.plusHours(1));
    row.data = "updated two hours later"; // the column's default does not apply to an update
    replica.mergeUpdates(row);
    assertThat(replica.data).isEqualTo("other");

    Printed persisted = new Printed("by JPA, which inserts null", null);
    assertThatThrownBy(() -> replica.mergeUpdates(persisted))
        .isInstanceOf(NullPointerException.class);

    Register register = Register.EMPTY.write(east.next(), "inserted");
    Register other = Register.EMPTY.write(west.next(), "other");
    wall.advance(Duration.ofHours(2));
    Register updated = register.write(east.next(), "updated two hours later");
    assertThat(other.merge(updated, journal)).isEqualTo(updated);
    assertThat(Register.EMPTY.merge(updated, journal)).isEqualTo(updated);
  }

  @Test
  void aTransactionThatBeganEarlierCommitsLaterAndLoses() {
    LocalDateTime began = TEN;
    Printed replica = new Printed("short transaction, committed at 10:01", TEN.plusMinutes(1));
    // CURRENT_TIMESTAMP is when the transaction began, also for one that saw the other and commits
    // now
    replica.mergeUpdates(new Printed("long transaction, committed at 10:05", began));
    assertThat(replica.data).startsWith("short");

    Register seen = Register.EMPTY.write(west.next(), "short");
    assertThat(east.receive(seen.stamp())).isEqualTo(new HybridClock.Receipt.Taken());
    Register wroteOver = seen.write(east.next(), "long");
    assertThat(seen.merge(wroteOver, journal)).isEqualTo(wroteOver);
    assertThat(journal.losses()).as("replaced knowingly").isEmpty();
  }

  @Test
  void changesOfDifferentFieldsAndIncrementsAreLostWithTheRow() {
    Printed here = new Printed("name=Ann, city=Rome, likes=8", TEN);
    here.mergeUpdates(new Printed("name=Bob, city=Oslo, likes=9", TEN.plusSeconds(1)));
    assertThat(here.data).doesNotContain("Rome");

    Document start =
        Document.ABSENT.put(east.next(), "name", "Bob").put(east.next(), "city", "Oslo");
    west.receive(start.since());
    west.receive(east.next());
    Document a = likes(start.put(east.next(), "city", "Rome"), east);
    Document b = likes(start.put(west.next(), "name", "Ann"), west);
    Document merged = a.merge(b, journal);
    assertThat(merged.fields().get("city")).isEqualTo(a.fields().get("city"));
    assertThat(merged.fields().get("name")).isEqualTo(b.fields().get("name"));
    assertThat(merged.fields().get("likes"))
        .isInstanceOfSatisfying(Counter.class, c -> assertThat(c.value()).isEqualTo(2));
    assertThat(journal.losses()).isEmpty();
  }

  private static Document likes(Document document, HybridClock clock) {
    Stamp now = clock.next();
    return document.change(now, "likes", Counter.ZERO, likes -> likes.add(now.origin(), 1));
  }

  @Test
  void aDeletedRowComesBack() {
    Map<String, Printed> here = new HashMap<>(Map.of("row", new Printed("value", TEN)));
    Map<String, Printed> there = new HashMap<>(here);
    here.remove("row"); // deleted, and nothing remembers it
    there.forEach(here::putIfAbsent); // the next exchange inserts what is missing
    assertThat(here).containsKey("row");

    LwwMap map = LwwMap.EMPTY.put(east.next(), "row", "value");
    LwwMap deleted = map.remove(east.next(), "row");
    assertThat(deleted.merge(map, journal).live()).isEmpty();
    assertThat(map.merge(deleted, journal).live()).isEmpty();
  }

  @Test
  void aLocalWriteBetweenTheCheckAndTheAssignmentIsLost() {
    Printed here = new Printed("old", TEN);
    Printed remote =
        new Printed("remote", TEN.plusSeconds(1)) {
          @Override
          @Nullable String read() {
            here.data = "local, acknowledged"; // another thread, at the worst moment
            here.lastUpdated = TEN.plusSeconds(2);
            return super.read();
          }
        };
    here.mergeUpdates(remote);
    assertThat(here.data).isEqualTo("remote");

    Register arriving = Register.EMPTY.write(west.next(), "remote");
    east.receive(arriving.stamp());
    AtomicReference<Register> cell = new AtomicReference<>(Register.EMPTY);
    boolean[] raced = {false};
    UnaryOperator<Register> merge =
        now -> {
          if (!raced[0]) {
            raced[0] = true;
            cell.updateAndGet(old -> old.write(east.next(), "local, acknowledged"));
          }
          return now.merge(arriving, journal);
        };
    assertThat(cell.updateAndGet(merge).content()).hasToString("local, acknowledged");
    assertThat(journal.losses()).as("the remote one is told").hasSize(1);
  }

  @Test
  void aClockFinerThanTheColumnComparesOtherwiseAfterTheRoundTrip() {
    LocalDateTime first = TEN.plusNanos(123_456_700);
    LocalDateTime second = TEN.plusNanos(123_456_900);
    Printed stored = new Printed("second", second.truncatedTo(ChronoUnit.MICROS));
    stored.mergeUpdates(new Printed("first", first));
    assertThat(stored.data).as("the earlier write wins").isEqualTo("first");

    Register a = Register.EMPTY.write(east.next(), "first");
    east.receive(a.stamp());
    Register b = a.write(east.next(), "second");
    Lattice read = Encoding.decode(Encoding.encode(b));
    assertThat(read).isEqualTo(b);
    assertThat(Lattice.merge(read, a, journal)).isEqualTo(b);
  }

  @Test
  void asPrintedItDoesNotCompileAndTheEntityHasNoIdentity() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///ConflictResolution.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return AS_PRINTED;
          }
        };
    boolean compiles =
        compiler.getTask(null, null, told, List.of("-proc:none"), null, List.of(source)).call();
    assertThat(compiles).isFalse();
    assertThat(told.getDiagnostics())
        .filteredOn(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .hasSize(2)
        .allSatisfy(d -> assertThat(d.getMessage(Locale.ROOT)).contains("data"));
    assertThat(AS_PRINTED).doesNotContain("@Id");
  }
}
