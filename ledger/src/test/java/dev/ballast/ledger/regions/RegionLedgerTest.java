// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Kind;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.ledger.placement.ResourceKind;
import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import dev.ballast.ledger.regions.CuttableLog.Link;
import dev.ballast.ledger.sites.Carrier;
import dev.ballast.ledger.sites.Line;
import dev.ballast.ledger.sites.Site;
import dev.ballast.model.Event;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RegionLedgerTest {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Map<String, ResourceKind> PLACED =
      Map.of("rollout", ResourceKind.PROMOTION, "silence", ResourceKind.SILENCE);

  private final FakeClock clock = FakeClock.atStart();
  private final CuttableLog log = new CuttableLog(clock);
  private final MemoryLedger own = new MemoryLedger(clock);
  private final Consensus decided = new Consensus(log);
  private final RegionLedger ledger = ledger();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aStepForwardIsDecidedByTheMajorityUnderThisRegionsName() {
    Documents documents = ledger.documents();
    assertThat(documents.put("rollout", "payments", "10 %", 0)).contains(new Document("10 %", 1));
    assertThat(documents.put("rollout", "payments", "25 %", 1)).contains(new Document("25 %", 2));
    assertThat(decided.documents().list("rollout").keySet()).containsExactly("us-east/payments");
    assertThat(documents.list("rollout").keySet()).containsExactly("payments");
  }

  @Test
  void whatRaisesRiskFailsClosedAndNamesWhatIsUnreachable() {
    ledger.documents().put("rollout", "payments", "10 %", 0);
    log.link(Link.CUT);
    assertThatExceptionOfType(LedgerException.Unreachable.class)
        .isThrownBy(() -> ledger.documents().put("rollout", "payments", "25 %", 1))
        .withMessage("no majority: eu-west unreachable");
    assertThatExceptionOfType(LedgerException.Unreachable.class)
        .isThrownBy(() -> ledger.interlocks().raise(Kind.FAULT, "service/a", "o", "r", LEASE));
    assertThatExceptionOfType(LedgerException.Unreachable.class)
        .isThrownBy(() -> ledger.epochs().advance("payments", "us-east", 0));
    assertThat(ledger.documents().get("rollout", "payments")).contains(new Document("10 %", 1));
    log.link(Link.WHOLE);
    assertThat(ledger.documents().put("rollout", "payments", "25 %", 1)).isPresent();
  }

  /** Nobody answers and nobody refuses, the worst of cuts: these calls would hang if they asked. */
  @Test
  @Timeout(5)
  void whatLowersRiskOrOnlyRecordsWaitsForNoOtherRegion() {
    ledger.documents().put("rollout", "payments", "25 %", 0);
    Interlocks.Interlock fault =
        ledger.interlocks().raise(Kind.FAULT, "service/a", "owner", "a game day", LEASE);
    log.link(Link.SILENT);
    ledger.tick();
    assertThat(ledger.documents().putLowering("rollout", "payments", "rolled back", 1))
        .contains(new Document("rolled back", 2));
    ledger.interlocks().clear(fault.id());
    ledger.interlocks().raise(Kind.FREEZE, "everything", "owner", "trouble", LEASE);
    ledger.documents().put("silence", "one", "{\"until\":\"noon\"}", 0);
    ledger.documents().put("anything-else", "one", "x", 0);
    ledger.events().append(new Event(0, clock.instant(), "a.b", "s", "x", "", Map.of()));
    assertThat(ledger.documents().get("rollout", "payments"))
        .contains(new Document("rolled back", 2));
    assertThat(ledger.interlocks().active())
        .extracting(Interlocks.Interlock::kind)
        .containsExactly(Kind.FREEZE);
    assertThat(ledger.links().shared().owed()).isEqualTo(1);
  }

  @Test
  void theMajorityIsToldWhatWasLoweredBeforeAnythingIsRaisedAgain() {
    ledger.documents().put("rollout", "payments", "25 %", 0);
    log.link(Link.CUT);
    ledger.documents().putLowering("rollout", "payments", "rolled back", 1);
    assertThatExceptionOfType(LedgerException.Unreachable.class)
        .isThrownBy(() -> ledger.documents().put("rollout", "payments", "10 %", 2));
    log.link(Link.WHOLE);
    ledger.documents().put("rollout", "payments", "10 %", 2);
    assertThat(decided.documents().get("rollout", "us-east/payments"))
        .contains(new Document("10 %", 3));
    assertThat(ledger.links().shared().owed()).isZero();
  }

  @Test
  void anOutcomeThatIsNotKnownIsReadBeforeTheNextAttempt() {
    ledger.documents().put("rollout", "payments", "10 %", 0);
    log.link(Link.NO_ANSWERS);
    assertThatExceptionOfType(LedgerException.OutcomeUnknown.class)
        .isThrownBy(() -> ledger.documents().put("rollout", "payments", "25 %", 1));
    assertThat(ledger.documents().get("rollout", "payments")).contains(new Document("10 %", 1));
    log.link(Link.WHOLE);
    assertThat(ledger.documents().put("rollout", "payments", "25 %", 1))
        .contains(new Document("25 %", 2));
  }

  @Test
  void twoVotersWithoutAWitnessAreWarnedOfAndFailoverIsByHand() {
    RegionLinks links = ledger.links();
    assertThat(links.automaticFailover()).isFalse();
    assertThat(links.warnings())
        .containsExactly(
            "regions: 2 voters, eu-west and us-east (expected: 3, or 2 and a witness). While"
                + " either one is lost, nothing that raises risk is decided, and failover is by"
                + " hand. Fix: start a third server with --witness, and name it in every --peers");
    Membership three =
        new Membership(
            "us-east",
            new TreeMap<>(Map.of("us-east", "a:1", "eu-west", "b:1", "third", "c:1")),
            new TreeSet<>(Set.of("third")));
    assertThat(three.survivesALoss()).isTrue();
    assertThat(three.warnings()).isEmpty();
    assertThat(three.problems()).isEmpty();
  }

  @Test
  void namesEveryProblemOfAMembershipAtOnce() {
    Membership wrong =
        new Membership(
            "US East",
            new TreeMap<>(Map.of("US East", "here", "eu-west", "h:99999")),
            new TreeSet<>(Set.of("US East", "eu-west")));
    assertThat(wrong.problems())
        .containsExactly(
            "--region: US East (expected: lower-case letters, digits, '-')",
            "--peers: US East (expected: NAME=HOST:PORT)",
            "--peers: US East=here (expected: HOST:PORT, with a port up to 65533)",
            "--peers: eu-west=h:99999 (expected: HOST:PORT, with a port up to 65533)",
            "--witness: every region is one (expected: one at least that is not)");
  }

  @Test
  void namesPortsThatMeetOnOneHost() {
    Membership near =
        new Membership(
            "us-east",
            new TreeMap<>(Map.of("us-east", "h:7710", "eu-west", "h:7712", "third", "h:7715")),
            new TreeSet<>());
    assertThat(near.problems())
        .containsExactly(
            "--peers: eu-west=h:7712 and us-east=h:7710 (expected: 3 ports apart, since the next"
                + " two are used, too)");
  }

  @Test
  void namesFilesOfTlsThatCannotBeRead() {
    Path missing = Path.of("no-such-file.pem");
    Membership secret =
        new Membership(
                "us-east",
                new TreeMap<>(Map.of("us-east", "a:1", "eu-west", "b:1")),
                new TreeSet<>())
            .withTls(new PeerTls(missing, missing, missing));
    assertThat(secret.problems())
        .containsExactly(
            "--peer-tls-cert: no-such-file.pem (expected: a PEM file that can be read)",
            "--peer-tls-key: no-such-file.pem (expected: a PEM file that can be read)",
            "--peer-tls-ca: no-such-file.pem (expected: a PEM file that can be read)");
  }

  private RegionLedger ledger() {
    Membership membership =
        new Membership(
            "us-east",
            new TreeMap<>(Map.of("us-east", "127.0.0.1:1", "eu-west", "127.0.0.1:3")),
            new TreeSet<>());
    Site site =
        new Site("us-east", List.of("eu-west"), own.documents(), new NoCarrier(), Line.NONE, clock);
    return new RegionLedger(membership, PLACED, own, decided, site);
  }

  /** Other sites that are never reached. */
  private static final class NoCarrier implements Carrier {

    @Override
    public void start(Receiver receiver) {
      // Nobody ever sends.
    }

    @Override
    public void publish(String key, byte[] state) {
      // Nobody ever hears.
    }

    @Override
    public Set<String> connected() {
      return Set.of();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
