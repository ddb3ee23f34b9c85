// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ballast.faults.driver.Drivers;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.journal.Journal;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultBookTest {

  private static final Map<String, String> OPEN = Map.of("ballast.dev/faults", "allowed");

  @TempDir private Path folder;
  private final FakeDriver driver = new FakeDriver();
  private Journal journal;
  private FaultBook book;

  @BeforeEach
  void open() throws IOException {
    journal = Journal.open(folder).journal();
    book = book(journal);
  }

  @AfterEach
  void close() throws IOException {
    journal.close();
  }

  private FaultBook book(Journal on) {
    FaultAgent agent =
        new FaultAgent(
            "host",
            URI.create("http://127.0.0.1:1"),
            new Secret.None(),
            "test",
            folder.toString(),
            List.of(),
            List.of(target("payments-1", OPEN), target("closed", Map.of())));
    return new FaultBook(
        agent,
        new Drivers(List.of(driver)),
        on,
        new Brake(folder),
        InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
  }

  static FaultAgent.Target target(String name, Map<String, String> labels) {
    return new FaultAgent.Target(
        name,
        "payments",
        labels,
        "",
        List.of(),
        "",
        0,
        FaultAgent.Proxy.NONE,
        "",
        FaultAgent.Database.NONE,
        List.of());
  }

  private static Admission.Wish wish(String id, String target) {
    return new Admission.Wish(
        id, "tester", "", "fake.fault", target, Map.of(), Duration.ofMinutes(1));
  }

  private RefusedException refused(Admission.Wish wish) {
    return catchThrowableOfType(RefusedException.class, () -> book.inject(wish));
  }

  @Test
  void isOnDiskBeforeItIsDoneAndEndedAfterItIsHealed() throws Exception {
    assertThat(book.inject(wish("a", "payments-1")).state()).isEqualTo("active");
    assertThat(Files.readString(folder.resolve("faults.journal"))).contains("\"armed\"");
    assertThat(book.heal("a", "told to").state()).isEqualTo("healed");
    assertThat(Files.readAllLines(folder.resolve("faults.journal")).getLast())
        .contains("\"ended\"");
    assertThat(book.heal("a", "again").ended()).isEqualTo("told to");
  }

  @Test
  void whatIsNotEffectiveHasFailedAndIsUndone() {
    driver.effect = Verdict.gone("nothing to see");
    RefusedException refusal = refused(wish("a", "payments-1"));
    assertThat(refusal.status()).isEqualTo(424);
    assertThat(refusal).hasMessage("not effective: nothing to see; undone: clean");
    assertThat(driver.calls).containsExactly("apply", "heal");
    assertThat(book.list().getFirst().state()).isEqualTo("failed");
  }

  /** Of a minute half is over when it is seen. */
  @Test
  void aLeaseOfWhichMuchIsOverBeginsWithTheAnswer() throws Exception {
    driver.onVerify =
        order -> {
          try {
            book.find(order.id()).deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
          } catch (RefusedException e) {
            throw new AssertionError(e);
          }
        };

    book.inject(wish("late", "payments-1"));

    assertThat(driver.calls).containsExactly("apply", "renew");
    assertThat(book.find("late").deadline - System.nanoTime())
        .isGreaterThan(Duration.ofSeconds(50).toNanos());
    book.heal("late", "seen");
    driver.onVerify = _ -> {};
    driver.calls.clear();
    book.inject(wish("at-once", "payments-1"));
    assertThat(driver.calls).containsExactly("apply");
  }

  @Test
  void whatBreaksHalfwayIsUndone() {
    driver.brokenApply = "no permission";
    assertThat(refused(wish("a", "payments-1"))).hasMessage("no permission; undone: clean");
    assertThat(driver.calls).containsExactly("apply", "heal");
  }

  @Test
  void nothingIsDoneWhenTheJournalCannotBeWritten() throws IOException {
    journal.close();
    RefusedException refusal = refused(wish("a", "payments-1"));
    assertThat(refusal.status()).isEqualTo(507);
    assertThat(refusal).hasMessageStartingWith("nothing was done: the journal");
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void nobodyIsHitWhoDidNotAgree() {
    assertThat(refused(wish("a", "closed")))
        .hasMessage(
            "target closed: nobody allowed faults on it. Fix: label it ballast.dev/faults:"
                + " allowed");
  }

  @Test
  void anUnknownTargetOrParameterIsNamedWithTheNearest() {
    assertThat(refused(wish("a", "paymnts-1")))
        .hasMessageContaining("target: paymnts-1 (expected: one of payments-1, closed)");
    Admission.Wish odd =
        new Admission.Wish(
            "a", "me", "", "fake.fault", "payments-1", Map.of("sizes", "1"), Duration.ofSeconds(1));
    assertThat(refused(odd)).hasMessage("parameter sizes: not known (expected: size). Write: size");
  }

  @Test
  void withoutAWatchdogNothingIsDoneThatOnlyItWouldEnd() {
    driver.lease = Lease.WATCHDOG;
    assertThat(refused(wish("a", "payments-1"))).hasMessageContaining("watchdog does not run");
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void theSameOrderAgainRenewsAndAnotherIsRefused() throws Exception {
    var _ = book.inject(wish("a", "payments-1"));
    assertThat(book.inject(wish("a", "payments-1")).state()).isEqualTo("active");
    assertThat(driver.calls).containsExactly("apply", "renew");
    assertThat(refused(wish("b", "payments-1"))).hasMessageContaining("has fake.fault already");
    RefusedException stranger =
        catchThrowableOfType(
            RefusedException.class, () -> book.renew("a", "other", Duration.ofSeconds(1)));
    assertThat(stranger).hasMessage("owner: other (expected: tester)");
  }

  @Test
  void whatCannotBeProvedCleanStaysOpenUntilItIs() throws Exception {
    var _ = book.inject(wish("a", "payments-1"));
    driver.clean = Verdict.no("still there");
    assertThat(book.heal("a", "told to").state()).isEqualTo("unproved");
    assertThat(Files.readAllLines(folder.resolve("faults.journal"))).hasSize(1);
    driver.clean = Verdict.yes("clean");
    assertThat(book.heal("a", "again").state()).isEqualTo("healed");
  }

  @Test
  void theNextStartHealsWhatWasLeft() throws Exception {
    var _ = book.inject(wish("a", "payments-1"));
    journal.close();
    Journal.Opened again = Journal.open(folder);
    journal = again.journal();
    FaultBook next = book(journal);
    next.adopt(again.orphans());
    assertThat(next.list())
        .singleElement()
        .satisfies(f -> assertThat(f.state()).isEqualTo("healed"))
        .satisfies(f -> assertThat(f.ended()).isEqualTo("the agent had died"));
  }

  @Test
  void aFileStopsEverythingThatIsNew() throws IOException {
    Files.writeString(folder.resolve("STOP"), "smoke in the data centre");
    assertThat(refused(wish("a", "payments-1")))
        .hasMessageContaining("STOP: smoke in the data centre");
  }
}
